"""Search in the earlier versions of several archives, as version_search.py does in one.

The earlier versions that may be ranked or listed are shared by the archives: each has the same part of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from heapq import merge

from newsarchive.archive.search import version_search as of_one
from newsarchive.archive.search.query import NOTHING_TYPED
from newsarchive.archive.search.results import Hit, PageOfIds, SearchResult
from newsarchive.archive.search.scope import DEFAULT_PLAN, SearchPlan
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.search.version_search import NO_AUTHORS, NO_MORE_RANKED, ONLY_NEWEST, VERSION_ID_STEP
from newsarchive.archive.several.archives import OpenArchives, chosen_of
from newsarchive.archive.several.joint_rank import ScoredIndex, score_together
from newsarchive.archive.several.joint_search import (
    joint_forms,
    shared_notes,
    suggestions,
    typed_suggestions,
    understood,
)
from newsarchive.archive.several.pages_by_time import PartId
from newsarchive.archive.several.parts import Part, parts_of

# The weights of the schema's revisions_fts.
EARLIER = ScoredIndex("revisions_fts", "revisions", (10.0, 4.0, 3.0, 1.0))


def search_versions(archives: OpenArchives, request: SearchRequest, plan: SearchPlan = DEFAULT_PLAN) -> SearchResult:
    """The page of articles with an earlier version that has the words of request, as version_search.search_versions.

    Each hit has its archive.
    """
    if len(archives) == 1:
        return of_one.search_versions(archives[0].conn, request, plan)
    parts = _parts(archives, request, plan)
    notes = shared_notes(parts, has_words=True)
    if parts[0].scope.match is None:
        return SearchResult((), 0, False, False, "", notes or (NOTHING_TYPED,), suggestions=typed_suggestions(parts))
    if any(term.field == "author" for term in parts[0].scope.parsed.terms):
        notes = (*notes, NO_AUTHORS)
    counts = [of_one._count(part.conn, part.scope, plan) for part in parts]
    total = sum(number for number, _ in counts)
    floors = _floors(parts, plan)
    if any(floor > 0 for floor in floors):
        notes = (*notes, ONLY_NEWEST.format(plan.versions))
    page = _page(parts, request, floors, last := _last(request, plan))
    if request.order == "relevance" and not page.has_more and total > last:
        notes = (*notes, NO_MORE_RANKED.format(last))
    return SearchResult(
        hits=_hits(parts, page.ids, plan),
        total=total,
        is_capped=any(is_capped for _, is_capped in counts),
        is_ranked=request.order == "relevance",
        understood=understood(parts),
        notes=notes,
        next_offset=page.next_offset,
        forms=joint_forms(parts),
        suggestions=suggestions(parts, total),
    )


def read_version_ids(
    archives: OpenArchives, request: SearchRequest, plan: SearchPlan = DEFAULT_PLAN
) -> PageOfIds[PartId]:
    """The ids from request.offset on, as version_search.read_version_ids: (place of the archive, version_id)."""
    parts = _parts(archives, request, plan)
    if parts[0].scope.match is None:
        return PageOfIds([], notes=shared_notes(parts, has_words=True))
    return _page(parts, request, _floors(parts, plan), plan.window)


def read_version_hits(
    archives: OpenArchives, request: SearchRequest, ids: Sequence[PartId], plan: SearchPlan = DEFAULT_PLAN
) -> tuple[Hit, ...]:
    """The hits of ids that read_version_ids found for request, in their order; what is gone is left out."""
    return _hits(_parts(archives, request, plan), ids, plan)


def _parts(archives: OpenArchives, request: SearchRequest, plan: SearchPlan) -> list[Part[SearchRequest]]:
    # Every filter is a join: the index of earlier versions has no words for outlets and languages.
    return parts_of(chosen_of(archives, request.archives), request, replace(plan, key_share=0.0))


def _last(request: SearchRequest, plan: SearchPlan) -> int:
    return plan.candidates if request.order == "relevance" else plan.versions


def _floors(parts: Sequence[Part], plan: SearchPlan) -> list[int]:
    """The lowest version_id that is searched in each archive; 0 where all are."""
    share = replace(plan, versions=max(1, plan.versions // len(parts)))
    return [of_one._floor(part.conn, part.scope, share) for part in parts]


def _page(parts: Sequence[Part], request: SearchRequest, floors: Sequence[int], last: int) -> PageOfIds[PartId]:
    is_ranked = request.order == "relevance"
    found = _ranked(parts, floors) if is_ranked else _by_time(parts, floors, is_oldest_first=request.order == "oldest")
    return of_one._page(found, request, last)


def _ranked(parts: Sequence[Part], floors: Sequence[int]) -> Iterator[PartId]:
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


def _by_time(parts: Sequence[Part], floors: Sequence[int], *, is_oldest_first: bool) -> Iterator[PartId]:
    """The newest version that matches of each article, by the time of the articles."""
    streams = (
        _of_part(part, floor, is_oldest_first=is_oldest_first) for part, floor in zip(parts, floors, strict=True)
    )
    return ((number, version_id) for _, number, version_id in merge(*streams))


def _of_part(part: Part, floor: int, *, is_oldest_first: bool) -> Iterator[tuple[int, int, int]]:
    direction, sign = ("ASC", 1) if is_oldest_first else ("DESC", -1)
    for version_id, search_id in of_one.versions_by_time(part.conn, part.scope, floor, direction):
        yield sign * search_id, part.number, version_id


def _hits(parts: Sequence[Part], ids: Iterable[PartId], plan: SearchPlan) -> tuple[Hit, ...]:
    """The hits of these versions, in their order."""
    found: dict[PartId, Hit] = {}
    wanted = list(ids)
    for part in parts:
        own = [version_id for number, version_id in wanted if number == part.number]
        for hit in of_one._load_hits(part.conn, part.scope, own, plan):
            assert hit.earlier is not None  # a search in earlier versions
            version_id = hit.id * VERSION_ID_STEP + hit.earlier.number
            found[part.number, version_id] = replace(hit, archive=part.name)
    return tuple(found[one] for one in wanted if one in found)
