"""Articles as JSON lines, written and read back; and articles as plain values for every other JSON output.

A line holds all that an export has of an article. `read_line` checks each value before it builds the article again.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any, TextIO, cast, get_args

from newsarchive.dates import format_utc, parse_utc
from newsarchive.errors import DocumentError
from newsarchive.formats.structure import read_structure_row, structure_row
from newsarchive.records import (
    Article,
    ArticleVersion,
    Author,
    AuthorKind,
    Cause,
    Completeness,
    Kind,
    Stamp,
    StoredArticle,
    Structure,
)
from newsarchive.urls import is_web_address

# The beginning of an escaped surrogate (RFC 8259, section 7).
_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def article_row(article: Article) -> dict[str, Any]:
    """article as JSON values: times as UTC text, days as text, unknown values as None."""
    return {
        "outlet": article.outlet,
        "url": article.url,
        "headline": article.headline,
        "standfirst": article.standfirst,
        "authors": [{"name": author.name, "kind": author.kind} for author in article.authors],
        "byline": article.byline,
        "published_at": json_value(article.published.at if article.published else None),
        "published_on": json_value(article.published.on if article.published else None),
        "modified_at": json_value(article.modified.at if article.modified else None),
        "modified_on": json_value(article.modified.on if article.modified else None),
        "source": article.source,
        "source_date": json_value(article.source_date),
        "language": article.language,
        "section": article.section,
        "kind": article.kind,
        "completeness": article.completeness,
        "is_free": article.is_free,
        "image_url": article.image_url,
        "canonical_url": article.canonical_url,
        "body": article.body,
        "structure": structure_row(article.structure),
        "provenance": dict(article.provenance),
    }


def stored_row(stored: StoredArticle) -> dict[str, Any]:
    """A stored article as JSON values: those of the article, and what the archive knows about it.

    Only articles of several archives have the name of their archive.
    """
    return {
        **({"archive": stored.archive} if stored.archive else {}),
        "id": stored.id,
        "outlet_title": stored.outlet_title,
        **article_row(stored.article),
        "revision": stored.revision,
        "revised_at": json_value(stored.revised_at),
        "first_seen_at": json_value(stored.first_seen_at),
        "checked_at": json_value(stored.checked_at),
        "gone_at": json_value(stored.gone_at),
        "read_by": stored.read_by,
    }


def json_value(value: Any) -> Any:
    """value as JSON and CSV have it: a time as UTC text, a day as text, anything else unchanged."""
    if isinstance(value, datetime):
        return format_utc(value)
    return value.isoformat() if isinstance(value, date) else value


def write_jsonl(articles: Iterable[StoredArticle], out: TextIO) -> int:
    """Writes one JSON object per line, with the earlier versions; returns how many there are."""
    count = 0
    for stored in articles:
        row = {**stored_row(stored), "versions": [_version_row(version) for version in stored.earlier]}
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count


def _version_row(version: ArticleVersion) -> dict[str, Any]:
    return {
        "number": version.number,
        "seen_at": json_value(version.seen_at),
        "headline": version.headline,
        "standfirst": version.standfirst,
        "body": version.body,
        "structure": structure_row(version.structure),
        "read_by": version.read_by,
        "cause": version.cause,
    }


def read_line(line: str) -> StoredArticle:
    """The article in one line of write_jsonl; a missing value is unknown, but outlet and headline must be there.

    Raises:
        DocumentError: line is not a JSON object, or a value has the wrong kind; names the value.
    """
    try:
        row = json.loads(line)
    except ValueError as error:
        raise DocumentError(f"not JSON ({error})") from error
    except RecursionError as error:
        raise DocumentError("not an article: brackets within brackets, too many to read") from error
    if _HALF.search(line) and (half := _half_character(row)):
        raise DocumentError(f"it has half a character ({half}), which no text can contain")
    if not isinstance(row, dict):
        raise DocumentError(f"expected a JSON object, found {type(row).__name__}")
    return _stored_of(_Values(row))


def _half_character(row: Any) -> str | None:
    """The first surrogate without its other half in row, as JSON writes it: no database and no file can store it."""
    try:
        json.dumps(row, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        return f"\\u{ord(error.object[error.start]):04x}"
    return None


class _Values:
    """The values of one JSON object, each read as the kind that it must have."""

    def __init__(self, row: dict[str, Any], name: str = "") -> None:
        self._row, self._name = row, name

    def text(self, name: str) -> str | None:
        return cast("str | None", self._of_kind(name, str, "text"))

    def required(self, name: str) -> str:
        text = self.text(name)
        if text is None or not text.strip():
            raise DocumentError(f"{self._name}{name}: expected text, found nothing")
        return text

    def number(self, name: str, default: int) -> int:
        found: int | None = self._of_kind(name, int, "a whole number")
        if found is not None and (isinstance(found, bool) or found < 1):
            raise self._wrong(name, "a whole number from 1 on")
        return default if found is None else found

    def flag(self, name: str) -> bool | None:
        return cast("bool | None", self._of_kind(name, bool, "true or false"))

    def one_of(self, name: str, allowed: Sequence[str]) -> Any:
        found = self.text(name)
        if found is not None and found not in allowed:
            raise self._wrong(name, f"one of {', '.join(allowed)}")
        return found or allowed[0]

    def time(self, name: str) -> datetime | None:
        return cast("datetime | None", self._read(name, parse_utc, "a time such as 2016-12-09T07:30:00Z"))

    def day(self, name: str) -> date | None:
        return cast("date | None", self._read(name, date.fromisoformat, "a day such as 2016-12-09"))

    def stamp(self, claim: str) -> Stamp | None:
        at, on = self.time(f"{claim}_at"), self.day(f"{claim}_on")
        if at is None and on is None:
            return None
        return Stamp(on or at.date(), at) if at else Stamp(on) if on else None

    def texts(self, name: str) -> dict[str, str]:
        found = self._of_kind(name, dict, "an object of texts") or {}
        if not all(isinstance(value, str) for value in found.values()):
            raise self._wrong(name, "an object of texts")
        return dict(found)

    def objects(self, name: str) -> list["_Values"]:
        found = self._of_kind(name, list, "a list of objects") or []
        if not all(isinstance(one, dict) for one in found):
            raise self._wrong(name, "a list of objects")
        return [_Values(one, f"{self._name}{name}: ") for one in found]

    def structure(self, body: str) -> Structure | None:
        try:
            return read_structure_row(self._row.get("structure"), body)
        except DocumentError as error:
            raise DocumentError(f"{self._name}{error}") from error

    def _read(self, name: str, reader: Callable[[str], Any], wanted: str) -> Any:
        text = self.text(name)
        try:
            return reader(text) if text is not None else None
        except ValueError as error:
            raise self._wrong(name, wanted) from error

    def _of_kind(self, name: str, kind: type, wanted: str) -> Any:
        found = self._row.get(name)
        if found is not None and not isinstance(found, kind):
            raise self._wrong(name, wanted)
        return found

    def _wrong(self, name: str, wanted: str) -> DocumentError:
        return DocumentError(f"{self._name}{name}: expected {wanted}, found {str(self._row[name])[:60]!r}")


def _stored_of(values: _Values) -> StoredArticle:
    first_seen_at = values.time("first_seen_at")
    if first_seen_at is None:
        raise DocumentError("first_seen_at: expected a time such as 2016-12-09T07:30:00Z, found nothing")
    article = _article_of(values)
    earlier = tuple(map(_version_of, values.objects("versions")))
    if [version.number for version in earlier] != list(range(1, len(earlier) + 1)):
        raise DocumentError("versions: expected numbers from 1 on")
    return StoredArticle(
        id=values.number("id", 1),
        article=article,
        outlet_title=values.text("outlet_title") or article.outlet,
        revision=len(earlier) + 1,
        first_seen_at=first_seen_at,
        checked_at=values.time("checked_at"),
        gone_at=values.time("gone_at"),
        read_by=values.text("read_by"),
        revised_at=values.time("revised_at"),
        earlier=earlier,
    )


def _article_of(values: _Values) -> Article:
    names = ("url", "canonical_url", "standfirst", "byline", "source", "language", "section", "image_url")
    url = values.text("url")
    if url is not None and not is_web_address(url):
        raise DocumentError(f"url: expected a web address, found {url[:60]!r}")
    body = values.text("body") or ""
    return Article(
        outlet=values.required("outlet"),
        headline=values.required("headline"),
        body=body,
        structure=values.structure(body),
        authors=tuple(
            Author(author.required("name"), author.one_of("kind", get_args(AuthorKind)))
            for author in values.objects("authors")
        ),
        published=values.stamp("published"),
        modified=values.stamp("modified"),
        source_date=values.day("source_date"),
        kind=values.one_of("kind", get_args(Kind)),
        completeness=values.one_of("completeness", get_args(Completeness)),
        is_free=values.flag("is_free"),
        provenance=values.texts("provenance"),
        **{name: values.text(name) for name in names},
    )


def _version_of(values: _Values) -> ArticleVersion:
    seen_at = values.time("seen_at")
    if seen_at is None:
        raise DocumentError("versions: seen_at: expected a time, found nothing")
    body = values.text("body") or ""
    return ArticleVersion(
        number=values.number("number", 1),
        seen_at=seen_at,
        headline=values.required("headline"),
        standfirst=values.text("standfirst"),
        body=body,
        structure=values.structure(body),
        read_by=values.text("read_by"),
        cause=values.one_of("cause", get_args(Cause)),
    )
