"""WordPress exports, RSS and Atom: what each article is told to be, and files made to do harm."""

from __future__ import annotations

import time
from datetime import date

import pytest

from articles.article import Article
from articles.reading import ReadingError, read, read_file
from tests.articles.reading.builders import a_feed, a_wordpress_export, an_entry, an_item


def reason(name: str, data: bytes) -> str:
    with pytest.raises(ReadingError) as caught:
        read(name, data)
    return caught.value.reason


def test_a_published_post_with_its_own_day_author_and_address() -> None:
    assert read("export.xml", a_wordpress_export(an_item("Tolls &amp; ferries"))) == (
        Article(
            headline="Tolls & ferries",
            text="Tolls fell in Mosul.",
            published=date(2016, 10, 29),  # by the blog's clock; in Greenwich it was the 28th
            outlet="Harbour Blog",
            author="Jo Marsh",
            url="https://blog.example/2016/10/29/tolls/",
            language="en-US",
            source="export.xml",
        ),
    )


def test_what_is_not_published_is_left_out_and_told() -> None:
    items = [
        an_item(),
        an_item(status="draft"),
        an_item(status="private"),
        an_item(kind="attachment", status="inherit"),
    ]
    outcome = read_file("export.xml", a_wordpress_export(*items, an_item(password="x")))
    assert len(outcome.articles) == 1
    (problem,) = outcome.problems
    for told in ("1 post (draft)", "1 post (private)", "1 attachment", "1 post with a password"):
        assert told in problem.reason


def test_shortcodes_go_and_words_in_brackets_stay() -> None:
    text = (
        '[caption id="x" width="300"]<img src="a.jpg"/> A ferry[/caption]\n\nTolls [sic] fell [1].\n\n'
        '[gallery ids="1,2"][embed]https://video.example/v[/embed][box]In a box[/box]\n\n[The end]'
    )
    (article,) = read("export.xml", a_wordpress_export(an_item(text=text)))
    assert article.text == "A ferry\n\nTolls [sic] fell [1].\n\nIn a box\n\n[The end]"


def test_a_post_that_passes_an_article_on_is_the_article_by_way_of_the_blog() -> None:
    text = "Tolls fall, Gatestone Institute, Amir Smith, July 31, 2017\n\nTolls fell in Mosul."
    (article,) = read("export.xml", a_wordpress_export(an_item("Tolls fall", text)))
    assert (article.outlet, article.author, article.via) == ("Gatestone Institute", "Amir Smith", "Harbour Blog")
    assert (article.published, article.text) == (date(2017, 7, 31), "Tolls fell in Mosul.")


def test_an_export_that_was_cut_off_gives_what_is_whole_and_says_where() -> None:
    whole = a_wordpress_export(an_item("One"), an_item("Two"), an_item("Three"))
    outcome = read_file("export.xml", whole[: whole.index(b"Three") + 30])
    assert [article.headline for article in outcome.articles] == ["One", "Two"]
    assert "no whole XML" in outcome.problems[0].reason


def test_an_entry_of_a_feed_on_the_day_that_is_written() -> None:
    assert read(
        "feed.xml", a_feed(an_entry("Ferry &lt;b&gt;sinks&lt;/b&gt;", more="<author>x@y.com (Jo Marsh)</author>"))
    ) == (
        Article(
            headline="Ferry sinks",
            text="Tolls fell in Mosul.",
            published=date(2016, 10, 28),
            outlet="Harbour News",
            author="Jo Marsh",
            url="https://news.example/tolls",
            language="en",
            source="feed.xml",
        ),
    )


def test_an_entry_from_elsewhere_keeps_its_outlet() -> None:
    more = '<source url="https://other.example/feed">Other Times</source>'
    (article,) = read("feed.rss", a_feed(an_entry(more=more)))
    assert (article.outlet, article.via) == ("Other Times", "Harbour News")


def test_what_a_feed_does_not_say_stays_open() -> None:
    (article,) = read("feed.xml", b"<rss><channel><item><description>Tolls fell.</description></item></channel></rss>")
    assert article == Article(headline="", text="Tolls fell.", source="feed.xml")


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Atom News</title><entry>
<title type="html">Tolls &amp;amp; ferries</title><link href="https://news.example/b"/>
<published>2016-10-28T23:30:00-05:00</published>
<updated>2016-10-30T00:00:00Z</updated><author><name>Ann Marsh</name></author>
<summary>Short.</summary><content type="html">&lt;p&gt;Tolls fell in Mosul.&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_atom_entry_with_its_whole_text(encoding: str) -> None:
    (article,) = read("feed.atom", ATOM.encode(encoding))
    assert (article.headline, article.text) == ("Tolls & ferries", "Tolls fell in Mosul.")
    assert (article.published, article.author) == (date(2016, 10, 28), "Ann Marsh")


def test_a_feed_in_the_encoding_it_declares() -> None:
    feed = '<?xml version="1.0" encoding="ISO-8859-1"?><rss><channel><title>Café</title><item><description>Zürich'
    (article,) = read("feed.xml", f"{feed}</description></item></channel></rss>".encode("latin-1"))
    assert (article.outlet, article.text) == ("Café", "Zürich")


def test_an_entry_without_a_date_of_publication_has_that_of_its_last_change() -> None:
    changed = ATOM.replace("<published>2016-10-28T23:30:00-05:00</published>", "")
    assert read("feed.atom", changed.encode())[0].published == date(2016, 10, 30)
    assert read("feed.xml", a_feed(an_entry(day="soon")))[0].published is None


def test_an_export_whose_namespaces_were_lost_is_still_told_by_its_marks() -> None:
    export = a_wordpress_export(an_item(), an_item(status="draft")).replace(b"xmlns:wp=", b"xmlnswp=")
    assert len(read("export.xml", export)) == 1


def test_other_xml_is_told() -> None:
    assert "neither RSS nor Atom" in reason("sitemap.xml", b"<urlset><url><loc>https://a.example</loc></url></urlset>")


@pytest.mark.parametrize("make", [a_feed, a_wordpress_export])
def test_entities_are_refused(make: object) -> None:
    assert callable(make)
    bomb = b'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert "entities" in reason("a.xml", make().replace(b"<rss", bomb + b"<rss", 1))


@pytest.mark.parametrize("scrap", ["<item>", "<a ", "&", "<![CDATA[", "<item><title>"])
@pytest.mark.parametrize("make", [a_feed, a_wordpress_export])
def test_feeds_made_to_be_slow_are_read_or_refused_within_seconds(make: object, scrap: str) -> None:
    assert callable(make)
    begun = time.monotonic()
    read_file("a.xml", make(scrap * 20_000))
    assert time.monotonic() - begun < 5
