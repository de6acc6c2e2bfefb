"""Credits in the last lines of a text: Source: Reuters; (dpa); © AFP; first published by."""

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
# The agency's mark after the last sentence: "… is closed. (dpa)"; "… into the US. PTI"; "… he said. — AFP".
_MARK = re.compile(
    r"[.!?…。।؟\"”’'»)\]]\s*(?:[(\[（]\s*(?P<in>[^()\[\]（）]{2,40}?)\s*[)\]）]|[—–]+\s?(?P<dash>[^\s—–.()][^—–.()]{1,30})|"
    r"/(?P<slash>[^\s/.()][^/.()]{1,30})/|\s(?P<bare>[^\W\d_]{3,12}))[.\s]*$"
)
# (c)AFP/Taro Yamada — at the end of Japanese reports.
_JAPANESE = re.compile(r"[（(][cｃC][)）]\s?(?P<name>[A-Z][A-Za-z.]{1,30})(?:/[^/]{1,60})?$")
_AND = re.compile(r"\s*[,;/、]\s*|\s(?:and|und|et|y|e|&)\s")
_LANGUAGES = {"english", "german", "french", "spanish", "arabic", "russian", "chinese", "hebrew", "italian",
              "portuguese", "print", "turkish", "persian", "japanese", "dutch"}  # fmt: skip


def credit_in_line(line: str, *, has_named_author: bool) -> str | None:
    """The source in a line that is only a credit: "Source: Reuters", "© AFP", "(dpa)", "Mit Material von dpa".

    If the text has a named author, agencies only contributed material and other outlets are only references.
    """
    if len(line) <= _LONGEST_NOTICE and (notice := _COPYRIGHT.match(line)):
        return agency_named(notice["name"])
    if len(line) > LONGEST_CREDIT:
        return None
    if said := _CREDITED.match(line):
        return first_named(said["name"], outlets=not has_named_author)
    if lent := _LENT.match(line):
        return None if has_named_author else agency_named(lent["name"])
    # A line of two letters may be a button: AA changes the size of the text.
    return agency_named(line) if len(line.strip("()[]（）—–-/*. ")) > 2 or line[0] in "([（/" else None


def first_named(printed: str, *, outlets: bool) -> str | None:
    """The first name after "Source:" if it is an agency or, with outlets, an outlet."""
    printed = printed.strip(" ()[]（）.*/")
    first = _AND.split(printed)[0]
    return agency_named(printed) or agency_named(first) or (outlet_named(first) if outlets else None)


def agency_mark(line: str) -> str | None:
    """The agency whose mark follows the last sentence of a line."""
    end = line[-60:]
    if match := _JAPANESE.search(end):
        return agency_named(match["name"])
    match = _MARK.search(end)
    if match is None:
        return None
    name = agency_named(match["in"] or match["dash"] or match["slash"] or match["bare"])
    return None if match["bare"] and not match["bare"].isupper() else name


def first_publisher(lines: Iterable[str]) -> tuple[str, str] | None:
    """The outlet that published the text first according to one of these lines, and that line."""
    for line in lines:
        match = _FIRST_PUBLISHED.match(line) if len(line) <= _LONGEST_NOTICE else None
        name = match["name"].strip() if match else ""
        if is_capitalized(name) and len(name.split()) <= 5 and fold(name) not in _LANGUAGES and not name[0].isdigit():
            return agency_named(name) or outlet_named(name) or name, line
    return None
