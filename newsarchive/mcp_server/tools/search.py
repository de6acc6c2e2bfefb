"""The tools that find articles: search, and the outlets to search in."""

from datetime import date
from typing import Annotated

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.results import END_FOUND, FOUND, Hit, SearchResult
from newsarchive.archive.search.selection import Order, SearchRequest
from newsarchive.archive.search.totals import outlet_totals
from newsarchive.archive.search.typed.syntax import SYNTAX
from newsarchive.archive.search.version_search import search_versions
from newsarchive.mcp_server.answers import FoundArticle, FoundArticles, KnownOutlet, KnownOutlets, OtherSearch
from newsarchive.mcp_server.archive_reader import ArchiveReader, check_outlets, moment, read_position, utc_or_none
from newsarchive.outlet_sets.set_names import EXAMPLES
from newsarchive.records import Stamp

MOST_RESULTS = 50
# As for an address of the search page.
MOST_WORDS_CHARACTERS = 2000
_MOST_VALUES = 50

Words = Annotated[str, Field(max_length=MOST_WORDS_CHARACTERS, description=f"Syntax: {SYNTAX}.")]
Values = Annotated[list[Annotated[str, Field(max_length=300)]], Field(max_length=_MOST_VALUES)]

Sets = Annotated[
    Values,
    Field(description=f"Outlets of one of these sets: {EXAMPLES}. They narrow the other filters on outlets."),
]


class SearchTools:
    """Tools that find articles."""

    def __init__(self, reader: ArchiveReader) -> None:
        self._reader = reader

    def search(
        self,
        query: Words = "",
        outlets: Annotated[Values, Field(description="Names of outlets, as the tool outlets gives them.")] = [],  # noqa: B006  # the program sees the default; it is never changed
        countries: Annotated[Values, Field(description="Of outlets: ISO 3166-1 codes, such as gb.")] = [],  # noqa: B006
        languages: Annotated[Values, Field(description="BCP 47 tags, such as en or pt-BR.")] = [],  # noqa: B006
        sets: Sets = [],  # noqa: B006
        sections: Annotated[Values, Field(description="Sections of an outlet, as printed.")] = [],  # noqa: B006
        sources: Annotated[Values, Field(description="Whom the text is credited to: agencies.")] = [],  # noqa: B006
        authors: Annotated[Values, Field(description="Names of authors, as printed.")] = [],  # noqa: B006
        since: Annotated[date | None, Field(description="The first day.")] = None,
        until: Annotated[date | None, Field(description="The last day.")] = None,
        order: Order = "relevance",
        all_copies: Annotated[bool, Field(description="Each near-duplicate as a result of its own.")] = False,
        exact_forms: Annotated[bool, Field(description="No other forms of the words, such as plurals.")] = False,
        earlier_versions: Annotated[bool, Field(description="Search texts that were replaced later.")] = False,
        limit: Annotated[int, Field(ge=1, le=MOST_RESULTS)] = 20,
        position: Annotated[str | None, Field(description="`next` of the page before.")] = None,
    ) -> FoundArticles:
        """Search the archived news articles; without a query, list the newest ones.

        One article stands for its near-duplicates. Cite the address of an article, and read its text with the tool
        article before you quote it: a snippet is cut.
        """
        if since and until and until < since:
            raise ToolError(f"until {until} is before since {since}.")
        begin = read_position(position, "rank", "before", "after")
        request = SearchRequest(
            query=query,
            outlets=tuple(outlets),
            countries=tuple(code.lower() for code in countries),
            languages=tuple(languages),
            sets=tuple(sets),
            own_sets=self._reader.own_sets,
            sections=tuple(sections),
            sources=tuple(sources),
            authors=tuple(authors),
            since=since,
            until=until,
            order="newest" if order == "relevance" and not query.strip() else order,
            all_copies=all_copies,
            exact_forms=exact_forms,
            page_size=limit,
            offset=max(0, begin[1]) if begin and begin[0] == "rank" else 0,
            before=begin[1] if begin and begin[0] == "before" else None,
            after=begin[1] if begin and begin[0] == "after" else None,
        )
        with self._reader.opened() as archive:
            check_outlets(archive, request)
            result = (search_versions if earlier_versions else search)(archive.conn, request)
        return self._found(result, request.order)

    def outlets(self) -> KnownOutlets:
        """List the outlets of the archive, with the number of their articles."""
        with self._reader.opened() as archive:
            totals = outlet_totals(archive.conn)
        return KnownOutlets(
            [
                KnownOutlet(
                    *(one.name, one.title, one.country, one.language, one.articles, one.kind, one.owner, list(one.tags))
                )
                for one in totals
            ]
        )

    def _found(self, result: SearchResult, order: Order) -> FoundArticles:
        following = None
        if result.next_offset is not None:
            following = f"rank {result.next_offset}"
        elif result.next_before is not None:
            following = f"before {result.next_before}"
        elif result.next_after is not None:
            following = f"after {result.next_after}"
        return FoundArticles(
            total=result.total,
            total_is_at_least=result.is_capped,
            order="relevance" if result.is_ranked else "newest" if order == "relevance" else order,
            understood=result.understood,
            notes=list(result.notes),
            forms={one.typed: list(one.forms) for one in result.forms},
            suggestions=[OtherSearch(one.reason, one.query) for one in result.suggestions],
            articles=[self._article(hit) for hit in result.hits],
            next=following,
        )

    def _article(self, hit: Hit) -> FoundArticle:
        found_in = hit.earlier.number if hit.earlier else None
        return FoundArticle(
            id=hit.id,
            headline=_marked(hit.headline),
            snippet=_marked(hit.snippet),
            outlet=hit.outlet,
            outlet_title=hit.outlet_title,
            published=moment(Stamp(hit.published_on, hit.published_at) if hit.published_on else None),
            language=hit.language,
            section=hit.section,
            source=hit.source,
            authors=hit.authors,
            copies=hit.copies,
            versions=hit.revision,
            found_in_version=found_in,
            withdrawn_since=utc_or_none(hit.gone_at),
            url=hit.url,
            address=self._reader.page(f"article/{hit.id}/{found_in}" if found_in else f"article/{hit.id}"),
        )


def _marked(text: str) -> str:
    return text.replace(FOUND, "**").replace(END_FOUND, "**")
