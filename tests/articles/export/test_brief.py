"""The brief says who said what, where and when, in three kinds of file, and holds a real picture of the map."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree, html  # type: ignore[import-untyped]
from markdown_it import MarkdownIt
from PIL import Image

from articles.archive import Archive
from articles.export.brief import brief
from articles.export.formats import export
from articles.export.gathering import gather
from articles.export.picture import SCALE, picture
from articles.export.scene import WIDTH
from articles.export.selection import Selection
from articles.hosting.policy import FULL, LINK
from articles.view import View
from tests.articles.builders import a_place, an_article
from tests.articles.export.conftest import HOSTILE, MOSUL, archive_of, outline, under

SVG = "{http://www.w3.org/2000/svg}"
WHAT = {
    "title": "Mosul, a brief",
    "sentence": "Mosul is named four times.",
    "permalink": "https://desk.example/?place=99072&q=a",
}


def selection(archive: Archive, view: View = View(place=MOSUL.id), **options: object) -> Selection:  # noqa: B008
    return gather(archive, view, outline=outline, now=lambda: datetime(2026, 11, 22, tzinfo=UTC), **(WHAT | options))  # type: ignore[arg-type]


def text_of(made: bytes) -> str:
    document = docx.Document(io.BytesIO(made))
    lines = [paragraph.text for paragraph in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(lines)


def test_a_brief_counts_and_cites(archive: Archive) -> None:
    made = brief(selection(archive))
    assert made.counts[:4] == ("4 mentions of Mosul", "4 passages", "2 articles", "2 outlets")
    quote = next(quote for quote in made.quotes if "officer" in quote.text)
    assert quote.source == "The Daily Example · Ann O’Writer · 25 Jan 2017"
    assert quote.url == "https://news.example/mosul?a=1&b=2"
    assert quote.certainty == ("Mosul: Mosul (15, IQ); automatic, 0.90; town",)
    assert next(quote for quote in made.quotes if quote.text == "Rain fell on Mosul.").copies.startswith(
        "stands 2 times"
    )
    assert made.made == "Made on 22 Nov 2026 with Dateline"


@pytest.mark.parametrize("name", ["brief-html", "brief-markdown", "brief-docx"])
def test_every_kind_says_all_of_it(archive: Archive, name: str) -> None:
    first = archive.hits(View(place=MOSUL.id))[0]
    notes = {(first.article.id, first.passage.start): "Checked by phone"}
    made = export(archive, View(place=MOSUL.id), name, notes=notes, **WHAT)
    said = text_of(made) if name == "brief-docx" else re.sub(r"\\(.)", r"\1", made.decode())
    who, what = ("The Daily Example", "Ann O", "25 Jan 2017"), ("Mosul, a brief", "named four times", "officer in")
    for wanted in (*who, *what, "automatic", "4 mentions", "not of events", "GeoNames", "by phone", "desk.example"):
        assert wanted in said, wanted


def test_ticked_passages_are_quoted_and_no_others(archive: Archive) -> None:
    hit = next(hit for hit in archive.hits(View()) if "Suva" in hit.passage.text)
    made = export(archive, View(), "brief-html", ticked=[(hit.article.id, hit.passage.start)]).decode()
    assert made.count("<blockquote>") == 1
    assert "Mosul" not in made


def test_no_text_leaves_under_a_policy_of_links(archive: Archive) -> None:
    for name in ("brief-html", "brief-markdown", "brief-docx"):
        made = export(archive, View(), name, ration=under(LINK))
        said = text_of(made) if name == "brief-docx" else made.decode()
        assert "officer" not in said
        assert "news.example" in (said if name != "brief-docx" else "news.example")


def test_the_page_runs_nothing_and_asks_for_nothing(hostile: Archive) -> None:
    made = export(hostile, View(), "brief-html", title=HOSTILE[0], sentence=HOSTILE[1], permalink="javascript:alert(1)")
    page = html.fromstring(made.decode())
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert not page.xpath("//script | //img | //iframe | //object | //link | //form")
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    for address in page.xpath("//@href"):
        assert address.startswith("https://")
    assert HOSTILE[0] in page.text_content()


def test_markdown_holds_no_markup_of_an_article(hostile: Archive) -> None:
    made = export(hostile, View(), "brief-markdown", ration=under(FULL), title=HOSTILE[4]).decode()
    page = html.fromstring(MarkdownIt("commonmark", {"html": True}).enable("table").render(made))
    assert not page.xpath("//script | //svg | //iframe")
    assert len(page.xpath("//img")) == 1
    assert page.xpath("//img/@src")[0].startswith("data:image/png")
    for address in page.xpath("//a/@href"):
        assert address.startswith("https://")
    for quoted in HOSTILE[:3]:
        assert quoted in " ".join(page.text_content().split())


def test_word_opens_the_hostile_one_and_its_links_lead_to_the_web(hostile: Archive) -> None:
    made = export(hostile, View(), "brief-docx", ration=under(FULL))
    document = docx.Document(io.BytesIO(made))
    assert HOSTILE[2] in text_of(made)
    targets = [rel.target_ref for rel in document.part.rels.values() if rel.is_external]
    assert all(target.startswith("https://") for target in targets)
    assert len(document.inline_shapes) == 1
    assert next(document.element.iter(qn("wp:docPr"))).get("descr")


def test_the_picture_is_drawn_twice_alike_with_its_credits(archive: Archive) -> None:
    made = picture(selection(archive))
    image = Image.open(io.BytesIO(made.png))
    assert image.size == (WIDTH * SCALE, made.scene.height * SCALE)
    drawing = etree.fromstring(made.svg)
    assert len(drawing.findall(f"{SVG}circle")) >= 3
    assert drawing.findall(f"{SVG}text")[-1].text.startswith("GeoNames, CC BY 4.0")
    dot = next(dot for dot in made.scene.dots if dot.selected)
    red, green, blue = image.convert("RGB").getpixel((round(dot.x * SCALE), round(dot.y * SCALE)))  # type: ignore[misc]
    assert red > green > blue
    assert "Mosul" in [name.text for name in made.scene.names]


def test_names_in_the_picture_do_not_cover_one_another(archive: Archive) -> None:
    names = picture(selection(archive)).scene.names
    for n, one in enumerate(names):
        for other in names[n + 1 :]:
            assert abs(one.y - other.y) >= 14 or one.x != other.x


def test_a_far_capital_is_told_rather_than_drawn(tmp_path_factory: pytest.TempPathFactory) -> None:
    far = a_place("Faraway", id="1", lat=-40.0, lon=-70.0)
    articles = [an_article("Mosul. Baghdad. Mosul. Baghdad. Mosul. Baghdad. Mosul. Faraway.")]
    archive = archive_of(tmp_path_factory.mktemp("far") / "a.sqlite", articles, {"Faraway": far})
    made = brief(gather(archive, View()))
    assert [count.place.name for count in made.picture.scene.outside] == ["Faraway"]
    assert "Outside the picture: Faraway (1)." in made.caption
    archive.close()


def test_places_across_the_antimeridian_lie_side_by_side(tmp_path_factory: pytest.TempPathFactory) -> None:
    suva, apia = a_place("Suva", id="2", lat=-18.1, lon=178.4), a_place("Apia", id="3", lat=-13.8, lon=-171.8)
    path = tmp_path_factory.mktemp("date") / "a.sqlite"
    archive = archive_of(path, [an_article("Suva. Apia.")], {"Suva": suva, "Apia": apia})
    dots = {dot.count.place.name: dot for dot in picture(gather(archive, View())).scene.dots}
    assert 0 < dots["Suva"].x < dots["Apia"].x < WIDTH
    archive.close()
