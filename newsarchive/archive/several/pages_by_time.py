"""One page of several archives by time: each gives its next articles, and the nearest of all are the page.

An archive is not asked if all its articles are further away than the page reaches.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from newsarchive.archive.search.article_search import ONLY_PART_READ
from newsarchive.archive.search.article_search import page_by_time as page_of_one
from newsarchive.archive.search.results import PageOfIds
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.several.parts import SearchedArchive, part_to_read

# No limit: how far is read was decided for all archives together.
_NO_LIMIT = 2**62

# An article of one of the archives: the number of the archive, and the search_id.
PartId = tuple[int, int]


def page_by_time(
    parts: Sequence[SearchedArchive[SearchRequest]],
    without: Mapping[int, Collection[int]] | None = None,
) -> PageOfIds[PartId]:
    """The articles of one page as (number of the part, search_id), newest or oldest first.

    without has, by the number of a part, search_ids that are left out with their clusters. The page ends with all
    articles of its last second, so it may have a few more than asked for: the next page begins after a second.
    """
    request, plan = parts[0].opened.selection, parts[0].opened.plan
    is_oldest_first = request.order == "oldest"
    sign = 1 if is_oldest_first else -1
    left = [_left_of(part, request) for part in parts]
    whole = {part.number: part for part in parts}
    stop = part_to_read(left, plan.steps, is_oldest_first=is_oldest_first)
    found: list[tuple[int, int, int]] = []
    is_further = False
    for begin, part in sorted(_with_first(left, sign), key=lambda pair: pair[0]):
        if len(found) > request.page_size and begin > found[request.page_size][0]:
            is_further = True
            continue
        page = _page_of_part(whole[part.number], stop, (without or {}).get(part.number, ()))
        found = sorted([*found, *((sign * search_id, part.number, search_id) for search_id in page.ids)])
        is_further = is_further or page.has_more
    size = request.page_size
    while 0 < size < len(found) and found[size][0] == found[size - 1][0]:
        size += 1
    ids = [(number, search_id) for _, number, search_id in found[:size]]
    following: int | None = None
    notes: tuple[str, ...] = ()
    if ids and (is_further or len(found) > size):
        following = ids[-1][1]
    elif stop is not None and any(_is_beyond(part, stop, is_oldest_first=is_oldest_first) for part in left):
        following, notes = stop, (ONLY_PART_READ.format("oldest" if is_oldest_first else "newest"),)
    return PageOfIds(
        ids,
        notes=notes,
        next_before=None if is_oldest_first else following,
        next_after=following if is_oldest_first else None,
    )


def _left_of(part: SearchedArchive[SearchRequest], request: SearchRequest) -> SearchedArchive[SearchRequest]:
    """The part without the articles of earlier pages."""
    params = dict(part.scope.params)
    if request.order == "oldest" and request.after is not None:
        params["lowest"] = max(params["lowest"], request.after + 1)
    if request.order != "oldest" and request.before is not None:
        params["highest"] = min(params["highest"], request.before - 1)
    return part.with_scope(replace(part.scope, params=params))


def _with_first(
    parts: Sequence[SearchedArchive[SearchRequest]], sign: int
) -> Iterator[tuple[int, SearchedArchive[SearchRequest]]]:
    """The parts that have articles in their bounds, each with the search_id of its first article times sign."""
    for part in parts:
        first = "min" if sign > 0 else "max"
        (search_id,) = part.conn.execute(
            f"SELECT {first}(search_id) FROM articles WHERE search_id BETWEEN :lowest AND :highest",  # noqa: S608
            {name: part.scope.params[name] for name in ("lowest", "highest")},
        ).fetchone()
        if search_id is not None:
            yield sign * search_id, part


def _page_of_part(part: SearchedArchive[SearchRequest], stop: int | None, without: Collection[int]) -> PageOfIds[int]:
    opened, scope = part.opened, part.scope
    if stop is not None:
        bound, nearer = ("highest", min) if opened.selection.order == "oldest" else ("lowest", max)
        scope = replace(scope, params={**scope.params, bound: nearer(scope.params[bound], stop)})
    unlimited = replace(opened, scope=scope, plan=replace(opened.plan, steps=_NO_LIMIT))
    return page_of_one(part.conn, unlimited, without)


def _is_beyond(part: SearchedArchive[SearchRequest], stop: int, *, is_oldest_first: bool) -> bool:
    """Whether the part has articles that were not read because of the stop."""
    beyond = (
        "search_id > :stop AND search_id <= :highest"
        if is_oldest_first
        else "search_id < :stop AND search_id >= :lowest"
    )
    params = {**{name: part.scope.params[name] for name in ("lowest", "highest")}, "stop": stop}
    return part.conn.execute(f"SELECT 1 FROM articles WHERE {beyond} LIMIT 1", params).fetchone() is not None  # noqa: S608
