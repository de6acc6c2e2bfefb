"""All results of a search, or a number of them, as the address of a file names them. Pure."""

import re
from dataclasses import dataclass, replace
from typing import Any

from newsarchive.archive.search.results import PageOfIds
from newsarchive.web.requests.search_request import Arguments, SearchForm, invalid_value, read_search_form

MAX_LIMIT = 10_000
_NUMBER = re.compile(r"\d{1,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ResultsForm:
    """A search whose results a program reads: all from a place on, or the next `limit` of them.

    The place is offset in the ranked part of a result, and otherwise a position of the search (before or after).
    """

    search: SearchForm
    limit: int | None = None
    offset: int = 0

    def address(self, path: str) -> str:
        """The address of these results, at path."""
        more = [("limit", self.limit)] if self.limit is not None else []
        more += [("offset", self.offset)] if self.offset else []
        return self.search.address(path, more)

    def following(self, page: PageOfIds[Any]) -> "ResultsForm | None":
        """The results after a page of these; None after the last page."""
        if not page.has_more:
            return None
        search = replace(self.search, before=page.next_before, after=page.next_after)
        return replace(self, search=search, offset=page.next_offset or 0)


def read_results_form(arguments: Arguments) -> ResultsForm:
    """The results that an address names. What is wrong gets a warning of the search."""
    search = read_search_form(arguments, ("limit", "offset"))
    warnings = list(search.warnings)
    if search.page > 1:
        warnings.append("page is for the web page. Use limit, and follow the address in next.")
    limit = _read_number(arguments, "limit", 1, MAX_LIMIT, warnings)
    offset = _read_number(arguments, "offset", 0, MAX_LIMIT, warnings)
    return ResultsForm(replace(search, page=1, warnings=tuple(warnings)), limit, offset or 0)


def _read_number(arguments: Arguments, name: str, least: int, most: int, warnings: list[str]) -> int | None:
    typed = str(arguments.get(name) or "")
    if not typed or (_NUMBER.fullmatch(typed) and least <= int(typed) <= most):
        return int(typed) if typed else None
    warnings.append(invalid_value(name, typed, f"a number from {least} to {most:,}", "Leave it out for all results."))
    return None
