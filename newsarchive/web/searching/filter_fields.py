"""The filters of a search as fields of a form: facets with counts as checkboxes, and the active filters as links. Pure.

A page gives them its form (web/requests/) and the facets of the archive; the template is `_filters.html`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from newsarchive.archive.search.facets import FIELDS, Facets
from newsarchive.archive.several.joint_counts import ARCHIVE
from newsarchive.outlet_sets.set_names import KINDS
from newsarchive.web.formatting import country_name, format_number, language_name, short_day
from newsarchive.web.layout import Link
from newsarchive.web.requests.search_request import FILTERS, SearchForm

# The values of a facet that stand on the page; all others are behind "more".
VALUES_SHOWN = 6
# The values that the page of one facet lists at most.
VALUES_LISTED = 500

_LABELS: Mapping[str, Mapping[str, str]] = {
    "kind": {"liveblog": "live blog"},
    "completeness": {"full": "full text", "stub": "beginning only"},
    "near_duplicates": {"none": "not in a group", "first": "first of its group", "copy": "copy of another article"},
}


@dataclass(frozen=True, slots=True)
class FilterLabels:
    """The words for values of filters: an outlet's title, the names of languages and countries."""

    titles: Mapping[str, str] = field(default_factory=dict)

    def label(self, name: str, value: str) -> str:
        """The label of one value of a filter."""
        if name == "outlet":
            return self.titles.get(value, value)
        if name == "language":
            return language_name(value)
        if name == "country":
            return country_name(value)
        if name == "set":
            kind = value.removeprefix("kind:")
            return kind.replace("_", " ") if kind in KINDS else value
        return _LABELS.get(name, {}).get(value, value)


@dataclass(frozen=True, slots=True)
class FilterValue:
    """One value of a filter as a checkbox. count is None where nothing was counted."""

    value: str
    label: str
    count: str | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FilterField:
    """The checkboxes of one filter; more is the address of the page with all of its values, if there are more."""

    name: str
    label: str
    values: tuple[FilterValue, ...]
    more: str | None = None


def filter_fields(
    form: SearchForm, facets: Facets, labels: FilterLabels, path: str, *, with_counts: bool = True
) -> list[FilterField]:
    """The filters that can narrow a search, each with its chosen and most frequent values.

    path is that of the page; the page of all values of a filter is below it. A filter with a single value is left out
    unless that value is chosen: it would narrow nothing.
    """
    found = []
    counted = (ARCHIVE, *FIELDS)
    for name in counted:
        counts, chosen = facets.counts.get(name, ()), form.chosen(name)
        if len(counts) < 2 and not chosen:
            continue
        others = [pair for pair in counts if pair[0] not in chosen]
        shown = others[: max(0, VALUES_SHOWN - len(chosen))]
        listed = [*(pair for pair in counts if pair[0] in chosen), *shown]
        values = filter_values(name, listed, form, labels, with_counts=with_counts)
        more = form.first_page.address(f"{path}/{name}") if len(shown) < len(others) else None
        found.append(FilterField(name, FILTERS[name].label, tuple(values), more))
    # Collections and tags are not counted. Those that are chosen must stay when the form is sent.
    for uncounted in [one for one in FILTERS if one not in counted and form.chosen(one)]:
        values = filter_values(
            uncounted, [(value, 0) for value in form.chosen(uncounted)], form, labels, with_counts=False
        )
        found.append(FilterField(uncounted, FILTERS[uncounted].label, tuple(values)))
    return found


def counting_note(facets: Facets | None) -> str | None:
    """What the numbers beside the values count, if not all articles found; facets is None if nothing was counted."""
    if facets is None:
        return "Counting took too long. Narrow the search to see the other values."
    return newest_note(facets)


def newest_note(facets: Facets) -> str | None:
    """In how many of the newest results the facets were counted; None if all results were counted."""
    if not facets.capped:
        return None
    # Each facet with a chosen value has results of its own.
    least, most = min(facets.capped.values()), max(facets.capped.values())
    newest = f"the newest {format_number(least)}" + (f" to {format_number(most)}" if least < most else "")
    counted = "Counted" if len(facets.capped) == len(facets.counts) else "Some filters are counted"
    return f"{counted} in {newest} results."


def filter_values(
    name: str,
    counts: list[tuple[str, int]],
    form: SearchForm,
    labels: FilterLabels,
    *,
    with_counts: bool = True,
) -> Iterator[FilterValue]:
    """The checkboxes of some values of one filter, in their order."""
    for value, count in counts:
        number = format_number(count) if with_counts else None
        yield FilterValue(value, labels.label(name, value), number, value in form.chosen(name))


def active_filters(form: SearchForm, labels: FilterLabels, path: str) -> Iterator[Link]:
    """The active filters; each links to the search without it."""
    yield from (Link(name, without.address(path)) for name, without in without_each(form, labels))


def without_each(form: SearchForm, labels: FilterLabels) -> Iterator[tuple[str, SearchForm]]:
    """Each active filter by its name, and the first page of the search without it."""
    for name, kind in FILTERS.items():
        values = form.chosen(name)
        for value in values:
            others = tuple(other for other in values if other != value)
            yield f"{kind.label}: {labels.label(name, value)}", form.with_filter(name, *others)
    first = form.first_page
    if form.since:
        yield f"from {short_day(form.since)}", replace(first, since=None)
    if form.until:
        yield f"to {short_day(form.until)}", replace(first, until=None)
    if form.all_copies:
        yield "all copies", replace(first, all_copies=False)
    if form.versions:
        yield "earlier versions", replace(first, versions=False)
