"""A site: its answers and the right facts about it. A site's module writes both with a Draft."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from sites.stories import Story

HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"
RSS = "application/rss+xml; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """The answer for one path. The same bytes have the same ETag."""

    body: bytes
    content_type: str = HTML
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def etag(self) -> str:
        return f'"{hashlib.blake2b(self.body, digest_size=8).hexdigest()}"'


@dataclass(frozen=True)
class Site:
    """A site and the right facts about it. Paths include the query if they have one.

    feeds must be named. dead_feeds can be found and must not be named; each has the reason. sitemaps may be named, and
    must be if there is no feed. The first of languages is that of the home page. verdict is "ok" or the reason why the
    site must be refused. stubs are articles that show only their beginning. words_only: the pages print their times
    only in words. states_offset: some page, feed or sitemap states the offset.
    """

    name: str
    base: str
    resources: Mapping[str, Answer]
    stories: Mapping[str, Story]
    others: frozenset[str]
    title: str
    languages: tuple[str, ...]
    timezone: str
    country: str | None
    feeds: frozenset[str] = frozenset()
    dead_feeds: Mapping[str, str] = field(default_factory=dict)
    sitemaps: frozenset[str] = frozenset()
    stubs: frozenset[str] = frozenset()
    states_offset: bool = True
    words_only: bool = False
    verdict: str = "ok"

    @property
    def articles(self) -> frozenset[str]:
        """The paths of all articles: each must be accepted, and none of others."""
        return frozenset(self.stories)

    @property
    def language(self) -> str:
        return self.languages[0]

    def url(self, path: str) -> str:
        return self.base + path

    def newest(self, number: int = 12) -> list[str]:
        """The paths of the newest articles, newest first; by default as many as every site has of this month."""
        return sorted(self.stories, key=lambda path: self.stories[path].at, reverse=True)[:number]

    def keeps_time_of(self, timezone: str, year: int = 2026) -> bool:
        """Whether a zone has the offsets of this site in every month of a year, so that it is right too."""
        moments = [datetime(year, month, 15, 12, tzinfo=UTC) for month in range(1, 13)]
        own, other = ZoneInfo(self.timezone), ZoneInfo(timezone)
        return all(m.astimezone(own).utcoffset() == m.astimezone(other).utcoffset() for m in moments)

    def answer(self, path: str) -> Answer:
        """The answer for a path with its query; a query that the site does not know is ignored."""
        bare = path.partition("?")[0]
        found = self.resources.get(path) or self.resources.get(bare)
        if found is None and bare + "/" in self.resources:
            return Answer(b"", status=301, headers={"Location": bare + "/"})
        return found or Answer(b"<!DOCTYPE html><title>404</title><h1>404</h1>", status=404)


@dataclass
class Draft:
    """A site while its module writes it. base has no slash at the end; encoding is the encoding of its pages."""

    name: str
    base: str
    encoding: str = "utf-8"
    resources: dict[str, Answer] = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)

    def article(self, path: str, story: Story, html: str) -> None:
        """A page that must be accepted."""
        self._page(path, html)
        self.stories[path] = story

    def other(self, path: str, html: str) -> None:
        """A page that must not be accepted as an article."""
        self._page(path, html)
        self.others.add(path)

    def file(self, path: str, text: str, content_type: str = XML) -> None:
        """A feed, a sitemap, a robots.txt."""
        assert path not in self.resources, path
        self.resources[path] = Answer(text.encode(), content_type)

    def robots(self, *lines: str) -> None:
        self.file("/robots.txt", "\n".join(lines) + "\n", "text/plain; charset=utf-8")

    def finished(
        self,
        *,
        feeds: Iterable[str] = (),
        sitemaps: Iterable[str] = (),
        stubs: Collection[str] = (),
        **expected: object,
    ) -> Site:
        """The site with the right facts about it: the other fields of Site by their names."""
        return Site(
            name=self.name,
            base=self.base,
            resources=self.resources,
            stories=self.stories,
            others=frozenset(self.others),
            feeds=frozenset(feeds),
            sitemaps=frozenset(sitemaps),
            stubs=frozenset(stubs),
            **expected,
        )

    def _page(self, path: str, html: str) -> None:
        assert path not in self.resources, path
        self.resources[path] = Answer(html.encode(self.encoding), f"text/html; charset={self.encoding}")
