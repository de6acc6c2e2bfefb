"""The source of the text and its date: the outlet, unless a byline, dateline or credit line names another source.

A mention inside a sentence ("told Reuters") is not a credit, so only fixed forms in fixed places count.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from newsarchive.extraction.names.agencies import agency_named
from newsarchive.extraction.names.page_outlet_names import is_outlet_name, outlet_names
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.extraction.phrases.alternatives import one_of
from newsarchive.extraction.phrases.bylines import ROLES
from newsarchive.extraction.source.agency_labels import agency_label
from newsarchive.extraction.source.closing_lines import LONGEST_CREDIT, agency_mark, credit_in_line, first_publisher
from newsarchive.extraction.source.datelines import dateline
from newsarchive.extraction.source.declared_source import declared_credit
from newsarchive.extraction.source.source_line import Credit, source_line
from newsarchive.outlet import Outlet
from newsarchive.records import Author
from newsarchive.text import parts_of

# A dateline may follow a standfirst and a kicker; a credit may precede the caption of a video.
_OPENING_LINES = 3
_CLOSING_LINES = 3
# At most this many lines with links to other stories follow the last paragraph.
_MOST_LINES_ON = 15
_LEAST_PROSE = 100
_SENTENCE_END = re.compile(r"[.!?…。।؟]")

# "Tom Reed, Associated Press"; "By JANE REED, AP National Writer": the persons before the agency work for it.
_EMPLOYER = re.compile(
    rf"(?:(?P<sign>,|\s[-–—|]|\()\s*|(?<=\w)\s+)(?P<agency>(?:[^\W\d_]|['’.-]){{2,30}}(?:\s[^\W\d_]{{3,20}})?)"
    rf"(?:\s(?:[^\W\d_]+\s){{0,4}}{one_of(ROLES)}s?)?\)?$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"(?:[/&+;]|\b(?:and|und|et|y|e|och|og|with|mit|avec|con|com|i|и)\b)[^/&+;,]*$", re.IGNORECASE)
# Bylines that name nobody.
_NOBODY = re.compile(
    r"^(?:an[óo]n[iy]m\w*|unknown|redac\w+|redaktion\w*|staff|web ?desk|news ?desk|admin\w*)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class SignedText:
    """A text with its authors, their byline, and the lines that were removed from it."""

    body: str
    authors: Sequence[Author] = ()
    byline: str | None = None
    removed_lines: Sequence[str] = ()

    @property
    def has_named_author(self) -> bool:
        """Whether a named person wrote it. Agencies that are named too then only contributed material."""
        return any(author.kind == "person" and not _NOBODY.match(author.name) for author in self.authors)


def find_source(signed: SignedText, outlet: Outlet, parsed: ParsedPage | None = None) -> Credit:
    """The credit that the page gives, the strongest form first; the outlet itself if it gives none."""
    for credit in _credits(signed, outlet, parsed):
        if is_outlet_name(credit.source, outlet_names(outlet)):
            name = agency_named(credit.source) or _own_name(outlet)
            return replace(credit, source=name, is_own=True)
        return credit
    return Credit(_own_name(outlet), outlet.title, "outlet", is_own=True)


def _own_name(outlet: Outlet) -> str:
    """The outlet's title; for an agency's own site the agency's name, as for its reports at other outlets."""
    return agency_named(outlet.title) or outlet.title


def _credits(signed: SignedText, outlet: Outlet, parsed: ParsedPage | None) -> Iterator[Credit]:
    lines = parts_of(signed.body)
    first, _ = source_line(lines)
    yield from filter(None, (first, _dateline(lines), _byline(signed)))
    if found := first_publisher([*lines[-_CLOSING_LINES:], *signed.removed_lines]):
        yield Credit(*found, "closing line")
    yield from _closing_line(lines, signed)
    if parsed is not None:
        yield from filter(None, (declared_credit(parsed, outlet),))
        names_agency = _names_agency_too(signed)
        label = agency_label(parsed, lines, has_named_author=signed.has_named_author, names_agency=names_agency)
        yield from filter(None, (label,))


def _dateline(lines: Sequence[str]) -> Credit | None:
    for line in lines[:_OPENING_LINES]:
        if found := dateline(line):
            return Credit(*found, "dateline")
    return None


def _byline(signed: SignedText) -> Credit | None:
    """The agency that a byline names first, or as the employer of its persons. Others only contributed material."""
    first = signed.authors[0] if signed.authors else None
    if first is not None and first.kind == "agency" and (name := agency_named(first.name)):
        return Credit(name, first.name, "byline")
    byline = signed.byline or ""
    match = _EMPLOYER.search(byline[-80:]) if _names_one_employer(byline) else None
    name = (_agency_in(match) if match else None) or _works_for(signed)
    return Credit(name, byline, "byline") if name else None


def _names_one_employer(byline: str) -> bool:
    """Whether the last name in a byline can be the employer of the persons before it, not one more author."""
    return ";" not in byline and not _SEVERAL.search(byline[-80:])


def _works_for(signed: SignedText) -> str | None:
    """The agency at the end of a byline, without a word or sign before it: "Anna Reed AFP"."""
    last = signed.authors[-1] if signed.authors[1:] and signed.byline else None
    if last is None or last.kind != "agency":
        return None
    # "Anna Reed and Ben Hall AFP": and joins the persons, not the agency, if a person stands between.
    person, byline = signed.authors[-2].name, signed.byline or ""
    is_behind_person = _names_one_employer(byline[max(0, byline.casefold().rfind(person.casefold())) :])
    return agency_named(last.name) if is_behind_person and ";" not in byline else None


def _agency_in(match: re.Match[str]) -> str | None:
    """The agency in the last words of a byline: "Associated Press", "AP National" before a role.

    A single word without a sign before it is a surname: Michael Bloomberg.
    """
    words = match["agency"].split()
    if not match["sign"] and len(words) < 2:
        return None
    return agency_named(match["agency"]) or (agency_named(words[0]) if words[0].isupper() else None)


def _names_agency_too(signed: SignedText) -> bool:
    """Whether the byline names an agency after an author. A label on the page then credits the same contribution."""
    return any(author.kind == "agency" for author in signed.authors[1:])


def _closing_line(lines: Sequence[str], signed: SignedText) -> Iterator[Credit]:
    for line in _last_lines(lines[1:]):
        name = credit_in_line(line, has_named_author=signed.has_named_author) or agency_mark(line)
        if name:
            yield Credit(name, line if len(line) <= LONGEST_CREDIT else line[-40:], "closing line")


def _last_lines(lines: Sequence[str]) -> Iterator[str]:
    """The last lines; if they only link to other stories, also the last paragraph before them."""
    yield from reversed(lines[-_CLOSING_LINES:])
    before = reversed(lines[-_MOST_LINES_ON:-_CLOSING_LINES])
    prose = (line for line in before if len(line) >= _LEAST_PROSE and _SENTENCE_END.search(line[-40:]))
    if not any(len(line) >= _LEAST_PROSE and line[-1] in ".!?" for line in lines[-_CLOSING_LINES:]):
        yield from islice(prose, 1)
