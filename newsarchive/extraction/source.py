"""Whom the text is credited to, and since when: the outlet, unless a byline, dateline or credit line names an agency.

Conservative: a mention inside a sentence ("told Reuters") is no credit, so only fixed forms in fixed places count.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from newsarchive.extraction.agencies import agency_named, spellings_pattern
from newsarchive.extraction.wording import CREDITS, one_of
from newsarchive.records import Author
from newsarchive.text import paragraphs

_DASH = r"[-–—―:]"
_NAMES = spellings_pattern()
_LIST = rf"(?:{_NAMES})(?:\s*[/,+&]\s*(?:{_NAMES}))*"
# The forms that open a report. Places are short and hold no sentence: "PARIS, May 3 (AP) —", "Berlin (dpa/lno) -".
_PLACE = r"(?:[^\W\d_][^.!?;()\n\"“”«»]{0,60}?[,.]?\s*)?"
_DATELINES = tuple(
    re.compile(form)
    for form in (
        rf"^{_PLACE}[(\[（【]\s*(?P<agency>{_LIST})\s*[)\]）】]\s*(?:{_DASH}|\.\s|(?=[^\s]))",
        rf"^{_PLACE}/(?P<agency>{_LIST})/[.\s]*{_DASH}?",
        rf"^(?P<agency>{_LIST})\s*/\s*[^\W\d_][^.!?;()\n]{{1,40}}?\s*{_DASH}\s",
        rf"^[^\W\d_][^.!?;()\n]{{1,40}}?[,/]\s*(?:\d[^.()\n]{{1,20}},?\s*)?(?P<agency>{_LIST})\s*[—–―]\s",
        r"^[^\W\d_][^.!?;()\n]{1,60}?\d?\.?\s+(?P<agency>ТАСС|РИА Новости|Интерфакс)\s*[.–—-]",
        rf"^【[^】]{{0,12}}?(?P<agency>{_NAMES})(?:[=＝][^】]{{1,15}})?】",
        r"^[（(]?(?P<agency>新华社|新華社|中央社)[^，。,）)]{1,20}[电電]",
        rf"^[(（][^()（）]{{1,12}}[=＝](?P<agency>{_NAMES})[)）]",
    )
)
# The line by which a report ends: the credit alone, or after a word that says so.
_CREDIT_LINE = re.compile(
    rf"^[(\[（—–-]?\s*(?:{one_of(CREDITS)}\s*[::：]?\s*)?(?P<agency>{_LIST})\s*[)\]）]?\.?$", re.IGNORECASE
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1
    )
    for name in names.split()
}  # fmt: skip
_SOURCE_LINE = re.compile(r"^(?P<source>[^\d,.!?]{2,60}), (?P<day>\d{1,2}) (?P<month>[A-Za-z]{3,9}) (?P<year>\d{4})$")


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom a text is credited to: the canonical name, the words printed, their place, and the day if one is printed."""

    source: str
    printed: str
    where: str
    on: date | None = None


def find_source(body: str, authors: Sequence[Author], outlet_title: str) -> Credit:
    """The credit that the page prints, strongest form first; the outlet itself where it prints none."""
    lines = paragraphs(body)
    return (
        _source_line(lines)
        or _dateline(lines)
        or _byline(authors)
        or _closing_line(lines)
        or Credit(outlet_title, outlet_title, "outlet")
    )


def without_source_line(body: str) -> str:
    """body without a first line of the form "Outlet, D Mon YYYY", which is the credit and not the text."""
    lines = paragraphs(body)
    return "\n\n".join(lines[1:]) if _source_line(lines) else body


def read_source_line(line: str) -> Credit | None:
    """The credit in a line such as "Sputnik, 08 Dec 2016"; None where what stands before the day is no agency's name.

    Otherwise "Oslo, 20 Nov 2026" or "Friday, 20 Nov 2026" would become sources.
    """
    match = _SOURCE_LINE.match(line)
    source = agency_named(match["source"]) if match else None
    month = _MONTHS.get(match["month"].lower()) if match else None
    if match is None or source is None or month is None:
        return None
    try:
        return Credit(source, line, "first line", date(int(match["year"]), month, int(match["day"])))
    except ValueError:
        return None


def _source_line(lines: Sequence[str]) -> Credit | None:
    return read_source_line(lines[0]) if len(lines) > 1 else None


def _dateline(lines: Sequence[str]) -> Credit | None:
    for line in lines[:2]:
        opening = line[:160]
        for form in _DATELINES:
            match = form.match(opening)
            name = agency_named(match["agency"]) if match else None
            if match and name:
                return Credit(name, match[0].strip(), "dateline")
    return None


def _byline(authors: Sequence[Author]) -> Credit | None:
    """The agency that a byline names first; an agency after a colleague only lent material."""
    name = agency_named(authors[0].name) if authors and authors[0].kind == "agency" else None
    return Credit(name, authors[0].name, "byline") if name else None


def _closing_line(lines: Sequence[str]) -> Credit | None:
    for line in reversed(lines[-2:]):
        match = _CREDIT_LINE.match(line) if len(line) <= 80 else None
        name = agency_named(match["agency"]) if match else None
        if match and name:
            return Credit(name, line, "closing line")
    return None
