"""What the forms of these pages share: boxes for the filters, the chosen filters as links, and errors of an address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils.asgi import BadRequest

from newsarchive.archive.search.totals import OutletTotal, outlet_totals, total_values
from newsarchive.archive.several.archives import OpenArchives
from newsarchive.archive.several.joint_counts import totals_of_outlets
from newsarchive.errors import UsageError
from newsarchive.web.databases import run_query
from newsarchive.web.formatting import country_name, language_name, short_day
from newsarchive.web.layout import Link
from newsarchive.web.requests.search_request import FILTERS, SearchForm
from newsarchive.web.searching.select_boxes import SelectBox, SelectOption

if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")


def understood(read: Callable[[Any], T], arguments: Any) -> T:
    """What read makes of the arguments of an address.

    Raises:
        BadRequest: a value is not understood; the error page shows the sentence.
    """
    try:
        return read(arguments)
    except UsageError as error:
        raise bad_request(error) from error


def bad_request(error: UsageError) -> BadRequest:
    """The answer 400 with the sentence of a UsageError."""
    sentence = str(error)
    return BadRequest(sentence[:1].upper() + sentence[1:] + ("" if sentence.endswith((".", "?")) else "."))


async def read_choices(archive: Database) -> tuple[list[OutletTotal], list[str]]:
    """The outlets and the languages that the boxes offer."""
    outlets = await run_query(archive, outlet_totals)
    languages = await run_query(archive, lambda conn: [value for value, _ in total_values(conn, "language")])
    return outlets, languages


def joint_choices(archives: OpenArchives) -> tuple[list[OutletTotal], list[str]]:
    """The outlets and the languages of all archives, for the boxes."""
    languages = (value for archive in archives for value, _ in total_values(archive.conn, "language"))
    return totals_of_outlets(archives), list(dict.fromkeys(languages))


class FilterView:
    """The filters of one search, for a form and for links that remove them."""

    def __init__(
        self,
        form: SearchForm,
        outlets: list[OutletTotal],
        languages: list[str],
        address: Callable[[SearchForm], str],
    ) -> None:
        self.form = form
        self.outlets = outlets
        self.languages = languages
        self.address = address
        self.titles = {outlet.name: outlet.title for outlet in outlets}

    def context(self) -> dict[str, Any]:
        """The variables of the template."""
        return {
            "select_boxes": list(self.boxes()),
            "hidden_filters": list(self.hidden_fields()),
            "active_filters": list(self.active_filters()),
            "days": self.form,
            "open_filters": self.form.is_narrowed,
        }

    def boxes(self) -> Iterator[SelectBox]:
        """Boxes for outlet, country and language. Of several chosen values none is selected: see hidden_fields."""
        outlets = sorted(self.outlets, key=lambda outlet: outlet.title.casefold())
        yield self._box("outlet", [(one.name, one.title) for one in outlets if one.articles])
        countries = {one.country for one in self.outlets if one.country and one.articles}
        yield self._box("country", sorted(((code, country_name(code)) for code in countries), key=lambda pair: pair[1]))
        names = sorted(((tag, language_name(tag)) for tag in self.languages), key=lambda pair: pair[1])
        yield self._box("language", names)

    def hidden_fields(self) -> Iterator[tuple[str, str]]:
        """The chosen values that no box shows, to be sent as hidden fields."""
        for name in FILTERS:
            chosen = self.form.chosen(name)
            if len(chosen) > 1 or name not in ("outlet", "country", "language"):
                yield from ((name, value) for value in chosen)

    def active_filters(self) -> Iterator[Link]:
        """The chosen filters; each links to the page without it."""
        for name, kind in FILTERS.items():
            for value in self.form.chosen(name):
                others = tuple(other for other in self.form.chosen(name) if other != value)
                without = self.form.with_filter(name, *others)
                yield Link(f"{kind.label}: {self.label(name, value)}", self.address(without))

    def label(self, name: str, value: str) -> str:
        """The label of a filter's value."""
        if name == "outlet":
            return self.titles.get(value, value)
        if name == "country":
            return country_name(value)
        return language_name(value) if name == "language" else value

    def description(self) -> str:
        """The filters and days in words, for the description of a chart: "Outlet: Rivertown Post, from 9 Dec 2016"."""
        named = [
            f"{kind.label}: {self.label(name, value)}"
            for name, kind in FILTERS.items()
            for value in self.form.chosen(name)
        ]
        named += [f"from {short_day(self.form.since)}"] if self.form.since else []
        named += [f"to {short_day(self.form.until)}"] if self.form.until else []
        return ", ".join(named)

    def _box(self, name: str, values: list[tuple[str, str]]) -> SelectBox:
        chosen = self.form.chosen(name)
        if len(chosen) > 1:
            chosen = ()
        options = [SelectOption(value, label, chosen == (value,)) for value, label in values]
        if chosen and chosen[0] not in {option.value for option in options}:
            options.append(SelectOption(chosen[0], self.label(name, chosen[0]), True))
        return SelectBox(name, FILTERS[name].label, options)
