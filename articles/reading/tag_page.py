"""Tag page: the page of a blog that lists all it posted under one tag, copied as text.

After a first line ("Posted tagged ‘Iraq’") each post is a title, a line with a date, and a credit line
("Title, Outlet, Author, Date") before its text. A post begins only where these three stand together: a
date alone may be part of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from articles.reading.building import short
from articles.reading.credit_line import credit_of, outlet_and_author, outlets_told_apart
from articles.reading.dates import day
from articles.reading.errors import ReadingError
from articles.reading.format import Format, Reading, Source
from articles.reading.gathering import Gathering
from articles.reading.images import is_image_name, without_image_name
from articles.reading.prose import folded, lines, paragraphs, spread
from places.sentence import sentence

_HEADER = re.compile(
    r"(?:posts?|posted|entries|articles|stories)\s+tagged\b|tag archives?\b|(?:category )?archives? for\b|tag:\s",
    re.IGNORECASE,
)
#: Characters of one page: thousands of posts.
LONGEST_PAGE = 10_000_000

_SNIFFED_CHARACTERS = 100_000
_LONGEST_TITLE = 300
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
    outlets = outlets_told_apart(post.credits for post in posts)
    found = Gathering(source)
    for reason in _left_out(page, posts):
        found.note(reason)
    for post, end in zip(posts, ends, strict=True):
        if found.is_full:
            found.note_the_rest()
            break
        outlet, author = outlet_and_author(post.credits, outlets)
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
        if (credit := credit_of(page[credit_at], page[title_at]))
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
        yield sentence(
            f"The text before “{short(posts[0].title, 80)}” has no title and credit line and was left out. "
            "Import it as a file of its own."
        )
    begun = {post.title_at for post in posts}
    if any(post.credit_line for post in posts):
        for title_at, published, _ in _dated(page):
            if title_at not in begun and _is_title(page[title_at]):
                yield sentence(
                    f"“{short(page[title_at], 80)}”, {published}, has no credit line and was left in the text above. "
                    "If it is a post, write its credit line below the date."
                )
