"""Search in several archives as in one: by time exactly, and ranked within the same bounds.

What may be read is bounded as in one archive with all articles, so a search does not cost more because the articles are
in several files. Clusters of near-duplicates are those of each archive: a text that stands in two archives is two hits.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from heapq import merge
from itertools import islice

from newsarchive.archive.search import article_search
from newsarchive.archive.search.article_search import NO_MORE_RANKED, TOO_COMMON, depth_to_read, load_hits, ranked_page
from newsarchive.archive.search.clusters_in_results import first_of_each_cluster
from newsarchive.archive.search.query import Suggestion
from newsarchive.archive.search.ranked.ranking import Ranking, as_typed
from newsarchive.archive.search.results import Hit, PageOfIds, SearchResult
from newsarchive.archive.search.scope import DEFAULT_PLAN, Scope, SearchPlan
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.search.suggestions import suggest_among
from newsarchive.archive.search.totals import count_articles
from newsarchive.archive.several.archives import OpenArchives
from newsarchive.archive.several.joint_rank import rank_together
from newsarchive.archive.several.pages_by_time import PartId, page_by_time
from newsarchive.archive.several.parts import (
    NOT_READ,
    SearchedArchive,
    newest_together,
    open_parts,
    shared_parsed_notes,
    with_newest_together,
    with_words,
)
from newsarchive.archive.words.expansion import WordForms, forms_of


def search(archives: OpenArchives, request: SearchRequest, plan: SearchPlan = DEFAULT_PLAN) -> SearchResult:
    """The page of articles that request asks for, as article_search.search of one archive; each hit has its archive.

    A page by time ends with all articles of its last second, so it may have a few more than asked for.
    """
    return search_parts(open_parts(archives, request, plan))


def search_parts(parts: Sequence[SearchedArchive[SearchRequest]]) -> SearchResult:
    """The page of articles that an opened search of several archives asks for, as search gives it."""
    if len(parts) == 1:
        result = article_search.search_opened(parts[0].conn, parts[0].opened)
        return replace(result, hits=named(result.hits, parts[0].name))
    opened = parts[0].opened
    request, plan = opened.selection, opened.plan
    notes = shared_notes(parts, has_words=bool(request.query.strip()))
    asked: Sequence[SearchedArchive[SearchRequest]] = with_words(parts)
    if not asked:
        return SearchResult((), 0, False, False, "", notes, suggestions=typed_suggestions(parts))
    asked, total, is_capped = _count(asked)
    page = _page_of_ids(asked)
    notes = (*notes, *page.notes)
    if page.is_cut and page.next_offset is None:
        notes = (*notes, NO_MORE_RANKED.format(request.offset + len(page.ids) if page.ids else plan.candidates))
    return SearchResult(
        hits=_hits(asked, page.ids, is_by_time=not page.is_ranked),
        total=total,
        is_capped=is_capped,
        is_ranked=page.is_ranked,
        understood=understood(asked),
        notes=notes,
        next_offset=page.next_offset,
        next_before=page.next_before,
        next_after=page.next_after,
        forms=joint_forms(asked),
        suggestions=suggestions(asked, total),
    )


def read_ids(parts: Sequence[SearchedArchive[SearchRequest]]) -> PageOfIds[PartId]:
    """The ids of the page that an opened search asks for, each with the number of its part: article_search.read_ids."""
    if len(parts) == 1:
        page = article_search.read_ids(parts[0].conn, parts[0].opened)
        return of_first_part(page)
    asked = with_words(parts)
    return _page_of_ids(asked) if asked else PageOfIds([], notes=shared_notes(parts, has_words=True))


def read_hits(parts: Sequence[SearchedArchive[SearchRequest]], ids: Sequence[PartId]) -> tuple[Hit, ...]:
    """The hits of ids that read_ids found, in their order; an article that is gone is left out."""
    return _hits(parts, ids, is_by_time=True)


def named(hits: Iterable[Hit], archive: str | None) -> tuple[Hit, ...]:
    """The hits with the name of their archive, if it has one."""
    return tuple(replace(hit, archive=archive) for hit in hits) if archive else tuple(hits)


def of_first_part(page: PageOfIds[int]) -> PageOfIds[PartId]:
    """A page of the only part as a page of several."""
    return PageOfIds(
        [(0, one) for one in page.ids],
        page.is_ranked,
        page.is_cut,
        page.notes,
        page.next_offset,
        page.next_before,
        page.next_after,
    )


def shared_notes(parts: Sequence[SearchedArchive[SearchRequest]], *, has_words: bool) -> tuple[str, ...]:
    """What the reader must know about the request: of names that an archive does not have, those that none has."""
    of_desks = [part.opened.chosen.notes for part in parts]
    notes = [note for note in of_desks[0] if all(note in others for others in of_desks)]
    if has_words:
        notes += shared_parsed_notes([part.scope.parsed for part in parts])
    return tuple(dict.fromkeys(notes))


def understood(parts: Sequence[SearchedArchive[SearchRequest]]) -> str:
    """The search as it was understood."""
    return " ".join(filter(None, (parts[0].scope.parsed.understood, parts[0].opened.chosen.typed)))


def joint_forms(parts: Sequence[SearchedArchive[SearchRequest]]) -> tuple[WordForms, ...]:
    """The words whose other forms were searched for too, with the forms of all archives."""
    found: dict[str, dict[str, None]] = {}
    for part in parts:
        for one in forms_of(part.scope.parsed.terms):
            found.setdefault(one.typed, {}).update(dict.fromkeys(one.forms))
    return tuple(WordForms(typed, tuple(forms)) for typed, forms in found.items())


def typed_suggestions(parts: Sequence[SearchedArchive[SearchRequest]]) -> tuple[Suggestion, ...]:
    """Other values for filters that were typed and that no archive has."""
    if not all(part.scope.parsed.suggestions for part in parts):
        return ()
    found = [one for part in parts for one in part.opened.chosen.restated(part.scope.parsed.suggestions)]
    return tuple(dict.fromkeys(found))


def suggestions(parts: Sequence[SearchedArchive[SearchRequest]], total: int) -> tuple[Suggestion, ...]:
    """What may be meant by a search that found so many articles, from the words of all archives."""
    typed = typed_suggestions(parts)
    if typed or any(part.scope.parsed.suggestions for part in parts):
        # A value that one archive has is not a misprint.
        total = total or 1
    by_words = suggest_among([(part.conn, part.scope.parsed) for part in parts], total)
    return tuple(dict.fromkeys((*typed, *parts[0].opened.chosen.restated(by_words))))


def _count(
    parts: Sequence[SearchedArchive[SearchRequest]],
) -> tuple[Sequence[SearchedArchive[SearchRequest]], int, bool]:
    """The parts with their newest matches, how many articles match, and whether there are more than were counted."""
    opened = parts[0].opened
    if opened.selection.is_whole_archive:
        return parts, sum(count_articles(part.conn) for part in parts), False
    # As in one archive: each match of a filter that is a join is looked up in the table, so only a quarter is counted.
    cap = opened.plan.count_cap
    is_joined = opened.scope.match and any(part.scope.conditions for part in parts)
    parts = with_newest_together(parts, cap // 4 if is_joined else cap)
    found = [part.opened.newest or NOT_READ for part in parts]
    return parts, sum(len(some.ids) for some in found), not all(some.is_all for some in found)


def _page_of_ids(parts: Sequence[SearchedArchive[SearchRequest]]) -> PageOfIds[PartId]:
    opened = parts[0].opened
    request, plan = opened.selection, opened.plan
    if request.order != "relevance" or opened.scope.match is None:
        return page_by_time(parts)
    ranking = None
    if opened.floor is None and not _are_too_common(parts):
        ranking = rank_together(parts, plan, depth_to_read(request, plan))
    if ranking is None:
        page = page_by_time(parts)
        return replace(page, notes=(TOO_COMMON, *page.notes))
    if request.before is not None:
        # The pages after the ranked ones.
        without: dict[int, list[int]] = {}
        for number, search_id in islice(_shown(parts, ranking, request), plan.candidates):
            without.setdefault(number, []).append(search_id)
        return page_by_time(parts, without)
    shown = _shown(parts, ranking, request)
    return ranked_page(shown, request, plan, lambda n: _nth_newest(parts, n), is_cut=ranking.is_cut)


def _are_too_common(parts: Sequence[SearchedArchive[SearchRequest]]) -> bool:
    """Whether the words, without any filter, are in too many of the newest articles for their rank to mean much."""
    plan = parts[0].opened.plan
    words = [_words_alone(part) for part in parts]
    match = _nth_newest(words, plan.common_sample - 1)
    if match is None:
        return False
    among = int(plan.common_sample / plan.common_density)
    newer = (
        part.conn.execute(
            "SELECT count(*) FROM (SELECT 1 FROM articles WHERE search_id > ? LIMIT ?)", [match, among]
        ).fetchone()[0]
        for part in parts
    )
    return int(sum(newer)) < among


def _words_alone(part: SearchedArchive[SearchRequest]) -> SearchedArchive[SearchRequest]:
    """The part with the words as they were typed, and without filters."""
    typed = as_typed(part.scope)
    is_same = typed is part.scope and part.scope.is_words_alone
    return part if is_same else part.with_scope(Scope(typed.parsed))


def _nth_newest(parts: Sequence[SearchedArchive[SearchRequest]], n: int) -> int | None:
    """The search_id of the match after the n newest ones of all archives; None when there are no more than n."""
    with newest_together(parts, n + 1) as found:
        return next((search_id for search_id, _ in islice(found, n, n + 1)), None)


def _shown(
    parts: Sequence[SearchedArchive[SearchRequest]], ranking: Ranking[PartId], request: SearchRequest
) -> Iterator[PartId]:
    """The ids of a ranking; one for each cluster of an archive, unless all copies are asked for."""
    if request.all_copies:
        return iter(ranking.ids)
    places = {one: place for place, one in enumerate(ranking.ids)}
    streams = [_of_part(part, places) for part in parts]
    return (one for _, one in merge(*streams))


def _of_part(part: SearchedArchive[SearchRequest], places: dict[PartId, int]) -> Iterator[tuple[int, PartId]]:
    own = (search_id for number, search_id in places if number == part.number)
    for search_id, _ in first_of_each_cluster(part.conn, own):
        yield places[part.number, search_id], (part.number, search_id)


def _hits(
    parts: Sequence[SearchedArchive[SearchRequest]], ids: Iterable[PartId], *, is_by_time: bool
) -> tuple[Hit, ...]:
    """The hits of these articles, in their order."""
    place = {one: number for number, one in enumerate(ids)}
    found: list[tuple[int, Hit]] = []
    for part in parts:
        own = [search_id for number, search_id in place if number == part.number]
        for hit in named(load_hits(part.conn, part.opened, own, is_by_time=is_by_time), part.name):
            found.append((place[part.number, hit.search_id], hit))
    return tuple(hit for _, hit in sorted(found, key=lambda pair: pair[0]))
