"""The archives on the command line: list them, make one, name it, settle its home and its text policy, put it away."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace

from articles.commands.desk import Commands, Desk, add_command
from articles.commands.listing import printable, table
from articles.commands.terminal import write
from articles.geoparsing import home_of
from articles.hosting.access import OPERATOR
from articles.hosting.audit import Audit
from articles.hosting.installation import Installation
from articles.hosting.policy import Allowance, PolicyError, Rule, TextPolicy
from articles.hosting.settings import Settings, SettingsError, Visibility, changes, to_toml
from places.folders import home_folder
from places.gazetteer import Gazetteer


def add(commands: Commands) -> None:
    parser = add_command(commands, "archives", run, "the archives of this installation: list, new, set, trash")
    parser.set_defaults(what=list_)
    what = parser.add_subparsers(metavar="WHAT", title="what", description="list without one")
    _what(what, "list", list_, "all archives, main first")
    command = _what(what, "new", new, "make an empty archive")
    command.add_argument("title", metavar="TITLE", help="what people call it; its name in links is made from it")
    _add_settings(command)
    command = _what(what, "set", set_, "change its settings; without any, print them")
    command.add_argument("slug", metavar="NAME")
    command.add_argument("--title", help="what people call it; links to it stay as they are")
    _add_settings(command)
    command = _what(what, "trash", trash, "move it to the folder trash, with all its files")
    command.add_argument("slug", metavar="NAME")


def run(options: argparse.Namespace, _: Desk) -> int:
    status: int = options.what(options, Installation(home_folder()))
    return status


def _what(
    commands: Commands, name: str, run: Callable[[argparse.Namespace, Installation], int], help_: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help_, description=f"{help_[0].upper()}{help_[1:]}.")
    parser.set_defaults(what=run)
    return parser


def _add_settings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--home", metavar="PLACE", help="where its readers are: a country's code, a place's id or name; '' for nowhere"
    )
    parser.add_argument(
        "--visibility", type=Visibility, choices=list(Visibility), metavar="|".join(Visibility),
        help="who may see it, of those whom the installation lets in",
    )  # fmt: skip
    ruled = "full, link, or snippet with its number of sentences: 'snippet 2'"
    parser.add_argument("--public", type=_allowance, metavar="ALLOWANCE", help=f"what text anybody is given: {ruled}")
    parser.add_argument("--signed-in", type=_allowance, metavar="ALLOWANCE", help="the same for who has signed in")
    parser.add_argument("--outlet", metavar="NAME", help="give --public and --signed-in for this outlet alone")
    parser.add_argument("--as-others", action="store_true", help="with --outlet: it has no rule of its own any more")


def list_(_: argparse.Namespace, installation: Installation) -> int:
    rows = []
    for housing in installation.archives():
        try:
            settings = housing.settings.read()
            told = (settings.home, settings.visibility.value)
        except SettingsError:
            told = ("?", "its settings cannot be read")
        rows.append((housing.slug, housing.title, *told, housing.folder))
    write(table(("NAME", "TITLE", "HOME", "VISIBLE TO", "FOLDER"), rows))
    return 0


def new(options: argparse.Namespace, installation: Installation) -> int:
    settings = _changed(Settings(), options)
    housing = installation.new(options.title, settings)
    Audit(housing.folder).record(OPERATOR, "new archive", archive=housing.slug)
    write(printable(f"{housing.slug}: {housing.title}, in {housing.folder}; add to it with --archive {housing.slug}"))
    return 0


def set_(options: argparse.Namespace, installation: Installation) -> int:
    housing = installation.find(options.slug)
    before = housing.settings.read()
    if options.title is not None:
        installation.rename(housing.slug, options.title)
    # Before the file is held: finding a home may have to build the gazetteer.
    home = None if options.home is None else _home(options.home)
    settings = housing.settings.change(lambda told: _changed(told, options, home))
    if settings != before:
        Audit(housing.folder).record(OPERATOR, "settings", archive=housing.slug, now=changes(before, settings))
    write(printable(f"# {housing.settings.path}"))
    write("\n".join(map(printable, to_toml(settings).splitlines())))
    if settings.home != before.home and housing.archive.exists():
        write(f"# its places were found for another home: python -m articles rebuild --archive {housing.slug}")
    return 0


def trash(options: argparse.Namespace, installation: Installation) -> int:
    target = installation.trash(options.slug)
    Audit(target).record(OPERATOR, "trash", archive=options.slug)
    write(f"it lies in {target}: move that folder back to bring it back")
    return 0


def _changed(settings: Settings, options: argparse.Namespace, home: str | None = None) -> Settings:
    if home is None and options.home is not None:
        home = _home(options.home)
    return replace(
        settings,
        home=settings.home if home is None else home,
        visibility=options.visibility or settings.visibility,
        policy=_ruled(settings.policy, options),
    )


def _ruled(policy: TextPolicy, options: argparse.Namespace) -> TextPolicy:
    if options.as_others and not options.outlet:
        raise SettingsError("--as-others needs to know which outlet is meant: --outlet NAME")
    before = policy.rule(options.outlet) if options.outlet else policy.default
    rule = Rule(options.public or before.public, options.signed_in or before.signed_in)
    if not options.outlet:
        return replace(policy, default=rule)
    try:
        return policy.with_rule(options.outlet, None if options.as_others else rule)
    except PolicyError as fault:
        raise SettingsError(str(fault)) from fault


def _home(asked: str) -> str:
    return home_of(asked, Gazetteer.ensure()) if asked.strip() else ""


def _allowance(text: str) -> Allowance:
    try:
        return Allowance.parse(text)
    except PolicyError as fault:
        raise argparse.ArgumentTypeError(str(fault)) from None
