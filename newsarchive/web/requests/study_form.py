"""What the addresses of the pages of statistics have in common: a search that the filters of the page narrow. Pure."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from urllib.parse import urlencode

from newsarchive.archive.search.selection import Selection
from newsarchive.web.requests.search_request import SearchForm


class StudyForm(ABC):
    """One page of statistics as its address names it; each kind is a dataclass, with its filters and days in search."""

    __slots__ = ()

    search: SearchForm

    @abstractmethod
    def arguments(self) -> Iterator[tuple[str, str]]:
        """The parameters of the address: those that differ from the defaults, always in the same order."""

    @abstractmethod
    def narrowed(self, search: SearchForm) -> "StudyForm":
        """The same page with other filters and days."""

    @abstractmethod
    def counted(self) -> Selection:
        """The articles among which the values of the filters are counted."""

    def address(self, path: str) -> str:
        """The permanent address of this page, at path."""
        query = urlencode(list(self.arguments()))
        return f"{path}?{query}" if query else path
