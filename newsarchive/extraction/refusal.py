"""Pages with status 200 that are no article all the same: bot walls, consent pages, "not found", section pages."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from newsarchive.extraction.markup import ParsedPage, text_in
from newsarchive.extraction.wording import CONSENT, MISSING, one_of
from newsarchive.outlet import Outlet, is_home
from newsarchive.text import count_words

# The walls: name, words of the title, and what is found in their addresses and ids.
_WALLS: tuple[tuple[str, str, str], ...] = (
    ("Cloudflare", r"^(just a moment|attention required|einen moment|un momento|un instant|один момент)",
     r"cf-chl|challenge-platform|cf-error-details"),
    ("DataDome", r"", r"captcha-delivery\.com"),
    ("Imperva", r"^pardon our interruption", r"_Incapsula_Resource|Incapsula incident"),
    ("PerimeterX", r"^access to this page has been denied", r"px-captcha"),
    ("Akamai", r"^access denied$", r"errors\.edgesuite\.net|sec-if-cpt-container"),
    ("AWS WAF", r"^human verification$", r"awswaf\.com|aws-waf-token"),
    ("Sucuri", r"^sucuri website firewall", r"sucuri_cloudproxy"),
    ("DDoS-Guard", r"^ddos-guard$", r"ddos-guard\.net"),
    ("captcha", r"are you a robot|robot check|verify you are (a )?human|^captcha|^security check|unusual traffic",
     r""),
)  # fmt: skip
_CONSENT = re.compile(rf"\b{one_of(CONSENT)}\b", re.IGNORECASE)
_CONSENT_HOSTS = re.compile(r"^(consent|guce|cmp|privacy|myprivacy|zustimmung)\.")
_MISSING = re.compile(one_of(MISSING), re.IGNORECASE)
_ADDRESSES = "(//script/@src | //iframe/@src | //@id | //form/@action)[position() < 500]"
# Walls and error pages say little; above this many words a page has something else to say.
_MOST_WORDS_OF_A_WALL = 200
_MOST_WORDS_OF_AN_ERROR = 250
# An address that names one piece: a slug of four words, or a number that no page of a list has.
_ARTICLE_PATH = re.compile(r"[^/\W]+(?:[-_][^/\W]+){3}[^/]*/?$|\d{5}")
# A section page: this share of its words is links to elsewhere, no paragraph is long, and nothing claims an article.
_LINK_SHARE = 0.6
_LEAST_LINKS = 25
_LONG_PARAGRAPH_WORDS = 25
_FEWEST_LONG_PARAGRAPHS = 4


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a page shows: all its words, and those in links."""

    words: int
    linked_words: int
    links: int


def reason_against(parsed: ParsedPage, outlet: Outlet, body: str) -> str | None:
    """Why the page is no article, in words for the archive's reader; None when nothing speaks against it.

    body is the text that was found on it: a page with a real text is believed over its title.
    """
    words = count_words(body)
    title = parsed.title or ""
    return (
        (wall_reason(parsed, title) if words < _MOST_WORDS_OF_A_WALL else None)
        or (_consent_reason(parsed, title) if words < _MOST_WORDS_OF_A_WALL else None)
        or (_missing_reason(parsed, title) if words < _MOST_WORDS_OF_AN_ERROR else None)
        or _section_reason(parsed, outlet, body)
    )


def wall_reason(parsed: ParsedPage, title: str) -> str | None:
    """The name of the bot wall that answered instead of the outlet."""
    markup = _attributes(parsed)
    for name, words, marks in _WALLS:
        by_title = bool(words) and re.search(words, title.strip(), re.IGNORECASE)
        by_marks = bool(marks) and re.search(marks, markup)
        # Outlets behind a wall load its script on every page: marks say nothing where there is an article.
        if by_title or (by_marks and not parsed.linked_data.article and not parsed.tree.xpath("//h1 | //article")):
            return f"bot wall: {name}"
    return None


def _attributes(parsed: ParsedPage) -> str:
    return " ".join(map(str, parsed.tree.xpath(_ADDRESSES)))


def _consent_reason(parsed: ParsedPage, title: str) -> str | None:
    if parsed.linked_data.article:
        return None
    host = parsed.url.partition("://")[2]
    return "consent page" if _CONSENT_HOSTS.match(host) or _CONSENT.search(title) else None


def _missing_reason(parsed: ParsedPage, title: str) -> str | None:
    if parsed.linked_data.article:
        return None
    shown = [title, *(text_in(h1) for h1 in parsed.tree.xpath("(//h1)[position() <= 3]"))]
    found = next((text for text in shown if _MISSING.search(text)), None)
    return f"not found, although the status says otherwise: {found[:80]!r}" if found else None


def _section_reason(parsed: ParsedPage, outlet: Outlet, body: str) -> str | None:
    if is_home(parsed.url, outlet.home):
        return "the outlet's home page"
    if _claims_article(parsed):
        return None
    long = sum(count_words(line) >= _LONG_PARAGRAPH_WORDS for line in body.split("\n\n"))
    if long >= (1 if _ARTICLE_PATH.search(urlsplit(parsed.url).path) else _FEWEST_LONG_PARAGRAPHS):
        return None
    extent = extent_of(parsed)
    if extent.links >= _LEAST_LINKS and extent.linked_words > _LINK_SHARE * extent.words:
        return f"a list of links, not an article: {extent.links} links, {long} paragraphs"
    return None


def _claims_article(parsed: ParsedPage) -> bool:
    declared = (parsed.first_meta("og:type") or "").lower()
    return (
        bool(parsed.linked_data.article) or declared in ("article", "news") or "article:published_time" in parsed.meta
    )


def extent_of(parsed: ParsedPage) -> Extent:
    """The words a page shows and how many of them are links."""
    links = parsed.tree.xpath("//body//a[@href]")
    texts = parsed.tree.xpath(
        "//body//text()[not(parent::script or parent::style or parent::noscript or parent::template)]"
    )
    linked = sum(count_words(text_in(link)) for link in links)
    return Extent(count_words(" ".join(map(str, texts))), linked, len(links))
