"""The sets of outlets that a search may name: the user's own from the settings, and whether all of them are known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from newsarchive.archive.search.outlets.known_outlets import read_known_outlets_of_all
from newsarchive.outlet_sets.named_sets import nearest_sets, outlets_of
from newsarchive.outlet_sets.own_sets import NO_OWN_SETS, OwnSets, read_own_sets
from newsarchive.web.databases import ShownArchives
from newsarchive.web.requests.search_request import SearchForm, invalid_value

if TYPE_CHECKING:
    from datasette.app import Datasette

_own_sets: WeakKeyDictionary[Datasette, OwnSets] = WeakKeyDictionary()


def own_sets_of(datasette: Datasette) -> OwnSets:
    """The user's own sets: those of the plugin setting `sets`, which `newsarchive serve` takes from newsarchive.toml.

    Raises:
        SettingsError: the setting is not valid; it is read when Datasette starts.
    """
    if datasette not in _own_sets:
        config = datasette.plugin_config("newsarchive") or {}
        _own_sets[datasette] = read_own_sets(config["sets"]) if config.get("sets") else NO_OWN_SETS
    return _own_sets[datasette]


def with_own_sets(datasette: Datasette, form: SearchForm) -> SearchForm:
    """The search of form, in which the user's own sets are known."""
    return replace(form, own_sets=own_sets_of(datasette))


async def unknown_sets(archives: ShownArchives, form: SearchForm) -> list[str]:
    """A warning for the first set of outlets of the form that is not known: it finds nothing."""
    names = form.chosen("set")
    if not names:
        return []
    known = await archives.read(lambda opened: read_known_outlets_of_all(one.conn for one in opened))
    unknown = next((name for name in names if outlets_of(name, known, form.own_sets) is None), None)
    if unknown is None:
        return []
    near = nearest_sets(unknown, known, form.own_sets)
    remedy = f"Did you mean {near[0]}?" if near else "Use a kind such as agency, country:de or language:de."
    return [invalid_value("set", unknown, "a set of outlets", remedy)]
