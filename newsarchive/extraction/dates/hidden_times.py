"""Times that readers do not see: in scripts for analytics, and in attributes and calls for scripts that print them.

They complete a day that the page declares or prints. By themselves they are weak: a page has other stories' times too.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.extraction.page.candidates import Candidate
from newsarchive.extraction.page.parsed_page import ParsedPage

# Keys of a publication time in the data of tag managers and frameworks, whatever their spelling.
_KEY = re.compile(
    r"publi(?:sh|c)|pub_?-?(?:date|time)|(?:issue|post|article|release|display|story)_?-?(?:date|time)|date_?-?posted",
    re.IGNORECASE,
)
_REST_OF_KEY = re.compile(
    r"(?P<rest>[\w.-]{0,24})\\{0,3}[\"']?\]?\s{0,3}[:=,]\s{0,3}\\{0,3}[\"']?"
    r"(?P<value>\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.,+Z -]{0,20}|1\d{12}|1\d{9})(?![\d-])"
)
# A script without such a value has no time under any key. This search is quicker than that for keys.
_VALUE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d|(?<!\d)1\d{9}")
_OTHER_TIME = re.compile(r"modif|updat|expir|unpubl|republ|last|end|until|embargo|schedul|next|prev", re.IGNORECASE)
_NAME_OF_META = re.compile(r"publi(?:sh|c)|(?:^|[^a-z])(?:time|date)(?:$|[^a-z])|(?:time|date)$", re.IGNORECASE)
_BEFORE_KEY = re.compile(r"[\w.-]{0,24}$")
_MOST_SCRIPTS, _LONGEST_SCRIPT, _MOST_KEYS = 60, 400_000, 400
_FARTHEST_VALUE = 100  # a value and what may stand between it and its key are shorter
_LINKED_DATA = re.compile(r"ld\+json", re.IGNORECASE)
# A time in an attribute: ISO 8601, or seconds or milliseconds since 1970 where the attribute's name says "time".
_ISO_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")
# "20 November 2026, 10:15", where a pointer or a screen reader finds it.
_WORDS_WITH_TIME = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d).{0,20}(?<!\d)\d\d?[:h]\d\d(?!\d)")
_NAMED_TIME = re.compile(r"time|date|stamp|epoch|seconds|unix|utc|publi|(?:^|-)ts$", re.IGNORECASE)
_READ_ALOUD = ("title", "aria-label", "content", "datetime")
_CALL = re.compile(
    r"\w\(\s{0,3}[\"']?(?P<value>\d{4}[-/]\d\d?[-/]\d\d?[T ]\d\d?:\d\d[^\"'()]{0,12}|1\d{9}(?:\d{3})?)[\"')]"
)
_LONGEST_CALL = 400


def times_in_scripts(parsed: ParsedPage) -> Iterator[Candidate]:
    """The times under a key such as publishDate in scripts, without JSON-LD."""
    scripts = (one.text for one in parsed.all("script") if one.text and not _LINKED_DATA.search(one.get("type") or ""))
    for text in islice(scripts, _MOST_SCRIPTS):
        if _VALUE.search(text, 0, _LONGEST_SCRIPT + _FARTHEST_VALUE) is None:
            continue
        for key in islice(_KEY.finditer(text, 0, _LONGEST_SCRIPT), _MOST_KEYS):
            match = _REST_OF_KEY.match(text, key.end())
            if match is None:
                continue
            before = _BEFORE_KEY.search(text, max(0, key.start() - 24), key.start())
            name = f"{before[0] if before else ''}{key[0]}{match['rest']}"
            if not _OTHER_TIME.search(name):
                yield Candidate(match["value"].strip(" ,.-"), f"script {name}")


def may_hold_time(name: str) -> bool:
    """Whether an attribute with this name may hold a time: one for scripts, or one whose words readers can see."""
    return name.startswith("data-") or name in _READ_ALOUD


def times_in_meta(parsed: ParsedPage) -> Iterator[Candidate]:
    """The times in meta elements whose name says only "time" or "date" in some way of its own: og:article:time."""
    for name, values in parsed.meta.items():
        if _NAME_OF_META.search(name) and not _OTHER_TIME.search(name):
            yield from (Candidate(value, f"meta {name}") for value in values)


def has_seconds_since_1970(parsed: ParsedPage, at: datetime) -> bool:
    """Whether an element of the page has this very second as a number, which has no time zone to be wrong."""
    second = str(int(at.timestamp()))
    return any(
        value[: len(second)] == second and value.isdecimal() for one in parsed.elements for value in one.attrib.values()
    )


def time_in_attributes(element: HtmlElement) -> str | None:
    """The time that an element has in an attribute, for a script or for a reader who points at it."""
    for name, value in element.attrib.items():
        if not may_hold_time(name) or len(value) > 60:
            continue
        if name in _READ_ALOUD and _WORDS_WITH_TIME.search(value):
            return str(value)
        if _ISO_TIME.search(value) or (
            name.startswith("data-") and _NAMED_TIME.search(name) and _EPOCH.fullmatch(value)
        ):
            return str(value)
    return None


def time_in_call(script: HtmlElement) -> str | None:
    """The time that a short script beside the byline prints: showDate("2026-11-20 10:15")."""
    text = script.text or ""
    if len(text) > _LONGEST_CALL:
        return None
    found = {match["value"] for match in _CALL.finditer(text)}
    return found.pop() if len(found) == 1 else None
