"""The authors that a page reports to its statistics: Parse.ly, Chartbeat, the data layers of tag managers.

Pages without any other declaration often have these. Most are scripts, so they are searched as text: their objects are
JavaScript, not JSON.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from newsarchive.extraction.authors.name_forms import looks_like_name, names_section
from newsarchive.extraction.names.page_outlet_names import letters_only
from newsarchive.extraction.page.json_ld import as_list, parse_script, text_of
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.text import clean_text, fold

# https://docs.parse.ly/metatags/: the page's data as JSON in one meta element.
_PARSELY = "parsely-page"
# https://docs.chartbeat.com: variables of the page, which no other story has.
_PAGE_VARIABLE = re.compile(
    r"_sf_async_config\.authors\s{0,3}=\s{0,3}|\bcurrentStoryAuthor\s{0,3}=\s{0,3}|\bsetAuthorName\(\s{0,3}"
)
_NAMED = re.compile(
    r"(?:\bauthors?|[a-z_.]author|author_?names?|by_?line|signature)[\"']?\]?\s{0,5}[:=,]\s{0,5}(?=[\[\"'{])",
    re.IGNORECASE,
)
_STRING = r"(?:\"(?:[^\"\\\n]|\\.){2,120}\"|'(?:[^'\\\n]|\\.){2,120}')"
_VALUE = re.compile(rf"{_STRING}|\[\s{{0,9}}{_STRING}(?:\s{{0,9}},\s{{0,9}}{_STRING}){{0,9}}\s{{0,9}}\]")
_OF_OBJECT = re.compile(
    r"\[?\s{0,9}\{[^{}]{0,300}?[\"'](?:name|full_?name|display_?name)[\"']\s{0,5}:\s{0,5}" + f"({_STRING})",
    re.IGNORECASE,
)
_EACH = re.compile(_STRING)
_MAX_CHARACTERS = 3_000_000
_MOST_VALUES = 40
_MOST_NAMES = 12
_LONGEST_TEXT = 150


def reported_authors(parsed: ParsedPage, lines: Iterable[str]) -> list[str]:
    """The authors that the page reports to its statistics.

    Other scripts count if they name the same authors everywhere, and if one of lines, those beside the text, prints
    them: an account that only uploads the page is named in scripts too.
    """
    described = parse_script(parsed.first_meta(_PARSELY) or "")
    said = as_list(described.get("author")) if isinstance(described, dict) else []
    if names := [name for item in said if (name := text_of(item))]:
        return names
    scripts = [*_scripts(parsed)]
    for script in scripts:
        if (variable := _PAGE_VARIABLE.search(script)) and (names := _names_at(script, variable.end())):
            return names
    names = _only_names(scripts)
    return names if names and _are_printed(names, lines) else []


def _are_printed(names: list[str], lines: Iterable[str]) -> bool:
    """Whether a short line beside the text holds the first of the names."""
    wanted = letters_only(names[0])
    return any(len(line) <= _LONGEST_TEXT and wanted in letters_only(line) for line in lines)


def _scripts(parsed: ParsedPage) -> Iterator[str]:
    left = _MAX_CHARACTERS
    for element in parsed.all("script"):
        script = element.text or ""
        left -= len(script)
        if left < 0:
            return
        if "ld+json" not in (element.get("type") or ""):
            yield script


def _only_names(scripts: list[str]) -> list[str]:
    """The names under a name for authors, where they are the same everywhere."""
    found: dict[str, list[str]] = {}
    for script in scripts:
        for match in islice(_NAMED.finditer(script), _MOST_VALUES):
            names = _names_at(script, match.end())
            if names and all(_is_persons(name) for name in names):
                found.setdefault(fold(" ".join(names)), names)
    return next(iter(found.values())) if len(found) == 1 else []


def _names_at(script: str, start: int) -> list[str]:
    """The string, the strings of the list, or the name of the object at a place in a script."""
    if value := _VALUE.match(script, start):
        said = [_text(string[0]) for string in islice(_EACH.finditer(value[0]), _MOST_NAMES)]
    elif value := _OF_OBJECT.match(script, start):
        said = [_text(value[1])]
    else:
        return []
    return [name for name in said if name]


def _text(string: str) -> str:
    """The text of a JavaScript string."""
    inside = string[1:-1].replace("\\'", "'")
    try:
        return clean_text(str(json.loads(f'"{inside}"' if string[0] == "'" and '"' not in inside else string)))
    except ValueError:
        return clean_text(inside)


def _is_persons(name: str) -> bool:
    """Whether a value is one full name or several, and not a setting or a section."""
    parts = re.split(r"\s*[,;|]\s*|\s(?:and|et|und|y|e|og|och|en)\s", name)
    return not names_section(name) and all(looks_like_name(part, full=True) for part in parts)
