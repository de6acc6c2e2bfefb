"""The headline as the page prints it; where it prints none, the wording that most places of its head agree on."""

import html
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from newsarchive.extraction.names.page_outlet_names import letters_only, page_outlet_names
from newsarchive.extraction.page.candidates import Candidate, with_values
from newsarchive.extraction.page.json_ld import as_list, first_text, full_names, text_of
from newsarchive.extraction.page.parsed_page import INLINE, ParsedPage, text_in
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
_DIVIDER = re.compile(r"\s+(?:[-–—|·•»«:›⎜ǀ]|::)\s+|\s*[｜|]\s*|\s*：(?=[^：]{2,40}$)")
# The same without spaces, and brackets: only before the outlet's name, because words are joined like this too.
_TIGHT_DIVIDER = re.compile(r"\s*[-–—_|:：／/(（\[【]\s*")
_LONGEST_NAME = 40
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
_MOST_PARTS = 8
_MOST_ADDITIONS = 20
_EXTENSION = re.compile(r"\.\w{1,5}$")
_SLUG_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_IN_SLUG = 4
_NO_HEADINGS = frozenset({"div", "p", "span", "strong", "b", "td", "h4", "h5"})
_HEADLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:headline|(?:entry|article|art|post|story|news|view|page|content)[_-]?(?:title|subject|headline|heading))"
    r"(?:$|[\s_-])|^title$",
    re.IGNORECASE,
)
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
    for candidate in shown if printed is None else ():
        if _is_in_no_title(candidate, offered):
            support[_comparable(candidate.value)] = 1
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
    known = dict.fromkeys(_comparable(title) for title in titles)
    lesser_parts = {_comparable(part) for title in (*titles, parsed.title or "") for part in _lesser_parts(title)}
    sections = lesser_parts.difference(known)
    heads = [words for title in dict.fromkeys((*titles, _slug(parsed.url))) if (words := _parts_of(title))]
    h1s = [(h1, text) for h1 in parsed.all("h1")[:_MAX_HEADINGS] if (text := _wording(h1, named, known))]
    own = [(h1, text) for h1, text in h1s if not _is_elsewhere(h1, parsed.url)]
    for _, text in own:
        if _is_about(_parts_of(text), heads) and _comparable(text) not in sections:
            return Candidate(text, "h1")
    lesser = (parsed.all("h2")[:_MAX_HEADINGS], parsed.all("h3")[:_MAX_HEADINGS])
    for heading in chain(*lesser, _named_headlines(parsed)):
        text = _wording(heading, named, known)
        if text and _is_mostly(_parts_of(text), heads) and not _is_elsewhere(heading, parsed.url):
            return Candidate(text, heading.tag if heading.tag in ("h1", "h2", "h3") else "element for the headline")
    for _, text in h1s:
        if _comparable(text) in known:
            return Candidate(text, "h1")
    in_article = [text for h1, text in own if next(h1.iterancestors("article"), None) is not None]
    # The only h1 of the only story: its head may be reworded completely.
    if len(in_article) == 1 and len(_parts_of(in_article[0])) >= _LEAST_WORDS:
        return Candidate(in_article[0], "h1")
    return None


def _lesser_parts(title: str) -> Iterator[str]:
    """The parts of a title between dividers, without the longest: names of sections, sites and series."""
    parts = _DIVIDER.split(title)
    longest = max(parts, key=len)
    return (part for part in parts if part is not longest)


def _slug(url: str) -> str:
    """The words of an address. Systems write it from the headline, often from its first wording."""
    path = unquote(urlsplit(url).path[:_LONGEST_ADDRESS])
    slugs = [slug for slug in _EXTENSION.sub("", path).split("/") if len(_SLUG_WORD.findall(slug)) >= _FEWEST_IN_SLUG]
    return " ".join(_SLUG_WORD.findall(max(slugs, key=len, default="")))


def _named_headlines(parsed: ParsedPage) -> list[HtmlElement]:
    """Elements that are not headings, and that microdata or a class marks as the headline."""
    marked = [one for one in parsed.with_attribute("itemprop") if one.get("itemprop") == "headline"]
    for classes, elements in parsed.by_class.items():
        if _HEADLINE_CLASS.search(classes[:_LONGEST_CLASS]):
            marked += elements
    return parsed.in_order(one for one in marked if one.tag in _NO_HEADINGS)[:_MAX_HEADINGS]


def _wording(heading: HtmlElement, named: frozenset[str], known: Collection[str]) -> str | None:
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


def _is_in_no_title(h1: Candidate, offered: Sequence[Candidate]) -> bool:
    """Whether an h1 has one or two words that no title has: the site's name or a section, in another spelling."""
    text = _comparable(h1.value)
    titles = (_comparable(other.value) for other in offered if other is not h1)
    return len(_parts_of(h1.value)) < _LEAST_WORDS and not any(text in title for title in titles)


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
    added = _additions(parsed)
    for candidate in found:
        if len(candidate.value) <= _MAX_HEADLINE and (text := _plain(candidate.value)):
            yield Candidate(_without_additions(without_outlet(text, named), added), candidate.where)


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


def _text_of_h1(h1: HtmlElement, known: Collection[str]) -> str:
    """The text of an h1 without what other elements add to it, unless a title of the head includes that too.

    Added are kickers, badges, standfirsts, bylines, times and buttons. If the rest is a title of the head, any element
    before or behind it is an addition. Otherwise only kickers marked by their class are.
    """
    whole = text_in(h1)
    if _comparable(whole) in known or not len(h1):
        return whole
    parts = _parts_in(h1)
    runs = [(first, last) for first in range(len(parts)) for last in range(first + 1, len(parts) + 1)]
    # Loose text beside a title goes on with its sentence.
    runs = [(first, last) for first, last in runs if all(part.is_inside for part in parts[:first] + parts[last:])]
    joined = (_JOINT.sub("", clean_text("".join(part.text for part in parts[first:last]))) for first, last in runs)
    texts = {_comparable(text): text for text in joined if text}
    # A kicker may be a title too: the more trusted place has the headline.
    found = next((texts[title] for title in known if title in texts), None)
    if found is not None:
        return found
    kicker = next((inner for inner in islice(h1.iter(), 1, _MAX_IN_H1) if _is_kicker(inner)), None)
    if kicker is None:
        return whole
    above = text_in(kicker)
    rest = _JOINT.sub("", whole.removeprefix(above)) if whole.startswith(above) else ""
    return rest or whole


class _Part(NamedTuple):
    """A piece of a heading's text. is_inside: it is in an element of its own."""

    text: str
    is_inside: bool


def _parts_in(heading: HtmlElement) -> list[_Part]:
    """The texts of a heading's elements and those between them; only of its first elements."""
    outer = heading
    while len(outer) == 1 and not (outer.text or "").strip() and not (outer[0].tail or "").strip():
        outer = outer[0]
    parts = [_Part(outer.text or "", False)]
    for inner in islice(outer, _MOST_PARTS):
        if isinstance(inner.tag, str):
            parts.append(_Part(text_in(inner) if inner.tag in INLINE else f" {text_in(inner)} ", True))
        parts.append(_Part(inner.tail or "", False))
    return [part for part in parts if part.text.strip()]


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
    yield Candidate(agreed or _without_additions(without_outlet(title, named), _additions(parsed)), "title")


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
    for divider in _TIGHT_DIVIDER.finditer(title, max(0, len(title) - _LONGEST_NAME)):
        rest = title[: divider.start()]
        if letters_only(title[divider.end() :]) in named and len(_parts_of(rest)) >= _LEAST_WORDS:
            return without_outlet(rest, named)
    return title


def _without_additions(title: str, added: frozenset[str]) -> str:
    """title without the section or an author at its end, where the page names them elsewhere too."""
    for divider in reversed(list(_DIVIDER.finditer(title))):
        rest = title[: divider.start()]
        if letters_only(title[divider.end() :]) in added and len(_parts_of(rest)) >= _LEAST_WORDS:
            return _without_additions(rest, added)
    return title


def _additions(parsed: ParsedPage) -> frozenset[str]:
    """The names of the page's section and authors, as letters_only gives them."""
    article = parsed.linked_data.article
    offered = [
        *parsed.meta.get("article:section", ()),
        *parsed.meta.get("author", ()),
        *(text for value in as_list(article.get("articleSection")) if (text := text_of(value))),
        *full_names(parsed.linked_data, article.get("author")),
        *urlsplit(parsed.url).path.split("/")[1:2],
    ]
    return frozenset(letters_only(name) for name in offered[:_MOST_ADDITIONS]) - {""}


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
