"""What the forms of these pages share: the filters of the search page at another address, and errors of an address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import BadRequest

from newsarchive.archive.search.facets import Facets
from newsarchive.archive.several.archives import OpenArchives
from newsarchive.archive.several.joint_counts import count_all_facets, titles_of_outlets
from newsarchive.archive.several.parts import open_parts
from newsarchive.errors import UsageError
from newsarchive.web.databases import QueryTooSlow, ShownArchives
from newsarchive.web.layout import Link
from newsarchive.web.requests.search_request import SearchForm, unknown_archives
from newsarchive.web.requests.study_form import StudyForm
from newsarchive.web.searching.filter_fields import (
    VALUES_LISTED,
    FilterField,
    FilterLabels,
    counting_note,
    filter_fields,
    without_each,
)
from newsarchive.web.searching.outlet_sets import unknown_sets, with_own_sets

if TYPE_CHECKING:
    from typing import TypeVar

    from datasette.app import Datasette

    StudyT = TypeVar("StudyT", bound=StudyForm)

FORM_ID = "study-form"
# The page does not wait longer for the numbers beside its filters.
COUNTING_MS = 1000


def understood(datasette: Datasette, read: Callable[[Any], StudyT], arguments: Any) -> StudyT:
    """What read makes of the arguments of an address, in which the user's own sets of outlets are known.

    Raises:
        BadRequest: a value is not understood; the error page shows the sentence.
    """
    try:
        form = read(arguments)
    except UsageError as error:
        raise bad_request(error) from error
    # Any: the checker cannot know that every form is a dataclass.
    with_search: Any = form
    return replace(with_search, search=with_own_sets(datasette, form.search))  # type: ignore[no-any-return]


def bad_request(error: UsageError) -> BadRequest:
    """The answer 400 with the sentence of a UsageError."""
    sentence = str(error)
    return BadRequest(sentence[:1].upper() + sentence[1:] + ("" if sentence.endswith((".", "?")) else "."))


async def check_names(archives: ShownArchives, search: SearchForm) -> None:
    """Whether the archives that a search names are shown on its page, and the sets of outlets are known.

    Raises:
        BadRequest: one is not.
    """
    if unknown := [*unknown_archives(search, archives.names), *await unknown_sets(archives, search)]:
        raise BadRequest(unknown[0])


async def read_filters(archives: ShownArchives, form: StudyForm, path: str) -> FilterView:
    """The filters of a page at path, with the numbers of the articles that its form counts."""

    def count(opened: OpenArchives) -> Facets:
        return count_all_facets(opened, open_parts(opened, form.counted()), most=VALUES_LISTED)

    titles = await archives.read(titles_of_outlets)
    facets: Facets | None = None
    try:
        facets = await archives.read(count, COUNTING_MS)
    except QueryTooSlow:
        pass
    except UsageError as error:
        raise bad_request(error) from error
    return FilterView(form, facets, FilterLabels(titles), path)


@dataclass(frozen=True, slots=True)
class FilterView:
    """The filters of one page, for its form and for links that remove them; facets is None if nothing was counted."""

    form: StudyForm
    facets: Facets | None
    labels: FilterLabels
    path: str

    def context(self) -> dict[str, Any]:
        """The variables of the template."""
        return {
            "form": self.form,
            "form_id": FORM_ID,
            "filter_fields": list(self.fields()),
            "filter_note": counting_note(self.facets),
            "active_filters": list(self.active()),
        }

    def fields(self) -> Iterator[FilterField]:
        """The filters as checkboxes; if nothing was counted, only the chosen values."""
        search = self.form.search
        facets = self.facets or Facets(
            {name: tuple((value, 0) for value in values) for name, values in search.filters.items()}
        )
        first = self.form.narrowed(search)
        with_counts = self.facets is not None
        for field in filter_fields(search, facets, self.labels, self.path, with_counts=with_counts):
            yield replace(field, more=first.address(f"{self.path}/{field.name}") if field.more else None)

    def active(self) -> Iterator[Link]:
        """The chosen filters; each links to the page without it."""
        for name, without in without_each(self.form.search, self.labels):
            yield Link(name, self.form.narrowed(without).address(self.path))
