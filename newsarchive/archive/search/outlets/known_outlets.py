"""The outlets that archives know, with the facts of which sets are made."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from newsarchive.outlet_sets.outlet_facts import OutletFacts, OutletsWithFacts

_FACTS = "SELECT name, country, language, kind, owner FROM outlets ORDER BY name"


def read_known_outlets(conn: sqlite3.Connection) -> OutletsWithFacts:
    """The outlets of the archive, with their facts as the last crawl of each stored them."""
    return OutletsWithFacts(tuple(OutletFacts(*row) for row in map(tuple, conn.execute(_FACTS))))


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
    )
