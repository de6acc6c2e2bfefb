"""A citation as a record of RIS, as reference managers read it: type NEWS, one tag on each line, UTF-8, CRLF."""

from collections.abc import Iterator
from datetime import date

from newsarchive.formats.citations.citation import Citation
from newsarchive.formats.citations.names import CitedName


def ris_record(citation: Citation) -> str:
    """The record, from TY to ER."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _lines(citation))


def _lines(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    yield "ID", citation.key
    for author in citation.authors:
        yield "AU", _name(author)
    yield "TI", citation.title
    yield "T2", citation.outlet
    if citation.published:
        yield "PY", f"{citation.published.year:04}"
        yield "DA", _day(citation.published)
    if citation.section:
        yield "SE", citation.section
    if citation.abstract:
        yield "AB", citation.abstract
    if citation.language:
        yield "LA", citation.language
    if citation.url:
        yield "UR", citation.url
    elif citation.has_web_address:
        yield "UR", citation.address
    yield "Y2", _day(citation.version.accessed_at.date())
    # DB and AV are "archive" and "location in archive" of Zotero and EndNote.
    yield "DB", citation.archive
    yield "AV", citation.address
    yield "N1", f"{citation.note} (SHA-256 {citation.version.sha256})"
    yield "ER", ""


def _day(day: date) -> str:
    """The day as YYYY/MM/DD/: after the last slash, the format has room for other information."""
    return f"{day.year:04}/{day.month:02}/{day.day:02}/"


def _name(name: CitedName) -> str:
    """Family, given, suffix. In other names no comma may stand, which would divide them."""
    if name.family is None or name.given is None:
        return " ".join(name.printed.replace(",", " ").split())
    return ", ".join([name.family, name.given, *([name.suffix] if name.suffix else [])])
