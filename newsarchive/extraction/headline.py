"""The headline: chosen among what JSON-LD, OpenGraph, h1 and title say, by agreement, without the outlet's name."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from newsarchive.extraction.candidates import Candidate, given
from newsarchive.extraction.linked_data import first_text
from newsarchive.extraction.markup import ParsedPage, text_in
from newsarchive.outlet import Outlet
from newsarchive.text import fold

# What each place counts when places disagree. Twitter's repeats OpenGraph's as a rule, a title is often shortened,
# and a newsroom's JSON-LD is right against all others. Tuned on two thirds of the outlets of the test collections,
# where these weights give 85 % exact, and 94 % on the third that was held out.
_WEIGHTS = {"JSON-LD headline": 30, "h1": 10, "og:title": 10, "twitter:title": 5, "title": 2}
_META_TITLES = ("og:title", "twitter:title")
_OTHER_META = ("headline", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "title")
_MAX_HEADLINE = 500
_MAX_H1 = 20

# Between a headline and what is added to it: " | ", " - ", "｜" and their kin.
_DIVIDER = re.compile(r"\s+[-–—|·•»«:›⎜ǀ]\s+|\s*[｜|]\s*|\s*：(?=[^：]{2,40}$)")
_SPACE_BEFORE = re.compile(r"\s+(?=[:;,.!?])")
_NOT_WORD = re.compile(r"[\W_]+")


def headline_candidates(parsed: ParsedPage, outlet: Outlet) -> list[Candidate]:
    """Every headline the page offers, stripped of the outlet's name, the chosen one first."""
    named = _site_names(parsed, outlet)
    offered = [*_declared(parsed, named)]
    shown = _shown(parsed, named, offered)
    offered = [_without_section(candidate, shown) for candidate in offered] + shown
    offered += _titles(parsed, named, offered)
    offered = [candidate for candidate in offered if not _is_broken_off(candidate, offered)]
    support = _support(offered)
    return sorted(offered, key=lambda candidate: -support[_same(candidate.value)])


def _support(offered: Sequence[Candidate]) -> dict[str, int]:
    """How much speaks for each wording: the sum over the places that have it."""
    support: dict[str, int] = defaultdict(int)
    for wording, place in {(_same(candidate.value), candidate.where) for candidate in offered}:
        support[wording] += _WEIGHTS.get(place, 2)
    return support


def _declared(parsed: ParsedPage, named: frozenset[str]) -> Iterator[Candidate]:
    node = parsed.linked_data.article
    found = given(
        (first_text(node, "headline"), "JSON-LD headline"),
        (first_text(node, "name"), "JSON-LD name"),
        *((parsed.first_meta(name), name) for name in _META_TITLES + _OTHER_META),
    )
    for candidate in found:
        if len(candidate.value) <= _MAX_HEADLINE:
            yield Candidate(without_outlet(candidate.value, named), candidate.where)


def _shown(parsed: ParsedPage, named: frozenset[str], offered: Sequence[Candidate]) -> list[Candidate]:
    """The h1 that is the article's: the one that agrees with what the head declares, else the first that is no name."""
    shown = [text for h1 in parsed.tree.xpath("(//h1)[position() <= $most]", most=_MAX_H1) if (text := text_in(h1))]
    shown = [text for text in shown if len(text) <= _MAX_HEADLINE and _letters(text) not in named]
    declared = " ".join(_same(candidate.value) for candidate in (*offered, *given((parsed.title, "title"))))
    # The longest that agrees: a section's name is part of many titles too.
    agreeing = sorted((text for text in shown if len(text) > 3 and _same(text) in declared), key=len, reverse=True)
    return [Candidate(text, "h1") for text in (agreeing or shown)[:1]]


def _titles(parsed: ParsedPage, named: frozenset[str], offered: Sequence[Candidate]) -> Iterator[Candidate]:
    """The title element, without what follows the wording that another place has."""
    title = parsed.title
    if not title or len(title) > _MAX_HEADLINE:
        return
    known = {_same(candidate.value) for candidate in offered}
    parts = _parted(title)
    agreed = next((part for part in parts if _same(part) in known), None)
    yield Candidate(agreed or without_outlet(title, named), "title")


def _is_broken_off(candidate: Candidate, offered: Sequence[Candidate]) -> bool:
    """Whether a wording ends where a quotation begins in another: at a quote that was not escaped in its attribute."""
    rest = (other.value.removeprefix(candidate.value) for other in offered if other.value.startswith(candidate.value))
    return any(behind.lstrip().startswith('"') for behind in rest)


def _without_section(candidate: Candidate, shown: Sequence[Candidate]) -> Candidate:
    """A meta title cut where the h1 ends, if what follows is parted from it: a section, a series, a slogan."""
    if candidate.where in _META_TITLES:
        wordings = {_same(h1.value) for h1 in shown}
        cut = next((rest for _, rest in _ends(candidate.value) if _same(rest) in wordings), None)
        return Candidate(cut, candidate.where) if cut else candidate
    return candidate


def without_outlet(title: str, named: frozenset[str]) -> str:
    """title without the outlet's name before or behind it; unchanged when nothing else would be left."""
    for part, rest in _ends(title):
        if rest and _letters(part) in named:
            return without_outlet(rest, named)
    return title


def _ends(title: str) -> Iterator[tuple[str, str]]:
    """(last part, what is before it) and (first part, what is behind it)."""
    dividers = list(_DIVIDER.finditer(title))
    for divider in reversed(dividers):
        yield title[divider.end() :], title[: divider.start()]
    for divider in dividers:
        yield title[: divider.start()], title[divider.end() :]


def _parted(title: str) -> list[str]:
    return [title, *(rest for _, rest in _ends(title))]


def _site_names(parsed: ParsedPage, outlet: Outlet) -> frozenset[str]:
    """The names a page calls its outlet by, as letters alone: title, site name, publisher, the host and its parts."""
    host = (urlsplit(parsed.url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    data = parsed.linked_data
    spelled = [
        outlet.title,
        host,
        ".".join(labels[-2:]),
        *labels[:-1],
        *parsed.meta.get("og:site_name", ()),
        *parsed.meta.get("application-name", ()),
        *(site.lstrip("@") for site in parsed.meta.get("twitter:site", ())),
        *data.names(data.article.get("publisher")),
    ]
    return frozenset(letters for name in spelled if (letters := _letters(name)))


def _letters(text: str) -> str:
    return _NOT_WORD.sub("", fold(text))


def _same(text: str) -> str:
    """The form under which two spellings of one headline are equal."""
    return _SPACE_BEFORE.sub("", fold(text))
