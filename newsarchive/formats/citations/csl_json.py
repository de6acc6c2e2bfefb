"""A citation as an item of CSL-JSON, by the schema csl-data of the Citation Style Language 1.0.2."""

import json
from datetime import date
from typing import Any

from newsarchive.dates import format_utc
from newsarchive.formats.citations.citation import Citation
from newsarchive.formats.citations.names import CitedName


def csl_item(citation: Citation) -> str:
    """The item as one line of JSON."""
    return json.dumps(csl_values(citation), ensure_ascii=False)


def csl_values(citation: Citation) -> dict[str, Any]:
    """The item as values. A field of which nothing is known is left out; CSL has no null."""
    version = citation.version
    item = {
        "id": citation.key,
        "type": "article-newspaper",
        "title": citation.title,
        "author": [_name(author) for author in citation.authors] or None,
        "container-title": citation.outlet,
        "section": citation.section,
        "issued": _day(citation.published) if citation.published else None,
        "accessed": _day(version.accessed_at.date()),
        "URL": citation.url or (citation.address if citation.has_web_address else None),
        "archive": citation.archive,
        "archive_location": citation.address,
        "language": citation.language,
        "abstract": citation.abstract,
        "note": f"{citation.version_words} (SHA-256 {version.sha256})",
        # The schema's place for values that it has no field for: the time to the second, for instance.
        "custom": {
            "article_id": citation.article_id,
            "version": version.number,
            "sha256": version.sha256,
            "captured_at": format_utc(version.captured_at) if version.captured_at else None,
            "seen_at": format_utc(version.seen_at),
        },
    }
    return {name: value for name, value in item.items() if value is not None}


def _day(day: date) -> dict[str, Any]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def _name(name: CitedName) -> dict[str, str]:
    if name.family is None or name.given is None:
        return {"literal": name.printed}
    return {"family": name.family, "given": name.given, **({"suffix": name.suffix} if name.suffix else {})}
