"""Search results for programs: JSON, JSON lines and CSV, written piece by piece. Pure.

Another format is a ResultFormat in RESULT_FORMATS, under the ending of its address.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsarchive.archive.search.results import Hit, SearchResult
from newsarchive.archive.several.joint_counts import ARCHIVE
from newsarchive.formats.csv_cells import safe_cells
from newsarchive.formats.jsonl import json_value
from newsarchive.web.requests.search_request import FILTERS, SearchForm
from newsarchive.web.responses import JSON_TYPE, to_json
from newsarchive.web.results import without_marks

AbsoluteUrl = Callable[[str], str]
# The address of the page of a hit.
PageOf = Callable[[Hit], str]
Fields = dict[str, Any]

_COLUMNS = (
    *("id", "headline", "published_at", "published_on", "outlet", "outlet_title", "source", "authors", "language"),
    *("section", "kind", "completeness", "revision", "first_seen_at", "gone_at", "copies", "url"),
    "snippet",
)
_VERSION_COLUMNS = ("version", "version_seen_at", "replaced_at", "cause", "matches_today")


@dataclass(frozen=True, slots=True)
class ResultFormat:
    """How results are written: head is what comes before the articles, from the fields of result_head.

    piece writes some articles; is_first says whether they are the first ones.
    """

    media_type: str
    head: Callable[[Fields], str]
    piece: Callable[[Sequence[Fields], bool], str]
    end: str


def article_fields(hit: Hit) -> Fields:
    """The fields of one found article, their values as the archive stores them, without marks.

    Of several archives, the name of its archive comes first.
    """
    archive = {ARCHIVE: hit.archive} if hit.archive else {}
    fields = {name: json_value(getattr(hit, name)) for name in _COLUMNS}
    return {**archive, **fields, "headline": without_marks(hit.headline), "snippet": without_marks(hit.snippet)}


def version_fields(hit: Hit) -> Fields:
    """The fields of the earlier version that was found; empty if the search was in today's texts."""
    if hit.earlier is None:
        return {}
    return {
        "version": hit.earlier.number,
        "version_seen_at": json_value(hit.earlier.seen_at),
        "replaced_at": json_value(hit.earlier.replaced_at),
        "cause": hit.earlier.cause,
        "matches_today": hit.earlier.matches_today,
    }


def result_fields(hit: Hit, page: PageOf) -> Fields:
    """All fields of a hit, and the address of its page."""
    return {**article_fields(hit), **version_fields(hit), "page": page(hit)}


def result_head(
    form: SearchForm, result: SearchResult, addresses: Mapping[str, str | None], archives: Sequence[str] = ()
) -> Fields:
    """What is said about a result besides its articles; addresses has the page's and the next one's.

    archives are the names of several archives that were searched.
    """
    return {
        **({"archives": list(archives)} if archives else {}),
        "query": form.words,
        "understood": result.understood,
        "filters": {name: list(form.chosen(name)) for name in FILTERS if form.chosen(name)},
        "since": json_value(form.since),
        "until": json_value(form.until),
        "order": "relevance" if result.is_ranked else "oldest" if form.order == "oldest" else "newest",
        "copies": "all" if form.all_copies else "one of each group",
        "versions": "earlier" if form.versions else "today",
        "total": result.total,
        "total_is_capped": result.is_capped,
        "notes": list(result.notes),
        "forms": {one.typed: list(one.forms) for one in result.forms},
        "suggestions": [{"reason": one.reason, "query": one.query} for one in result.suggestions],
        **addresses,
    }


def _json_head(head: Fields) -> str:
    # An object whose last member is the list of articles.
    return to_json(head).removesuffix("\n}\n") + ',\n "articles": ['


def _json_piece(rows: Sequence[Fields], is_first: bool) -> str:
    lines = [f"\n  {_one_line(row)}" for row in rows]
    return "" if not lines else ("" if is_first else ",") + ",".join(lines)


def _json_lines(rows: Sequence[Fields], is_first: bool) -> str:
    return "".join(_one_line(row) + "\n" for row in rows)


def _one_line(row: Fields) -> str:
    # In a JSON string these two may stand as they are, but some readers of lines end a line there.
    return json.dumps(row, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _csv_head(head: Fields) -> str:
    versions = _VERSION_COLUMNS if head["versions"] == "earlier" else ()
    return _csv_lines([[*((ARCHIVE,) if "archives" in head else ()), *_COLUMNS, *versions, "page"]])


def _csv_piece(rows: Sequence[Fields], is_first: bool) -> str:
    """Rows as CSV (RFC 4180). Spreadsheets run no cell of it as a formula."""
    return _csv_lines([safe_cells(row.values()) for row in rows])


def _csv_lines(rows: Sequence[Sequence[Any]]) -> str:
    lines = io.StringIO()
    csv.writer(lines).writerows(rows)
    return lines.getvalue()


RESULT_FORMATS: Mapping[str, ResultFormat] = {
    "json": ResultFormat(JSON_TYPE, _json_head, _json_piece, "\n ]\n}\n"),
    "jsonl": ResultFormat("application/jsonl; charset=utf-8", lambda head: "", _json_lines, ""),
    "csv": ResultFormat("text/csv; charset=utf-8", _csv_head, _csv_piece, ""),
}
