"""Search in the earlier versions of several archives, as version_search.py does in one.

The earlier versions that may be ranked or listed are shared by the archives: each has the same part of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from heapq import merge

from newsarchive.archive.search import version_search as of_one
from newsarchive.archive.search.query import NOTHING_TYPED
from newsarchive.archive.search.results import Hit, PageOfIds, SearchResult
from newsarchive.archive.search.scope import DEFAULT_PLAN, SearchPlan
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.search.version_search import NO_AUTHORS, NO_MORE_RANKED, ONLY_NEWEST, VERSION_ID_STEP
from newsarchive.archive.several.archives import OpenArchives, chosen_of
from newsarchive.archive.several.joint_outlets import with_known_outlets
from newsarchive.archive.several.joint_rank import ScoredIndex, score_together
from newsarchive.archive.several.joint_search import (
    joint_forms,
    named,
    of_first_part,
    shared_notes,
    suggestions,
    typed_suggestions,
    understood,
)
from newsarchive.archive.several.pages_by_time import PartId
from newsarchive.archive.several.parts import SearchedArchive

# The weights of the schema's revisions_fts.
EARLIER = ScoredIndex("revisions_fts", "revisions", (10.0, 4.0, 3.0, 1.0))


def search_versions(archives: OpenArchives, request: SearchRequest, plan: SearchPlan = DEFAULT_PLAN) -> SearchResult:
    """The page of articles with an earlier version that has the words of request, as version_search.search_versions.

    Each hit has its archive.
    """
    return search_version_parts(open_version_parts(archives, request, plan))


def open_version_parts(
    archives: OpenArchives, request: SearchRequest, plan: SearchPlan = DEFAULT_PLAN
) -> list[SearchedArchive[SearchRequest]]:
    """The search for request in the earlier versions of each of the archives that it chooses."""
    request = with_known_outlets(archives, request)
    return [
        SearchedArchive(number, one.name, one.conn, of_one.open_version_search(one.conn, request, plan))
        for number, one in enumerate(chosen_of(archives, request.archives))
    ]


def search_version_parts(parts: Sequence[SearchedArchive[SearchRequest]]) -> SearchResult:
    """The page of articles that an opened search of several archives asks for, as search_versions gives it."""
    if len(parts) == 1:
        result = of_one.search_opened_versions(parts[0].conn, parts[0].opened)
        return replace(result, hits=named(result.hits, parts[0].name))
    request, plan = parts[0].opened.selection, parts[0].opened.plan
    notes = shared_notes(parts, has_words=True)
    if parts[0].scope.match is None:
        return SearchResult((), 0, False, False, "", notes or (NOTHING_TYPED,), suggestions=typed_suggestions(parts))
    if any(term.field == "author" for term in parts[0].scope.parsed.terms):
        notes = (*notes, NO_AUTHORS)
    counts = [of_one.count_versions(part.conn, part.scope, plan) for part in parts]
    total = sum(number for number, _ in counts)
    floors = _floors(parts, plan)
    if any(floor > 0 for floor in floors):
        notes = (*notes, ONLY_NEWEST.format(plan.versions))
    last = _last(request, plan)
    page = _page(parts, request, floors, last)
    if request.order == "relevance" and not page.has_more and total > last:
        notes = (*notes, NO_MORE_RANKED.format(last))
    return SearchResult(
        hits=read_version_hits(parts, page.ids),
        total=total,
        is_capped=any(is_capped for _, is_capped in counts),
        is_ranked=request.order == "relevance",
        understood=understood(parts),
        notes=notes,
        next_offset=page.next_offset,
        forms=joint_forms(parts),
        suggestions=suggestions(parts, total),
    )


def read_version_ids(parts: Sequence[SearchedArchive[SearchRequest]]) -> PageOfIds[PartId]:
    """The ids of the page that an opened search asks for: (number of the part, version_id).

    As version_search.read_version_ids.
    """
    if len(parts) == 1:
        return of_first_part(of_one.read_version_ids(parts[0].conn, parts[0].opened))
    if parts[0].scope.match is None:
        return PageOfIds([], notes=shared_notes(parts, has_words=True))
    plan = parts[0].opened.plan
    return _page(parts, parts[0].opened.selection, _floors(parts, plan), plan.window)


def read_version_hits(parts: Sequence[SearchedArchive[SearchRequest]], ids: Sequence[PartId]) -> tuple[Hit, ...]:
    """The hits of ids that read_version_ids found, in their order; what is gone is left out."""
    found: dict[PartId, Hit] = {}
    for part in parts:
        own = [version_id for number, version_id in ids if number == part.number]
        for hit in named(of_one.read_version_hits(part.conn, part.opened, own), part.name):
            assert hit.earlier is not None  # a search in earlier versions
            found[part.number, hit.id * VERSION_ID_STEP + hit.earlier.number] = hit
    return tuple(found[one] for one in ids if one in found)


def _last(request: SearchRequest, plan: SearchPlan) -> int:
    return plan.candidates if request.order == "relevance" else plan.versions


def _floors(parts: Sequence[SearchedArchive[SearchRequest]], plan: SearchPlan) -> list[int]:
    """The lowest version_id that is searched in each archive; 0 where all are."""
    share = replace(plan, versions=max(1, plan.versions // len(parts)))
    return [of_one.floor_of_versions(part.conn, part.scope, share) for part in parts]


def _page(
    parts: Sequence[SearchedArchive[SearchRequest]], request: SearchRequest, floors: Sequence[int], last: int
) -> PageOfIds[PartId]:
    is_ranked = request.order == "relevance"
    found = _ranked(parts, floors) if is_ranked else _by_time(parts, floors, is_oldest_first=request.order == "oldest")
    return of_one.page_of_versions(found, request, last)


def _ranked(parts: Sequence[SearchedArchive[SearchRequest]], floors: Sequence[int]) -> Iterator[PartId]:
    """The best version that matches of each article, best first."""
    ids = [
        list(of_one.matching_versions(part.conn, part.scope, floor)) for part, floor in zip(parts, floors, strict=True)
    ]
    phrases = [[phrase for term in part.scope.parsed.terms for phrase in term.phrases] for part in parts]
    seen = set[PartId]()
    for place, version_id in score_together(phrases, [part.conn for part in parts], ids, EARLIER):
        article = place, version_id // VERSION_ID_STEP
        if article not in seen:
            seen.add(article)
            yield parts[place].number, version_id


def _by_time(
    parts: Sequence[SearchedArchive[SearchRequest]], floors: Sequence[int], *, is_oldest_first: bool
) -> Iterator[PartId]:
    """The newest version that matches of each article, by the time of the articles."""
    streams = (
        _of_part(part, floor, is_oldest_first=is_oldest_first) for part, floor in zip(parts, floors, strict=True)
    )
    return ((number, version_id) for _, number, version_id in merge(*streams))


def _of_part(
    part: SearchedArchive[SearchRequest], floor: int, *, is_oldest_first: bool
) -> Iterator[tuple[int, int, int]]:
    sign = 1 if is_oldest_first else -1
    for version_id, search_id in of_one.versions_by_time(part.conn, part.scope, floor, is_oldest_first=is_oldest_first):
        yield sign * search_id, part.number, version_id
