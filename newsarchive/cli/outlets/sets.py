"""--set NAME: what the sets of outlets that a user names stand for, among outlet files or in archives."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

from newsarchive.cli.completion import complete_sets
from newsarchive.errors import SettingsError, UsageError
from newsarchive.outlet import Outlet
from newsarchive.outlet_sets.named_sets import other_meaning, outlets_of, outlets_of_any, unknown_entries, unknown_set
from newsarchive.outlet_sets.outlet_facts import OutletFacts, OutletsWithFacts
from newsarchive.settings import Settings

if TYPE_CHECKING:
    from newsarchive.archive.search.desk_selection import AnySelection
    from newsarchive.archive.several.archives import OpenArchives
    from newsarchive.crawl.spider import OutletSpider

Command = TypeVar("Command", bound=Callable[..., Any])


def set_option(command: Command) -> Command:
    """--set NAME, which may be repeated, given to the command as `sets`: the outlets to work on."""
    return click.option(
        "--set",
        "sets",
        multiple=True,
        metavar="NAME",
        shell_complete=complete_sets,
        help="All outlets of a set: a kind such as agency, a country, a language, or a list of your own.",
    )(command)


def with_checked_outlets(archives: "OpenArchives", settings: Settings, selection: "AnySelection") -> "AnySelection":
    """The selection with the user's own sets, after its outlets and sets were checked.

    Raises:
        OutletError: there is no such outlet; the message names similar ones.
        UsageError: a name is no set of outlets; the message names similar ones.
        SettingsError: an entry of the user's own lists stands for no outlet.
    """
    # Loaded here because a list of outlets needs no database.
    from newsarchive.archive.search.outlets.known_outlets import read_known_outlets_of_all
    from newsarchive.cli.outlets.names import check_joint_outlet_names

    check_joint_outlet_names(archives, settings, selection.outlets)
    if selection.sets:
        known = read_known_outlets_of_all(archive.conn for archive in archives)
        if any(_problems(known, settings, selection.sets)):
            # An outlet file may declare what the archive does not have. Not loaded before: that takes half a second.
            _check(_together(known, _declared(settings)), settings, selection.sets)
    return replace(selection, own_sets=settings.sets)


def stored_outlets_in_sets(archives: "OpenArchives", settings: Settings, names: Sequence[str]) -> list[str]:
    """The outlets of the archives that are in one of the sets, by name.

    Raises:
        UsageError, SettingsError: as with_checked_outlets; and where the archives have no outlet of the sets.
    """
    # Loaded here because a list of outlets needs no database.
    from newsarchive.archive.search.outlets.known_outlets import read_known_outlets_of_all

    known = read_known_outlets_of_all(archive.conn for archive in archives)
    if any(_problems(known, settings, names)):
        _check(_together(known, _declared(settings)), settings, names)
    found = sorted(outlets_of_any(names, known, settings.sets))
    if not found:
        raise UsageError(f"{_named(names)}: the archive has no outlets of this set; a crawl adds them")
    return found


def outlets_in_sets(outlets: Sequence[Outlet], settings: Settings, names: Sequence[str]) -> list[Outlet]:
    """The outlets that are in one of the sets, in their order.

    Raises:
        UsageError: a name is no set of outlets, or no outlet is in the sets.
        SettingsError: an entry of the user's own lists stands for no outlet.
    """
    known = OutletsWithFacts(tuple(map(_facts, outlets)))
    _check(known, settings, names)
    chosen = outlets_of_any(names, known, settings.sets)
    if not chosen:
        other = next((one for one in map(other_meaning, names) if one), None)
        remedy = f"did you mean the language, {other}?" if other else "`newsarchive outlets` lists all"
        raise UsageError(f"{_named(names)}: no outlets found; {remedy}")
    return [one for one in outlets if one.name in chosen]


def spiders_in_sets(settings: Settings, names: Sequence[str]) -> list[type["OutletSpider"]]:
    """The spiders of the outlets that are in one of the sets; raises the errors of outlets_in_sets."""
    # Loaded here because Scrapy takes half a second.
    from newsarchive.crawl import registry

    spiders = registry.find_outlets(settings)
    return [spiders[one.name] for one in outlets_in_sets([one.outlet for one in spiders.values()], settings, names)]


def _named(names: Iterable[str]) -> str:
    return " ".join(f"--set {name}" for name in names)


def _problems(known: OutletsWithFacts, settings: Settings, names: Sequence[str]) -> list[str]:
    unknown = [name for name in names if outlets_of(name, known, settings.sets) is None]
    return [
        *(unknown_set(name, known, settings.sets) for name in unknown),
        *unknown_entries(names, known, settings.sets),
    ]


def _check(known: OutletsWithFacts, settings: Settings, names: Sequence[str]) -> None:
    for name in names:
        if outlets_of(name, known, settings.sets) is None:
            raise UsageError(f"--set {unknown_set(name, known, settings.sets)}")
    problem = next(unknown_entries(names, known, settings.sets), None)
    if problem is not None:
        raise SettingsError(problem)


def _declared(settings: Settings) -> list[Outlet]:
    # Loaded here because Scrapy takes half a second.
    from newsarchive.crawl import registry

    return registry.all_outlets(settings)


def _together(known: OutletsWithFacts, declared: Iterable[Outlet]) -> OutletsWithFacts:
    return OutletsWithFacts((*known.facts, *map(_facts, declared)))


def _facts(outlet: Outlet) -> OutletFacts:
    return OutletFacts(outlet.name, outlet.country, outlet.language, outlet.kind, outlet.owner, outlet.tags)
