"""Sets of outlets: what a name such as `agency`, `country:de` or `quality` stands for. Pure.

A name is a list of the user's own (`[sets]` in newsarchive.toml), a kind of outlets, an outlet, a country, or a
language. With a word and a colon before it, it has one meaning only. Which outlets there are, with their facts, is what
the caller knows: outlet files for a crawl, the archive for a search.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from newsarchive.outlet_sets.outlet_facts import OutletsWithFacts
from newsarchive.outlet_sets.own_sets import NO_OWN_SETS, OwnSets, list_named, problem_of
from newsarchive.outlet_sets.place_names import country_code, language_tag, plain_name
from newsarchive.outlet_sets.set_names import EXAMPLES, KINDS, PREFIXES, kind_named, split_name

# The meanings of a name without a colon, in the order in which they are tried. They do not depend on each other's
# outlets: a new outlet in El Salvador does not change what `sv` means.
_BARE = ("set", "kind", "outlet", "country", "language")


def outlets_of(name: str, known: OutletsWithFacts, own: OwnSets = NO_OWN_SETS) -> frozenset[str] | None:
    """The names of the outlets in the set of that name; None if the name means nothing.

    A name without a colon is the first of these that exists: a list of the user's own, a kind, an outlet, a country, a
    language. A language includes its regions: pt also means pt-BR.
    """
    prefix, value = split_name(name)
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
    if problem := problem_of(name, own):
        return problem
    near = nearest_sets(name, known, own)
    remedy = f"did you mean {' or '.join(near)}?" if near else f"give {EXAMPLES}"
    return f"{name}: no set of outlets has that name; {remedy}"


def nearest_sets(name: str, known: OutletsWithFacts, own: OwnSets = NO_OWN_SETS) -> list[str]:
    """Up to two names that mean something and are spelled like name."""
    prefix, value = split_name(name)
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
    # A tag and an owner need their prefix. Who writes one without it has seen it in an outlet's file.
    tagged = [f"outlet_tag:{typed}"] if any(typed in one.tags for one in known.facts) else []
    owned = sorted({f"owner:{one.owner}" for one in known.facts if one.owner and one.owner.lower() == typed})
    if tagged or owned:
        return [*tagged, *owned][:2]
    names = {one.lower(): one for one in (*own.written, *KINDS, *outlets)}
    return [names[near] for near in get_close_matches(typed, names, n=2)]


def other_meaning(name: str) -> str | None:
    """The language that a name without a colon would mean if it were not a country: language:sv for sv, El Salvador."""
    prefix, value = split_name(name)
    is_both = prefix is None and kind_named(value) is None and country_code(value) and language_tag(value)
    return f"language:{value}" if is_both else None


def unknown_entries(names: Iterable[str], known: OutletsWithFacts, own: OwnSets) -> Iterator[str]:
    """A message for each entry that means nothing in the user's own lists that names stand for, with file and key."""
    lists = {plain_name(name): name for name in own.written}
    waiting, seen = [one for name in names if (one := list_named(name, lists))], set[str]()
    while waiting:
        name = waiting.pop(0)
        if name in seen:
            continue
        seen.add(name)
        for entry in own.written[name]:
            if inner := list_named(entry, lists):
                waiting.append(inner)
            elif outlets_of(entry, known) is None:
                yield f"{own.where}: sets.{name}: {unknown_set(entry, known, own)}"


def _meaning(meaning: str, value: str, known: OutletsWithFacts, own: OwnSets) -> frozenset[str] | None:
    """The outlets of a name that has this meaning; None if it has not. A country may be without outlets."""
    if meaning == "set":
        name = own.name_of(value)
        return None if name is None else outlets_of_any(own.flat[name], known)
    if meaning == "kind":
        kind = kind_named(value)
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
