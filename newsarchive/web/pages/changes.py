"""The page of the latest changed stories, and the same list as JSON, CSV and Atom."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils.asgi import NotFound, Request, Response

from newsarchive import clock
from newsarchive.archive.search.change_list import ChangesPage, ListedChange, list_changes
from newsarchive.archive.search.totals import OutletTotal, outlet_totals
from newsarchive.comparison.changes import KINDS
from newsarchive.dates import format_utc
from newsarchive.web.databases import read
from newsarchive.web.formatting import Moment, Tongue, short_day, time_moment, tongue
from newsarchive.web.layout import Link, Site, answer, redirect, show, site_of
from newsarchive.web.pages.search import Choice, Option, has_empty_arguments
from newsarchive.web.requests.changes_request import WHOSE, ChangesQuestion, read_changes_question
from newsarchive.web.requests.search_request import Question
from newsarchive.web.result_formats import as_json

if TYPE_CHECKING:
    from datasette.app import Datasette

TITLE = "Changed stories"
# What is said of a change that only typography makes; such come with imported versions.
NO_KIND = "only typography"
_NOTES = {"ours": "read better since, the page is the same", "unknown": "nobody can say whose change"}
_COLUMNS = (
    *("article_id", "older", "newer", "changed_at", "kinds", "cause", "headline", "earlier_headline", "outlet"),
    *("outlet_title", "language", "url", "page", "changes_page"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One change in the list."""

    href: str
    headline: str
    earlier_headline: str | None
    outlet: str
    outlet_href: str
    stamp: Moment
    kinds: tuple[str, ...]
    note: str | None
    changes_href: str | None
    tongue: Tongue


async def changes_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /changes, or one of its other forms."""
    question = read_changes_question(request.args)
    form = request.url_vars.get("format")
    site = site_of(datasette, archive)
    if form is not None and form not in _FORMS:
        raise NotFound(f"Changes come as {', '.join(_FORMS)}; not as {form[:20]}.")
    if form is None and not question.complaints and has_empty_arguments(request):
        # A form sends every field; the address to keep names only those that say something.
        return redirect(question.address(site.changes))
    if form == "atom":
        question = question.first_page
    found: ChangesPage = await read(archive, lambda conn: list_changes(conn, question.request()))
    if form is not None:
        forms = ChangeForms(question, found, site, lambda path: str(datasette.absolute_url(request, path)))
        return await _FORMS[form](datasette, request, forms)
    outlets = await read(archive, outlet_totals)
    context = {"here": "changes", **ChangesList(question, found, site, outlets).context()}
    return await show(datasette, archive, request, "changes.html", context)


class ChangesList:
    """The page in HTML: what its template shows of a question and the changes found."""

    def __init__(self, question: ChangesQuestion, found: ChangesPage, site: Site, outlets: list[OutletTotal]) -> None:
        self.question = question
        self.found = found
        self.site = site
        self.outlets = outlets

    def context(self) -> dict[str, Any]:
        """What the template needs."""
        path, following = self.site.changes, next_page(self.question, self.found)
        return {
            "title": TITLE,
            "question": self.question,
            "notices": self.question.complaints,
            "entries": [_entry(change, self.site) for change in self.found.changes],
            "nothing": self.nothing(),
            "looked": self.looked(),
            "chosen": list(self.chosen()),
            "choices": [self.outlet_choice(), self.kind_choice(), self.whose_choice()],
            "kept": list(self.kept()),
            "next": following.address(path) if following else None,
            "next_label": "Next page" if self.found.looked_back_to is None else "Look further back",
            "previous": self.question.first_page.address(path) if self.question.before else None,
            "forms": {form: self.question.address(f"{path}.{form}") for form in _FORMS},
        }

    def nothing(self) -> str:
        """What is said where the list is empty."""
        if self.question.is_narrowed or self.question.before:
            return "No such change was found."
        return "Nothing that is stored was changed or withdrawn since."

    def looked(self) -> str | None:
        """How far back was looked, where that was not far enough to fill the page."""
        until = self.found.looked_back_to
        return f"Looked back to {time_moment(until).text}, and there is more before it." if until else None

    def chosen(self) -> Iterator[Link]:
        """The filters in force; each leads to the list without it."""
        question, path = self.question.first_page, self.site.changes
        titles = {outlet.name: outlet.title for outlet in self.outlets}
        for name in question.outlets:
            others = tuple(other for other in question.outlets if other != name)
            yield Link(f"Outlet: {titles.get(name, name)}", replace(question, outlets=others).address(path))
        for kind in question.kinds:
            others = tuple(other for other in question.kinds if other != kind)
            yield Link(KINDS[kind], replace(question, kinds=others).address(path))
        if question.whose != "outlet":
            yield Link(f"Changes: {WHOSE[question.whose][0]}", replace(question, whose="outlet").address(path))
        if question.since:
            yield Link(f"from {short_day(question.since)}", replace(question, since=None).address(path))
        if question.until:
            yield Link(f"to {short_day(question.until)}", replace(question, until=None).address(path))

    def outlet_choice(self) -> Choice:
        """The outlets that have articles, by title; none chosen where several are."""
        chosen = self.question.outlets
        options = [
            Option(outlet.name, outlet.title, chosen == (outlet.name,))
            for outlet in sorted(self.outlets, key=lambda outlet: outlet.title.casefold())
            if outlet.articles or outlet.name in chosen
        ]
        return Choice("outlet", "Outlet", options)

    def kind_choice(self) -> Choice:
        """The kinds of change, in their order."""
        chosen = self.question.kinds
        return Choice("kind", "Kind", [Option(kind, label, chosen == (kind,)) for kind, label in KINDS.items()])

    def whose_choice(self) -> Choice:
        """Whose changes; the outlet's where nothing is chosen."""
        options = [Option(name, label, name == self.question.whose) for name, (label, _) in WHOSE.items()]
        return Choice("whose", "Whose", [option for option in options if option.value != "outlet"])

    def kept(self) -> Iterator[tuple[str, str]]:
        """Filters with several values, which the form's lists cannot show and must send along."""
        if len(self.question.outlets) > 1:
            yield from (("outlet", outlet) for outlet in self.question.outlets)
        if len(self.question.kinds) > 1:
            yield from (("kind", kind) for kind in self.question.kinds)


def next_page(question: ChangesQuestion, found: ChangesPage) -> ChangesQuestion | None:
    """The question whose answer is the page after this one; None after the last."""
    return replace(question, before=found.next_before) if found.next_before else None


def kind_names(change: ListedChange) -> tuple[str, ...]:
    """What the change is called, in words."""
    return tuple(str(kind) for kind in change.kinds) or (NO_KIND,)


def changes_address(change: ListedChange, site: Site) -> str | None:
    """Where the two versions are shown in one; None where the article was withdrawn as it was."""
    return f"{site.article}/{change.article_id}/{change.newer}?changes=1" if change.newer else None


def _entry(change: ListedChange, site: Site) -> Entry:
    return Entry(
        href=f"{site.article}/{change.article_id}",
        headline=change.headline,
        earlier_headline=change.earlier_headline,
        outlet=change.outlet_title,
        outlet_href=Question().with_filter("outlet", change.outlet).address(site.search),
        stamp=time_moment(change.changed_at),
        kinds=kind_names(change),
        note=_NOTES.get(change.cause),
        changes_href=changes_address(change, site),
        tongue=tongue(change.language),
    )


@dataclass(frozen=True, slots=True)
class ChangeForms:
    """One page of changes for programs; absolute makes a whole address of a path."""

    question: ChangesQuestion
    found: ChangesPage
    site: Site
    absolute: Callable[[str], str]

    def rows(self) -> Iterator[dict[str, Any]]:
        """The changes, their values as the archive writes them."""
        for change in self.found.changes:
            shown = changes_address(change, self.site)
            facts = {name: getattr(change, name) for name in _COLUMNS if name not in ("page", "changes_page")}
            facts["changed_at"] = format_utc(change.changed_at)
            facts["kinds"] = [{"kind": kind.kind, "percent": kind.percent} for kind in change.kinds]
            facts["page"] = self.absolute(f"{self.site.article}/{change.article_id}")
            facts["changes_page"] = self.absolute(shown) if shown else None
            yield {name: facts[name] for name in _COLUMNS}

    def json(self) -> str:
        """The page with what was asked, and the address of the next one."""
        question, following = self.question, next_page(self.question, self.found)
        until = self.found.looked_back_to
        return as_json(
            {
                "outlets": list(question.outlets),
                "kinds": list(question.kinds),
                "whose": question.whose,
                "since": question.since.isoformat() if question.since else None,
                "until": question.until.isoformat() if question.until else None,
                "notes": list(question.complaints),
                "looked_back_to": format_utc(until) if until else None,
                "page": self.absolute(question.address(self.site.changes)),
                "next": self.absolute(following.address(f"{self.site.changes}.json")) if following else None,
                "changes": list(self.rows()),
            }
        )

    def csv(self) -> str:
        """The page as a table (RFC 4180), the kinds in words."""
        lines = io.StringIO()
        table = csv.DictWriter(lines, _COLUMNS)
        table.writeheader()
        for row, change in zip(self.rows(), self.found.changes, strict=True):
            table.writerow({**row, "kinds": "; ".join(kind_names(change))})
        return lines.getvalue()

    def feed(self) -> dict[str, Any]:
        """What the template of feeds shows: an entry a change, whose address is that of the change itself."""
        entries = [
            {
                "headline": change.headline,
                "snippet": ", ".join(kind_names(change)),
                "page": row["changes_page"] or f"{row['page']}#withdrawn",
                "published": row["changed_at"],
                "outlet": change.outlet_title,
                "language": None,
            }
            for row, change in zip(self.rows(), self.found.changes, strict=True)
        ]
        return {
            "title": f"{self.site.title}: {TITLE}",
            "self_href": self.absolute(self.question.address(f"{self.site.changes}.atom")),
            "page_href": self.absolute(self.question.address(self.site.changes)),
            "updated": max((entry["published"] for entry in entries), default=format_utc(clock.now())),
            "entries": entries,
        }


async def _as_json(datasette: Datasette, request: Request, forms: ChangeForms) -> Response:
    return answer(datasette, forms.json(), "application/json; charset=utf-8")


async def _as_csv(datasette: Datasette, request: Request, forms: ChangeForms) -> Response:
    return answer(datasette, forms.csv(), "text/csv; charset=utf-8", filename="changes.csv")


async def _as_atom(datasette: Datasette, request: Request, forms: ChangeForms) -> Response:
    body = await datasette.render_template("newsarchive/feed.xml", forms.feed(), request=request)
    return answer(datasette, body, "application/atom+xml; charset=utf-8")


_FORMS = {"json": _as_json, "csv": _as_csv, "atom": _as_atom}
