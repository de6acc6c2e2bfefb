"""Sets of outlets: what a name such as `agency`, `country:de` or `quality` stands for. Pure.

A name is a list of the user's own (`[sets]` in newsarchive.toml), a kind of outlets, an outlet, a country, or a
language. With a word and a colon before it, it has one meaning only. Which outlets there are, with their facts, is what
the caller knows: outlet files for a crawl, the archive for a search.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from typing import Any, get_args

from newsarchive.errors import SettingsError
from newsarchive.outlet_sets.place_names import country_code, language_tag, plain_name
from newsarchive.records import OutletKind

KINDS: tuple[str, ...] = get_args(OutletKind)
# What may stand before a colon.
PREFIXES = ("set", "kind", "owner", "outlet_tag", "outlet", "country", "language")
# The meanings of a name without a colon, in the order in which they are tried. They do not depend on each other's
# outlets: a new outlet in El Salvador does not change what `sv` means.
_BARE = ("set", "kind", "outlet", "country", "language")
# More names in one list are a mistake.
MOST_ENTRIES = 2_000
EXAMPLES = (
    "a kind such as agency, country:de, language:de, outlet:NAME, owner:NAME, outlet_tag:WORD, or a list of your own "
    "in [sets]"
)
# Before a colon, this means the tags of articles, which readers add; outlets have others, from their files.
_TAG_OF_ARTICLES = "tag"


@dataclass(frozen=True, slots=True)
class OutletFacts:
    """What sets are made from: the facts of one outlet. Those that are not known are None."""

    name: str
    country: str | None = None
    language: str | None = None
    kind: str | None = None
    owner: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutletsWithFacts:
    """The outlets of which sets are made."""

    facts: tuple[OutletFacts, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, list[str]]:
        """Their names, by how the names may be written."""
        return self._grouped((plain_name(one.name), one.name) for one in self.facts)

    @cached_property
    def by_kind(self) -> dict[str, list[str]]:
        """Their names, by kind."""
        return self._grouped((one.kind, one.name) for one in self.facts)

    @cached_property
    def by_owner(self) -> dict[str, list[str]]:
        """Their names, by how the owner may be written."""
        return self._grouped((plain_name(one.owner), one.name) for one in self.facts if one.owner)

    @cached_property
    def by_tag(self) -> dict[str, list[str]]:
        """Their names, by how each of their tags may be written."""
        return self._grouped((tag, one.name) for one in self.facts for tag in dict.fromkeys(map(plain_name, one.tags)))

    @cached_property
    def by_country(self) -> dict[str, list[str]]:
        """Their names, by country."""
        return self._grouped((one.country, one.name) for one in self.facts)

    @cached_property
    def by_language(self) -> dict[str, list[str]]:
        """Their names, by language tag in lower case, and by each shorter tag that includes it."""
        return self._grouped((tag, one.name) for one in self.facts for tag in _wider_tags(one.language))

    @staticmethod
    def _grouped(pairs: Iterable[tuple[str | None, str]]) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for key, name in pairs:
            if key is not None:
                groups.setdefault(key, []).append(name)
        return groups


NO_OUTLETS = OutletsWithFacts()


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
        if problem := _problem(entry, own):
            raise SettingsError(f"sets.{name}: {problem}")
    return OwnSets(lists, _flat(own))


def outlets_of(name: str, known: OutletsWithFacts, own: OwnSets = NO_OWN_SETS) -> frozenset[str] | None:
    """The names of the outlets in the set of that name; None if the name means nothing.

    A name without a colon is the first of these that exists: a list of the user's own, a kind, an outlet, a country, a
    language. A language includes its regions: pt also means pt-BR.
    """
    prefix, value = _split(name)
    if not value or (prefix is not None and prefix not in PREFIXES):
        return None
    bare = _BARE[:-1] if _is_rare_code(value) else _BARE
    found = (_meaning(meaning, value, known, own) for meaning in ((prefix,) if prefix else bare))
    return next((outlets for outlets in found if outlets is not None), None)


def outlets_of_any(names: Iterable[str], known: OutletsWithFacts, own: OwnSets = NO_OWN_SETS) -> frozenset[str]:
    """The names of the outlets that are in one of the sets; a name that means nothing adds none."""
    return frozenset[str]().union(*(outlets_of(name, known, own) or () for name in names))


def unknown_set(name: str, known: OutletsWithFacts, own: OwnSets = NO_OWN_SETS) -> str:
    """The message about a name that means nothing: `qualty: no set of outlets has that name; did you mean quality?`."""
    if problem := _problem(name, own):
        return problem
    near = nearest_sets(name, known, own)
    remedy = f"did you mean {' or '.join(near)}?" if near else f"give {EXAMPLES}"
    return f"{name}: no set of outlets has that name; {remedy}"


def nearest_sets(name: str, known: OutletsWithFacts, own: OwnSets = NO_OWN_SETS) -> list[str]:
    """Up to two names that mean something and are spelled like name."""
    prefix, value = _split(name)
    # No name is longer, and comparing takes time in proportion to both.
    typed = value[:100].lower()
    if prefix == "owner":
        owners = {one.owner.lower(): one.owner for one in known.facts if one.owner}
        return [f"owner:{owners[near]}" for near in get_close_matches(typed, owners, n=2)]
    if prefix == "kind":
        return [f"kind:{near}" for near in get_close_matches(typed, KINDS, n=2)]
    if prefix == "outlet_tag":
        tags = dict.fromkeys(tag for one in known.facts for tag in one.tags)
        return [f"outlet_tag:{near}" for near in get_close_matches(typed, tags, n=2)]
    outlets = [one.name for one in known.facts]
    if prefix == "outlet":
        return [f"outlet:{near}" for near in get_close_matches(typed, outlets, n=2)]
    names = {one.lower(): one for one in (*own.written, *KINDS, *outlets)}
    return [names[near] for near in get_close_matches(typed, names, n=2)]


def other_meaning(name: str) -> str | None:
    """The language that a name without a colon would mean if it were no country: language:sv for sv, El Salvador."""
    prefix, value = _split(name)
    is_both = prefix is None and _kind(value) is None and country_code(value) and language_tag(value)
    return f"language:{value}" if is_both else None


def unknown_entries(names: Iterable[str], known: OutletsWithFacts, own: OwnSets) -> Iterator[str]:
    """A message for each entry that means nothing in the user's own lists that names stand for, with file and key."""
    lists = {plain_name(name): name for name in own.written}
    waiting, seen = [one for name in names if (one := _list_named(name, lists))], set[str]()
    while waiting:
        name = waiting.pop(0)
        if name in seen:
            continue
        seen.add(name)
        for entry in own.written[name]:
            if inner := _list_named(entry, lists):
                waiting.append(inner)
            elif outlets_of(entry, known) is None:
                yield f"{own.where}: sets.{name}: {unknown_set(entry, known, own)}"


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


def _list_named(entry: str, names: Mapping[str, str]) -> str | None:
    """The list that an entry names, of names by how they may be written; None if it names something else."""
    prefix, value = _split(entry)
    return names.get(plain_name(value)) if prefix in (None, "set") else None


def _flat(own: OwnSets) -> dict[str, tuple[str, ...]]:
    """The entries of each list and of the lists that it names, without these; raises SettingsError for a circle."""
    names = {plain_name(name): name for name in own.written}
    named = {
        name: [one for entry in entries if (one := _list_named(entry, names))] for name, entries in own.written.items()
    }
    flat: dict[str, tuple[str, ...]] = {}
    try:
        for name in TopologicalSorter(named).static_order():
            parts = (flat.get(_list_named(entry, names) or "", (entry,)) for entry in own.written[name])
            flat[name] = tuple(dict.fromkeys(chain.from_iterable(parts)))
    except CycleError as error:
        circle = error.args[1]
        raise SettingsError(
            f"sets.{circle[0]}: lists name each other in a circle ({' → '.join(reversed(circle))}); take one name out, "
            "or write outlet: before the name of an outlet"
        ) from None
    return flat


def _split(name: str) -> tuple[str | None, str]:
    """What stands before and after the colon; None before it if there is no colon."""
    before, colon, after = name.partition(":")
    return (before.strip().lower(), after.strip()) if colon else (None, name.strip())


def _meaning(meaning: str, value: str, known: OutletsWithFacts, own: OwnSets) -> frozenset[str] | None:
    """The outlets of a name that has this meaning; None if it has not. A country may be without outlets."""
    if meaning == "set":
        name = own.name_of(value)
        return None if name is None else outlets_of_any(own.flat[name], known)
    if meaning == "kind":
        kind = _kind(value)
        return frozenset(known.by_kind.get(kind, ())) if kind else None
    if meaning == "country":
        code = country_code(value)
        return frozenset(known.by_country.get(code, ())) if code else None
    if meaning == "language":
        tag = language_tag(value)
        return frozenset(known.by_language.get(tag.lower(), ())) if tag else None
    named = {"owner": known.by_owner, "outlet_tag": known.by_tag}.get(meaning, known.by_name)
    return frozenset(named.get(plain_name(value), ())) or None


def _is_rare_code(value: str) -> bool:
    """Whether value is a code of three letters for a language. Nearly every word of three letters is one."""
    return len(value) == 3 and language_tag(value) == value.lower()


def _wider_tags(language: str | None) -> Iterator[str]:
    """zh-Hant-TW, zh-Hant and zh, in lower case."""
    tag = (language or "").lower()
    while tag:
        yield tag
        tag = tag.rpartition("-")[0]


def _kind(value: str) -> str | None:
    return next((kind for kind in KINDS if plain_name(kind) == plain_name(value)), None)


def _problem(name: str, own: OwnSets) -> str | None:
    """What is wrong with a name whatever outlets there are."""
    prefix, value = _split(name)
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
    if prefix == "kind" and _kind(value) is None:
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
