"""The headline: the wording that most places agree on (JSON-LD, OpenGraph, h1, title), without the outlet's name."""

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.extraction.names.page_outlet_names import letters_only, page_outlet_names
from newsarchive.extraction.page.candidates import Candidate, with_values
from newsarchive.extraction.page.json_ld import first_text
from newsarchive.extraction.page.parsed_page import ParsedPage, text_in
from newsarchive.outlet import Outlet
from newsarchive.text import clean_text, fold

# The weight of each place when places disagree. Twitter's usually repeats OpenGraph's, and a title is often shortened.
# A newsroom's JSON-LD is right against all others, unless its own "name" agrees with the page. Tuned on two thirds of
# the outlets of the test collections: 92 % exact there, 90 % on the other third.
_WEIGHTS = {"JSON-LD headline": 30, "h1": 10, "og:title": 10, "JSON-LD name": 10, "twitter:title": 5, "title": 2}
_META_TITLES = ("og:title", "twitter:title")
_OTHER_META = ("headline", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "title")
_MAX_HEADLINE = 500
_MAX_H1 = 20

# Between a headline and what is added to it: " | ", " - ", "｜" and similar signs.
_DIVIDER = re.compile(r"\s+[-–—|·•»«:›⎜ǀ]\s+|\s*[｜|]\s*|\s*：(?=[^：]{2,40}$)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)$")
_DOTS = "….  "
# Classes of a kicker, the line above a headline, which some systems put into the h1 itself.
_KICKER_CLASS = re.compile(
    r"kicker|over-?line|top-?line|eyebrow|super-?title|pre-?title|roofline|dachzeile|spitzmarke|antetitulo|vorspann",
    re.IGNORECASE,
)
_JOINT = re.compile(r"^\s*[:|–—-]?\s*")
_RUN_INTO = re.compile(r"\w\s+$")
_MAX_IN_H1 = 30
_WORD = re.compile(r"\w{3,}")
_LEAST_WORDS = 3
_SPACE_BEFORE = re.compile(r"\s+(?=[:;,.!?])")


def headline_candidates(parsed: ParsedPage, outlet: Outlet) -> list[Candidate]:
    """Every headline on the page without the outlet's name, the chosen one first."""
    named = page_outlet_names(parsed, outlet)
    offered = [*_declared(parsed, named)]
    shown = _shown(parsed, named, offered)
    offered = [_without_kicker(_without_section(candidate, shown), shown) for candidate in offered] + shown
    offered += _titles(parsed, named, offered)
    offered = [candidate for candidate in offered if letters_only(candidate.value) not in named] or offered
    support = _support([candidate for candidate in offered if not _is_broken_off(candidate, offered)])
    ranked = sorted(offered, key=lambda candidate: -support[_comparable(candidate.value)])
    return sorted(ranked, key=lambda candidate: not _is_printed_otherwise(candidate, ranked))


def _support(offered: Sequence[Candidate]) -> dict[str, int]:
    """The weight of each wording: the sum over the places that have it."""
    support: dict[str, int] = defaultdict(int)
    for wording, place in {(_comparable(candidate.value), candidate.where) for candidate in offered}:
        support[wording] += _WEIGHTS.get(place, 2)
    return support


def _is_printed_otherwise(candidate: Candidate, ranked: Sequence[Candidate]) -> bool:
    """Whether an h1 is another wording of the headline in the page's head. Readers see the h1, search engines the head.

    An h1 that only lacks or adds words, such as a kicker, is not another wording; nor is one on another subject.
    """
    best = ranked[0]
    if candidate.where != "h1" or any(
        candidate.value != other.value and _one_contains_other(candidate, other) for other in ranked
    ):
        return False
    if any(_comparable(other.value) == _comparable(candidate.value) for other in ranked if other is not candidate):
        return False
    ours, theirs = _words(candidate.value), _words(best.value)
    return 2 * len(ours & theirs) >= min(len(ours), len(theirs)) >= _LEAST_WORDS


def _one_contains_other(one: Candidate, other: Candidate) -> bool:
    shorter, longer = sorted((letters_only(one.value), letters_only(other.value)), key=len)
    return shorter in longer


def _words(text: str) -> set[str]:
    return set(_WORD.findall(fold(text)))


def _declared(parsed: ParsedPage, named: frozenset[str]) -> Iterator[Candidate]:
    node = parsed.linked_data.article
    found = with_values(
        (first_text(node, "headline"), "JSON-LD headline"),
        (first_text(node, "name"), "JSON-LD name"),
        *((parsed.first_meta(name), name) for name in _META_TITLES + _OTHER_META),
    )
    for candidate in found:
        if len(candidate.value) <= _MAX_HEADLINE and (text := _plain(candidate.value)):
            yield Candidate(without_outlet(text, named), candidate.where)


def _plain(text: str) -> str:
    """text without the markup and entities that publishing systems leave in attributes and JSON by escaping twice."""
    return clean_text(_TAG.sub("", html.unescape(text)) if "&" in text or "<" in text else text)


def _shown(parsed: ParsedPage, named: frozenset[str], offered: Sequence[Candidate]) -> list[Candidate]:
    """The h1 of the article: the one that agrees with the page's head, else the first that is not the outlet's name."""
    declared = " ".join(_comparable(candidate.value) for candidate in (*offered, *with_values((parsed.title, "title"))))
    linked = {_comparable(candidate.value) for candidate in offered if candidate.where == "JSON-LD headline"}
    shown = [text for h1 in parsed.all("h1")[:_MAX_H1] if (text := _text_of_h1(h1, linked))]
    shown = [text for text in shown if len(text) <= _MAX_HEADLINE and letters_only(text) not in named]
    # The longest that agrees, because a section's name is part of many titles too.
    agreeing = sorted(
        (text for text in shown if len(text) > 3 and _comparable(text) in declared), key=len, reverse=True
    )
    return [Candidate(text, "h1") for text in (agreeing or shown)[:1]]


def _text_of_h1(h1: HtmlElement, linked: set[str]) -> str:
    """The text of an h1, without a kicker in it if its class marks it and the JSON-LD headline does not include it."""
    whole = text_in(h1)
    kicker = next((inner for inner in islice(h1.iter(), 1, _MAX_IN_H1) if _is_kicker(inner)), None)
    if kicker is None or _comparable(whole) in linked:
        return whole
    above = text_in(kicker)
    rest = _JOINT.sub("", whole.removeprefix(above)) if whole.startswith(above) else ""
    return rest or whole


def _is_kicker(element: HtmlElement) -> bool:
    return isinstance(element.tag, str) and _KICKER_CLASS.search(element.get("class") or "") is not None


def _titles(parsed: ParsedPage, named: frozenset[str], offered: Sequence[Candidate]) -> Iterator[Candidate]:
    """The title element, cut to the wording of another place if it contains one."""
    title = parsed.title
    if not title or len(title) > _MAX_HEADLINE:
        return
    known = {_comparable(candidate.value) for candidate in offered}
    parts = _shortened(title)
    agreed = next((part for part in parts if _comparable(part) in known), None)
    yield Candidate(agreed or without_outlet(title, named), "title")


def _is_broken_off(candidate: Candidate, offered: Sequence[Candidate]) -> bool:
    """Whether another wording continues where this one ends: at an unescaped quote or at an ellipsis."""
    stem = _ELLIPSIS.sub("", candidate.value)
    longer = [other.value for other in offered if len(other.value) > len(stem) and other.value.startswith(stem)]
    behind = [rest for value in longer if (rest := value[len(stem) :].strip(_DOTS))]
    if stem != candidate.value:
        return bool(behind)
    return any(rest.lstrip().startswith('"') for rest in behind)


def _without_section(candidate: Candidate, shown: Sequence[Candidate]) -> Candidate:
    """A meta title cut where the h1 ends, if a divider follows there: the rest is a section, a series or a slogan."""
    if candidate.where in _META_TITLES:
        wordings = {_comparable(h1.value) for h1 in shown}
        cut = next((rest for _, rest in _splits(candidate.value) if _comparable(rest) in wordings), None)
        return Candidate(cut, candidate.where) if cut else candidate
    return candidate


def _without_kicker(candidate: Candidate, shown: Sequence[Candidate]) -> Candidate:
    """A JSON-LD headline without the kicker before it, if only a space separates the two and the h1 has no kicker."""
    for h1 in shown:
        above = candidate.value.removesuffix(h1.value)
        if candidate.where == "JSON-LD headline" and above != candidate.value and _RUN_INTO.search(above):
            return Candidate(h1.value, candidate.where)
    return candidate


def without_outlet(title: str, named: frozenset[str]) -> str:
    """title without the outlet's name at its beginning or end; unchanged when nothing else would be left."""
    for part, rest in _splits(title):
        if rest and letters_only(part) in named:
            return without_outlet(rest, named)
    return title


def _splits(title: str) -> Iterator[tuple[str, str]]:
    """For each divider: (the part after it, the rest before it); then (the part before it, the rest after it)."""
    dividers = list(_DIVIDER.finditer(title))
    for divider in reversed(dividers):
        yield title[divider.end() :], title[: divider.start()]
    for divider in dividers:
        yield title[: divider.start()], title[divider.end() :]


def _shortened(title: str) -> list[str]:
    return [title, *(rest for _, rest in _splits(title))]


def _comparable(text: str) -> str:
    """The form under which two spellings of one headline are equal."""
    return _SPACE_BEFORE.sub("", fold(text))
