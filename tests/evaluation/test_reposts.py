"""How well reposts are told from other reports, on paragraphs of our own: pytest -s prints the numbers.

Recall is of paragraphs copied with so many of their words changed, of whole reposts, and of articles embedded in others
with their paragraphs run together; precision is of all that was folded, among them reports of one event by several
hands, which must never be. Floors are not lowered in silence.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from articles.archive import Archive
from articles.reposts.wording import words_of
from articles.view import View
from tests.articles.builders import FakeGeoparse, an_article

geoparse = FakeGeoparse()

#: Paragraphs as newspapers and agencies write them, each of another event.
ENGLISH = (
    "Rescue crews pulled eleven miners from a flooded shaft near the town on Thursday night after a pump "
    "failed for the second time in a month, the regional governor said, adding that two of them were in "
    "hospital with hypothermia.",
    "The harbour master ordered all trawlers back to port when the wind turned north, but three boats "
    "that had gone out for squid before dawn did not answer the radio until the afternoon, when a patrol "
    "found them behind the island.",
    "Inspectors who visited the grain silos last week found that a third of the wheat bought abroad had "
    "spoiled in leaking sheds, according to a report seen by this newspaper, and asked the ministry to "
    "stop paying the contractor.",
    "A court in the capital sentenced the former director of the water company to six years in prison for"
    " selling pipes that belonged to the city; his lawyer said that he would appeal and called the "
    "verdict a warning to others.",
    "Teachers returned to the villages along the border in the autumn, most of them on foot, carrying "
    "chalk and registers, and found that the roofs had been taken for firewood and that goats were kept "
    "in two of the classrooms.",
    "The ceasefire was to begin at midnight, and for an hour the guns on the ridge were silent; then "
    "somebody fired at an ambulance that had come for the wounded, and by the morning both sides accused "
    "each other of having broken it.",
    "Villagers say the dam has taken their orchards without giving them the electricity that was "
    "promised, since the cable that runs past their houses goes to a factory on the other side of the "
    "valley, which works day and night.",
    "Customs officers at the southern crossing seized four lorries loaded with medicine whose labels had "
    "been changed, and the drivers told them that they had been hired by telephone and had never met the "
    "man who was to pay them.",
)
ARABIC = (
    "قالت السلطات المحلية إن فرق الإنقاذ أخرجت أحد عشر عاملا من منجم غمرته المياه قرب البلدة ليل الخميس "
    "بعد تعطل المضخة للمرة الثانية خلال شهر، وإن اثنين منهم نقلا إلى المستشفى في حالة مستقرة",
    "عاد المعلمون إلى القرى الواقعة على الحدود في الخريف سيرا على الأقدام يحملون الطباشير والسجلات، "
    "فوجدوا أن سقوف المدارس انتزعت لاستخدامها حطبا وأن الماعز يربى في اثنين من الصفوف منذ الشتاء الماضي",
)
CHINESE = (
    "救援人员周四夜间从镇附近一座被淹的矿井中救出了十一名矿工,此前抽水泵在一个月内第二次发生故障,地区行政长官说其中两人因体温过低被送往医院治疗。",
    "秋天教师们步行回到边境沿线的村庄,带着粉笔和名册,却发现学校的屋顶早已被拆去当柴烧,还有两间教室里养着当地人的山羊和几只母鸡。",
)
PARAGRAPHS = (*ENGLISH, *ARABIC, *CHINESE)

#: Another hand's report of the event of the same number, with what both had from one source.
OTHER_REPORTS = (
    "Eleven miners were brought out alive from a shaft that had filled with water near the town, "
    "officials said on Friday. Two were being treated for hypothermia. It was the second failure of the "
    "pump in a month, miners complained.",
    "Three fishing boats missing since dawn were found sheltering behind the island on Wednesday "
    "afternoon, the coast guard said, hours after the harbour master had called the fleet home because of"
    " a change in the wind.",
    "A third of the country's imported wheat has gone bad in leaking sheds, inspectors wrote in a report "
    "that recommends that payments to the contractor be stopped. The company did not want to comment on "
    "the findings of the visit.",
    "The man who once ran the capital's water company must go to prison for six years. He had sold the "
    "city's pipes, a court found. “We will appeal,” his lawyer said after the verdict, which he described"
    " as a warning to others.",
    "In the border villages school has begun again, in rooms without roofs. The teachers, who walked "
    "there in autumn with their registers and chalk, say the wood was burned; in one place goats had to "
    "be driven out of two classrooms.",
    "Each side blamed the other on Monday for the collapse of a truce that lasted one hour. It had begun "
    "at midnight and ended when shots hit an ambulance which had been sent up to the ridge to bring the "
    "wounded down from there.",
)
#: Two that differ by a name or a number only, or quote another at length, or use a formula of the trade.
OTHERS = (
    ("Police said that a bomb hidden in a parked car went off beside a vegetable market in Mosul on Monday"
     " morning, killing at least 12 people and wounding 30 others, most of them women who had come to buy "
     "bread.",
     "Police said that a bomb hidden in a parked car went off beside a vegetable market in Baghdad on "
     "Monday morning, killing at least 12 people and wounding 30 others, most of them women who had come "
     "to buy bread."),
    ("The closing price of Brent crude on the exchange was 49.15 dollars a barrel on Tuesday, against "
     "48.61 dollars a day before, as traders waited for the figures of American stocks that are to be "
     "published on Wednesday.",
     "The closing price of Brent crude on the exchange was 51.38 dollars a barrel on Tuesday, against "
     "50.02 dollars a day before, as traders waited for the figures of American stocks that are to be "
     "published on Wednesday."),
    (ENGLISH[5],
     "An agency wrote: “For an hour the guns on the ridge were silent; then somebody fired at an ambulance"
     " that had come for the wounded.” Our correspondent, who was in the valley that night, saw no "
     "ambulance and heard the guns go on without a pause until the first light, when the muezzin called "
     "and a column of lorries left for the north."),
    ("The claim could not be independently verified.", "The claim could not be independently verified."),
    ("Read more: our full coverage of the war", "Read more: our full coverage of the war"),
    ("By our correspondent in Mosul", "By our correspondent in Mosul"),
)  # fmt: skip
SHARES = (0, 5, 10, 20)
#: What was measured when this was written, less a little: paragraphs found of those copied so, and what was folded and
#: was no copy.
FLOORS = {0: 1.0, 5: 0.97, 10: 0.9, 20: 0.15}
_POOL = sorted({word for text in ENGLISH for word in text.split() if word.isalpha()})


def edited(text: str, percent: int, chance: random.Random) -> str:
    """*text* with so many of its words replaced, left out, doubled by another or exchanged with the next."""
    is_chinese = " " not in text
    words, glue = (list(text), "") if is_chinese else (text.split(), " ")
    others = (
        sorted(set("".join(CHINESE))) if is_chinese else _POOL if text.isascii() or "“" in text else ARABIC[0].split()
    )
    for at in sorted(chance.sample(range(len(words)), round(len(words) * percent / 100)), reverse=True):
        edit = chance.choice(("replace", "replace", "leave out", "add", "exchange"))
        if edit == "replace":
            words[at] = chance.choice(others)
        elif edit == "leave out":
            del words[at]
        elif edit == "add":
            words.insert(at, chance.choice(others))
        elif at + 1 < len(words):
            words[at], words[at + 1] = words[at + 1], words[at]
    return glue.join(words)


@pytest.fixture
def folded(tmp_path: Path) -> Iterator[Callable[[str, str], float]]:
    """What share of the words of a second text, of a later article, is left out beside a first."""
    archives: list[Archive] = []

    def share(first: str, second: str) -> float:
        archive = Archive.open(tmp_path / f"{len(archives)}.sqlite")
        archives.append(archive)
        one = an_article(first, headline="", published=date(2016, 10, 1), url="https://example.org/1")
        other = an_article(second, headline="", published=date(2016, 10, 2), url="https://example.org/2")
        for article in (other, one):
            archive.add(article, geoparse(article))
        counted = [hit for hit in archive.hits(View(), limit=100) if hit.article.id == other.id]
        words = len(words_of(second))
        return 1 - sum(len(words_of(hit.passage.text)) for hit in counted) / words

    yield share
    for archive in archives:
        archive.close()


def test_copies_are_found_and_other_reports_are_not(folded: Callable[[str, str], float]) -> None:
    chance = random.Random(1)
    right = wrong = 0
    print()
    for percent in SHARES:
        copies = [(text, edited(text, percent, chance)) for text in PARAGRAPHS for _ in range(1 if not percent else 4)]
        found = sum(folded(text, copy) > 0 for text, copy in copies)
        right += found
        print(f"{percent:3} % of words edited: {found} of {len(copies)} found, recall {found / len(copies):.2f}")
        assert found / len(copies) >= FLOORS[percent]
    tagged = [f"MOSUL, Iraq, Oct 17 (Agency) – {text.rstrip('.')} (abc/xy)" for text in ENGLISH]
    found = sum(folded(text, copy) > 0 for text, copy in zip(ENGLISH, tagged, strict=True))
    right += found
    print(f"dateline and tag: {found} of {len(tagged)} found")
    assert found == len(tagged)
    pairs = [*zip(ENGLISH, OTHER_REPORTS, strict=False), *OTHERS]
    pairs += [pair[::-1] for pair in pairs]
    pairs += [(one, other) for one in ENGLISH for other in ENGLISH if one != other]
    wrong = sum(folded(*pair) > 0 for pair in pairs)
    print(f"other reports: {wrong} of {len(pairs)} folded; precision {right / (right + wrong):.3f}")
    assert wrong == 0


def test_whole_and_embedded_articles_are_found(folded: Callable[[str, str], float]) -> None:
    chance = random.Random(2)
    whole = "\n\n".join(ENGLISH[:6])
    reposted = "\n\n".join(edited(text, 3, chance) for text in ENGLISH[:6])
    around = "\n\n".join((OTHER_REPORTS[5], whole, ENGLISH[7]))
    own = len(words_of(OTHER_REPORTS[5])) + len(words_of(ENGLISH[7]))
    joined = " ".join(ENGLISH[:6])
    shares = {
        "whole": folded(whole, whole),
        "whole, 3 % of words edited": folded(whole, reposted),
        "embedded": folded(whole, around) / (1 - own / len(words_of(around))),
        "its paragraphs run together": folded(whole, joined),
        "paragraphs of what had been run together": folded(joined, whole),
    }
    print()
    for what, share in shares.items():
        print(f"{what}: {share:.2f} of the words left out")
    assert shares["whole"] == shares["embedded"] == pytest.approx(1)
    assert shares["whole, 3 % of words edited"] >= 0.99
    assert shares["its paragraphs run together"] >= 0.95
    assert shares["paragraphs of what had been run together"] >= 0.95
