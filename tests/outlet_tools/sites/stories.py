"""Articles for the invented sites: sentences of texts/<language>.toml with a site's places, people and things.

The same headline always gives the same text, and no sentence is in two articles.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from newsarchive.text import count_words

MIN_WORDS = 155
_TEXTS = Path(__file__).resolve().parent / "texts"
# Letters that Unicode does not split into a Latin letter and an accent.
_LETTERS = str.maketrans({"ł": "l", "Ł": "l", "ı": "i", "ß": "ss", "ø": "o", "æ": "ae"})


class Plot(NamedTuple):
    """What one article is about; its sentences contain thing in this form."""

    section: str
    headline: str
    thing: str


@dataclass(frozen=True)
class Cast:
    """The people and places in the articles of a site. authors write them; people are quoted in them."""

    places: tuple[str, ...]
    people: tuple[str, ...]
    offices: tuple[str, ...]
    authors: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """One article as its author wrote it; at is in the site's time zone, and when is the same time in words."""

    number: int
    section: str
    headline: str
    author: str
    at: datetime
    when: str
    place: str
    paragraphs: tuple[str, ...]

    @property
    def slug(self) -> str:
        return slug(self.headline)

    @property
    def teaser(self) -> str:
        return self.paragraphs[0]


def write_stories(
    language: str,
    cast: Cast,
    plots: Iterable[Plot],
    now: datetime,
    zone: ZoneInfo,
    *,
    every: timedelta = timedelta(hours=7, minutes=13),
    first_number: int = 48_911,
) -> list[Story]:
    """An article for each plot, newest first: the first 40 minutes before now, the others `every` apart."""
    newest = (now - timedelta(minutes=40)).replace(second=0, microsecond=0).astimezone(zone)
    return [
        _story(language, cast, plot, first_number - 37 * index, (newest - index * every).astimezone(zone), index)
        for index, plot in enumerate(plots)
    ]


def slug(text: str) -> str:
    """text as a part of a URL: Latin letters without accents, digits, hyphens."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "-")).strip("-")


def in_words(language: str, at: datetime) -> str:
    """A time as newsrooms of that language print it, without its time zone."""
    bank = _bank(language)
    return bank["when"].format(
        day=at.day, month=bank["months"][at.month - 1], year=at.year, hour=at.hour, minute=at.minute
    )


def _story(language: str, cast: Cast, plot: Plot, number: int, at: datetime, index: int) -> Story:
    random = Random(plot.headline)
    place = random.choice(cast.places)
    sentences = list(_sentences(_bank(language), cast, plot, place, random))
    author = cast.authors[index % len(cast.authors)]
    text = _paragraphs(sentences, random, "" if language == "ja" else " ")
    return Story(number, plot.section, plot.headline, author, at, in_words(language, at), place, text)


def _sentences(bank: dict[str, Any], cast: Cast, plot: Plot, place: str, random: Random) -> Iterator[str]:
    templates = [random.choice(bank["openings"]), *random.sample(bank["sentences"], len(bank["sentences"]))]
    words = 0
    for template in templates:
        office = random.choice(cast.offices)
        sentence = template.format(
            place=place, thing=plot.thing, Thing=_capital(plot.thing), office=office, Office=_capital(office),
            person=random.choice(cast.people), n=random.randint(12, 940), m=random.randint(2, 9),
            year=random.randint(2004, 2023),
        )  # fmt: skip
        yield sentence
        words += count_words(sentence)
        if words >= MIN_WORDS:
            return


def _paragraphs(sentences: list[str], random: Random, space: str) -> tuple[str, ...]:
    paragraphs, rest = [], sentences
    while rest:
        size = random.choice((2, 2, 3)) if len(rest) > 4 else len(rest)
        paragraphs.append(space.join(rest[:size]))
        rest = rest[size:]
    return tuple(paragraphs)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _bank(language: str) -> dict[str, Any]:
    return tomllib.loads((_TEXTS / f"{language}.toml").read_text(encoding="utf-8"))
