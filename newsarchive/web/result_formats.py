"""Search results in the forms that programs read: JSON, CSV. Pure."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from newsarchive.archive.search.results import Hit, SearchResult
from newsarchive.dates import format_utc
from newsarchive.web.requests.search_request import FILTERS, Question
from newsarchive.web.results import place_of, plain

Absolute = Callable[[str], str]

_COLUMNS = (
    *("id", "headline", "published_at", "published_on", "outlet", "outlet_title", "source", "authors", "language"),
    *("section", "kind", "completeness", "revision", "first_seen_at", "gone_at", "copies", "url"),
    "snippet",
)


def hit_fields(hit: Hit) -> dict[str, Any]:
    """One found article, its values as the archive writes them, without marks."""
    fields = {name: _written(getattr(hit, name)) for name in _COLUMNS}
    return {**fields, "headline": plain(hit.headline), "snippet": plain(hit.snippet)}


def earlier_fields(hit: Hit) -> dict[str, Any]:
    """What there is to say of an earlier version that was found; nothing of today's."""
    if hit.earlier is None:
        return {}
    return {
        "version": hit.earlier.number,
        "version_seen_at": _written(hit.earlier.seen_at),
        "replaced_at": _written(hit.earlier.replaced_at),
        "cause": hit.earlier.cause,
        "matches_today": hit.earlier.matches_today,
    }


def results_json(question: Question, result: SearchResult, addresses: Mapping[str, str | None], page: Absolute) -> str:
    """One page of results; addresses name this page and the next, page makes an article's own from its id."""
    return as_json(
        {
            "query": question.words,
            "understood": result.understood,
            "filters": {name: list(question.chosen(name)) for name in FILTERS if question.chosen(name)},
            "since": _written(question.since),
            "until": _written(question.until),
            "order": "relevance" if result.is_ranked else "newest",
            "total": result.total,
            "total_is_capped": result.is_capped,
            "notes": [*question.complaints, *result.notes],
            **addresses,
            "articles": [
                {**hit_fields(hit), **earlier_fields(hit), "page": page(place_of(hit))} for hit in result.hits
            ],
        }
    )


def results_csv(result: SearchResult, page: Absolute) -> str:
    """One page of results as a table (RFC 4180), its first line the names of the columns."""
    lines = io.StringIO()
    table = csv.writer(lines)
    rows = [{**hit_fields(hit), **earlier_fields(hit), "page": page(place_of(hit))} for hit in result.hits]
    table.writerow(rows[0] if rows else [*_COLUMNS, "page"])
    table.writerows(row.values() for row in rows)
    return lines.getvalue()


def as_json(value: Any) -> str:
    """value as people can read it too."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _written(value: Any) -> Any:
    """A value as the archive's columns hold it."""
    if isinstance(value, datetime):
        return format_utc(value)
    return value.isoformat() if isinstance(value, date) else value
