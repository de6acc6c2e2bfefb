"""The lines by which a text ends, and whom they credit: Source: Reuters; (dpa); © AFP; first published by."""

import re
from collections.abc import Iterable

from newsarchive.extraction.names.agencies import agency_named
from newsarchive.extraction.names.known_outlets import is_capitalized, outlet_named
from newsarchive.extraction.phrases.alternatives import one_of
from newsarchive.extraction.phrases.source_credits import FIRST_PUBLISHED_BY, MATERIAL_FROM, SOURCE_LABELS
from newsarchive.text import fold

LONGEST_CREDIT = 120
_LONGEST_NOTICE = 300

_OPENED = r"^[(\[（【—–\-*/\s]{0,4}"
_CREDITED = re.compile(
    rf"{_OPENED}{one_of(SOURCE_LABELS)}\s*(?:[:：=|]\s*|\s[-–—]\s|\s(?=\S))(?P<name>\S.{{1,100}})$", re.IGNORECASE
)
_LENT = re.compile(rf"{_OPENED}{one_of(MATERIAL_FROM)}\s*[:：]?\s*(?P<name>\S.{{1,80}})$", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"^(?:©|\(c\)|copyright)[\s:©]*(?:\d{4})?[\s,]*(?:by\s+)?(?P<name>[^\d\s][^\d,.|:]{1,50}?)\s*(?:[,.|:].{0,250}|\d{4})?$",
    re.IGNORECASE,
)
_FIRST_PUBLISHED = re.compile(
    rf"^[*(\[_\s]{{0,4}}{one_of(FIRST_PUBLISHED_BY)}\s+(?P<name>[^\W_][^,!?;:()\n]{{1,60}}?)\s*"
    r"(?:[,!?;:()]|\.(?:\s|$)|\s(?:and|on|in|under|by|und|am|et|le|y|el|here)\s.*|$)",
    re.IGNORECASE,
)
# The agency's mark behind the last sentence: "… is closed. (dpa)"; "… into the US. PTI"; "… he said. — AFP".
_MARK = re.compile(
    r"[.!?…。।؟\"”’'»)\]]\s*(?:[(\[（]\s*(?P<in>[^()\[\]（）]{2,40}?)\s*[)\]）]|[—–]+\s?(?P<dash>[^\s—–.()][^—–.()]{1,30})|"
    r"/(?P<slash>[^\s/.()][^/.()]{1,30})/|\s(?P<bare>[^\W\d_]{3,12}))[.\s]*$"
)
# (c)AFP/Taro Yamada — as Japanese reports end.
_JAPANESE = re.compile(r"[（(][cｃC][)）]\s?(?P<name>[A-Z][A-Za-z.]{1,30})(?:/[^/]{1,60})?$")
_AND = re.compile(r"\s*[,;/、]\s*|\s(?:and|und|et|y|e|&)\s")
_LANGUAGES = {"english", "german", "french", "spanish", "arabic", "russian", "chinese", "hebrew", "italian",
              "portuguese", "print", "turkish", "persian", "japanese", "dutch"}  # fmt: skip


def credit_in_line(line: str, *, has_named_author: bool) -> str | None:
    """Whom a whole line credits: "Source: Reuters", "© AFP", "(dpa)", "Mit Material von dpa".

    Of a text by a colleague agencies only lent material, and other outlets are where he read something.
    """
    if len(line) <= _LONGEST_NOTICE and (notice := _COPYRIGHT.match(line)):
        return agency_named(notice["name"])
    if len(line) > LONGEST_CREDIT:
        return None
    if said := _CREDITED.match(line):
        return first_named(said["name"], outlets=not has_named_author)
    if lent := _LENT.match(line):
        return None if has_named_author else agency_named(lent["name"])
    # Of two letters alone a line may be a button: AA changes the size of the text.
    return agency_named(line) if len(line.strip("()[]（）—–-/*. ")) > 2 or line[0] in "([（/" else None


def first_named(printed: str, *, outlets: bool) -> str | None:
    """The first of those that stand behind "Source:"; outlets that are no agencies only where they are asked for."""
    printed = printed.strip(" ()[]（）.*/")
    first = _AND.split(printed)[0]
    return agency_named(printed) or agency_named(first) or (outlet_named(first) if outlets else None)


def agency_mark(line: str) -> str | None:
    """The agency whose mark stands behind the last sentence of a line."""
    end = line[-60:]
    if match := _JAPANESE.search(end):
        return agency_named(match["name"])
    match = _MARK.search(end)
    if match is None:
        return None
    name = agency_named(match["in"] or match["dash"] or match["slash"] or match["bare"])
    return None if match["bare"] and not match["bare"].isupper() else name


def first_publisher(lines: Iterable[str]) -> tuple[str, str] | None:
    """The outlet of which one of these lines says that the text was its own first, and that line."""
    for line in lines:
        match = _FIRST_PUBLISHED.match(line) if len(line) <= _LONGEST_NOTICE else None
        name = match["name"].strip() if match else ""
        if is_capitalized(name) and len(name.split()) <= 5 and fold(name) not in _LANGUAGES and not name[0].isdigit():
            return agency_named(name) or outlet_named(name) or name, line
    return None
