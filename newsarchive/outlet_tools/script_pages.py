"""Whether the text of a page comes only from scripts: next to no words, and a place or a note for an app. Pure."""

import re

from newsarchive.extraction.page.parsed_page import NotHtml, ParsedPage, all_text, parse_page
from newsarchive.outlet import Outlet
from newsarchive.records import Page
from newsarchive.text import count_words

INSTALL = "pip install 'newsarchive[browser]'"
# A frame without content has a name, a menu and a note about cookies; an article has more.
MOST_WORDS = 120
# The ids that the publishers of these tools write into the one element that their scripts fill: React, Vue, Next.js,
# Nuxt, Gatsby, SvelteKit, Quasar.
_ROOT_IDS = frozenset({"root", "app", "__next", "__nuxt", "___gatsby", "svelte", "q-app", "main-app", "react-root"})
# Elements and attributes of Angular and Ember.
_ROOT_TAGS = ("app-root", "ng-app")
_ROOT_ATTRIBUTES = ("ng-version", "ng-app", "data-reactroot", "data-server-rendered")
_NEEDS_SCRIPTS = re.compile(r"java\s?script", re.IGNORECASE)
_UNSEEN = frozenset({"script", "style", "template", "noscript", "svg", "head"})


def has_only_scripts(page: Page) -> bool:
    """Whether page has next to no text of its own, and scripts that may bring one."""
    if page.raw is not None:
        return False
    try:
        parsed = parse_page(page)
    except NotHtml:
        return False
    return bool(parsed.all("script")) and _words(parsed) <= MOST_WORDS and _has_place_for_text(parsed)


def advice(outlet: Outlet, characters: int | None) -> str:
    """What to write into the outlet's file; characters is the length of the rendered text, None if it was not tried."""
    if characters is None:
        return f"it comes only from scripts: install a browser with `{INSTALL}`, then write render = True into its file"
    return f"it comes only from scripts: with render = True in {outlet.name}.py it has {characters:,} characters"


def _words(parsed: ParsedPage) -> int:
    words = 0
    for element in parsed.elements:
        if isinstance(element.tag, str) and element.tag not in _UNSEEN:
            words += count_words(element.text or "")
        words += count_words(element.tail or "") if _is_seen(element.getparent()) else 0
        if words > MOST_WORDS:
            break
    return words


def _is_seen(parent: object) -> bool:
    return parent is not None and getattr(parent, "tag", None) not in _UNSEEN


def _has_place_for_text(parsed: ParsedPage) -> bool:
    roots = any(element.get("id") in _ROOT_IDS for element in parsed.with_attribute("id"))
    names = any(parsed.all(tag) for tag in _ROOT_TAGS) or bool(parsed.with_attribute(*_ROOT_ATTRIBUTES))
    notes = any(_NEEDS_SCRIPTS.search(all_text(one)) for one in parsed.all("noscript"))
    return roots or names or notes
