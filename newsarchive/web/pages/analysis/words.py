"""The page /words: the words that are typical of the articles of a search; also as CSV and JSON."""

from __future__ import annotations

import asyncio
import csv
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils.asgi import Request, Response

from newsarchive.archive.analysis.distinctive_words import DistinctiveWords, read_distinctive_words
from newsarchive.archive.analysis.word_rows import WORD_COLUMNS, basis_line, word_values, words_values
from newsarchive.errors import UsageError
from newsarchive.formats.csv_cells import safe_cells
from newsarchive.web.databases import ShownArchives, run_query
from newsarchive.web.formatting import format_number
from newsarchive.web.layout import Site, site_of
from newsarchive.web.pages.analysis.filters import FilterView, bad_request, check_names, read_filters, understood
from newsarchive.web.requests.search_request import SearchForm, unknown_outlets
from newsarchive.web.requests.words_request import MOST_WORDS, WORDS_SHOWN, WordsForm, read_words_form
from newsarchive.web.responses import html_response, json_response, page_format, redirect, text_response
from newsarchive.web.searching.select_boxes import has_empty_arguments

if TYPE_CHECKING:
    from datasette.app import Datasette

WORDS_FORMATS = ("csv", "json")
_BAR_WIDTH = 100


@dataclass(frozen=True, slots=True)
class ShownWord:
    """One word as the page shows it; bar is its log-likelihood, 100 for the first word."""

    word: str
    href: str
    articles: str
    count: str
    other_count: str
    times: str
    log_likelihood: str
    bar: float


async def words_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /words, or the same words as CSV or JSON."""
    file_format = page_format(request, "Distinctive words", WORDS_FORMATS)
    form = understood(datasette, read_words_form, request.args)
    shown = ShownArchives((archive,))
    await check_names(shown, form.search)
    site = site_of(datasette, archive)
    if file_format is None and has_empty_arguments(request):
        return redirect(form.address(site.words))
    if file_format is not None:
        return _other_format(datasette, await _read(archive, form, MOST_WORDS), file_format)
    # Read at the same time.
    filters, found = await asyncio.gather(read_filters(shown, form, site.words), _read_if_asked(archive, form))
    context = {"here": "search", **filters.context(), **words_context(form, found, site, filters)}
    return await html_response(datasette, archive, request, "words.html", context)


async def _read_if_asked(archive: Database, form: WordsForm) -> DistinctiveWords | None:
    return None if form.counted().is_whole_archive else await _read(archive, form, WORDS_SHOWN)


async def _read(archive: Database, form: WordsForm, limit: int) -> DistinctiveWords:
    selection = form.counted()
    try:
        return await run_query(
            archive, lambda conn: read_distinctive_words(conn, selection, limit, with_stop_words=form.with_stop_words)
        )
    except UsageError as error:
        raise bad_request(error) from error


def _other_format(datasette: Datasette, found: DistinctiveWords, file_format: str) -> Response:
    if file_format == "csv":
        return text_response(datasette, _as_csv(found), "text/csv; charset=utf-8", filename="words.csv")
    return json_response(datasette, words_values(found))


def words_context(form: WordsForm, found: DistinctiveWords | None, site: Site, filters: FilterView) -> dict[str, Any]:
    """The variables of the template that are about the words."""
    return {
        "page_title": "Distinctive words" + (f": {form.search.words}" if form.search.words else ""),
        "notices": [*unknown_outlets(form.search, filters.labels.titles), *(found.notes if found else ())],
        "basis": basis_line(found) if found and found.articles else None,
        "empty_message": _empty_message(found),
        "words": shown_words(form, found, site) if found else [],
        "search_href": form.search.first_page.address(site.search),
        "formats": {name: form.address(f"{site.words}.{name}") for name in WORDS_FORMATS},
    }


def shown_words(form: WordsForm, found: DistinctiveWords, site: Site) -> list[ShownWord]:
    """The words of the table; each leads to the articles of the search that have it."""
    highest = found.words[0].log_likelihood if found.words else 1.0
    return [
        ShownWord(
            word=one.word,
            href=_with_word(form.search, one.word).address(site.search),
            articles=format_number(one.articles),
            count=format_number(one.count),
            other_count=format_number(one.other_count),
            # A word that the other articles do not have at all could be any number of times as often.
            times=f"{one.times:.3g}×" if one.other_count else "only here",
            log_likelihood=format_number(round(one.log_likelihood)),
            bar=round(one.log_likelihood / highest * _BAR_WIDTH, 1),
        )
        for one in found.words
    ]


def _with_word(search: SearchForm, word: str) -> SearchForm:
    return replace(search.first_page, words=f'{search.words} "{word}"'.strip())


def _empty_message(found: DistinctiveWords | None) -> str | None:
    if found is None or found.words:
        return None
    return "No word is typical of these articles." if found.articles else "No articles found"


def _as_csv(found: DistinctiveWords) -> str:
    lines = io.StringIO()
    table = csv.writer(lines)
    table.writerow(WORD_COLUMNS)
    table.writerows(safe_cells(word_values(word).values()) for word in found.words)
    return lines.getvalue()
