"""``python -m articles rebuild``: the archive made again from its sources."""

from __future__ import annotations

import argparse

from articles.commands.desk import Commands, Desk, add_command
from articles.commands.imports import say_report
from articles.commands.terminal import Bar
from articles.hosting.access import OPERATOR
from articles.hosting.audit import Audit
from articles.library import rebuild


def add(commands: Commands) -> None:
    add_command(commands, "rebuild", run, "find all places again, with the gazetteer and geoparser of this version")


def run(_: argparse.Namespace, desk: Desk) -> int:
    housing = desk.housing
    report = rebuild(desk.geoparse(), Bar(), housing)
    Audit(housing.folder).record(OPERATOR, "rebuild", articles=report.articles)
    say_report(report)
    return 0 if report.articles else 1
