"""The page of a cluster of near-copies: who ran the text, when, and what each changed in it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils.asgi import NotFound, Request, Response

from newsarchive.archive.near_duplicates.clusters import Cluster, Member, find_cluster, list_members
from newsarchive.comparison.changes import changes
from newsarchive.comparison.diff import Part, compare
from newsarchive.dates import format_utc
from newsarchive.text import paragraphs
from newsarchive.web.databases import MAX_ID, missing, read
from newsarchive.web.formatting import Moment, Tongue, counted, short_day, stamp_moment, tongue
from newsarchive.web.layout import Site, answer, show, site_of
from newsarchive.web.requests.search_request import Question, read_place
from newsarchive.web.result_formats import Absolute, as_json

if TYPE_CHECKING:
    from datasette.app import Datasette

MEMBERS = 20
# Comparing costs up to the product of both lengths; beyond that (a live blog) the page says so instead.
COMPARED_CHARACTERS = 20_000

# What a copy did with the text, in the words of one text beside another rather than of a later version.
_DID = {"headline": "another headline", "standfirst": "another standfirst", "corrected": "text edited"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with its differences, or how many paragraphs in a row have none."""

    parts: tuple[Part, ...] = ()
    same: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a member changed beside the head: the kinds in words, and the passages; None where texts are too long."""

    kinds: tuple[str, ...]
    passages: tuple[Passage, ...] | None


@dataclass(frozen=True, slots=True)
class CopyEntry:
    """A member as the page shows it; comparison is None for the head."""

    href: str
    headline: str
    outlet: str
    outlet_href: str
    stamp: Moment
    similarity: str | None
    flags: tuple[str, ...]
    comparison: Comparison | None
    tongue: Tongue
    current: bool


@dataclass(frozen=True, slots=True)
class CopiesLine:
    """A link to an article's cluster; outlet and stamp are of the head, where the article is a copy of it."""

    href: str
    name: str
    outlet: str | None = None
    stamp: Moment | None = None


async def copies_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /copies/ID, of the cluster that an article is in, or the same as .json."""
    article_id, form = int(request.url_vars["table"]), request.url_vars.get("format")
    if form not in (None, "json"):
        raise NotFound(f"Copies come as json, not as {form[:20]}.")
    complaints: list[str] = []
    after = read_place(request.args, "after", complaints)
    some = await _read(archive, article_id, after)
    # A page of long texts takes some hundred milliseconds: other pages are answered meanwhile.
    compared = await asyncio.to_thread(some.compared)
    page = CopiesPage(article_id, some, compared, site_of(datasette, archive))
    if form == "json":
        row = page.row(lambda path: str(datasette.absolute_url(request, path)))
        return answer(datasette, as_json(row), "application/json; charset=utf-8")
    return await show(datasette, archive, request, "copies.html", {**page.context(), "notices": complaints})


@dataclass(frozen=True, slots=True)
class Some:
    """Members of a cluster that lie after a place in time, and whether more follow."""

    cluster: Cluster
    members: list[Member]
    has_more: bool
    after: int | None

    def compared(self) -> list[Comparison | None]:
        """What each changed beside the head; None for the head itself."""
        head = self.cluster.head
        return [None if member.id == head.id else compare_texts(head, member) for member in self.members]

    @property
    def next_after(self) -> int | None:
        """The place after which the next page begins."""
        return self.members[-1].search_id if self.has_more else None


async def _read(archive: Database, article_id: int, after: int | None) -> Some:
    def ask(conn: Any) -> Some | None:
        cluster = find_cluster(conn, article_id)
        if cluster is None:
            return None
        return Some(cluster, *list_members(conn, cluster.head.id, after=after, limit=MEMBERS), after)

    some = await read(archive, ask) if article_id <= MAX_ID else None
    if some is None:
        raise await missing(archive, article_id)
    return some


def compare_texts(head: Member, member: Member) -> Comparison:
    """What member's text changed beside head's."""
    kinds = tuple(_DID.get(change.kind, str(change)) for change in changes(head, member))
    if max(len(head.body), len(member.body)) > COMPARED_CHARACTERS:
        return Comparison(kinds, None)
    shown = [
        *compare([head.headline], [member.headline]),
        *compare(_standfirst(head), _standfirst(member)),
        *compare(paragraphs(head.body), paragraphs(member.body)),
    ]
    return Comparison(kinds, tuple(_passages(shown)))


def _standfirst(member: Member) -> list[str]:
    return [member.standfirst] if member.standfirst else []


def _passages(shown: list[list[Part]]) -> Iterator[Passage]:
    for is_same, some in groupby(shown, lambda parts: all(part.kind == "same" for part in parts)):
        if is_same:
            yield Passage(same=len(list(some)))
        else:
            yield from (Passage(tuple(parts)) for parts in some)


class CopiesPage:
    """The page of one cluster: what its template and its JSON show of a part of the members."""

    def __init__(self, asked: int, some: Some, compared: list[Comparison | None], site: Site) -> None:
        self.asked = asked
        self.some = some
        self.cluster = some.cluster
        self.members = list(zip(some.members, compared, strict=True))
        self.site = site

    @property
    def address(self) -> str:
        """The page's own address, by its head: every member's leads to the same."""
        return f"{self.site.copies}/{self.cluster.head.id}"

    def place(self, after: int | None, form: str = "") -> str:
        """The address of the part of the page that begins after a place in time."""
        return f"{self.address}{form}" + ("" if after is None else f"?after={after}")

    def context(self) -> dict[str, Any]:
        """What the template needs."""
        head, following = self.cluster.head, self.some.next_after
        return {
            "heading": head.headline,
            "tongue": tongue(head.language),
            "extent": self.extent(),
            "is_cluster": self.cluster.articles > 1,
            "head_href": f"{self.site.article}/{head.id}",
            "head_outlet": head.outlet_title,
            "head_stamp": stamp_moment(head.published, head.first_seen_at),
            "entries": [self._entry(member, comparison) for member, comparison in self.members],
            "next": None if following is None else self.place(following),
            "first": None if self.some.after is None else self.address,
            "forms": {"json": self.place(self.some.after, ".json")},
        }

    def extent(self) -> str:
        """How many ran the text."""
        cluster = self.cluster
        if cluster.articles == 1:
            return "No near-copy of this article is known."
        return f"{counted(cluster.articles, 'article')} of {counted(cluster.outlets, 'outlet')} with nearly this text"

    def row(self, absolute: Absolute) -> dict[str, Any]:
        """The page as JSON values; absolute makes a whole address of a path."""
        cluster, following = self.cluster, self.some.next_after
        return {
            "head": cluster.head.id,
            "articles": cluster.articles,
            "outlets": cluster.outlets,
            "page": absolute(self.place(self.some.after)),
            "next": None if following is None else absolute(self.place(following, ".json")),
            "members": [self._member_row(member, comparison, absolute) for member, comparison in self.members],
        }

    def _entry(self, member: Member, comparison: Comparison | None) -> CopyEntry:
        return CopyEntry(
            href=f"{self.site.article}/{member.id}",
            headline=member.headline,
            outlet=member.outlet_title,
            outlet_href=Question().with_filter("outlet", member.outlet).address(self.site.search),
            stamp=stamp_moment(member.published, member.first_seen_at),
            similarity=None if member.similarity is None else f"{round(100 * member.similarity)} % alike",
            flags=(f"withdrawn since {short_day(member.gone_at.date())}",) if member.gone_at else (),
            comparison=comparison,
            tongue=tongue(member.language),
            current=member.id == self.asked,
        )

    def _member_row(self, member: Member, comparison: Comparison | None, absolute: Absolute) -> dict[str, Any]:
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
    """The paragraphs that differ; None where they were not compared."""
    if comparison is None or comparison.passages is None:
        return None
    return [
        [{"kind": part.kind, "text": part.text} for part in passage.parts]
        for passage in comparison.passages
        if passage.parts
    ]


def copies_line(article_id: int, cluster: Cluster, copies_path: str) -> CopiesLine | None:
    """What an article's page says of its near-copies; None where it has none."""
    if cluster.articles == 1:
        return None
    head, href = cluster.head, f"{copies_path}/{article_id}"
    if head.id == article_id:
        return CopiesLine(href, f"{counted(cluster.outlets, 'outlet')} ran this text")
    return CopiesLine(href, head.headline, head.outlet_title, stamp_moment(head.published, head.first_seen_at))
