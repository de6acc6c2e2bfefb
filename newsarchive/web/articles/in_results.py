"""An article as one of the results of a search: the results before and after it, and the way back to them. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from newsarchive.archive.search.one_result.result_neighbours import PlaceInResults, ResultNeighbours
from newsarchive.archive.search.results import Hit
from newsarchive.web.layout import Site
from newsarchive.web.requests.search_request import PAGE_SIZE, SearchForm
from newsarchive.web.results import article_path, result_anchor, without_marks


@dataclass(frozen=True, slots=True)
class ResultLink:
    """A link to another result of the same search."""

    href: str
    headline: str


@dataclass(frozen=True, slots=True)
class InResults:
    """What the page of an article says about the search from which the reader comes.

    words are those that were typed, if any. back leads to the article's place in the list of results.
    """

    words: str
    back: str
    previous: ResultLink | None
    following: ResultLink | None


def in_results(form: SearchForm, path: str, neighbours: ResultNeighbours | None, site: Site) -> InResults:
    """The way from an article to the other results; path is what follows /article/ in its own address."""
    around = neighbours or ResultNeighbours(None, None)
    return InResults(
        words=form.words,
        back=f"{form.address(site.search)}#{result_anchor(path, site.archive)}",
        previous=_link(form, around.previous, site),
        following=_link(form, around.following, site),
    )


def is_result(path: str) -> Callable[[Hit], bool]:
    """Whether a result is the article, or the version of it, at path."""
    return lambda hit: article_path(hit) == path


def _link(form: SearchForm, place: PlaceInResults | None, site: Site) -> ResultLink | None:
    if place is None:
        return None
    page = replace(form, page=place.offset // PAGE_SIZE + 1, before=place.before, after=place.after)
    return ResultLink(page.address(f"{site.article}/{article_path(place.hit)}"), without_marks(place.hit.headline))
