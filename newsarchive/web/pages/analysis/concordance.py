"""The page /concordance: the words of a search where they stand in the articles of one page of results; also CSV."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils.asgi import Request, Response

from newsarchive.analysis.contexts import ContextOrder
from newsarchive.archive.analysis.concordance import Concordance, ConcordanceLine, read_concordance
from newsarchive.archive.analysis.concordance_rows import LINE_COLUMNS, line_values
from newsarchive.errors import UsageError
from newsarchive.formats.csv_cells import safe_cells
from newsarchive.records import Stamp
from newsarchive.web.databases import ShownArchives, run_query
from newsarchive.web.formatting import DateLabel, TextLanguage, format_count, short_day, stamp_label, text_language
from newsarchive.web.layout import Site, site_of
from newsarchive.web.pages.analysis.filters import FilterView, bad_request, check_names, read_filters, understood
from newsarchive.web.requests.search_request import unknown_outlets
from newsarchive.web.requests.words_request import ConcordanceForm, read_concordance_form
from newsarchive.web.responses import html_response, json_response, page_format, redirect, text_response
from newsarchive.web.searching.search_view import next_page, previous_page
from newsarchive.web.searching.select_boxes import has_empty_arguments

if TYPE_CHECKING:
    from datasette.app import Datasette

CONCORDANCE_FORMATS = ("csv", "json")
_ORDERS: tuple[tuple[ContextOrder, str], ...] = (
    ("results", "results"),
    ("left", "word before"),
    ("right", "word after"),
)


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One place as the page shows it."""

    before: str
    found: str
    after: str
    href: str
    outlet: str
    stamp: DateLabel
    field: str | None
    text_language: TextLanguage


async def concordance_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /concordance, or the same lines as CSV or JSON."""
    file_format = page_format(request, "Words in context", CONCORDANCE_FORMATS)
    form = understood(datasette, read_concordance_form, request.args)
    shown = ShownArchives((archive,))
    await check_names(shown, form.search)
    site = site_of(datasette, archive)
    if file_format is None and has_empty_arguments(request):
        return redirect(form.address(site.concordance))
    if file_format is not None:
        return _other_format(datasette, request, site, form, await _read(archive, form), file_format)
    # Read at the same time.
    filters, found = await asyncio.gather(read_filters(shown, form, site.concordance), _read_if_asked(archive, form))
    view = ConcordanceView(form, found, site, filters)
    return await html_response(datasette, archive, request, "concordance.html", {"here": "search", **view.context()})


async def _read_if_asked(archive: Database, form: ConcordanceForm) -> Concordance | None:
    return await _read(archive, form) if form.search.words else None


async def _read(archive: Database, form: ConcordanceForm) -> Concordance:
    try:
        return await run_query(archive, lambda conn: read_concordance(conn, form.search.request(), form.lines_by))
    except UsageError as error:
        raise bad_request(error) from error


def _other_format(
    datasette: Datasette, request: Request, site: Site, form: ConcordanceForm, found: Concordance, file_format: str
) -> Response:
    def page(line: ConcordanceLine) -> str:
        return str(datasette.absolute_url(request, f"{site.article}/{line.hit.id}"))

    rows = [{**line_values(line), "page": page(line)} for line in found.lines]
    if file_format == "csv":
        lines = io.StringIO()
        table = csv.writer(lines)
        table.writerow([*LINE_COLUMNS, "page"])
        table.writerows(safe_cells(row.values()) for row in rows)
        return text_response(datasette, lines.getvalue(), "text/csv; charset=utf-8", filename="concordance.csv")
    following = next_page(form.search, found.result)
    address = replace(form, search=following).address(f"{site.concordance}.json") if following else None
    values = {
        "query": form.search.words,
        "understood": found.result.understood,
        "lines_by": form.lines_by,
        "articles": len(found.result.hits),
        "total": found.result.total,
        "total_is_capped": found.result.is_capped,
        "notes": list(found.notes),
        "next": datasette.absolute_url(request, address) if address else None,
        "lines": rows,
    }
    return json_response(datasette, values)


class ConcordanceView:
    """The values that the template of the words in context shows."""

    def __init__(self, form: ConcordanceForm, found: Concordance | None, site: Site, filters: FilterView) -> None:
        self.form = form
        self.found = found
        self.site = site
        self.filters = filters

    def context(self) -> dict[str, Any]:
        """The variables of the template."""
        form, found, path = self.form, self.found, self.site.concordance
        following = next_page(form.search, found.result) if found else None
        previous = previous_page(form.search)
        return {
            **self.filters.context(),
            "page_title": "Words in context" + (f": {form.search.words}" if form.search.words else ""),
            "notices": [*unknown_outlets(form.search, self.filters.labels.titles), *(found.notes if found else ())],
            "lines": list(self.lines()),
            "count_line": self.count_line(),
            "orders": [
                {
                    "label": label,
                    "href": replace(form, lines_by=order).address(path),
                    "is_current": order == form.lines_by,
                }
                for order, label in _ORDERS
            ],
            "next": replace(form, search=following).address(path) if following else None,
            "previous": replace(form, search=previous).address(path) if previous else None,
            "search_href": form.search.first_page.address(self.site.search),
            "formats": {name: form.address(f"{path}.{name}") for name in CONCORDANCE_FORMATS},
        }

    def count_line(self) -> str | None:
        """`36 places in 20 of 4,711 articles`."""
        if self.found is None:
            return None
        result = self.found.result
        if not result.total:
            return "No articles found"
        total = format_count(result.total, "article") if not result.is_capped else f"{result.total:,}+ articles"
        return f"{format_count(len(self.found.lines), 'place')} in {len(result.hits)} of {total}"

    def lines(self) -> Iterator[ShownLine]:
        """The lines in their order."""
        for line in self.found.lines if self.found else ():
            hit = line.hit
            stamp = stamp_label(
                Stamp(hit.published_on, hit.published_at) if hit.published_on else None, hit.first_seen_at
            )
            # A line has room for the day alone; the time is in the tooltip.
            stamp = stamp._replace(text=short_day(hit.published_on)) if hit.published_on else stamp
            yield ShownLine(
                before=line.context.before,
                found=line.context.found,
                after=line.context.after,
                href=f"{self.site.article}/{hit.id}",
                outlet=hit.outlet_title,
                stamp=stamp,
                field=None if line.field == "text" else line.field,
                text_language=text_language(hit.language),
            )
