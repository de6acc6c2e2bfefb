"""Pages with status 200 that are not articles: bot walls, consent pages, "not found" pages, lists of articles."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from newsarchive.extraction.metadata import is_of_page
from newsarchive.extraction.page.json_ld import types_of
from newsarchive.extraction.page.list_addresses import list_address_kind
from newsarchive.extraction.page.parsed_page import ParsedPage, text_in
from newsarchive.extraction.phrases.alternatives import one_of
from newsarchive.extraction.phrases.refusals import CONSENT, NOT_FOUND
from newsarchive.extraction.refusal.bot_walls import wall_vendor
from newsarchive.outlet import Outlet, is_home
from newsarchive.records import Outcome
from newsarchive.text import count_words

# A title of a few words between dividers. News headlines about consent are longer.
_CONSENT = re.compile(
    rf"(?:^|[|–—·-]\s+)(?:\w+\s+){{0,2}}{one_of(CONSENT)}(?:\s+\w+)?\W*(?:$|\s[|–—·-]\s)", re.IGNORECASE
)
_CONSENT_HOSTS = re.compile(r"^(?:consent|guce|cmp|privacy|myprivacy|zustimmung)\.")
_CONSENT_PATHS = re.compile(r"/(?:privacy-?gate(?:-confirm)?|consent|zustimmung|cookie-?wall)(?:[/.]|$)")
_MISSING = re.compile(one_of(NOT_FOUND), re.IGNORECASE)
# Bot walls and error pages have few words. A page with more words of text is something else.
_MOST_WORDS_OF_A_WALL = 200
_MOST_WORDS_OF_AN_ERROR = 250
# "Sorry, the page you are looking for could not be found". Longer headlines are news about missing things.
_MOST_WORDS_OF_ITS_HEADLINE = 12
# An address of one article: a slug of four words, or a number of five digits.
_ARTICLE_PATH = re.compile(r"[^/\W]+(?:[-_][^/\W]+){3}[^/]*/?$|\d{5}")
# Names of lists in the body's class (WordPress, Drupal) and in JSON-LD (schema.org).
_LIST_CLASSES = {
    "category": "section", "archive": "section", "tag": "tag", "author": "author", "search": "search",
    "search-results": "search", "search-no-results": "search", "path-taxonomy": "section", "path-search": "search",
    "page-taxonomy-term": "section", "post-type-archive": "section",
}  # fmt: skip
_MISSING_CLASSES = frozenset({"error404", "page-404", "error-404", "page-not-found"})
_ARTICLE_CLASSES = frozenset(
    {"single", "single-post", "singular", "postid", "node-type-article", "page-node-type-article"}
)
_LIST_TYPES = {"SearchResultsPage": "search", "ProfilePage": "author", "CollectionPage": "section"}
# A page is a list if this share of its words is in links, it has few long paragraphs, and it does not claim to be an
# article.
_LINK_SHARE = 0.6
_LEAST_LINKS = 25
# The same for a page whose address or markup says that it is a list.
_LINK_SHARE_OF_A_NAMED_LIST = 0.3
_LEAST_LINKS_OF_A_NAMED_LIST = 8
_LONG_PARAGRAPH_WORDS = 25
_FEWEST_LONG_PARAGRAPHS = 4


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a page is not an article. The outcome of a bot wall is REFUSED, so that the page is fetched again later."""

    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a page shows: all its words, and those in links."""

    words: int
    linked_words: int
    links: int


def find_refusal(
    parsed: ParsedPage, outlet: Outlet, body: str, shows_story: Callable[[], bool] = lambda: False
) -> Refusal | None:
    """Why the page is not an article, in words for users; None if it may be one.

    body: the text that was extracted. A page with a long text is an article whatever its title says.
    shows_story: asked before a page is refused as a list: whether it shows a headline with its date. Many stories are
    shorter than the menus and teasers around them.
    """
    if is_home(parsed.url, outlet.home):
        return Refusal(Outcome.NOT_ARTICLE, "the outlet's home page")
    if claims_article(parsed):
        return None
    words = count_words(body)
    wall = wall_vendor(parsed) if words < _MOST_WORDS_OF_A_WALL else None
    if wall is not None:
        return Refusal(Outcome.REFUSED, f"bot wall: {wall}")
    reason = (
        (_consent_reason(parsed) if words < _MOST_WORDS_OF_A_WALL else None)
        or (_missing_reason(parsed) if words < _MOST_WORDS_OF_AN_ERROR else None)
        or _list_reason(parsed, body, shows_story)
    )
    return Refusal(Outcome.NOT_ARTICLE, reason) if reason else None


def says_missing(headline: str) -> bool:
    """Whether a headline says "not found", as error pages with status 200 do."""
    return count_words(headline) <= _MOST_WORDS_OF_ITS_HEADLINE and _MISSING.search(headline) is not None


def claims_article(parsed: ParsedPage) -> bool:
    """Whether the page's data say that the page itself is an article, not only the articles that it lists."""
    if "article:published_time" in parsed.meta or _describes_itself(parsed):
        return True
    # Some publishing systems write og:type article on every page, so it does not count if the markup says "list".
    declared = (parsed.first_meta("og:type") or "").lower()
    return declared in ("article", "news", "newsarticle") and not (_named_list(parsed) or _is_called_missing(parsed))


def _describes_itself(parsed: ParsedPage) -> bool:
    node = parsed.linked_data.article
    return bool(node) and is_of_page(parsed, node)


def _consent_reason(parsed: ParsedPage) -> str | None:
    parts = urlsplit(parsed.url)
    is_gate = _CONSENT_HOSTS.match(parts.hostname or "") or _CONSENT_PATHS.search(parts.path)
    return "consent page" if is_gate or _CONSENT.search(parsed.title or "") else None


def _missing_reason(parsed: ParsedPage) -> str | None:
    shown = [parsed.title or "", *(text_in(h1) for h1 in parsed.all("h1")[:3])]
    found = next((text for text in shown if _MISSING.search(text)), None)
    if found is None and _is_called_missing(parsed):
        found = shown[0]
    return f"not found, although the HTTP status says success: {found[:80]!r}" if found is not None else None


def _list_reason(parsed: ParsedPage, body: str, shows_story: Callable[[], bool]) -> str | None:
    long = sum(count_words(line) >= _LONG_PARAGRAPH_WORDS for line in body.split("\n\n"))
    named = _named_list(parsed)
    is_named_piece = named is None and _ARTICLE_PATH.search(urlsplit(parsed.url).path)
    if long >= (1 if is_named_piece else _FEWEST_LONG_PARAGRAPHS):
        return None
    extent = measure_extent(parsed)
    fewest = _LEAST_LINKS_OF_A_NAMED_LIST if named else _LEAST_LINKS
    share = _LINK_SHARE_OF_A_NAMED_LIST if named else _LINK_SHARE
    is_list = extent.links >= fewest and extent.linked_words > share * extent.words
    if is_list and (named or not shows_story()):
        return f"a {named or 'list'} page, not an article: {extent.links} links, {long} paragraphs"
    return None


def _named_list(parsed: ParsedPage) -> str | None:
    """The kind of list that the page's markup, data or address names; None if none does."""
    classes = _body_classes(parsed)
    if classes & _ARTICLE_CLASSES:
        return None
    by_class = next((_LIST_CLASSES[name] for name in sorted(classes) if name in _LIST_CLASSES), None)
    types = {name for node in parsed.linked_data.nodes[:50] for name in types_of(node)}
    by_type = next((kind for name, kind in _LIST_TYPES.items() if name in types), None)
    return by_class or by_type or list_address_kind(parsed.url)


def _is_called_missing(parsed: ParsedPage) -> bool:
    return not _MISSING_CLASSES.isdisjoint(_body_classes(parsed))


def _body_classes(parsed: ParsedPage) -> set[str]:
    classes = next((classes for body in parsed.all("body") if (classes := body.get("class")) is not None), "")
    return set(classes.lower().split())


def measure_extent(parsed: ParsedPage) -> Extent:
    """How many words a page shows, and how many of them are in links."""
    links = parsed.tree.xpath("//body//a[@href]")
    texts = parsed.tree.xpath(
        "//body//text()[not(parent::script or parent::style or parent::noscript or parent::template)]"
    )
    linked = sum(count_words(text_in(link)) for link in links)
    return Extent(count_words(" ".join(map(str, texts))), linked, len(links))
