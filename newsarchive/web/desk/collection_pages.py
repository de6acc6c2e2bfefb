"""The pages of collections: all of them at /collections, and one at /collection/NAME, also as JSON and CSV."""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils.asgi import NotFound, Request, Response

from newsarchive.archive.articles.moved_articles import moved_to
from newsarchive.archive.desk.collected_articles import collection_rows, missing_ids
from newsarchive.archive.desk.collections import (
    CollectionInfo,
    collected_ids,
    find_collection,
    list_collections,
    unknown_collection,
)
from newsarchive.archive.desk.labels import ArticleLabels, labels_of, list_tags
from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.results import SearchResult
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.dates import format_utc
from newsarchive.errors import NewsArchiveError
from newsarchive.formats.collection_csv import CollectionRow, write_collection
from newsarchive.web.databases import run_query
from newsarchive.web.desk.labels import ShownLabels, desk_of, shown_labels, tag_link
from newsarchive.web.formatting import DateLabel, format_count, format_number, time_label
from newsarchive.web.layout import Site, site_of
from newsarchive.web.requests.search_request import SearchForm, read_position
from newsarchive.web.responses import html_response, json_response, page_format, text_response
from newsarchive.web.results import ListedArticle, list_articles

if TYPE_CHECKING:
    from datasette.app import Datasette

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class CollectionEntry:
    """One collection in the list of collections."""

    name: str
    href: str
    count: str
    changed: DateLabel


@dataclass(frozen=True, slots=True)
class CollectedEntry:
    """One article of a collection that the archive has, with what readers wrote about it."""

    article: ListedArticle
    labels: ShownLabels


@dataclass(frozen=True, slots=True)
class AbsentEntry:
    """One article of a collection that the archive does not have any more: its id, what became of it, its labels.

    file is where it is now, if it was moved.
    """

    article_id: int
    state: str
    labels: ShownLabels
    file: str | None


@dataclass(frozen=True, slots=True)
class CollectionData:
    """One page of a collection: found articles with their labels by id, and the articles that are not there.

    files says to which file some of these were moved.
    """

    info: CollectionInfo
    result: SearchResult
    labels: dict[int, ArticleLabels]
    absent: dict[int, str]
    files: dict[int, str]


async def collections_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /collections: all collections and tags, also as JSON."""
    file_format = page_format(request, "Lists of collections", ["json"])
    collections, tags = await run_query(archive, _read_all)
    site = site_of(datasette, archive)
    if file_format == "json":
        return json_response(datasette, _all_values(collections, tags))
    context = {
        "here": "collections",
        "collections": [_entry(one, site) for one in collections],
        "tags": [(tag_link(tag, site), format_number(count)) for tag, count in tags],
        "json": f"{site.collections}.json",
    }
    return await html_response(datasette, archive, request, "collections.html", context)


async def collection_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /collection/NAME, newest articles first; as JSON and CSV all of its articles."""
    name, file_format = str(request.url_vars["table"]), page_format(request, "Collections", ["json", "csv"])
    await run_query(archive, lambda conn: _check(conn, name))
    if file_format is not None:
        rows = await run_query(archive, lambda conn: _read_rows(conn, name))
        return _other_format(datasette, rows, name, file_format)
    warnings: list[str] = []
    before = read_position(request.args, "before", warnings)
    data = await run_query(archive, lambda conn: _read_page(conn, name, before))
    site = site_of(datasette, archive)
    context = {"here": "collections", "notices": warnings, **collection_context(data, site, is_first=before is None)}
    return await html_response(datasette, archive, request, "collection.html", context)


def collection_context(data: CollectionData, site: Site, *, is_first: bool) -> dict[str, Any]:
    """The variables of the template of one collection. Absent articles are on the first page, after the others."""
    path = f"{site.collection}/{data.info.name}"
    no_labels = ArticleLabels()
    hits = tuple(replace(hit, snippet="") for hit in data.result.hits)
    listed = list_articles(hits, site, all_copies=True)
    others = {one: _without(labels, data.info.name) for one, labels in data.labels.items()}
    following = data.result.next_before
    in_collection = SearchForm().with_filter("collection", data.info.name)
    return {
        "name": data.info.name,
        "facts": f"{format_count(data.info.articles, 'article')}, last changed",
        "changed": time_label(data.info.changed_at),
        "entries": [
            CollectedEntry(article, shown_labels(others.get(hit.id, no_labels), site))
            for hit, article in zip(hits, listed, strict=True)
        ],
        "absent": [
            AbsentEntry(one, state, shown_labels(others.get(one, no_labels), site), data.files.get(one))
            for one, state in data.absent.items()
            if is_first
        ],
        "search_href": in_collection.address(site.search),
        "first_href": None if is_first else path,
        "next_href": f"{path}?before={following}" if following is not None else None,
        "formats": {
            "json": f"{path}.json",
            "csv": f"{path}.csv",
            "atom": in_collection.address(f"{site.search}.atom"),
        },
    }


def _read_all(conn: Any) -> tuple[list[CollectionInfo], list[tuple[str, int]]]:
    with desk_of(conn) as desk:
        return list_collections(desk), list_tags(desk)


def _check(conn: Any, name: str) -> None:
    with desk_of(conn) as desk:
        if find_collection(desk, name) is None:
            raise NotFound(unknown_collection(name, (one.name for one in list_collections(desk))).replace("`", ""))


def _read_page(conn: Any, name: str, before: int | None) -> CollectionData:
    with desk_of(conn) as desk:
        info = find_collection(desk, name)
        if info is None:
            raise NotFound(f"There is no collection {name[:100]} any more.")
        wanted = SearchRequest(collections=(name,), order="newest", all_copies=True, page_size=PAGE_SIZE, before=before)
        result = search(conn, wanted)
        absent = missing_ids(conn, collected_ids(desk, name))
        files = {one: Path(file).name for one in absent if (file := moved_to(conn, one))}
        labels = labels_of(desk, [*(hit.id for hit in result.hits), *absent])
        return CollectionData(info, result, labels, absent, files)


def _read_rows(conn: Any, name: str) -> list[CollectionRow]:
    try:
        with desk_of(conn) as desk:
            return list(collection_rows(conn, desk, name))
    except NewsArchiveError as error:
        raise NotFound(str(error)) from error


def _other_format(datasette: Datasette, rows: list[CollectionRow], name: str, file_format: str) -> Response:
    if file_format == "csv":
        out = io.StringIO()
        write_collection(rows, out)
        return text_response(datasette, out.getvalue(), "text/csv; charset=utf-8", filename=f"{name}.csv")
    articles = [{key: value for key, value in asdict(row).items() if key != "collection"} for row in rows]
    return json_response(datasette, {"collection": name, "articles": articles})


def _all_values(collections: list[CollectionInfo], tags: list[tuple[str, int]]) -> dict[str, Any]:
    return {
        "collections": [
            {
                "name": one.name,
                "articles": one.articles,
                "made_at": format_utc(one.made_at),
                "changed_at": format_utc(one.changed_at),
            }
            for one in collections
        ],
        "tags": [{"tag": tag, "articles": count} for tag, count in tags],
    }


def _entry(one: CollectionInfo, site: Site) -> CollectionEntry:
    count = format_count(one.articles, "article")
    return CollectionEntry(one.name, f"{site.collection}/{one.name}", count, time_label(one.changed_at))


def _without(labels: ArticleLabels, name: str) -> ArticleLabels:
    """labels without the collection whose page it is."""
    return replace(labels, collections=tuple(other for other in labels.collections if other != name))
