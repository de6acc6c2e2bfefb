"""Search results for programs: JSON and CSV. Pure."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import Any

from newsarchive.archive.search.query import Suggestion
from newsarchive.archive.search.results import Hit, SearchResult
from newsarchive.formats.csv_cells import safe_cells
from newsarchive.formats.jsonl import json_value
from newsarchive.web.requests.search_request import FILTERS, SearchForm
from newsarchive.web.results import article_path, without_marks

AbsoluteUrl = Callable[[str], str]

_COLUMNS = (
    *("id", "headline", "published_at", "published_on", "outlet", "outlet_title", "source", "authors", "language"),
    *("section", "kind", "completeness", "revision", "first_seen_at", "gone_at", "copies", "url"),
    "snippet",
)


def article_fields(hit: Hit) -> dict[str, Any]:
    """The fields of one found article, their values as the archive stores them, without marks."""
    fields = {name: json_value(getattr(hit, name)) for name in _COLUMNS}
    return {**fields, "headline": without_marks(hit.headline), "snippet": without_marks(hit.snippet)}


def version_fields(hit: Hit) -> dict[str, Any]:
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


def results_json(form: SearchForm, result: SearchResult, addresses: Mapping[str, str | None], page: AbsoluteUrl) -> str:
    """One page of results; addresses has this page's and the next one's, page(path) makes an article's."""
    return to_json(
        {
            "query": form.words,
            "understood": result.understood,
            "filters": {name: list(form.chosen(name)) for name in FILTERS if form.chosen(name)},
            "since": json_value(form.since),
            "until": json_value(form.until),
            "order": "relevance" if result.is_ranked else "newest",
            "total": result.total,
            "total_is_capped": result.is_capped,
            "notes": [*form.warnings, *result.notes],
            "forms": {one.typed: list(one.forms) for one in result.forms},
            "suggestions": [json_suggestion(one) for one in result.suggestions],
            **addresses,
            "articles": [
                {**article_fields(hit), **version_fields(hit), "page": page(article_path(hit))} for hit in result.hits
            ],
        }
    )


def json_suggestion(suggestion: Suggestion) -> dict[str, str]:
    """Another search that may be meant."""
    return {"reason": suggestion.reason, "query": suggestion.query}


def results_csv(result: SearchResult, page: AbsoluteUrl) -> str:
    """One page of results as CSV (RFC 4180); the first line has the names of the columns.

    Spreadsheets run no cell of it as a formula.
    """
    lines = io.StringIO()
    table = csv.writer(lines)
    rows = [{**article_fields(hit), **version_fields(hit), "page": page(article_path(hit))} for hit in result.hits]
    table.writerow(rows[0] if rows else [*_COLUMNS, "page"])
    table.writerows(safe_cells(row.values()) for row in rows)
    return lines.getvalue()


def to_json(value: Any) -> str:
    """value as JSON, indented so that people can read it."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
