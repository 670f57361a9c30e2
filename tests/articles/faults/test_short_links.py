"""Short links on disks that fail and in processes that are killed: the long link is left, and no other one is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.hosting.access import Role
from articles.hosting.short_links import SHORT_LINKS, ShortLinkError, ShortLinks
from articles.view import View
from tests.articles.faults.conftest import Killed, mounted
from tests.articles.faults.test_disks import filled


def view(number: int, length: int = 20) -> View:
    return View(query=f"the {number}th question {'x' * length}")


def test_a_full_disk_refuses_a_short_link_keeps_no_half_of_it_and_goes_on_when_there_is_room(small_disk: Path) -> None:
    links = ShortLinks(small_disk)
    made = [links.keep(view(number, 250), Role.EDITOR) for number in range(3)]
    stuffing = filled(small_disk)
    with pytest.raises(ShortLinkError):
        for number in range(3, 60):
            made.append(links.keep(view(number, 250), Role.EDITOR))
    assert len(made) < 60
    assert (small_disk / SHORT_LINKS).read_bytes().endswith(b"\n")
    assert [ShortLinks(small_disk).view(code) for code in made] == [view(number, 250) for number in range(len(made))]
    stuffing.unlink()
    assert links.view(links.keep(view(99), Role.EDITOR)) == view(99)
    assert ShortLinks(small_disk).count() == (len(made) + 1, 0)


def test_on_a_disk_only_to_be_read_short_links_lead_and_none_is_made(small_disk: Path) -> None:
    code = ShortLinks(small_disk).keep(view(1), Role.EDITOR)
    mounted(small_disk, "-o", "remount,ro")
    links = ShortLinks(small_disk)
    assert links.view(code) == view(1)
    assert links.keep(view(1), Role.PUBLIC) == code
    with pytest.raises(ShortLinkError, match="cannot be kept"):
        links.keep(view(2), Role.EDITOR)


def test_killed_with_half_a_line_written_the_others_lead_and_the_next_one_is_whole(home: Path, killed: Killed) -> None:
    first = ShortLinks(home).keep(view(1), Role.EDITOR)
    killed(
        "from articles.hosting import short_links; from articles.hosting.access import Role\n"
        "from articles.view import View\n"
        "dumps = short_links.json.dumps\n"
        "def torn(told, **options):\n"
        "    with open(home / short_links.SHORT_LINKS, 'ab') as file: file.write(dumps(told).encode()[:60])\n"
        "    die()\n"
        "short_links.json.dumps = torn\n"
        "short_links.ShortLinks(home).keep(View(query='the 2th question ' + 'x' * 20), Role.EDITOR)\n"
    )
    links = ShortLinks(home)
    assert links.view(first) == view(1)
    second = links.keep(view(2), Role.EDITOR)
    assert ShortLinks(home).view(second) == view(2)
    assert ShortLinks(home).view(first) == view(1)
    assert ShortLinks(home).count() == (2, 1)
