"""The canonical URL: the address that a page declares as its own, unless it cannot be the address of one article."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import SplitResult, unquote, urlsplit

from lxml.html import HtmlElement

from newsarchive.extraction.page.candidates import Candidate, first_candidate, with_values
from newsarchive.extraction.page.list_addresses import list_address_kind
from newsarchive.extraction.page.parsed_page import ParsedPage, text_in
from newsarchive.text import count_words
from newsarchive.urls import resolve, url_key

# What templates and scripts write for a value that is missing.
_MISSING_VALUES = frozenset(
    {"undefined", "null", "none", "nan", "nil", "false", "[object object]", "(unknown)", "#value!"}
)
# Placeholders that a template left: {{ page.url }}, ${url}, <%= url %>, [[url]], %%url%%.
_PLACEHOLDER = re.compile(r"[{}<>`]|\[\[|\]\]|%%")
_MOST_LINKS = 5
_MOST_ANCESTORS = 40
# Elements that begin the visible part of a page. HTML allows a canonical link only before them.
_SEEN = frozenset({"p", "h1", "h2", "article", "main", "nav"})
_MENU_TAGS = frozenset({"nav", "footer"})
_MENU_CLASS = re.compile(r"crumb|menu|(?:^|[\s_-])nav", re.IGNORECASE)
_LONGEST_CLASS = 500
_MOST_WORDS_OF_A_SECTION = 3
# An article's part of a path: a slug of three words, or a number of five digits.
_ARTICLE_PART = re.compile(r"[^\W_]+(?:[-_+. ][^\W_]+){2}|\d{5}")


def find_canonical(parsed: ParsedPage) -> Candidate | None:
    """The absolute address that the page declares as its own; the archive decides whether to believe it.

    Left out are placeholders of templates, the home page, and addresses of lists, because none is one article's.
    """
    offered = with_values(
        *((href, "rel=canonical") for href in _links(parsed)), (parsed.first_meta("og:url"), "og:url")
    )
    resolved = ((_own_address(parsed, candidate.value), candidate.where) for candidate in offered)
    return first_candidate(with_values(*resolved))


def _links(parsed: ParsedPage) -> Iterator[str]:
    """The canonical links of the head. One inside the story may come from a reader or an embedded text.

    Invalid elements in the head end it early for every HTML parser. Links between them and the visible page count.
    """
    for link in parsed.all("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and _is_in_head(link):
            yield link.get("href") or ""


def _is_in_head(link: HtmlElement) -> bool:
    lines = (one for one in (link, *islice(link.iterancestors(), _MOST_ANCESTORS)) if one.tag not in ("html", "body"))
    ancestors = list(lines)
    if any(one.tag == "head" for one in ancestors):
        return True
    # An ancestor that begins the story, or one that stands before.
    before = (one for ancestor in ancestors for one in islice(ancestor.itersiblings(preceding=True), _MOST_ANCESTORS))
    return not any(_is_seen(one) for one in (*ancestors, *before))


def _is_seen(element: HtmlElement) -> bool:
    return element.tag in _SEEN or next(element.iter(*_SEEN), None) is not None


def _own_address(parsed: ParsedPage, href: str) -> str | None:
    """The absolute form of an address, if it may be the address of this one article."""
    url = resolve(parsed.url, href)
    if url is None or _is_placeholder(href, parsed.url):
        return None
    page, own = urlsplit(parsed.url), urlsplit(url)
    if url_key(url) == url_key(parsed.url):
        return url
    if not own.path.strip("/") and not own.query:
        return None
    if page.path == own.path:
        return url
    is_list = list_address_kind(url) or _is_folder_of(own, page) or _is_section_in_menu(parsed, own)
    return None if is_list else url


def _is_placeholder(href: str, page_url: str) -> bool:
    """Whether an address has a part that a template or a script should have replaced, and that the page's has not."""
    written = unquote(href.strip()).lower()
    if _PLACEHOLDER.search(written):
        return True
    parts = {part.strip() for part in re.split(r"[/?#=&]", written)}
    return any(part in _MISSING_VALUES and part not in unquote(page_url).lower() for part in parts)


def _is_folder_of(own: SplitResult, page: SplitResult) -> bool:
    """Whether an address is a folder that the page is in: /news/ for /news/river-wall-is-rebuilt.

    A story can be a folder too, of its AMP form, its second page or its comments. Then the page's own part of the
    path has no article's name, or the folder has one.
    """
    folder, path = unquote(own.path).rstrip("/"), unquote(page.path)
    if own.query or not path.startswith(f"{folder}/"):
        return False
    name, rest = folder.rpartition("/")[2], path[len(folder) :]
    return not _ARTICLE_PART.search(name) and _ARTICLE_PART.search(rest) is not None


def _is_section_in_menu(parsed: ParsedPage, own: SplitResult) -> bool:
    """Whether a menu, breadcrumb or footer of the page has the address under a short name, as only sections have."""
    path = own.path.rstrip("/")
    linked = (link for link in parsed.all("a") if (link.get("href") or "").partition("?")[0].rstrip("/").endswith(path))
    for link in islice(linked, _MOST_LINKS):
        target = urlsplit(resolve(parsed.url, link.get("href")) or "")
        is_same = (target.hostname, target.path.rstrip("/"), target.query) == (own.hostname, path, own.query)
        if is_same and _is_in_menu(link) and 0 < count_words(text_in(link)) <= _MOST_WORDS_OF_A_SECTION:
            return True
    return False


def _is_in_menu(link: HtmlElement) -> bool:
    return any(
        one.tag in _MENU_TAGS or _MENU_CLASS.search(f"{one.get('class', '')} {one.get('id', '')}"[:_LONGEST_CLASS])
        for one in islice(link.iterancestors(), _MOST_ANCESTORS)
        if one.tag not in ("html", "body")
    )
