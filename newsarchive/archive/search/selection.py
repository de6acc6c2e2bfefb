"""What is looked for: words and filters, and which page of the results. Values only; scope.py makes SQL of them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

from newsarchive.outlet_sets.outlet_facts import OutletsWithFacts
from newsarchive.outlet_sets.own_sets import NO_OWN_SETS, OwnSets

Order = Literal["relevance", "newest", "oldest"]
# What an article is among near-duplicates: in no cluster, the head of one, or a near-duplicate of a head.
CopyRole = Literal["none", "first", "copy"]


@dataclass(frozen=True, slots=True)
class Selection:
    """Words and filters. An article passes when it has one value of every list that is not empty.

    query has the syntax of search; "" means any words. countries are those of the outlets (ISO 3166-1 alpha-2, lower
    case). sets are names of sets of outlets. own_sets has what those of the user stand for, and known_outlets the
    outlets of which sets are made, if not those of the archive. near_duplicates holds values of CopyRole. Days are
    those of scope.DAY; since and until are included.
    archives are names of those that are searched together (archive/several/); a search of one archive ignores them.
    collections and tags are those of the desk. article_ids are the only articles that may pass, when it is not None; an
    empty list lets none pass; those in excluded_ids do not pass. exact_forms says that no other forms of the words are
    searched for.
    """

    query: str = ""
    outlets: Sequence[str] = ()
    countries: Sequence[str] = ()
    sets: Sequence[str] = ()
    languages: Sequence[str] = ()
    sources: Sequence[str] = ()
    sections: Sequence[str] = ()
    authors: Sequence[str] = ()
    kinds: Sequence[str] = ()
    completeness: Sequence[str] = ()
    near_duplicates: Sequence[CopyRole] = ()
    collections: Sequence[str] = ()
    tags: Sequence[str] = ()
    archives: Sequence[str] = ()
    since: date | None = None
    until: date | None = None
    article_ids: Sequence[int] | None = None
    excluded_ids: Sequence[int] = ()
    exact_forms: bool = False
    own_sets: OwnSets = NO_OWN_SETS
    known_outlets: OutletsWithFacts | None = None

    @property
    def has_filters(self) -> bool:
        """Whether anything but words narrows the selection."""
        return any(getattr(self, name) for name in _FILTERS) or self.article_ids is not None

    @property
    def is_whole_archive(self) -> bool:
        """Whether every article is selected: no words and no filters."""
        return not self.query.strip() and not self.has_filters


# Which archives are asked is decided before one of them is searched.
_NO_FILTERS = ("query", "article_ids", "exact_forms", "archives", "own_sets", "known_outlets")
_FILTERS = tuple(field.name for field in fields(Selection) if field.name not in _NO_FILTERS)
EVERYTHING = Selection()


@dataclass(frozen=True, slots=True)
class SearchRequest(Selection):
    """A selection, and which page of its results in which order.

    A further page begins at offset when the result is ranked, and otherwise after the search_id of the last hit: before
    it when newest first, after it when oldest first. Below before, a ranked result continues with its other articles,
    newest first. A cluster of near-duplicates is one hit, the first in the order of the result; with all_copies each is
    a hit.
    """

    order: Order = "relevance"
    all_copies: bool = False
    page_size: int = 20
    offset: int = 0
    before: int | None = None
    after: int | None = None
