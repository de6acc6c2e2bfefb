"""The tools that count and show words: attention over time, words in context, distinctive words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from newsarchive import clock
from newsarchive.analysis.contexts import ContextOrder
from newsarchive.analysis.periods import Step
from newsarchive.archive.analysis.concordance import ConcordanceLine, read_concordance
from newsarchive.archive.analysis.distinctive_words import read_distinctive_words
from newsarchive.archive.analysis.timeline import read_timeline
from newsarchive.archive.analysis.timeline_values import Timeline, TimelineRequest
from newsarchive.archive.search.selection import SearchRequest, Selection
from newsarchive.mcp_server.answers import (
    CountedPeriod,
    DistinctiveWordOfSearch,
    DistinctiveWordsOfSearch,
    PlaceOfWords,
    PlacesOfWords,
    TimelineOfSearches,
)
from newsarchive.mcp_server.archive_reader import ArchiveReader, check_outlets, moment
from newsarchive.mcp_server.tools.search import Sets, Values, Words
from newsarchive.records import Stamp

MOST_PERIODS = 400
MOST_PLACES = 200
MOST_DISTINCTIVE_WORDS = 100
# The names that the pages of the archive give to these filters.
_PARAMETERS = {"outlets": "outlet", "countries": "country", "languages": "language", "sets": "set"}

Outlets = Annotated[Values, Field(description="Names of outlets, as the tool outlets gives them.")]
Countries = Annotated[Values, Field(description="Of outlets: ISO 3166-1 codes, such as gb.")]
Languages = Annotated[Values, Field(description="BCP 47 tags, such as en or pt-BR.")]
FirstDay = Annotated[date | None, Field(description="The first day.")]
LastDay = Annotated[date | None, Field(description="The last day.")]


class NumberTools:
    """Tools that count articles and words."""

    def __init__(self, reader: ArchiveReader) -> None:
        self._reader = reader

    def timeline(
        self,
        queries: Annotated[list[Words], Field(min_length=1, max_length=5, description="One to five searches.")],
        outlets: Outlets = [],  # noqa: B006  # the program sees the default; it is never changed
        countries: Countries = [],  # noqa: B006
        languages: Languages = [],  # noqa: B006
        sets: Sets = [],  # noqa: B006
        since: FirstDay = None,
        until: LastDay = None,
        by: Annotated[Step | None, Field(description="The length of a period; chosen by the span if left out.")] = None,
        copies_once: Annotated[bool, Field(description="Count one article of each group of near-duplicates.")] = False,
    ) -> TimelineOfSearches:
        """Count the articles of searches over time, beside all that the outlets published.

        A period without data is a gap: the archive knows nothing of it, which is not the same as no articles.
        """
        selection = self._selection("", outlets, countries, languages, sets, since, until)
        request = TimelineRequest(tuple(queries), selection, by, not copies_once)
        with self._reader.opened() as archive:
            check_outlets(archive, selection)
            found = read_timeline(archive.conn, request, clock.now().date())
        if len(found.periods) > MOST_PERIODS:
            raise ToolError(
                f"By {found.step} this timeline has {len(found.periods):,} periods; the most are {MOST_PERIODS}. "
                "Take longer periods or fewer years."
            )
        own = {"by": found.step, **({"copies": "once"} if copies_once else {})}
        return TimelineOfSearches(
            queries=list(found.understood),
            step=found.step,
            periods=_periods(found),
            notes=list(found.notes),
            address=self._page("timeline", [("q", query) for query in queries], selection, own),
        )

    def concordance(
        self,
        query: Words,
        outlets: Outlets = [],  # noqa: B006
        countries: Countries = [],  # noqa: B006
        languages: Languages = [],  # noqa: B006
        sets: Sets = [],  # noqa: B006
        since: FirstDay = None,
        until: LastDay = None,
        sort: Annotated[
            ContextOrder, Field(description="By article, or by the words left or right of it.")
        ] = "results",
        limit: Annotated[int, Field(ge=1, le=MOST_PLACES, description="How many places at most.")] = 50,
    ) -> PlacesOfWords:
        """Show where the words of a search stand, in the best 20 articles, with the words around each place."""
        selection = self._selection(query, outlets, countries, languages, sets, since, until)
        request = SearchRequest(
            query,
            outlets=selection.outlets,
            countries=selection.countries,
            languages=selection.languages,
            sets=selection.sets,
            own_sets=selection.own_sets,
            since=since,
            until=until,
        )
        with self._reader.opened() as archive:
            check_outlets(archive, selection)
            found = read_concordance(archive.conn, request, sort)
        own = {} if sort == "results" else {"lines": sort}
        return PlacesOfWords(
            understood=found.result.understood,
            places=[self._place(line) for line in found.lines[:limit]],
            left_out=max(0, len(found.lines) - limit),
            articles=len(found.result.hits),
            total_articles=found.result.total,
            notes=list(found.notes),
            address=self._page("concordance", [("q", query)], selection, own),
        )

    def distinctive_words(
        self,
        query: Words,
        outlets: Outlets = [],  # noqa: B006
        countries: Countries = [],  # noqa: B006
        languages: Languages = [],  # noqa: B006
        sets: Sets = [],  # noqa: B006
        since: FirstDay = None,
        until: LastDay = None,
        limit: Annotated[int, Field(ge=1, le=MOST_DISTINCTIVE_WORDS)] = 30,
    ) -> DistinctiveWordsOfSearch:
        """List the words that are typical of a search, by log-likelihood, beside other articles of the same outlets."""
        selection = self._selection(query, outlets, countries, languages, sets, since, until)
        with self._reader.opened() as archive:
            check_outlets(archive, selection)
            found = read_distinctive_words(archive.conn, selection, limit)
        return DistinctiveWordsOfSearch(
            understood=found.understood,
            words=[
                DistinctiveWordOfSearch(one.word, one.articles, one.other_articles, round(one.log_likelihood, 1))
                for one in found.words
            ],
            articles=found.articles,
            other_articles=found.others,
            notes=list(found.notes),
            address=self._page("words", [("q", query)], selection, {}),
        )

    def _selection(
        self,
        query: str,
        outlets: Sequence[str],
        countries: Sequence[str],
        languages: Sequence[str],
        sets: Sequence[str],
        since: date | None,
        until: date | None,
    ) -> Selection:
        if since and until and until < since:
            raise ToolError(f"until {until} is before since {since}.")
        return Selection(
            query,
            outlets=tuple(outlets),
            countries=tuple(code.lower() for code in countries),
            languages=tuple(languages),
            sets=tuple(sets),
            own_sets=self._reader.own_sets,
            since=since,
            until=until,
        )

    def _place(self, line: ConcordanceLine) -> PlaceOfWords:
        hit = line.hit
        return PlaceOfWords(
            article_id=hit.id,
            outlet_title=hit.outlet_title,
            published=moment(Stamp(hit.published_on, hit.published_at) if hit.published_on else None),
            field=line.field,
            before=line.context.before,
            found=line.context.found,
            after=line.context.after,
            address=self._reader.page(f"article/{hit.id}"),
        )

    def _page(self, path: str, words: Sequence[tuple[str, str]], selection: Selection, own: Mapping[str, str]) -> str:
        """The address of the page of the archive that shows the same numbers."""
        filters = [(name, value) for field, name in _PARAMETERS.items() for value in getattr(selection, field)]
        days = [(name, day.isoformat()) for name in ("since", "until") if (day := getattr(selection, name))]
        return self._reader.page(f"{path}?{urlencode([*words, *filters, *days, *own.items()])}")


def _periods(found: Timeline) -> list[CountedPeriod]:
    (panel,) = found.panels
    return [
        CountedPeriod(
            period=period.name,
            first_day=period.since.isoformat(),
            last_day=period.until.isoformat(),
            articles=None if panel.is_gap(at) else [counts[at] for counts in panel.articles],
            published=None if panel.is_gap(at) else panel.published[at],
            days_with_data=panel.covered_days[at],
        )
        for at, period in enumerate(found.periods)
    ]
