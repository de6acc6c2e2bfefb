"""The page of a cluster of near-duplicates: which outlets published the text, when, and what each changed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils.asgi import Request, Response

from newsarchive.archive.near_duplicates.clusters import Cluster, Member, find_cluster, list_members
from newsarchive.comparison.changes import changes
from newsarchive.comparison.diff import Part, compare
from newsarchive.dates import format_utc
from newsarchive.text import paragraphs
from newsarchive.web.databases import MAX_ID, article_not_found, run_query
from newsarchive.web.formatting import DateLabel, TextLanguage, format_count, short_day, stamp_label, text_language
from newsarchive.web.layout import Site, site_of
from newsarchive.web.requests.search_request import SearchForm, read_position
from newsarchive.web.responses import html_response, json_response, page_format
from newsarchive.web.searching.result_formats import AbsoluteUrl

if TYPE_CHECKING:
    from datasette.app import Datasette

MEMBERS_PER_PAGE = 20
# The cost of comparing grows with the product of both lengths. A longer text, such as a live blog, is not compared.
COMPARED_CHARACTERS = 20_000

# The kinds of change between two outlets' texts, where the words for two versions do not fit.
_KIND_LABELS = {"headline": "another headline", "standfirst": "another standfirst", "corrected": "text edited"}


@dataclass(frozen=True, slots=True)
class DiffBlock:
    """A paragraph with differences, or a number of unchanged paragraphs in a row."""

    parts: tuple[Part, ...] = ()
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a member differs from the head: kinds of change in words, and the blocks; blocks is None for long texts."""

    kinds: tuple[str, ...]
    blocks: tuple[DiffBlock, ...] | None


@dataclass(frozen=True, slots=True)
class MemberEntry:
    """A member of the cluster on the page; comparison is None for the head."""

    href: str
    headline: str
    outlet: str
    outlet_href: str
    stamp: DateLabel
    similarity: str | None
    flags: tuple[str, ...]
    comparison: Comparison | None
    text_language: TextLanguage
    is_current: bool


@dataclass(frozen=True, slots=True)
class ClusterLink:
    """A link from an article to its cluster; outlet and stamp are the head's, and None if the article is the head."""

    href: str
    name: str
    outlet: str | None = None
    stamp: DateLabel | None = None


async def near_duplicates_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /copies/ID, the cluster of an article, or the same as .json."""
    article_id, file_format = int(request.url_vars["table"]), page_format(request, "Copies", ["json"])
    warnings: list[str] = []
    after = read_position(request.args, "after", warnings)
    members = await _read_members(archive, article_id, after)
    # Comparing long texts takes some hundred milliseconds; in a thread, other pages do not wait for it.
    comparisons = await asyncio.to_thread(members.compare)
    page = ClusterView(article_id, members, comparisons, site_of(datasette, archive))
    if file_format == "json":
        row = page.row(lambda path: str(datasette.absolute_url(request, path)))
        return json_response(datasette, row)
    return await html_response(
        datasette, archive, request, "near_duplicates.html", {**page.context(), "notices": warnings}
    )


@dataclass(frozen=True, slots=True)
class MemberPage:
    """One page of the members of a cluster: those after a position in time, and whether more follow."""

    cluster: Cluster
    members: list[Member]
    has_more: bool
    after: int | None

    def compare(self) -> list[Comparison | None]:
        """How each member differs from the head; None for the head itself."""
        head = self.cluster.head
        return [None if member.id == head.id else compare_texts(head, member) for member in self.members]

    @property
    def next_after(self) -> int | None:
        """The position after which the next page begins; None on the last page."""
        return self.members[-1].search_id if self.has_more else None


async def _read_members(archive: Database, article_id: int, after: int | None) -> MemberPage:
    def query(conn: Any) -> MemberPage | None:
        cluster = find_cluster(conn, article_id)
        if cluster is None:
            return None
        return MemberPage(cluster, *list_members(conn, cluster.head.id, after=after, limit=MEMBERS_PER_PAGE), after)

    members = await run_query(archive, query) if article_id <= MAX_ID else None
    if members is None:
        raise await article_not_found(archive, article_id)
    return members


def compare_texts(head: Member, member: Member) -> Comparison:
    """How the text of member differs from the text of head."""
    kinds = tuple(_KIND_LABELS.get(change.kind, str(change)) for change in changes(head, member))
    if max(len(head.body), len(member.body)) > COMPARED_CHARACTERS:
        return Comparison(kinds, None)
    shown = [
        *compare([head.headline], [member.headline]),
        *compare(_standfirst(head), _standfirst(member)),
        *compare(paragraphs(head.body), paragraphs(member.body)),
    ]
    return Comparison(kinds, tuple(_blocks(shown)))


def _standfirst(member: Member) -> list[str]:
    return [member.standfirst] if member.standfirst else []


def _blocks(shown: list[list[Part]]) -> Iterator[DiffBlock]:
    for is_unchanged, paragraphs_in_a_row in groupby(shown, lambda parts: all(part.kind == "same" for part in parts)):
        if is_unchanged:
            yield DiffBlock(unchanged=len(list(paragraphs_in_a_row)))
        else:
            yield from (DiffBlock(tuple(parts)) for parts in paragraphs_in_a_row)


class ClusterView:
    """The values that the template of the cluster's page and its JSON show."""

    def __init__(self, article_id: int, page: MemberPage, comparisons: list[Comparison | None], site: Site) -> None:
        self.article_id = article_id
        self.page = page
        self.cluster = page.cluster
        self.members = list(zip(page.members, comparisons, strict=True))
        self.site = site

    @property
    def address(self) -> str:
        """The address of the page, with the id of the head; the id of any member shows the same page."""
        return f"{self.site.copies}/{self.cluster.head.id}"

    def address_after(self, after: int | None, suffix: str = "") -> str:
        """The address of the page of members after a position in time."""
        return f"{self.address}{suffix}" + ("" if after is None else f"?after={after}")

    def context(self) -> dict[str, Any]:
        """The variables of the template."""
        head, following = self.cluster.head, self.page.next_after
        return {
            "heading": head.headline,
            "text_language": text_language(head.language),
            "extent": self.extent(),
            "is_cluster": self.cluster.articles > 1,
            "head_href": f"{self.site.article}/{head.id}",
            "head_outlet": head.outlet_title,
            "head_stamp": stamp_label(head.published, head.first_seen_at),
            "entries": [self._entry(member, comparison) for member, comparison in self.members],
            "next": None if following is None else self.address_after(following),
            "first": None if self.page.after is None else self.address,
            "formats": {"json": self.address_after(self.page.after, ".json")},
        }

    def extent(self) -> str:
        """How many outlets published the text."""
        cluster = self.cluster
        if cluster.articles == 1:
            return "This article has no known copies."
        articles, outlets = format_count(cluster.articles, "article"), format_count(cluster.outlets, "outlet")
        return f"{articles} from {outlets} with nearly the same text"

    def row(self, absolute: AbsoluteUrl) -> dict[str, Any]:
        """The page as JSON values; absolute makes an absolute URL from a path."""
        cluster, following = self.cluster, self.page.next_after
        return {
            "head": cluster.head.id,
            "articles": cluster.articles,
            "outlets": cluster.outlets,
            "page": absolute(self.address_after(self.page.after)),
            "next": None if following is None else absolute(self.address_after(following, ".json")),
            "members": [self._member_row(member, comparison, absolute) for member, comparison in self.members],
        }

    def _entry(self, member: Member, comparison: Comparison | None) -> MemberEntry:
        return MemberEntry(
            href=f"{self.site.article}/{member.id}",
            headline=member.headline,
            outlet=member.outlet_title,
            outlet_href=SearchForm().with_filter("outlet", member.outlet).address(self.site.search),
            stamp=stamp_label(member.published, member.first_seen_at),
            similarity=None if member.similarity is None else f"{round(100 * member.similarity)} % similar",
            flags=(f"withdrawn since {short_day(member.gone_at.date())}",) if member.gone_at else (),
            comparison=comparison,
            text_language=text_language(member.language),
            is_current=member.id == self.article_id,
        )

    def _member_row(self, member: Member, comparison: Comparison | None, absolute: AbsoluteUrl) -> dict[str, Any]:
        stamp = member.published
        return {
            "id": member.id,
            "outlet": member.outlet,
            "outlet_title": member.outlet_title,
            "headline": member.headline,
            "url": member.url,
            "source": member.source,
            "published_at": format_utc(stamp.at) if stamp and stamp.at else None,
            "published_on": stamp.on.isoformat() if stamp else None,
            "first_seen_at": format_utc(member.first_seen_at),
            "gone_at": format_utc(member.gone_at) if member.gone_at else None,
            "is_head": comparison is None,
            "similarity": member.similarity,
            "changes": list(comparison.kinds) if comparison else [],
            "differences": _difference_rows(comparison),
            "page": absolute(f"{self.site.article}/{member.id}"),
        }


def _difference_rows(comparison: Comparison | None) -> list[list[dict[str, str]]] | None:
    """The paragraphs with differences; None if the texts were not compared."""
    if comparison is None or comparison.blocks is None:
        return None
    return [
        [{"kind": part.kind, "text": part.text} for part in block.parts] for block in comparison.blocks if block.parts
    ]


def cluster_link(article_id: int, cluster: Cluster, copies_path: str) -> ClusterLink | None:
    """The link from an article's page to its near-duplicates; None if it has none."""
    if cluster.articles == 1:
        return None
    head, href = cluster.head, f"{copies_path}/{article_id}"
    if head.id == article_id:
        return ClusterLink(href, f"{format_count(cluster.outlets, 'outlet')} published this text")
    return ClusterLink(href, head.headline, head.outlet_title, stamp_label(head.published, head.first_seen_at))
