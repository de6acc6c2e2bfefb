"""The articles of the sample outlets, read from stories/*.toml. Knows no markup and no server.

Their times are counted back from a given time, so that the sample outlets always have today's news.
"""

import tomllib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

TITLES = {
    "haverstrand_courier": "Haverstrand Courier",
    "mimori_shimpo": "水守新報",
    "sada_almarsa": "صدى المرسى",
}
OUTLETS = tuple(TITLES)

# The first crawl finds the first edition. In the second edition, one article is corrected.
EDITIONS = (1, 2)


@dataclass(frozen=True)
class Story:
    """One article of a sample outlet, in one edition.

    path is its path on the outlet's host, and also_at a second path of the same article. A paywalled story has only
    its beginning, like its page. agency is set if the text comes from a news agency.
    """

    key: str
    path: str
    section: str
    headline: str
    standfirst: str
    paragraphs: tuple[str, ...]
    published_at: datetime
    modified_at: datetime | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    caption: str | None = None
    credit: str | None = None
    related: tuple[str, ...] = ()
    also_at: str | None = None
    paywalled: bool = False

    @property
    def changed_at(self) -> datetime:
        return self.modified_at or self.published_at

    @property
    def image_path(self) -> str:
        return f"/images/{self.key}.svg"


def read_stories(outlet: str, edition: int, now: datetime) -> tuple[Story, ...]:
    """The articles of one sample outlet in one edition, newest first. Their times are counted back from now."""
    source = files("newsarchive.demo") / "stories" / f"{outlet}.toml"
    entries = tomllib.loads(source.read_text(encoding="utf-8"))["story"]
    stories = [_story(entry, edition, now) for entry in entries]
    return tuple(sorted(stories, key=lambda story: story.published_at, reverse=True))


def _story(entry: dict[str, Any], edition: int, now: datetime) -> Story:
    facts = {name: value for name, value in entry.items() if name not in ("hours_ago", "body", "corrected")}
    story = Story(
        **{**facts, "authors": tuple(entry.get("authors", ())), "related": tuple(entry.get("related", ()))},
        paragraphs=_paragraphs(entry["body"]),
        published_at=_whole_minute(now - timedelta(hours=entry["hours_ago"])),
    )
    if edition == 1 or "corrected" not in entry:
        return story
    return _corrected(story, entry["corrected"], now)


def _corrected(story: Story, changes: dict[str, str], now: datetime) -> Story:
    return replace(
        story,
        headline=changes["headline"],
        standfirst=changes["standfirst"],
        paragraphs=_paragraphs(changes["body"]),
        modified_at=_whole_minute(now),
    )


def _paragraphs(body: str) -> tuple[str, ...]:
    return tuple(body.strip().split("\n\n"))


def _whole_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
