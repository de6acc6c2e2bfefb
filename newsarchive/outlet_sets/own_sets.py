"""The user's own lists of outlets, read from the table [sets] of newsarchive.toml; a list may name other lists.

Which outlets there are is not known here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from typing import Any

from newsarchive.errors import SettingsError
from newsarchive.outlet_sets.place_names import country_code, language_tag, plain_name
from newsarchive.outlet_sets.set_names import EXAMPLES, KINDS, PREFIXES, kind_named, split_name

# More names in one list are a mistake.
MOST_ENTRIES = 2_000
# Before a colon, this means the tags of articles, which readers add; outlets have others, from their files.
_TAG_OF_ARTICLES = "tag"


@dataclass(frozen=True, slots=True)
class OwnSets:
    """The user's own lists, by name: as they are written, and without references to other lists (flat).

    where is the file that has them.
    """

    written: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    flat: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    where: str = ""

    def name_of(self, typed: str) -> str | None:
        """The name of the list that was typed, in capitals or not; None if there is no such list."""
        wanted = plain_name(typed)
        return next((name for name in self.written if plain_name(name) == wanted), None)


NO_OWN_SETS = OwnSets()


def read_own_sets(table: Any) -> OwnSets:
    """The lists of the table [sets].

    Which outlets there are is not known here: unknown_entries finds what stands for no outlet.

    Raises:
        SettingsError: a name or an entry is not valid, or lists name each other in a circle; the message names the key.
    """
    if not isinstance(table, Mapping):
        raise SettingsError('sets is not a table; write [sets] and below it lines such as quality = ["guardian"]')
    lists = {name: _read_list(name, entries) for name, entries in table.items()}
    plain = [plain_name(name) for name in lists]
    if repeated := next((name for name in lists if plain.count(plain_name(name)) > 1), None):
        raise SettingsError(f"sets.{repeated}: there are two lists of that name; rename one of them")
    own = OwnSets(lists)
    for name, entry in _all_entries(own):
        if problem := problem_of(entry, own):
            raise SettingsError(f"sets.{name}: {problem}")
    return OwnSets(lists, _flat(own))


def _read_list(name: str, entries: Any) -> tuple[str, ...]:
    if not plain_name(name) or ":" in name or not name.isprintable():
        raise SettingsError(f"sets: {name!r} is not a valid name of a list; use letters, digits, - and _")
    if not isinstance(entries, list) or not all(isinstance(one, str) and one.strip() for one in entries):
        raise SettingsError(f'sets.{name} is not a list of names; write one such as ["guardian", "country:de"]')
    if not 1 <= len(entries) <= MOST_ENTRIES:
        raise SettingsError(f"sets.{name} has {len(entries):,} names; write 1 to {MOST_ENTRIES:,}")
    return tuple(dict.fromkeys(one.strip() for one in entries))


def _all_entries(own: OwnSets) -> Iterator[tuple[str, str]]:
    """Each entry of each list, after the name of the list."""
    return ((name, entry) for name, entries in own.written.items() for entry in entries)


def list_named(entry: str, names: Mapping[str, str]) -> str | None:
    """The list that an entry names, of names by how they may be written; None if it names something else."""
    prefix, value = split_name(entry)
    return names.get(plain_name(value)) if prefix in (None, "set") else None


def _flat(own: OwnSets) -> dict[str, tuple[str, ...]]:
    """The entries of each list and of the lists that it names, without these; raises SettingsError for a circle."""
    names = {plain_name(name): name for name in own.written}
    named = {
        name: [one for entry in entries if (one := list_named(entry, names))] for name, entries in own.written.items()
    }
    flat: dict[str, tuple[str, ...]] = {}
    try:
        for name in TopologicalSorter(named).static_order():
            parts = (flat.get(list_named(entry, names) or "", (entry,)) for entry in own.written[name])
            flat[name] = tuple(dict.fromkeys(chain.from_iterable(parts)))
    except CycleError as error:
        circle = error.args[1]
        raise SettingsError(
            f"sets.{circle[0]}: lists name each other in a circle ({' → '.join(reversed(circle))}); take one name out, "
            "or write outlet: before the name of an outlet"
        ) from None
    return flat


def problem_of(name: str, own: OwnSets) -> str | None:
    """What is wrong with a name whatever outlets there are."""
    prefix, value = split_name(name)
    if prefix is None:
        return None
    if prefix == _TAG_OF_ARTICLES:
        return f"{name}: tag: is for the tags of articles; tags of outlets are outlet_tag:{value or 'WORD'}"
    if prefix not in PREFIXES:
        near = get_close_matches(prefix[:100], PREFIXES, n=1)
        hint = f"did you mean {near[0]}:{value}?" if near else f"use {', '.join(f'{one}:' for one in PREFIXES)}"
        return f"{name}: {prefix}: is not known before a name; {hint}"
    if not value:
        return f"{name}: there is no name after the colon; give {EXAMPLES}"
    if prefix == "kind" and kind_named(value) is None:
        return f"{name}: there is no such kind of outlets; use {', '.join(KINDS)}"
    if prefix == "country" and country_code(value) is None:
        return f"{name}: there is no such country; write a code of ISO 3166-1 such as de, or an English name"
    if prefix == "language" and language_tag(value) is None:
        return f"{name}: there is no such language; write a tag such as de or pt-BR, or an English name"
    if prefix == "set" and own.name_of(value) is None:
        near = get_close_matches(value[:100], list(own.written), n=1)
        hint = f"did you mean set:{near[0]}?" if near else "write it into the table [sets] of newsarchive.toml"
        return f"{name}: there is no such list; {hint}"
    return None
