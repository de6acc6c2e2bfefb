"""What today's reading of a page would change in the article that is stored of it, field by field. Pure."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from newsarchive.dates import format_utc
from newsarchive.records import Article, Author, Stamp
from newsarchive.text import count_words, paragraphs

# Every field that is stored of a page, in the order in which a report names them, and what it is called there.
FIELDS = {
    "headline": "headline",
    "standfirst": "standfirst",
    "body": "text",
    "authors": "authors",
    "byline": "byline",
    "published": "published",
    "modified": "modified",
    "source": "source",
    "source_date": "source date",
    "language": "language",
    "section": "section",
    "kind": "kind",
    "completeness": "completeness",
    "is_free": "free to read",
    "image_url": "picture",
    "canonical_url": "declared address",
}
# Fields that are found together with another, under whose name provenance says where.
_FOUND_WITH = {"byline": "authors", "source_date": "source"}
# How provenance says that a time is not the page's own (archive.writing.dated_by).
_FROM_A_SIGHTING = re.compile(r"(?:feed|sitemap|news_sitemap|home) https?://")
# Characters of a value or paragraph that an example shows.
_SHOWN = 70


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that would change: its name in the report, and what would change, in one line."""

    field: str
    told: str


def merged(stored: Article, fresh: Article) -> Article:
    """What stands there once fresh, another reading of the page of stored, is taken.

    What fresh does not find is gone where stored had it from that page; where it came from an earlier page of the
    article, or from a feed, it stays.
    """
    values: dict[str, Any] = {}
    for name in FIELDS:
        old, new = getattr(stored, name), getattr(fresh, name)
        values[name] = old if new in (None, ()) and not _is_of_the_page(stored, name) else new
    values["published"] = _better_stamp(stored.published, values["published"])
    return replace(stored, **values, provenance={**_places(stored, values), **_places(fresh, values)})


def differences(stored: Article, other: Article) -> list[Difference]:
    """The fields in which other is another, in the order of FIELDS."""
    return [
        Difference(told_as, _told(name, getattr(stored, name), getattr(other, name)))
        for name, told_as in FIELDS.items()
        if _plain(getattr(stored, name)) != _plain(getattr(other, name))
    ]


def _is_of_the_page(stored: Article, name: str) -> bool:
    place = stored.provenance.get(_FOUND_WITH.get(name, name))
    return place is not None and not _FROM_A_SIGHTING.match(place)


def _places(article: Article, values: dict[str, Any]) -> dict[str, str]:
    """Where article says that those of values which are its own were found."""
    return {name: place for name, place in article.provenance.items() if getattr(article, name) == values[name]}


def _better_stamp(old: Stamp | None, new: Stamp | None) -> Stamp | None:
    """new, save where it is the same day without the time that is known."""
    is_vaguer = old is not None and new is not None and old.on == new.on and new.at is None
    return old if is_vaguer else new


def _plain(value: object) -> object:
    """value as the archive keeps it: times to the second."""
    if isinstance(value, Stamp):
        return value.on, format_utc(value.at) if value.at else None
    return value


def _told(name: str, old: Any, new: Any) -> str:
    return _told_text(old, new) if name == "body" else f"{_shown(old)} → {_shown(new)}"


def _told_text(old: str, new: str) -> str:
    """How the length changes, and the first paragraphs that go and come."""
    went, came = _only_in(old, new), _only_in(new, old)
    parts = [f"{count_words(old):,} → {count_words(new):,} words"]
    parts += [f"goes: {_shown(part)}" for part in went] + [f"comes: {_shown(part)}" for part in came]
    return "; ".join(parts)


def _only_in(one: str, other: str) -> list[str]:
    """The first paragraph of one that other has not, if there is any."""
    return list((Counter(paragraphs(one)) - Counter(paragraphs(other))).keys())[:1]


def _shown(value: object) -> str:
    if value is None or value == ():
        return "nothing"
    words = " ".join(_words(value))
    return f"“{words[:_SHOWN]}…”" if len(words) > _SHOWN + 1 else f"“{words}”"


def _words(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        yield ", ".join(author.name if isinstance(author, Author) else str(author) for author in value)
    elif isinstance(value, Stamp):
        yield format_utc(value.at) if value.at else value.on.isoformat()
    elif isinstance(value, bool):
        yield "yes" if value else "no"
    else:
        yield from str(value).split()
