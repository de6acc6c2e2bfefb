"""The tool for near-duplicates: which articles have nearly the same text."""

from typing import Annotated

from pydantic import Field

from newsarchive.archive.near_duplicates.clusters import Member, find_cluster, list_members
from newsarchive.mcp_server.answers import NearCopies, NearCopy
from newsarchive.mcp_server.archive_reader import ArchiveReader, moment, not_found, read_position, utc_or_none
from newsarchive.mcp_server.tools.articles import ArticleId

MOST_COPIES = 50


class NearCopyTools:
    """Tools for near-duplicates."""

    def __init__(self, reader: ArchiveReader) -> None:
        self._reader = reader

    def near_copies(
        self,
        article_id: ArticleId,
        limit: Annotated[int, Field(ge=1, le=MOST_COPIES)] = 20,
        position: Annotated[str | None, Field(description="`next` of the page before.")] = None,
    ) -> NearCopies:
        """List the articles with nearly the same text as this one, such as copies of an agency's text.

        first is the agency's own article, otherwise the earliest. An article without near-duplicates is alone.
        """
        begin = read_position(position, "after")
        with self._reader.opened() as archive:
            cluster = find_cluster(archive.conn, article_id)
            if cluster is None:
                raise not_found(archive, article_id)
            members, has_more = list_members(
                archive.conn, cluster.head.id, after=begin[1] if begin else None, limit=limit
            )
        return NearCopies(
            first=self._copy(cluster.head),
            articles=cluster.articles,
            outlets=cluster.outlets,
            copies=[self._copy(member) for member in members],
            next=f"after {members[-1].search_id}" if has_more else None,
            address=self._reader.page(f"copies/{article_id}"),
        )

    def _copy(self, member: Member) -> NearCopy:
        return NearCopy(
            id=member.id,
            headline=member.headline,
            outlet=member.outlet,
            outlet_title=member.outlet_title,
            published=moment(member.published),
            similarity=member.similarity,
            source=member.source,
            withdrawn_since=utc_or_none(member.gone_at),
            url=member.url,
            address=self._reader.page(f"article/{member.id}"),
        )
