"""How few words make an article: fewer where the page shows that this is its own story, as with a news flash."""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.dates import GUESSED
from newsarchive.extraction.dates.date_style import date_style
from newsarchive.extraction.dates.printed_dates import VisibleDates
from newsarchive.extraction.page.parsed_page import ParsedPage, text_in
from newsarchive.extraction.refusal.not_an_article import claims_article
from newsarchive.outlet import Outlet
from newsarchive.records import Article
from newsarchive.text import count_words, fold

# A shorter text is a caption, a notice or a failed extraction. Two characters of a script without spaces are a word.
MIN_WORDS = 25
# Galleries, videos and texts behind a paywall show few words, and these are kept.
_FEWEST_WORDS = {"gallery": 10, "video": 10}
_FEWEST_STUB_WORDS = 5
# A news flash, or one sentence above an embedded post or video.
_FEWEST_WORDS_OF_A_FLASH = 8
# Sections and topics have short names.
_FEWEST_WORDS_OF_A_HEADLINE = 3
_PRINTED_HEADLINES = frozenset({"h1", "h2"})
_SENTENCE = re.compile(r"[.!?…。！？।۔؟\u0e00-\u0eff\u1780-\u17ff][\"'”»’)\]」』 ]*$", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+")
# So many letters of a word are the same in its grammatical cases. Words without a Latin letter are shorter.
_STEM, _SHORTEST, _SHORTEST_LATIN = 5, 2, 4
_LATIN = re.compile(r"[a-z\u00df-\u024f]")
# Paragraphs outside the text: this many, of this many words, show that the text was not found.
_MISSED, _WORDS_OF_MISSED, _MOST_PARAGRAPHS, _BEGINNING = 2, 15, 400, 60
_NO_PARAGRAPH_IN = frozenset({"aside", "dialog", "figure", "footer", "form", "li", "nav", "noscript"})
_MOST_ANCESTORS = 30


def fewest_words(article: Article, parsed: ParsedPage, outlet: Outlet, fetched_at: datetime) -> int:
    """How many words the text of an article must have at least.

    A short text counts where the page declares or prints a story, the text has a sentence about its headline, and no
    other text of the page was missed. Otherwise it is a caption, a notice, or what is left of a failed extraction.
    """
    if article.completeness == "stub":
        return _FEWEST_STUB_WORDS
    fewest = _FEWEST_WORDS.get(article.kind, MIN_WORDS)
    words = count_words(article.body)
    if not min(fewest, _FEWEST_WORDS_OF_A_FLASH) <= words < fewest:
        return fewest
    if not _SENTENCE.search(article.body) or _stems(article.headline).isdisjoint(_stems(article.body)):
        return fewest
    # Some systems declare every page as an article, but only stories have a date.
    is_dated = article.published is not None and not article.provenance.get("published", GUESSED).startswith(GUESSED)
    is_story = (is_dated and claims_article(parsed)) or shows_story(article, parsed, outlet, fetched_at)
    return _FEWEST_WORDS_OF_A_FLASH if is_story and not _has_missed_text(parsed, article.body) else fewest


def shows_story(article: Article, parsed: ParsedPage, outlet: Outlet, fetched_at: datetime) -> bool:
    """Whether readers see a story's headline with its date below: a section has a short name, and a date per story.

    It costs a search for printed dates, so it is asked only about pages that would be refused.
    """
    is_printed = article.provenance.get("headline") in _PRINTED_HEADLINES
    if not is_printed or count_words(article.headline) < _FEWEST_WORDS_OF_A_HEADLINE:
        return False
    visible = VisibleDates(parsed, date_style(parsed, outlet, fetched_at))
    below = [one for one in visible.printed if one.where.endswith("below the headline") and not one.is_guess]
    return 0 < len({one.date.stamp.on for one in below}) <= 2


def _stems(text: str) -> set[str]:
    """The beginnings of the longer words; for scripts without spaces, pairs of characters."""
    found: set[str] = set()
    for word in _WORD.findall(fold(text)):
        if _LATIN.search(word):
            found |= {word[:_STEM]} if len(word) >= _SHORTEST_LATIN else set()
        elif len(word) >= _SHORTEST:
            found |= {word[at : at + _SHORTEST] for at in range(len(word) - 1)}
    return found


def _has_missed_text(parsed: ParsedPage, body: str) -> bool:
    text = fold(body)
    missed = (one for one in _long_paragraphs(parsed) if fold(one)[:_BEGINNING] not in text)
    return len(list(islice(missed, _MISSED))) == _MISSED


def _long_paragraphs(parsed: ParsedPage) -> Iterator[str]:
    for paragraph in parsed.all("p")[:_MOST_PARAGRAPHS]:
        if _is_boxed(paragraph):
            continue
        text = text_in(paragraph)
        linked = sum(len(text_in(link)) for link in islice(paragraph.iter("a"), _MOST_ANCESTORS))
        if count_words(text) >= _WORDS_OF_MISSED and 2 * linked < len(text):
            yield text


def _is_boxed(paragraph: HtmlElement) -> bool:
    return any(one.tag in _NO_PARAGRAPH_IN for one in islice(paragraph.iterancestors(), _MOST_ANCESTORS))
