"""How the name of a set is written: what may stand before a colon, and the kinds of outlets."""

from typing import get_args

from newsarchive.outlet_sets.place_names import plain_name
from newsarchive.records import OutletKind

KINDS: tuple[str, ...] = get_args(OutletKind)
# What may stand before a colon.
PREFIXES = ("set", "kind", "owner", "outlet_tag", "outlet", "country", "language")
EXAMPLES = (
    "a kind such as agency, country:de, language:de, outlet:NAME, owner:NAME, outlet_tag:WORD, or a list of your own "
    "in [sets]"
)


def split_name(name: str) -> tuple[str | None, str]:
    """What stands before and after the colon; None before it if there is no colon."""
    before, colon, after = name.partition(":")
    return (before.strip().lower(), after.strip()) if colon else (None, name.strip())


def kind_named(value: str) -> str | None:
    """The kind of outlets that was typed, in capitals or not; None if there is no such kind."""
    return next((kind for kind in KINDS if plain_name(kind) == plain_name(value)), None)
