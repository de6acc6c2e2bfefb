"""Every result of a search of several archives, for search/whole_result.py: the archives stand for a connection."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from newsarchive.archive.search.results import Hit, PageOfIds, SearchResult
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.search.whole_result import ResultReader
from newsarchive.archive.several.archives import OpenArchives
from newsarchive.archive.several.joint_search import read_hits, read_ids, search_parts
from newsarchive.archive.several.joint_versions import (
    open_version_parts,
    read_version_hits,
    read_version_ids,
    search_version_parts,
)
from newsarchive.archive.several.pages_by_time import PartId
from newsarchive.archive.several.parts import SearchedArchive, connected, open_parts


@dataclass(frozen=True, slots=True)
class JointSearch:
    """A search that was opened in several archives; it can be used with other connections to them."""

    parts: Sequence[SearchedArchive[SearchRequest]]

    @property
    def selection(self) -> SearchRequest:
        """What is looked for."""
        return self.parts[0].opened.selection

    def page_after(self, page: PageOfIds[Any], page_size: int) -> "JointSearch":
        """The same search at the page of its results that follows another one."""
        return JointSearch([replace(one, opened=one.opened.page_after(page, page_size)) for one in self.parts])

    def on(self, archives: OpenArchives) -> list[SearchedArchive[SearchRequest]]:
        """The parts with the connections of these archives."""
        return connected(self.parts, archives)


def open_joint(archives: OpenArchives, request: SearchRequest) -> JointSearch:
    """The search for request in today's texts."""
    return JointSearch(open_parts(archives, request))


def open_joint_versions(archives: OpenArchives, request: SearchRequest) -> JointSearch:
    """The search for request in earlier versions."""
    return JointSearch(open_version_parts(archives, request))


def search_joint(archives: OpenArchives, opened: JointSearch) -> SearchResult:
    """The page of articles that an opened search asks for."""
    return search_parts(opened.on(archives))


def search_joint_versions(archives: OpenArchives, opened: JointSearch) -> SearchResult:
    """The page of articles that a search of open_joint_versions asks for."""
    return search_version_parts(opened.on(archives))


def _ids(archives: OpenArchives, opened: JointSearch) -> PageOfIds[PartId]:
    return read_ids(opened.on(archives))


def _hits(archives: OpenArchives, opened: JointSearch, ids: list[PartId]) -> tuple[Hit, ...]:
    return read_hits(opened.on(archives), ids)


def _version_ids(archives: OpenArchives, opened: JointSearch) -> PageOfIds[PartId]:
    return read_version_ids(opened.on(archives))


def _version_hits(archives: OpenArchives, opened: JointSearch, ids: list[PartId]) -> tuple[Hit, ...]:
    return read_version_hits(opened.on(archives), ids)


JOINT_HITS: ResultReader[Hit] = ResultReader(_ids, _hits)
JOINT_VERSION_HITS: ResultReader[Hit] = ResultReader(_version_ids, _version_hits)
