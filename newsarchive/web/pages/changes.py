"""The page of recently changed articles, also as JSON, CSV and Atom."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils.asgi import Request, Response

from newsarchive import clock
from newsarchive.archive.search.change_list import ChangesPage, ListedChange, list_changes
from newsarchive.archive.search.totals import OutletTotal, outlet_totals
from newsarchive.comparison.changes import KINDS
from newsarchive.dates import format_utc
from newsarchive.formats.csv_cells import safe_cell
from newsarchive.web.databases import run_query
from newsarchive.web.formatting import DateLabel, TextLanguage, short_day, text_language, time_label
from newsarchive.web.layout import Link, Site, site_of
from newsarchive.web.requests.changes_request import WHOSE, ChangesForm, read_changes_form
from newsarchive.web.requests.comparison_request import ComparisonForm
from newsarchive.web.requests.search_request import SearchForm
from newsarchive.web.responses import (
    AtomEntry,
    atom_response,
    html_response,
    json_response,
    page_format,
    redirect,
    text_response,
    wrong_request,
)
from newsarchive.web.searching.select_boxes import SelectBox, SelectOption, has_empty_arguments

if TYPE_CHECKING:
    from datasette.app import Datasette

TITLE = "Changed articles"
NO_CHANGES = ChangesPage(())
# The kind of a change in quotes, dashes or white space only. Imported versions can have such changes.
NO_KIND = "only typography"
_NOTES = {"ours": "same page, read differently by newsarchive", "unknown": "it is not known who changed it"}
_COLUMNS = (
    *("article_id", "older", "newer", "changed_at", "kinds", "cause", "headline", "earlier_headline", "outlet"),
    *("outlet_title", "language", "url", "page", "changes_page"),
)


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """One change in the list."""

    href: str
    headline: str
    earlier_headline: str | None
    outlet: str
    outlet_href: str
    stamp: DateLabel
    kinds: tuple[str, ...]
    note: str | None
    changes_href: str | None
    text_language: TextLanguage


async def changes_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /changes, or the same list in another format."""
    form = read_changes_form(request.args)
    file_format = page_format(request, "Changes", _FORMATS)
    site = site_of(datasette, archive)
    if file_format is None and not form.warnings and has_empty_arguments(request):
        # A form sends every field. The permanent address has only those with a value.
        return redirect(form.address(site.changes))
    if file_format is not None and form.warnings:
        return wrong_request(datasette, file_format, form.warnings[0])
    if file_format == "atom":
        form = form.first_page
    found = NO_CHANGES if form.warnings else await run_query(archive, lambda conn: list_changes(conn, form.request()))
    if file_format is not None:
        formats = ChangeFormats(form, found, site, lambda path: str(datasette.absolute_url(request, path)))
        return await _FORMATS[file_format](datasette, request, formats)
    outlets = await run_query(archive, outlet_totals)
    context = {"here": "changes", **ChangesView(form, found, site, outlets).context()}
    status = 400 if form.warnings else 200
    return await html_response(datasette, archive, request, "changes.html", context, status=status)


class ChangesView:
    """The values that the template of the changes page shows."""

    def __init__(self, form: ChangesForm, found: ChangesPage, site: Site, outlets: list[OutletTotal]) -> None:
        self.form = form
        self.found = found
        self.site = site
        self.outlets = outlets

    def context(self) -> dict[str, Any]:
        """The variables of the template."""
        path, following = self.site.changes, next_page(self.form, self.found)
        return {
            "title": TITLE,
            "form": self.form,
            "notices": self.form.warnings,
            "entries": [_entry(change, self.site) for change in self.found.changes],
            "empty_message": self.empty_message(),
            "search_limit": self.search_limit(),
            "active_filters": list(self.active_filters()),
            "select_boxes": [self.outlet_select(), self.kind_select(), self.whose_select()],
            "hidden_fields": list(self.hidden_fields()),
            "next": following.address(path) if following else None,
            "next_label": "Next page" if self.found.looked_back_to is None else "Search further back",
            "previous": self.form.first_page.address(path) if self.form.before else None,
            "formats": {name: self.form.address(f"{path}.{name}") for name in _FORMATS},
        }

    def empty_message(self) -> str:
        """What an empty list says."""
        if self.form.warnings:
            return "Nothing was searched. Correct the address or the form above."
        if self.form.is_narrowed:
            return "No changes found with these filters."
        if self.form.before:
            return "There are no earlier changes."
        return "No stored article was changed or withdrawn."

    def search_limit(self) -> str | None:
        """How far back the search went, if it stopped before the page was full."""
        until = self.found.looked_back_to
        return f"Searched back to {time_label(until).text}. There may be more changes before that." if until else None

    def active_filters(self) -> Iterator[Link]:
        """The active filters; each links to the list without it."""
        form, path = self.form.first_page, self.site.changes
        titles = {outlet.name: outlet.title for outlet in self.outlets}
        for name in form.outlets:
            others = tuple(other for other in form.outlets if other != name)
            yield Link(f"Outlet: {titles.get(name, name)}", replace(form, outlets=others).address(path))
        for kind in form.kinds:
            others = tuple(other for other in form.kinds if other != kind)
            yield Link(KINDS[kind], replace(form, kinds=others).address(path))
        if form.whose != "outlet":
            yield Link(f"Changed by: {WHOSE[form.whose][0]}", replace(form, whose="outlet").address(path))
        if form.since:
            yield Link(f"from {short_day(form.since)}", replace(form, since=None).address(path))
        if form.until:
            yield Link(f"to {short_day(form.until)}", replace(form, until=None).address(path))

    def outlet_select(self) -> SelectBox:
        """The outlets with articles, by title. If several are chosen, none is selected: see hidden_fields."""
        chosen = self.form.outlets
        options = [
            SelectOption(outlet.name, outlet.title, chosen == (outlet.name,))
            for outlet in sorted(self.outlets, key=lambda outlet: outlet.title.casefold())
            if outlet.articles or outlet.name in chosen
        ]
        return SelectBox("outlet", "Outlet", options)

    def kind_select(self) -> SelectBox:
        """The kinds of change, in the order of KINDS."""
        chosen = self.form.kinds
        return SelectBox(
            "kind", "Kind of change", [SelectOption(kind, label, chosen == (kind,)) for kind, label in KINDS.items()]
        )

    def whose_select(self) -> SelectBox:
        """Who made the changes; the outlet if nothing is chosen."""
        options = [SelectOption(name, label, name == self.form.whose) for name, (label, _) in WHOSE.items()]
        return SelectBox("whose", "Changed by", [option for option in options if option.value != "outlet"])

    def hidden_fields(self) -> Iterator[tuple[str, str]]:
        """The filters with several values, which select boxes cannot show, so the form sends them as hidden fields."""
        if len(self.form.outlets) > 1:
            yield from (("outlet", outlet) for outlet in self.form.outlets)
        if len(self.form.kinds) > 1:
            yield from (("kind", kind) for kind in self.form.kinds)


def next_page(form: ChangesForm, found: ChangesPage) -> ChangesForm | None:
    """The next page of the same list; None after the last page."""
    return replace(form, before=found.next_before) if found.next_before else None


def kind_names(change: ListedChange) -> tuple[str, ...]:
    """The kinds of a change, in words."""
    return tuple(str(kind) for kind in change.kinds) or (NO_KIND,)


def changes_address(change: ListedChange, site: Site) -> str | None:
    """The address that shows the changes between the two versions; None for a withdrawn article."""
    if change.older is None or change.newer is None:
        return None
    return ComparisonForm(change.older, change.newer).address(f"{site.article}/{change.article_id}")


def _entry(change: ListedChange, site: Site) -> ChangeEntry:
    return ChangeEntry(
        href=f"{site.article}/{change.article_id}",
        headline=change.headline,
        earlier_headline=change.earlier_headline,
        outlet=change.outlet_title,
        outlet_href=SearchForm().with_filter("outlet", change.outlet).address(site.search),
        stamp=time_label(change.changed_at),
        kinds=kind_names(change),
        note=_NOTES.get(change.cause),
        changes_href=changes_address(change, site),
        text_language=text_language(change.language),
    )


@dataclass(frozen=True, slots=True)
class ChangeFormats:
    """One page of changes for programs; absolute makes an absolute URL from a path."""

    form: ChangesForm
    found: ChangesPage
    site: Site
    absolute: Callable[[str], str]

    def rows(self) -> Iterator[dict[str, Any]]:
        """The changes, their values as the archive stores them."""
        for change in self.found.changes:
            shown = changes_address(change, self.site)
            fields = {name: getattr(change, name) for name in _COLUMNS if name not in ("page", "changes_page")}
            fields["changed_at"] = format_utc(change.changed_at)
            fields["kinds"] = [{"kind": kind.kind, "percent": kind.percent} for kind in change.kinds]
            fields["page"] = self.absolute(f"{self.site.article}/{change.article_id}")
            fields["changes_page"] = self.absolute(shown) if shown else None
            yield {name: fields[name] for name in _COLUMNS}

    def values(self) -> dict[str, Any]:
        """The page as values for JSON, with its filters and the address of the next page."""
        form, following = self.form, next_page(self.form, self.found)
        until = self.found.looked_back_to
        return {
            "outlets": list(form.outlets),
            "kinds": list(form.kinds),
            "whose": form.whose,
            "since": form.since.isoformat() if form.since else None,
            "until": form.until.isoformat() if form.until else None,
            "notes": list(form.warnings),
            "looked_back_to": format_utc(until) if until else None,
            "page": self.absolute(form.address(self.site.changes)),
            "next": self.absolute(following.address(f"{self.site.changes}.json")) if following else None,
            "changes": list(self.rows()),
        }

    def csv(self) -> str:
        """The page as CSV (RFC 4180), the kinds in words. Spreadsheets run no cell of it as a formula."""
        lines = io.StringIO()
        table = csv.DictWriter(lines, _COLUMNS)
        table.writeheader()
        for row, change in zip(self.rows(), self.found.changes, strict=True):
            row["kinds"] = "; ".join(kind_names(change))
            table.writerow({name: safe_cell(value) for name, value in row.items()})
        return lines.getvalue()

    def feed_entries(self) -> list[AtomEntry]:
        """One entry for each change, with the address of the change."""
        return [
            AtomEntry(
                headline=change.headline,
                snippet=", ".join(kind_names(change)),
                page=row["changes_page"] or f"{row['page']}#withdrawn",
                published=row["changed_at"],
                outlet=change.outlet_title,
            )
            for row, change in zip(self.rows(), self.found.changes, strict=True)
        ]


async def _json_response(datasette: Datasette, request: Request, formats: ChangeFormats) -> Response:
    return json_response(datasette, formats.values())


async def _csv_response(datasette: Datasette, request: Request, formats: ChangeFormats) -> Response:
    return text_response(datasette, formats.csv(), "text/csv; charset=utf-8", filename="changes.csv")


async def _atom_response(datasette: Datasette, request: Request, formats: ChangeFormats) -> Response:
    form, address = formats.form, formats.site.changes
    return await atom_response(
        datasette,
        request,
        formats.site,
        TITLE,
        feed=form.address(f"{address}.atom"),
        page=form.address(address),
        entries=formats.feed_entries(),
        empty_since=clock.now(),
    )


_FORMATS = {"json": _json_response, "csv": _csv_response, "atom": _atom_response}
