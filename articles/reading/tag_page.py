"""Tag page: the page of a blog that lists all it posted under one tag, copied as text.

After a first line ("Posted tagged ‘Iraq’") each post is a title, a line with a date, and a credit line
("Title, Outlet, Author, Date") before its text. A post begins only where these three stand together: a
date alone may be part of a text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from articles.reading.building import short
from articles.reading.dates import day
from articles.reading.errors import ReadingError
from articles.reading.format import Format, Reading, Source
from articles.reading.gathering import Gathering
from articles.reading.images import is_image_name, without_image_name
from articles.reading.outlets import outlet_key
from articles.reading.prose import folded, lines, paragraphs, spread

_HEADER = re.compile(
    r"(?:posts?|posted|entries|articles|stories)\s+tagged\b|tag archives?\b|(?:category )?archives? for\b|tag:\s",
    re.IGNORECASE,
)
#: Characters of one page: thousands of posts.
LONGEST_PAGE = 10_000_000

_SNIFFED_CHARACTERS = 100_000
_LONGEST_CREDIT = 800
_LONGEST_TITLE = 300
#: How much of its words a credit line's title shares with the title above: "How the US gave" is "How US gave".
_LEAST_LIKENESS = 0.6
#: A page may say more than its posts do before the first of them, up to so many characters.
_LONGEST_PREAMBLE = 1000

#: Rows of asterisks, dashes and the like between two parts.
_RULE = re.compile(r"[\W_]{3,}")
#: What the blog's software writes below a post; its tags are no words of the article.
_FURNITURE = re.compile(
    r"(?:tags?|tagged|categor(?:y|ies)|filed under|posted in|comments?)\s*:.{0,300}|"
    r"(?:share|like) this:?|like loading.{0,5}|(?:« ?)?(?:older|newer|previous|next) (?:entries|posts)(?: ?»)?|"
    r"(?:leave a|no|be the first to|\d+) comments?(?: so far| ?»)?|comments off.{0,100}|permalink",
    re.IGNORECASE,
)

#: Words that end the name of an outlet, never that of an author: "FrontPage Magazine" is one name.
_OUTLET_WORDS = frozenset({
    "agency", "chronicle", "daily", "digest", "dispatch", "forum", "foundation", "gazette", "globe", "herald",
    "institute", "jihad", "journal", "live", "magazine", "media", "monitor", "network", "news", "online", "page",
    "politics", "post", "press", "project", "radio", "report", "reports", "review", "standard", "sun", "telegraph",
    "times", "today", "tribune", "tv", "watch", "weekly", "wire", "world",
})  # fmt: skip
_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAME_PARTICLES = frozenset(
    {
        "al",
        "and",
        "bin",
        "da",
        "de",
        "del",
        "der",
        "di",
        "el",
        "ibn",
        "la",
        "le",
        "van",
        "von",
        "with",
    }
)  # fmt: skip | {"&"}
#: "McDonald" and "DeSantis" have a seam and are one word.
_NAME_PREFIXES = ("Mc", "Mac", "De", "Di", "Du", "La", "Le", "Van", "Fitz")


@dataclass(frozen=True, slots=True)
class _Credit:
    pieces: tuple[str, ...]
    published: date


@dataclass(frozen=True, slots=True)
class _Post:
    title: str
    published: date
    #: What the credit line says after the title: outlet, authors. Empty when it says nothing.
    credits: tuple[str, ...]
    credit_line: str
    #: Lines of the title, and of the first and the one after the last of its text.
    title_at: int
    text_from: int


def _sniff(source: Source) -> bool:
    if source.suffix not in {"", ".txt", ".text"}:
        return False
    beginning = lines(source.text[:_SNIFFED_CHARACTERS])
    first = next(filter(None, beginning), "")
    return bool(_HEADER.match(first) and list(_posts(beginning))) or any(post.credit_line for post in _posts(beginning))


def _read(source: Source) -> Reading:
    if len(source.text) > LONGEST_PAGE:
        raise ReadingError(
            source.name,
            f"The page has {len(source.text):,} characters and may have {LONGEST_PAGE:,}. Split it between two posts.",
        )
    page = lines(source.text)
    posts = list(_posts(page))
    ends = [post.title_at for post in posts[1:]] + [len(page)]
    outlets = _outlets_told_apart(posts)
    found = Gathering(source)
    for reason in _left_out(page, posts):
        found.note(reason)
    for post, end in zip(posts, ends, strict=True):
        if found.is_full:
            found.note_the_rest()
            break
        outlet, author = _outlet_and_author(post.credits, outlets)
        text = _text(page[post.text_from : end], post)
        found.add(text=text, headline=post.title, published=post.published, outlet=outlet, author=author)
    return found.reading("No post with a title, a date and a text was found.")


FORMAT = Format(name="tag pages of blogs as text", suffixes=(".txt", ".text"), sniff=_sniff, read=_read)


def _posts(page: Sequence[str]) -> Iterator[_Post]:
    """The posts of a page whose lines are cleaned; by title and date alone where no post has a credit line."""
    dated = list(_dated(page))
    posts = [
        _Post(page[title_at], credit.published, credit.pieces, page[credit_at], title_at, credit_at + 1)
        for title_at, _, credit_at in dated
        if (credit := _credit(page[credit_at], page[title_at]))
    ]
    if posts:
        yield from posts
    else:
        for title_at, published, credit_at in dated:
            if _is_title(page[title_at]):
                yield _Post(page[title_at], published, (), "", title_at, credit_at)


def _dated(page: Sequence[str]) -> Iterator[tuple[int, date, int]]:
    """Where a line that is a date stands between two others: the one above, the day, the one below."""
    written = [at for at, line in enumerate(page) if line]
    for title_at, date_at, credit_at in zip(written, written[1:], written[2:], strict=False):
        if len(page[title_at]) <= _LONGEST_TITLE and (published := day(page[date_at])):
            yield title_at, published, credit_at


def _is_title(line: str) -> bool:
    return bool(folded(line)) and not line.endswith((".", ",", ";", ":")) and not _HEADER.match(line)


def _credit(line: str, title: str) -> _Credit | None:
    """What a credit line says, when *line* is the one of *title*."""
    if len(line) > _LONGEST_CREDIT:
        return None
    pieces = [piece.strip() for piece in line.split(",")]
    for length in (3, 2, 1):  # "Friday, Oct. 28, 2016", "October 28, 2016", "28 October 2016"
        published = day(", ".join(pieces[-length:]))
        if published:
            return _credit_of(pieces[:-length], published, title)
    return None


def _credit_of(pieces: Sequence[str], published: date, title: str) -> _Credit | None:
    """The title may hold commas itself, and one more or less than the headline does."""
    commas = title.count(",")
    lengths = [n for n in (commas + 1, commas, commas + 2) if 1 <= n <= len(pieces)]
    likeness, length = max(((_likeness(", ".join(pieces[:n]), title), n) for n in lengths), default=(0.0, 0))
    if likeness < _LEAST_LIKENESS:
        return None
    return _Credit(tuple(filter(None, pieces[length:])), published)


def _likeness(one: str, other: str) -> float:
    """Of the words of two lines, the share that both have: from 0 to 1 (Dice)."""
    first, second = Counter(folded(one).split()), Counter(folded(other).split())
    return 2 * (first & second).total() / max(1, first.total() + second.total())


def _outlets_told_apart(posts: Sequence[_Post]) -> frozenset[str]:
    """Keys of the outlets that stand apart from an author somewhere on the page."""
    return frozenset(outlet_key(post.credits[0]) for post in posts if post.credits and not _name_seam(post.credits[0]))


def _outlet_and_author(said: Sequence[str], outlets: frozenset[str]) -> tuple[str, str]:
    if not said:
        return "", ""
    outlet, *authors = said
    if not authors and (seam := _known_seam(outlet, outlets) or _name_seam(outlet)):
        return outlet[:seam].strip(), outlet[seam:].strip()
    return outlet, ", ".join(authors)


def _known_seam(credit: str, outlets: frozenset[str]) -> int:
    """As `_name_seam`, for an outlet of one word that stands alone elsewhere on the page."""
    seams = (seam.start() for seam in _SEAM.finditer(credit))
    known = (at for at in seams if outlet_key(credit[:at]) in outlets and _is_person(credit[at:].split()))
    return next(known, 0)


def _name_seam(credit: str) -> int:
    """Where an outlet and an author were glued: "Gatestone Institute|Amir Taheri". 0 where they were not.

    "DebkaFile" and "FrontPage Magazine" have such a seam and are one name, so both sides need two words.
    """
    for seam in _SEAM.finditer(credit):
        outlet, author = credit[: seam.start()].split(), credit[seam.start() :].split()
        if len(outlet) >= 2 and not outlet[-1].endswith(_NAME_PREFIXES) and _is_person(author):
            return seam.start()
    return 0


def _is_person(words: Sequence[str]) -> bool:
    return (
        2 <= len(words) <= 8
        and all(word[0].isupper() or word.lower().split("-")[0] in _NAME_PARTICLES for word in words)
        and words[-1].lower() not in _OUTLET_WORDS
    )


def _text(body: Sequence[str], post: _Post) -> str:
    """The text of a post: without pictures' names, rules, and the title and credit line once more."""
    repeated = {folded(post.title), folded(post.credit_line)}
    kept = (paragraph for paragraph in paragraphs(_words(spread(body))) if folded(paragraph) not in repeated)
    return "\n\n".join(kept)


def _words(body: Sequence[str]) -> Iterator[str]:
    for line in body:
        if _RULE.fullmatch(line) or is_image_name(line):
            yield ""
        elif _FURNITURE.fullmatch(line):
            continue
        elif (caption := without_image_name(line)) != line:
            yield from ("", caption, "")
        else:
            yield line


def _left_out(page: Sequence[str], posts: Sequence[_Post]) -> Iterator[str]:
    """What the reader of an import should look at: nothing is passed over in silence."""
    if posts and sum(map(len, page[: posts[0].title_at])) > _LONGEST_PREAMBLE:
        yield (
            f"The text before “{short(posts[0].title, 80)}” has no title and credit line and was left out. "
            "Import it as a file of its own."
        )
    begun = {post.title_at for post in posts}
    if any(post.credit_line for post in posts):
        for title_at, published, _ in _dated(page):
            if title_at not in begun and _is_title(page[title_at]):
                yield (
                    f"“{short(page[title_at], 80)}”, {published}, has no credit line and was left in the text above. "
                    "If it is a post, write its credit line below the date."
                )
