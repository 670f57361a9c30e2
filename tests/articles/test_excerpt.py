"""Excerpts mark places, cut at words, and let no markup of a text through."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from articles.article import Article, Hit, Passage, Span
from articles.certainty import Certainty, automatic
from articles.excerpt import CURRENT, EXCERPT_LENGTH, ReadMention, excerpt, marked_headline, marked_text
from articles.passages import passages
from articles.view import View
from places.mention import Kind, Mention
from places.resolution import Resolution
from tests.articles.builders import MOSUL, FakeGeoparse, a_place, an_article

geoparse = FakeGeoparse()


def read(resolutions: Iterable[Resolution], certainty: Certainty | None = None) -> list[ReadMention]:
    """The mentions with the geoparser's own certainty, or all with *certainty*."""
    return [ReadMention(each, certainty or automatic(each.place is not None, each.confidence)) for each in resolutions]


class Reader(HTMLParser):
    """What a browser would make of it: elements, attributes, text, and the text inside marks."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.marked: list[str] = []
        self.paragraphs: list[str] = []
        self._in_mark = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += attrs
        if tag == "mark":
            self._in_mark = True
            self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_mark = self._in_mark and tag != "mark"
        if tag == "p":
            self.paragraphs.append(self.text[sum(map(len, self.paragraphs)) :])

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._in_mark:
            self.marked[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment came through: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration came through: {decl}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction came through: {data}")


def hit_of(text: str, *toponyms: str, headline: str = "") -> Hit:
    """A hit on the first passage of *text*, on each of *toponyms* where it first stands."""
    article = an_article(text, headline=headline)
    passage = passages(article)[0]
    starts = [passage.text.index(toponym) for toponym in toponyms]
    spans = tuple(Span(start, start + len(toponym)) for start, toponym in zip(starts, toponyms, strict=True))
    return Hit(article, passage, spans)


def test_the_place_is_marked() -> None:
    assert excerpt(hit_of("Troops left Mosul today.", "Mosul")) == "<p>Troops left <mark>Mosul</mark> today.</p>"


def test_a_headline_says_that_it_is_one() -> None:
    assert excerpt(hit_of("", "Mosul", headline="Mosul falls")) == '<p class="headline"><mark>Mosul</mark> falls</p>'


def test_what_an_article_says_is_text_and_never_markup() -> None:
    hostile = "<script>alert(1)</script> {{7*7}} <mark>&amp; \"Mosul\" <img src=x onerror='alert(2)'>"
    assert excerpt(hit_of(hostile, "Mosul")) == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}} &lt;mark&gt;&amp;amp; &quot;<mark>Mosul</mark>&quot; "
        "&lt;img src=x onerror=&#x27;alert(2)&#x27;&gt;</p>"
    )


def test_a_long_passage_is_cut_between_words_round_the_place() -> None:
    before, after = "early words " * 30, " later words" * 25
    html = excerpt(hit_of(f"{before}Mosul{after}", "Mosul"))
    assert html.startswith("<p>… ")
    assert html.endswith(" …</p>")
    reader = Reader(html)
    assert reader.marked == ["Mosul"]
    assert set(reader.text.split()) == {"…", "early", "later", "words", "Mosul"}
    assert abs(len(reader.text) - EXCERPT_LENGTH) < 40


def test_the_beginning_is_shown_whole_where_the_place_stands_in_it() -> None:
    html = excerpt(hit_of("Mosul is where it began. " + "word " * 100, "Mosul"))
    assert html.startswith("<p><mark>Mosul</mark> is")
    assert html.endswith("word …</p>")


def test_the_part_with_most_marks_is_shown() -> None:
    hit = hit_of("oil " + "word " * 100 + "Mosul and Tehran, " + "word " * 60, "oil", "Mosul", "Tehran")
    assert Reader(excerpt(hit)).marked == ["Mosul", "Tehran"]


def test_a_short_passage_is_not_cut() -> None:
    text = ("word " * 64).strip()
    assert Reader(excerpt(hit_of(text))).text == text


def test_every_mention_of_the_text_links_to_its_place() -> None:
    article = an_article("The Iraqi side left Mosul for al-Houd.", headline="Mosul")
    html = marked_text(article, read(geoparse(article)), View(place=MOSUL.id, query="oil"))
    reader = Reader(html)
    assert reader.marked == ["Iraq", "Mosul", "al-Houd"]
    values = dict.fromkeys(reader.attributes)
    assert ("data-place", MOSUL.id) in values
    assert ("class", "place automatic selected") in values
    assert ("class", "place unknown unplaced") in values
    assert ("href", "?place=unplaced%3Aal-houd&q=oil") in values
    assert [value for name, value in reader.attributes if name == "data-mention"] == ["1", "2", "3"]
    headline = Reader(marked_headline(article, read(geoparse(article)), View()))
    assert headline.marked == [headline.text] == ["Mosul"]


def test_marks_tell_how_sure_they_are_and_which_one_the_reader_is_at() -> None:
    article = an_article("Mosul, then Mosul.", headline="")
    (first, second) = geoparse(article)
    mentions = [*read([first], Certainty.DOUBTFUL), *read([second], Certainty.VERIFIED)]
    values = Reader(marked_text(article, mentions, View(place=MOSUL.id), current=1)).attributes
    assert [value for name, value in values if name == "class"] == [
        "place doubtful selected", f"place verified selected {CURRENT}"
    ]  # fmt: skip
    assert [value for name, value in values if name == "title"] == ["Mosul, doubtful", "Mosul, verified"]


def test_an_id_from_elsewhere_cannot_leave_its_attribute() -> None:
    place = a_place('"><script>x</script>', id="user:\"><script>'")
    article = an_article("Mosul", headline="")
    html = marked_text(article, read([Resolution(Mention("Mosul", 0, 5), place)]), View())
    reader = Reader(html)
    assert reader.elements == ["article", "p", "mark", "a"]
    assert ("data-place", place.id) in reader.attributes


hostile_texts = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            [
                "Mosul",
                "<",
                ">",
                "&",
                "&lt;",
                '"',
                "'",
                "<script>",
                "</p>",
                "<!--",
                "]]>",
                "<?",
                "{{7*7}}",
                "\n",
                "\n\n",
                " ",
            ]
        ),
        max_size=60,
    ).map("".join),
).filter(lambda text: not any("\ud800" <= character <= "\udfff" for character in text))


@given(hostile_texts, hostile_texts)
def test_no_markup_of_an_article_survives_in_the_reader(headline: str, text: str) -> None:
    article = an_article(text, headline=headline)
    resolutions = geoparse(article)
    reader = Reader(marked_text(article, read(resolutions), View()))
    assert " ".join(reader.paragraphs).split() == text.split()
    assert set(reader.elements) <= {"article", "p", "mark", "a"}
    assert {name for name, _ in reader.attributes} <= {
        "class", "data-place", "data-mention", "href", "data-view", "data-at", "title"
    }  # fmt: skip
    start = len(article.document) - len(text)
    inside = [r.mention.toponym for r in resolutions if r.mention.start >= start]
    assert reader.marked == inside
    assert Reader(marked_headline(article, read(resolutions), View())).text == headline


@given(hostile_texts, st.data(), st.integers(1, 400))
def test_no_markup_of_a_passage_survives_in_its_excerpt(text: str, data: st.DataObject, length: int) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    spans = tuple(Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))
    html = excerpt(Hit(Article("", text), Passage("id", 0, len(text), text), spans), length)
    reader = Reader(html)
    assert set(reader.elements) <= {"p", "mark"}
    assert reader.attributes == []
    shown = reader.text.removeprefix("… ").removesuffix(" …") if "…" not in text else reader.text
    assert "…" in text or shown in text
    if spans:
        assert reader.marked
        assert "".join(reader.marked) in "".join(text[span.start : span.end] for span in spans)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=8))
def test_mentions_inside_one_another_are_drawn_once(pairs: list[tuple[int, int]]) -> None:
    article = an_article("a text of some forty letters in one line", headline="")
    document = article.document
    mentions = [
        Mention(document[a : a + n], a, a + n, Kind.PLACE) for a, n in sorted(pairs, key=lambda p: (p[0], -p[1]))
    ]
    reader = Reader(marked_text(article, read([Resolution(mention, MOSUL) for mention in mentions]), View()))
    assert reader.text == document
