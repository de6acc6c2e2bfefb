"""What today's reading of a page would change in its stored article, field by field. Pure."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from newsarchive.dates import GUESSED, format_utc
from newsarchive.records import Article, Author, Stamp, Structure
from newsarchive.text import count_words, paragraphs

# Every stored field of a page, in the order of the report, and its name there.
FIELDS = {
    "headline": "headline",
    "standfirst": "standfirst",
    "body": "text",
    "structure": "structure",
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
# Fields that are found together with another field. Provenance has that other field's name.
_FOUND_WITH = {"byline": "authors", "source_date": "source"}
# Provenance of a time that is not from the page itself (archive.articles.article_rows.dated_by).
_FROM_A_SIGHTING = re.compile(r"(?:feed|sitemap|news_sitemap|home) https?://")
# Characters of a value or paragraph in an example.
_SHOWN = 70


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that would change: its name in the report, and the change in one line."""

    field: str
    change: str


def merged(stored: Article, fresh: Article) -> Article:
    """stored with the fields of fresh, another reading of the same page.

    A field that fresh does not have is deleted where stored had it from that page. It stays where it came from an
    earlier page of the article, or from a feed.
    """
    values: dict[str, Any] = {}
    for name in FIELDS:
        old, new = getattr(stored, name), getattr(fresh, name)
        values[name] = old if new in (None, ()) and not _is_of_the_page(stored, name) else new
    if fresh.provenance.get("published", "").startswith(GUESSED) and not _is_of_the_page(stored, "published"):
        values["published"] = stored.published or fresh.published
    # It says where in the text something is, so it never goes with another text.
    values["structure"] = fresh.structure if values["body"] == fresh.body else stored.structure
    values["published"] = _better_stamp(stored.published, values["published"])
    return replace(stored, **values, provenance={**_origins(stored, values), **_origins(fresh, values)})


def differences(stored: Article, other: Article) -> list[Difference]:
    """The fields in which other differs, in the order of FIELDS.

    A structure that differs only because the text does is not listed.
    """
    return [
        Difference(report_name, _change_of(name, getattr(stored, name), getattr(other, name)))
        for name, report_name in FIELDS.items()
        if _plain(getattr(stored, name)) != _plain(getattr(other, name))
        and not (name == "structure" and stored.body != other.body)
    ]


def _is_of_the_page(stored: Article, name: str) -> bool:
    origin = stored.provenance.get(_FOUND_WITH.get(name, name))
    return origin is not None and not _FROM_A_SIGHTING.match(origin)


def _origins(article: Article, values: dict[str, Any]) -> dict[str, str]:
    """The provenance of the values that article has."""
    return {name: origin for name, origin in article.provenance.items() if getattr(article, name) == values[name]}


def _better_stamp(old: Stamp | None, new: Stamp | None) -> Stamp | None:
    """new, except where it is the same day without the time that old has."""
    is_vaguer = old is not None and new is not None and old.on == new.on and new.at is None
    return old if is_vaguer else new


def _plain(value: object) -> object:
    """value as the archive stores it: times to the second."""
    if isinstance(value, Stamp):
        return value.on, format_utc(value.at) if value.at else None
    return value


def _change_of(name: str, old: Any, new: Any) -> str:
    return _text_change(old, new) if name == "body" else f"{_shown(old)} → {_shown(new)}"


def _text_change(old: str, new: str) -> str:
    """How the length changes, and the first paragraphs that are removed and added."""
    went, came = _only_in(old, new), _only_in(new, old)
    parts = [f"{count_words(old):,} → {count_words(new):,} words"]
    parts += [f"removed: {_shown(part)}" for part in went] + [f"added: {_shown(part)}" for part in came]
    return "; ".join(parts)


def _only_in(one: str, other: str) -> list[str]:
    """The first paragraph of one that other does not have, if there is one."""
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
    elif isinstance(value, Structure):
        yield ", ".join(f"{name.replace('_', ' ')}: {count}" for name, count in _parts(value).items())
    elif isinstance(value, bool):
        yield "yes" if value else "no"
    else:
        yield from str(value).split()


def _parts(structure: Structure) -> Counter[str]:
    """How many blocks of each kind, links and entries of a live blog there are, and whether a picture has words."""
    counts: Counter[str] = Counter()
    for run in structure.runs:
        counts[run.kind] += run.last - run.first + 1
    counts |= {"link": len(structure.links), "entry": len(structure.entries)}
    counts["picture"] = int(structure.picture is not None)
    return +counts
