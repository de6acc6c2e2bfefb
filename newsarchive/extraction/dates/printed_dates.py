"""The dates that a page prints for its article: near the headline or byline, not in teasers, comments or footers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from itertools import chain, islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from newsarchive.extraction.dates.date_elements import (
    MOST_TEXTS_BEHIND,
    OTHER_TAGS,
    TextInElement,
    block_of,
    is_beside_link,
    is_date_element,
    is_linked,
    is_of_others,
    kind_of,
    label_of,
    line_of,
    texts_above,
    texts_behind,
    texts_in,
)
from newsarchive.extraction.dates.date_parsing import MAX_LINE, DateStyle, Label, ParsedDate, parse_dates
from newsarchive.extraction.dates.date_words import plain
from newsarchive.extraction.dates.hidden_times import may_hold_time, time_in_attributes, time_in_call
from newsarchive.extraction.page.json_ld import first_text
from newsarchive.extraction.page.parsed_page import ParsedPage, text_in
from newsarchive.text import count_words, fold

_MAIN = (XPath("//article[not(ancestor::article)]"), XPath("//main|//*[@role='main']"))
_MOST_HEADINGS = 12
_MARKED = XPath(
    "(//*[@itemprop='datePublished' or contains(@class, 'date') or contains(@class, 'Date') "
    "or contains(@class, 'publish') or contains(@class, 'submitted') or contains(@class, 'created') "
    "or contains(@class, 'timestamp') or contains(@id, 'date')])[position() <= 40]"
)
# Attributes in which scripts that write "2 hours ago" keep the time; abbr with a title is the hAtom microformat.
_TIME_ATTRIBUTES = ("data-datetime", "data-date", "data-time", "data-timestamp", "data-published", "title")
_KEPT_TIMES = XPath(
    "(//*[@data-datetime or @data-date or @data-time or @data-timestamp or @data-published]|"
    "//abbr[@title and contains(@class, 'publish')])[position() <= 12]"
)
_MOST_TIMES = 12
# After this much running text behind the headline the article has begun; a standfirst or a caption is shorter.
_MOST_PROSE, _END_OF_PROSE, _PROSE = 900, 4_000, 90
# How many characters of a line may be neither date nor label: names, place, section, reading time.
_MOST_BESIDE, _MOST_IN_HEADING, _MOST_AMID = 110, 40, 25
# This many dates in elements of the same kind, within this many texts, are a list of stories.
_A_LIST, _LENGTH_OF_LIST = 3, 25
_NEXT_TO_HEADLINE = 12
# The end of a sentence. A point behind a letter or two ends a short form: "p. 3", "Nr. 5".
_FULL_STOP = re.compile(r"(?<=\w{3})[.!?]+(?=[\"'”“»’)\]]? )|(?<=\w\w)[.!?]+(?=[\"'”“»’)\]]?$)|[。！？।۔؟]")
_FEWEST_WORDS_OF_SENTENCE = 5
# Outlets leave the year out for some weeks. Behind that, a day without a year is an event's.
_FARTHEST_WITHOUT_YEAR = timedelta(days=60)
_HEADING_TAGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_LONGEST_LABEL = 40
_DIGIT = re.compile(r"\d|元年")
# "An hour ago", "yesterday": texts without a digit count only in elements that are marked as dates.
_LONGEST_RELATIVE = 30
_LENGTHS_OF_TITLE = (8, 300)
# An element without a heading's tag has the title if it says at least this much of it.
_SHORTEST_TITLE = 15
_TITLE_TAGS = frozenset({"b", "big", "center", "div", "font", "p", "span", "strong", "td", "th"})
# A text that is only a time, perhaps with a word before it and "Uhr", "h" or a zone behind it.
_LONE_TIME = re.compile(
    r"\W{0,3}(?:[^\W\d]{1,8}\.?:? )?\d{1,2} ?[:h時点點시] ?\d\d(?::\d\d)?[ 分분]{0,2}(?:[^\W\d]{1,5}\.?){0,2}\W{0,3}$"
)
_FARTHEST_TIME = 3
_BEGINS_WITH_TIME = re.compile(r"\W{0,3}(\d{1,2}[:h]\d\d)(?![\d:])")
_DIGITS_OF_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """One printed date, its line, and the place of the line.

    is_guess: neither a label nor the page's markup says that this is a date of the article.
    """

    date: ParsedDate
    line: str
    where: str
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class _DatedLine:
    """A line that may contain a date, and how many other characters it may have."""

    text: str
    said_before: str
    kind: tuple[str, str, str]
    is_marked: bool
    number: int
    max_other_characters: int

    def is_listed_with(self, other: "_DatedLine") -> bool:
        return self.kind == other.kind and abs(self.number - other.number) < _LENGTH_OF_LIST


@dataclass(frozen=True, slots=True)
class TimeElement:
    """A time element near the headline: its datetime and its label."""

    value: str
    label: Label | None


@dataclass(frozen=True)
class VisibleDates:
    """The dates that a page shows near its headline; each property is computed on first use."""

    parsed: ParsedPage
    style: DateStyle

    @cached_property
    def headline(self) -> HtmlElement | None:
        """The element that shows the headline: a heading with the page's title, else the first h1."""
        titles = [fold(title)[: _LENGTHS_OF_TITLE[1]] for title in _titles(self.parsed)]
        headings: list[HtmlElement] = self.parsed.all("h1")[:_MOST_HEADINGS]
        lesser: Iterator[HtmlElement] = islice(self.parsed.tree.iter("h2", "h3", "h4"), 3 * _MOST_HEADINGS)
        for heading in chain(headings, lesser):
            text = fold(text_in(heading))
            if any(title in text or (text in title and 2 * len(text) > len(title)) for title in titles):
                return heading
        first = next((heading for heading in headings if text_in(heading)), None)
        return first if first is not None else self._title_without_heading(titles)

    def _title_without_heading(self, titles: Sequence[str]) -> HtmlElement | None:
        """The first element with just the page's title, on a page of an age or template without headings."""
        for element in self.parsed.elements:
            text = element.text or ""
            if element.tag not in _TITLE_TAGS or not _SHORTEST_TITLE <= len(text) <= _LENGTHS_OF_TITLE[1]:
                continue
            folded = fold(text)
            if any(folded in title and 2 * len(folded) > len(title) for title in titles) and not is_linked(element):
                return element
        return None

    @cached_property
    def printed(self) -> tuple[PrintedDate, ...]:
        """The dates printed near the headline, the most likely first."""
        return _articles_own(self._around_headline(self.style))

    @cached_property
    def printed_elsewhere(self) -> tuple[PrintedDate, ...]:
        """Fallbacks: dates in elements for dates, else dates near the headline in other languages."""
        anywhere = replace(self.style, any_language=True)
        return _articles_own(self._marked(self.style)) or _articles_own(self._around_headline(anywhere))

    @cached_property
    def times(self) -> tuple[TimeElement, ...]:
        """The time elements with a datetime that do not belong to other stories."""
        elements = (one for one in self.parsed.all("time") if one.get("datetime"))
        own = (one for one in islice(elements, _MOST_TIMES) if self._belongs_to_article(one) and not is_linked(one))
        return tuple(TimeElement(one.get("datetime")[:MAX_LINE], label_of(one)) for one in own)

    @cached_property
    def kept_times(self) -> tuple[TimeElement, ...]:
        """The times in attributes for scripts."""
        own = (one for one in _KEPT_TIMES(self.parsed.tree) if self._belongs_to_article(one) and not is_linked(one))
        named = ((one, next((value for name in _TIME_ATTRIBUTES if (value := one.get(name))), "")) for one in own)
        return tuple(TimeElement(value[:MAX_LINE], label_of(one)) for one, value in named)

    @cached_property
    def lone_time(self) -> str | None:
        """The only time without a day that is printed near the headline in an element for dates; its text."""
        found = {
            match[1]
            for texts, _ in self._zones()
            for text, holder in islice(texts, 2 * _NEXT_TO_HEADLINE)
            if (match := _BEGINS_WITH_TIME.match(" ".join(text.split())))
            and is_date_element(holder)
            and self._belongs_to_article(holder)
            and _DIGITS_OF_YEAR.search(line_of(block_of(holder))) is None
        }
        return found.pop() if len(found) == 1 else None

    @cached_property
    def hidden_times(self) -> tuple[TimeElement, ...]:
        """The times in any attribute, and in calls of short scripts, of elements that belong to the article."""
        names = [name for name in self.parsed.attribute_names if may_hold_time(name)]
        holders = self.parsed.in_order((*self.parsed.with_attribute(*names), *self.parsed.all("script")))
        offered = ((one, self._hidden_in(one)) for one in holders)
        found = ((one, value) for one, value in offered if value)
        own = [
            TimeElement(value[:MAX_LINE], label_of(one))
            for one, value in islice(found, 4 * _MOST_TIMES)
            if self._belongs_to_article(one) and not is_linked(one) and not is_beside_link(one)
        ]
        return tuple(own[:_MOST_TIMES])

    @staticmethod
    def _hidden_in(element: HtmlElement) -> str | None:
        if element.tag == "script":
            return time_in_call(element)
        return time_in_attributes(element) if element.tag not in ("meta", "link") else None

    def _around_headline(self, style: DateStyle) -> Iterator[PrintedDate]:
        for texts, where in self._zones():
            # Only lines with a date make a list: on pages without classes all paragraphs are elements of the same kind.
            lines = [*self._lines(texts)]
            whole = (_with_time_beside(line, lines[max(0, at - 1) : at + 3], style) for at, line in enumerate(lines))
            dated = [(line, dates) for line in whole if (dates := [*_in_line(line, where, style)])]
            for line, dates in dated:
                if sum(line.is_listed_with(other) for other, _ in dated) < _A_LIST:
                    yield from dates

    def _zones(self) -> Iterator[tuple[Iterable[TextInElement], str]]:
        """The texts that may contain the article's date, and the name of their place."""
        if self.headline is None:
            for main in self._main:
                yield self._head(texts_in(main)), "printed at the article's top"
            return
        yield self._head(texts_behind(self.headline)), "printed below the headline"
        yield texts_above(self.headline), "printed above the headline"

    def _head(self, texts: Iterable[TextInElement]) -> Iterator[TextInElement]:
        """The texts before the article's own text begins, then only texts in elements that are marked as dates."""
        prose = 0
        for text, holder in islice(texts, MOST_TEXTS_BEHIND):
            prose += len(text) if len(text) > _PROSE and holder.tag not in OTHER_TAGS else 0
            if prose > _END_OF_PROSE:
                return
            if prose < _MOST_PROSE or is_date_element(holder):
                yield text, holder

    def _lines(self, texts: Iterable[TextInElement]) -> Iterator[_DatedLine]:
        """The lines that may contain a date, each with the text just before it."""
        last, seen = "", set()
        # Behind the article's first paragraph, what is marked as a date may be that of a comment.
        most_near = _NEXT_TO_HEADLINE
        for number, (text, holder) in enumerate(texts):
            if len(text) > _PROSE and holder.tag not in OTHER_TAGS:
                most_near = min(most_near, number)
            if len(text) > MAX_LINE:
                continue
            block = block_of(holder)
            if _DIGIT.search(text) is None:
                if (
                    len(text) < _LONGEST_RELATIVE
                    and is_date_element(holder)
                    and self._may_belong_to_article(holder, block, number < most_near)
                ):
                    yield _DatedLine(text, last, kind_of(holder), True, number, _MOST_AMID)
                last = text if len(text) < _LONGEST_LABEL else ""
                continue
            if block not in seen and self._may_belong_to_article(holder, block, number < most_near):
                line = line_of(block)
                if len(line) <= MAX_LINE:
                    seen.add(block)
                    is_marked = is_date_element(holder) or is_date_element(block)
                    yield _DatedLine(line, last, kind_of(holder), is_marked, number, _max_other_characters(block))
                # In a block with more than a line, a text that is only a date counts.
                if len(line) > _MOST_BESIDE:
                    short = " ".join(text.split())
                    yield _DatedLine(short, last, kind_of(holder), is_date_element(holder), number, _MOST_AMID)
            last = ""

    def _may_belong_to_article(self, holder: HtmlElement, block: HtmlElement, is_near: bool) -> bool:
        if is_linked(holder):
            return False
        # Some sites put the date into an aside or a bar; next to the headline it is still the article's own.
        return (is_near and (is_date_element(holder) or is_date_element(block))) or self._belongs_to_article(holder)

    def _marked(self, style: DateStyle) -> Iterator[PrintedDate]:
        """Dates in elements whose class or itemprop marks them as dates, anywhere on the page."""
        for number, element in enumerate(_MARKED(self.parsed.tree)):
            if self._belongs_to_article(element) and not is_linked(element) and not is_beside_link(element):
                line = _DatedLine(line_of(element), "", kind_of(element), True, number, _MOST_BESIDE)
                yield from _in_line(line, "printed in an element for dates", style)

    @cached_property
    def _above_headline(self) -> tuple[HtmlElement, ...]:
        if self.headline is not None:
            return tuple(self.headline.iterancestors())
        return tuple(one for main in self._main for one in (main, *main.iterancestors()))

    @cached_property
    def _main(self) -> tuple[HtmlElement, ...]:
        """The article or main element if the page has exactly one, for pages without a headline element."""
        found = next((found for path in _MAIN if len(found := path(self.parsed.tree)) == 1), ())
        return tuple(found)

    def _belongs_to_article(self, element: HtmlElement) -> bool:
        """Whether no ancestor of element below its common ancestor with the headline belongs to other stories."""
        for one in (element, *element.iterancestors()):
            if one in self._above_headline:
                return True
            if is_of_others(one):
                return False
        return True


def _in_line(line: _DatedLine, where: str, style: DateStyle) -> Iterator[PrintedDate]:
    dates = parse_dates(line.text, style, line.said_before)
    in_dates = sum(written.end - written.start for written in dates)
    if len(line.text) - in_dates > line.max_other_characters:
        return
    for written in dates:
        if not written.has_year and abs(written.stamp.on - style.fetched_at.date()) > _FARTHEST_WITHOUT_YEAR:
            continue
        is_told = _is_told(line.text, written)
        if (written.has_year or line.is_marked) and (line.is_marked or written.label or not is_told):
            is_sure = written.has_year and (line.is_marked or (written.label is not None and not is_told))
            yield PrintedDate(written, line.text, where, is_guess=not is_sure)


def _with_time_beside(line: _DatedLine, others: Sequence[_DatedLine], style: DateStyle) -> _DatedLine:
    """line; if it has only a day, together with a line that is only a time, behind it or else before it.

    Many templates put day and time into elements of their own, which readers see side by side.
    """
    near = [
        one for one in others if abs(one.number - line.number) <= _FARTHEST_TIME and _LONE_TIME.match(plain(one.text))
    ]
    if not near or _LONE_TIME.match(plain(line.text)):
        return line
    dates = parse_dates(line.text, style, line.said_before)
    if len(dates) != 1 or dates[0].clock or dates[0].is_relative:
        return line
    behind = next((one for one in near if one.number > line.number), None)
    return replace(line, text=f"{line.text} {(behind or near[-1]).text}")


def _is_told(line: str, written: ParsedDate) -> bool:
    """Whether a sentence tells the date: it says when something happened, not when the article was published.

    A line with byline, place and date is not a sentence: it has few other words, or no full stop behind them.
    """
    text = plain(line)
    stop = _FULL_STOP.search(text, written.end)
    if stop is None:
        return False
    starts = [match.end() for match in _FULL_STOP.finditer(text, 0, written.start)]
    others = f"{text[starts[-1] if starts else 0 : written.start]} {text[written.end : stop.start()]}"
    return count_words(others) >= _FEWEST_WORDS_OF_SENTENCE


def _titles(parsed: ParsedPage) -> Iterator[str]:
    offered = (first_text(parsed.linked_data.article, "headline"), parsed.first_meta("og:title"), parsed.title)
    return (title for title in offered if title and len(title) >= _LENGTHS_OF_TITLE[0])


def _articles_own(found: Iterable[PrintedDate]) -> tuple[PrintedDate, ...]:
    own = [printed for printed in found if printed.date.label != "other"]
    # Relative times come last: the page may be older than the fetch.
    return tuple(sorted(own, key=lambda printed: printed.date.is_relative))


def _max_other_characters(block: HtmlElement) -> int:
    return _MOST_IN_HEADING if block.tag in _HEADING_TAGS else _MOST_BESIDE
