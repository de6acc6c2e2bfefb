"""The headline as the page prints it; where it prints none, the wording that most places of its head agree on."""

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsarchive.extraction.names.page_outlet_names import letters_only, page_outlet_names
from newsarchive.extraction.page.candidates import Candidate, with_values
from newsarchive.extraction.page.json_ld import first_text
from newsarchive.extraction.page.parsed_page import ParsedPage, text_in
from newsarchive.outlet import Outlet
from newsarchive.text import clean_text, fold

# The weight of each place when places disagree and no heading of the page is the story's. Twitter's usually repeats
# OpenGraph's, and a title is often shortened.
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
_LEAST_WORDS = 3
_MAX_HEADINGS = 12
_WHOLE_PAGE = frozenset({"html", "body", "main", "article"})
_LONGEST_ADDRESS = 1_000
_ELSEWHERE_TAGS = frozenset({"nav", "li", "footer", "aside", "form", "figure", "noscript", "dialog"})
_ELSEWHERE_CLASS = re.compile(
    r"crumb|(?:^|[\s_-])(?:nav|menu|footer|share|sharing|social|related|recommend\w*|teasers?|ticker|sidebar(?=$|\s)|swiper|"
    r"carousel|comments?|popular|newsletter|most-read|cookie\w*|consent|modal|popup)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LONGEST_CLASS = 500
_MOST_ANCESTORS = 40
_ANY_WORD = re.compile(r"\w+")
_NOT_WORD = re.compile(r"[\W_]+")
_CASED = re.compile(r"[a-z\u00df-\u024f\u0370-\u03ff\u0400-\u04ff]")
_SPACE_BEFORE = re.compile(r"\s+(?=[:;,.!?])")


def headline_candidates(parsed: ParsedPage, outlet: Outlet) -> list[Candidate]:
    """Every headline on the page without the outlet's name, the chosen one first."""
    named = page_outlet_names(parsed, outlet)
    offered = [*_declared(parsed, named)]
    printed = _printed(parsed, named, offered)
    shown = [printed] if printed else _shown(parsed, named, offered)
    offered = [_without_kicker(_without_section(candidate, shown), shown) for candidate in offered] + shown
    offered += _titles(parsed, named, offered)
    offered = [candidate for candidate in offered if letters_only(candidate.value) not in named] or offered
    support = _support([candidate for candidate in offered if not _is_broken_off(candidate, offered)])
    ranked = sorted(offered, key=lambda candidate: -support[_comparable(candidate.value)])
    return sorted(ranked, key=lambda candidate: candidate.value != printed.value) if printed else ranked


def _printed(parsed: ParsedPage, named: frozenset[str], offered: Sequence[Candidate]) -> Candidate | None:
    """The headline as readers see it: the first heading of the story that shares words with the page's head.

    The head's titles are often written for search engines and social media. Both are about one story, so they share
    words; the headings of sites, sections, boxes and other stories share none or few. An h2 must share most of its
    words, because subheads share some. An h1 with the wording of a title counts wherever it stands.
    """
    titles = [candidate.value for candidate in offered]
    titles += [without_outlet(parsed.title, named)] if parsed.title else []
    known = {_comparable(title) for title in titles}
    heads = [words for title in dict.fromkeys(titles) if (words := _parts_of(title))]
    h1s = [(h1, text) for h1 in parsed.all("h1")[:_MAX_HEADINGS] if (text := _wording(h1, named, known))]
    own = [(h1, text) for h1, text in h1s if not _is_elsewhere(h1, parsed.url)]
    for _, text in own:
        if _is_about(_parts_of(text), heads):
            return Candidate(text, "h1")
    for h2 in parsed.all("h2")[:_MAX_HEADINGS]:
        text = _wording(h2, named, known)
        if text and _is_mostly(_parts_of(text), heads) and not _is_elsewhere(h2, parsed.url):
            return Candidate(text, "h2")
    for _, text in h1s:
        if _comparable(text) in known:
            return Candidate(text, "h1")
    in_article = [text for h1, text in own if next(h1.iterancestors("article"), None) is not None]
    # The only h1 of the only story: its head may be reworded completely.
    if len(in_article) == 1 and len(_parts_of(in_article[0])) >= _LEAST_WORDS:
        return Candidate(in_article[0], "h1")
    return None


def _wording(heading: HtmlElement, named: frozenset[str], known: set[str]) -> str | None:
    """The text of a heading without section, outlet and the links of editors; None if it is not a headline's."""
    text = without_outlet(_text_of_h1(heading, known), named)
    if not 1 < len(text) <= _MAX_HEADLINE or letters_only(text) in named:
        return None
    if _comparable(text) in known:
        return text
    linked = next((text_in(link) for link in islice(heading.iter("a"), 1)), "")
    shorter = [rest for _, rest in _splits(text)] + ([text.removesuffix(linked).strip()] if linked else [])
    return next((rest for rest in shorter if rest and _comparable(rest) in known), text)


def _is_about(words: set[str], heads: Sequence[set[str]]) -> bool:
    """Whether a heading shares a third of its words with a title of the head, and covers a quarter of that title."""
    return any(
        3 * len(shared) >= len(words) and 4 * len(shared) >= len(head) for head in heads if (shared := words & head)
    )


def _parts_of(text: str) -> set[str]:
    """The words of a text; for scripts without spaces, its pairs of characters."""
    folded = fold(text)
    if _CASED.search(folded) or " " in folded.strip():
        return set(_ANY_WORD.findall(folded))
    letters = _NOT_WORD.sub("", folded)
    return {letters[at : at + 2] for at in range(max(1, len(letters) - 1))} if letters else set()


def _is_mostly(words: set[str], heads: Sequence[set[str]]) -> bool:
    """Whether a heading shares two thirds of its words with a title, and covers half of that title."""
    return any(
        3 * len(shared) >= 2 * len(words) and 2 * len(shared) >= len(head) for head in heads if (shared := words & head)
    )


def _is_elsewhere(heading: HtmlElement, url: str) -> bool:
    """Whether a heading is outside the story: in a menu, list, footer, breadcrumb or box, or a link to another page."""
    link = next(heading.iterancestors("a"), None)
    link = next(heading.iter("a"), None) if link is None else link
    if link is not None and not _leads_to(link, url):
        return True
    for ancestor in islice(heading.iterancestors(), _MOST_ANCESTORS):
        if ancestor.tag == "main":
            return False
        if ancestor.tag in _ELSEWHERE_TAGS:
            return True
        if ancestor.tag not in _WHOLE_PAGE and _ELSEWHERE_CLASS.search(
            (ancestor.get("class") or ancestor.get("id") or "")[:_LONGEST_CLASS]
        ):
            return True
    return False


def _leads_to(link: HtmlElement, url: str) -> bool:
    """Whether a link in a heading leads to the page itself; a link with no path of its own leads to the home page."""
    address = link.get("href")
    if address is None:
        return True
    path = address[:_LONGEST_ADDRESS].partition("?")[0].partition("#")[0].rstrip("/")
    last = path.rpartition("/")[2]
    return bool(last) and last in urlsplit(url).path


def _support(offered: Sequence[Candidate]) -> dict[str, int]:
    """The weight of each wording: the sum over the places that have it."""
    support: dict[str, int] = defaultdict(int)
    for wording, place in {(_comparable(candidate.value), candidate.where) for candidate in offered}:
        support[wording] += _WEIGHTS.get(place, 2)
    return support


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
