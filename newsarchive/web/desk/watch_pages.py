"""The pages of watches: all of them at /watches, and one at /watch/NAME, also as JSON and as an Atom feed."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils.asgi import NotFound, Request, Response

from newsarchive.archive.search.results import Hit, load_articles, make_hit
from newsarchive.archive.watches.digests import FoundHit, latest_hits
from newsarchive.archive.watches.watch_rows import Watch, list_watches, unknown_watch
from newsarchive.archive.watches.watch_words import watch_words
from newsarchive.dates import format_utc, parse_utc
from newsarchive.errors import DeskError
from newsarchive.web.databases import run_query
from newsarchive.web.desk.labels import desk_of
from newsarchive.web.desk.watch_search import form_of
from newsarchive.web.formatting import DateLabel, format_count, time_label
from newsarchive.web.layout import Site, site_of
from newsarchive.web.responses import AtomEntry, atom_response, html_response, json_response, page_format
from newsarchive.web.results import ListedArticle, list_articles
from newsarchive.web.searching.result_formats import article_fields

if TYPE_CHECKING:
    from datasette.app import Datasette

HITS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class WatchEntry:
    """One watch in the list of watches. search is its search as words and options; "" if it cannot be read."""

    name: str
    href: str
    feed: str
    search: str
    count: str
    found: DateLabel | None


@dataclass(frozen=True, slots=True)
class WatchedHit:
    """A hit of a watch and its article; removed articles are left out."""

    found: FoundHit
    hit: Hit


@dataclass(frozen=True, slots=True)
class WatchedEntry:
    """A hit of a watch as its page lists it."""

    article: ListedArticle
    found: DateLabel
    note: str | None


async def watches_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /watches."""
    file_format = page_format(request, "Lists of watches", ["json"])
    watches = await run_query(archive, _read_watches)
    site = site_of(datasette, archive)
    if file_format == "json":
        return json_response(datasette, {"watches": [_watch_row(one) for one in watches]})
    context = {"here": "watches", "watches": [_entry(one, site) for one in watches], "json": f"{site.watches}.json"}
    return await html_response(datasette, archive, request, "watches.html", context)


async def watch_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /watch/NAME: what the watch found, the last one first; also as .json and .atom."""
    name, file_format = str(request.url_vars["table"]), page_format(request, "Watches", ["json", "atom"])
    watch, hits = await run_query(archive, lambda conn: _read_watch(conn, name))
    site = site_of(datasette, archive)
    if file_format == "atom":
        return await _atom_response(datasette, archive, request, watch, hits)
    if file_format == "json":
        articles = [{**article_fields(one.hit), "found_at": one.found.found_at, "why": one.found.kind} for one in hits]
        return json_response(datasette, {**_watch_row(watch), "articles": articles})
    context = {
        "here": "watches",
        "watch": _entry(watch, site),
        "search_href": _search_href(watch, site),
        "entries": watched_entries(hits, site),
        "json": f"{site.watch}/{watch.name}.json",
    }
    return await html_response(datasette, archive, request, "watch.html", context)


def watched_entries(hits: list[WatchedHit], site: Site) -> list[WatchedEntry]:
    """The entries of a list of hits."""
    listed = list_articles(tuple(replace(one.hit, snippet="") for one in hits), site, all_copies=True)
    return [
        WatchedEntry(
            article,
            time_label(parse_utc(one.found.found_at)),
            "the words are new in a later version" if one.found.kind == "revised" else None,
        )
        for one, article in zip(hits, listed, strict=True)
    ]


async def _atom_response(
    datasette: Datasette, archive: Database, request: Request, watch: Watch, hits: list[WatchedHit]
) -> Response:
    site = site_of(datasette, archive)
    entries = [
        AtomEntry(
            headline=one.hit.headline,
            snippet=one.hit.snippet,
            page=datasette.absolute_url(request, f"{site.article}/{one.hit.id}"),
            # When the watch found it: a feed reader shows what is new, whenever it was published.
            published=one.found.found_at,
            outlet=one.hit.outlet_title,
            language=one.hit.language,
        )
        for one in hits
    ]
    page = f"{site.watch}/{watch.name}"
    return await atom_response(
        datasette,
        request,
        site,
        watch.name,
        feed=f"{page}.atom",
        page=page,
        entries=entries,
        empty_since=watch.made_at,
    )


def _read_watches(conn: Any) -> list[Watch]:
    with desk_of(conn) as desk:
        return list_watches(desk)


def _read_watch(conn: Any, name: str) -> tuple[Watch, list[WatchedHit]]:
    with desk_of(conn) as desk:
        watches = {one.name: one for one in list_watches(desk)}
        if name not in watches:
            raise NotFound(unknown_watch(name, watches).replace("`", ""))
        found = latest_hits(desk, watches[name], HITS_SHOWN)
    rows = {row["id"]: row for row in load_articles(conn, "id", [one.article_id for one in found])}
    hits = [
        WatchedHit(one, make_hit(row, row["headline"], row["opening"]))
        for one in found
        if (row := rows.get(one.article_id)) is not None
    ]
    return watches[name], hits


def _entry(one: Watch, site: Site) -> WatchEntry:
    href = f"{site.watch}/{one.name}"
    found = time_label(one.found_at) if one.found_at else None
    return WatchEntry(one.name, href, f"{href}.atom", _search_of(one), format_count(one.hits, "article"), found)


def _search_of(one: Watch) -> str:
    try:
        return watch_words(one.selection)
    except DeskError:
        return ""


def _search_href(one: Watch, site: Site) -> str | None:
    try:
        return form_of(one.selection).address(site.search)
    except DeskError:
        return None


def _watch_row(one: Watch) -> dict[str, Any]:
    return {
        "name": one.name,
        "query": one.query,
        "filters": json.loads(one.filters),
        "made_at": format_utc(one.made_at),
        "found": one.hits,
        "found_at": format_utc(one.found_at) if one.found_at else None,
    }
