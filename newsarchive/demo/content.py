"""The stories of the sample outlets, read from stories/*.toml. Knows no markup and no server.

Their times are counted back from a given moment, so that the sample outlets always carry today's news.
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

# The first edition is what the first crawl finds; in the second, one story has been corrected.
EDITIONS = (1, 2)


@dataclass(frozen=True)
class Story:
    """One piece as a sample outlet's newsroom has it, in one edition.

    path is where it lives on the outlet's host, also_at a second address of the same piece. A paywalled story has
    only its opening here, like the page that anybody can fetch. agency is set where the text was taken from one.
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
    """The stories of one sample outlet in one edition, newest first, their times counted back from now."""
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
