"""The outlets that archives know, with the facts of which sets are made."""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from newsarchive.outlet_sets.outlet_facts import OutletFacts, OutletsWithFacts

_FACTS = "SELECT name, country, language, kind, owner, tags FROM outlets ORDER BY name"


def read_known_outlets(conn: sqlite3.Connection) -> OutletsWithFacts:
    """The outlets of the archive, with their facts as the last crawl of each stored them."""
    rows = map(tuple, conn.execute(_FACTS))
    return OutletsWithFacts(
        tuple(
            OutletFacts(name, country, language, kind, owner, stored_tags(tags))
            for name, country, language, kind, owner, tags in rows
        )
    )


def stored_tags(column: str | None) -> tuple[str, ...]:
    """The tags of an outlet, as the column has them: a list in JSON, or NULL without tags."""
    return tuple(json.loads(column)) if column else ()


def read_known_outlets_of_all(conns: Iterable[Any]) -> OutletsWithFacts:
    """The outlets of several archives. A fact that the first archive does not know is that of another one."""
    found: dict[str, OutletFacts] = {}
    for conn in conns:
        for one in read_known_outlets(conn).facts:
            before = found.get(one.name)
            found[one.name] = one if before is None else _with_missing(before, one)
    return OutletsWithFacts(tuple(found[name] for name in sorted(found)))


def _with_missing(facts: OutletFacts, others: OutletFacts) -> OutletFacts:
    return OutletFacts(
        facts.name,
        facts.country or others.country,
        facts.language or others.language,
        facts.kind or others.kind,
        facts.owner or others.owner,
        facts.tags or others.tags,
    )
