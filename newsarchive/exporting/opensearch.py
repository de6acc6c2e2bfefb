"""Articles for OpenSearch: a mapping, and files of bulk lines that its _bulk address takes, each of a moderate size."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from newsarchive.errors import UsageError
from newsarchive.formats.jsonl import stored_row
from newsarchive.records import StoredArticle

MAPPING_FILE = "mapping.json"
# OpenSearch refuses bodies above http.max_content_length, 100 MB if nobody changed it, and advises 5 to 15 MB.
FILE_BYTES = 10_000_000
# Type of each field, by the names of JSON lines. What is not here is not sent: no search needs it.
_TYPES: dict[str, tuple[str, ...]] = {
    "text": ("headline", "standfirst", "body", "authors", "byline"),
    "keyword": ("outlet", "outlet_title", "url", "canonical_url", "source", "language", "section", "kind",
                "completeness", "image_url"),
    "date": ("published_at", "published_on", "modified_at", "modified_on", "source_date", "first_seen_at",
             "revised_at", "gone_at"),
    "boolean": ("is_free",),
    "integer": ("revision",),
    "long": ("id",),
}  # fmt: skip
_FIELDS = tuple(name for names in _TYPES.values() for name in names)
# These are searched by words, and also counted and sorted as a whole.
_ALSO_WHOLE = ("authors", "headline")


def write_opensearch(articles: Iterable[StoredArticle], folder: Path) -> int:
    """Writes mapping.json and articles-00001.ndjson and so on into folder; returns how many articles there are.

    The id of an article follows from its outlet and address, so an article that is sent again replaces itself.
    """
    (folder / MAPPING_FILE).write_text(json.dumps(mapping(), indent=2) + "\n", encoding="utf-8")
    count = number = 0
    lines: list[bytes] = []
    size = 0
    for stored in articles:
        pair = bulk_lines(stored)
        if lines and size + len(pair) > FILE_BYTES:
            number += 1
            _write(folder, number, lines)
            lines, size = [], 0
        lines.append(pair)
        size += len(pair)
        count += 1
    if lines:
        _write(folder, number + 1, lines)
    return count


def mapping() -> dict[str, Any]:
    """The body with which the index is created. Unknown fields are refused, so that mistakes are noticed."""
    fields: dict[str, Any] = {name: {"type": kind} for kind, names in _TYPES.items() for name in names}
    for name in _ALSO_WHOLE:
        fields[name]["fields"] = {"whole": {"type": "keyword", "ignore_above": 1000}}
    for name in ("url", "canonical_url", "image_url"):
        fields[name]["ignore_above"] = 8000
    return {"mappings": {"dynamic": "strict", "properties": fields}}


def bulk_lines(stored: StoredArticle) -> bytes:
    """The two lines of an article: what to do with it, and its fields. Unknown values are left out."""
    row = stored_row(stored)
    row["authors"] = [author["name"] for author in row["authors"]]
    fields = {name: row[name] for name in _FIELDS if row[name] not in (None, [])}
    action = {"index": {"_id": _id_of(stored)}}
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in (action, fields)).encode()


def check_opensearch_folder(output: Path | None) -> Path:
    """The folder to write into, which must be new or empty: old files in it would be sent again.

    Raises:
        UsageError: output is not such a folder.
    """
    if output is None:
        raise UsageError("--format opensearch: name a new folder with --output, such as opensearch/")
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise UsageError(f"--output {output}: --format opensearch needs a new or empty folder")
    return output


def _id_of(stored: StoredArticle) -> str:
    article = stored.article
    # A document without an address is known by its text.
    name = article.url or "\n".join((article.headline, article.body))
    return hashlib.blake2b(f"{article.outlet}\n{name}".encode(), digest_size=16).hexdigest()


def _write(folder: Path, number: int, lines: list[bytes]) -> None:
    (folder / f"articles-{number:05}.ndjson").write_bytes(b"".join(lines))
