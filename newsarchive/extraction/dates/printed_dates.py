"""The dates that a page prints for its article: near the headline or byline, not in teasers, comments or footers."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from itertools import chain, islice

from babel import Locale, UnknownLocaleError
from lxml.etree import XPath
from lxml.html import HtmlElement

from newsarchive.extraction.dates.date_parsing import MAX_LINE, DateStyle, Label, ParsedDate, label_in, parse_dates
from newsarchive.extraction.dates.date_words import plain
from newsarchive.extraction.dates.hidden_times import may_hold_time, time_in_attributes, time_in_call
from newsarchive.extraction.page.json_ld import first_text
from newsarchive.extraction.page.parsed_page import ParsedPage, text_in
from newsarchive.outlet import Outlet
from newsarchive.text import count_words, fold

# The date is at most this many texts after the headline (60 in the test collections) or before it. Texts above the
# headline count only within this many levels of elements, because the outer levels belong to the site.
_MOST_BEHIND, _MOST_ABOVE, _MOST_LEVELS = 120, 40, 4
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
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "em", "font", "i", "label", "nobr", "small", "span", "strong", "sub",
     "sup", "time", "u"}
)  # fmt: skip
_OTHER_TAGS = frozenset(
    {"aside", "blockquote", "button", "figcaption", "figure", "form", "nav", "select", "table"}
)  # fmt: skip
_HAVE_FEET = frozenset({"article", "header"})
_HEADING_TAGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
# Words in the classes and ids of parts of a page with other dates than the article's.
_OTHERS = re.compile(
    r"relat(?:ed|ion)|recommend|sidebar|comment|popular|mostread|most-read|ticker|newsletter|breadcrumb|"
    r"footer(?!row)|copyright|caption|weather|calendar|outbrain|taboola|today|current-?(?:date|time)|"
    r"(?:^|[\s_-])(?:nav|menu|masthead|topbar|top-bar|toolbar|advert|ad|event)(?:$|[\s_-])",
    re.IGNORECASE,
)
# The same, but only for parts with a heading or a long link: some sites use these words for their bylines.
_MAYBE_OTHERS = re.compile(
    r"teaser|latest|carousel|swiper|slider|slick|widget|promo(?!ted)|trending|more-|archive|"
    r"(?:^|[\s_-])(?:also|cards?|list-?item)(?:$|[\s_-])",
    re.IGNORECASE,
)
_STORY = XPath("boolean(.//h2|.//h3|.//h4|.//a[string-length(normalize-space()) > 40])")
_LONGEST_LABEL = 40
_LONGEST_FACTS = 200
# A teaser has few elements, and its link is longer than that of an author.
_MOST_IN_TEASER, _LONGEST_CREDIT, _MOST_WORDS_OF_CREDIT = 6, 25, 5
_IS_MARKED = re.compile(
    r"date|publi|submitted|created|timestamp|time(?!r|line)|fecha|datum|tarih|data\b|byline", re.IGNORECASE
)
_CHANGED_CLASS = re.compile(r"updat|modif", re.IGNORECASE)
_FIRST_CLASS = re.compile(r"publi|created|pubdate", re.IGNORECASE)
_UNSEEN = frozenset({"script", "style", "noscript", "template"})
_DIGIT = re.compile(r"\d|元年")
# "An hour ago", "yesterday": texts without a digit count only in elements that are marked as dates.
_LONGEST_RELATIVE = 30
_REGION = re.compile(r"^[a-zA-Z]{2,3}(?:[-_][a-zA-Z]{4})?[-_]([a-zA-Z]{2})$")
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
# A text and its element.
_Text = tuple[str, HtmlElement]


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
            if any(folded in title and 2 * len(folded) > len(title) for title in titles) and not _is_linked(element):
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
        own = (one for one in islice(elements, _MOST_TIMES) if self._belongs_to_article(one) and not _is_linked(one))
        return tuple(TimeElement(one.get("datetime")[:MAX_LINE], _label_of(one)) for one in own)

    @cached_property
    def kept_times(self) -> tuple[TimeElement, ...]:
        """The times in attributes for scripts."""
        own = (one for one in _KEPT_TIMES(self.parsed.tree) if self._belongs_to_article(one) and not _is_linked(one))
        named = ((one, next((value for name in _TIME_ATTRIBUTES if (value := one.get(name))), "")) for one in own)
        return tuple(TimeElement(value[:MAX_LINE], _label_of(one)) for one, value in named)

    @cached_property
    def lone_time(self) -> str | None:
        """The only time without a day that is printed near the headline in an element for dates; its text."""
        found = {
            match[1]
            for texts, _ in self._zones()
            for text, holder in islice(texts, 2 * _NEXT_TO_HEADLINE)
            if (match := _BEGINS_WITH_TIME.match(" ".join(text.split())))
            and _is_marked(holder)
            and self._belongs_to_article(holder)
            and _DIGITS_OF_YEAR.search(_line_of(_block_of(holder))) is None
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
            TimeElement(value[:MAX_LINE], _label_of(one))
            for one, value in islice(found, 4 * _MOST_TIMES)
            if self._belongs_to_article(one) and not _is_linked(one) and not _is_beside_link(one)
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

    def _zones(self) -> Iterator[tuple[Iterable[_Text], str]]:
        """The texts that may contain the article's date, and the name of their place."""
        if self.headline is None:
            for main in self._main:
                yield self._head(_texts_in(main)), "printed at the article's top"
            return
        yield self._head(_texts_behind(self.headline)), "printed below the headline"
        yield _texts_above(self.headline), "printed above the headline"

    def _head(self, texts: Iterable[_Text]) -> Iterator[_Text]:
        """The texts before the article's own text begins, then only texts in elements that are marked as dates."""
        prose = 0
        for text, holder in islice(texts, _MOST_BEHIND):
            prose += len(text) if len(text) > _PROSE and holder.tag not in _OTHER_TAGS else 0
            if prose > _END_OF_PROSE:
                return
            if prose < _MOST_PROSE or _is_marked(holder):
                yield text, holder

    def _lines(self, texts: Iterable[_Text]) -> Iterator[_DatedLine]:
        """The lines that may contain a date, each with the text just before it."""
        last, seen = "", set()
        # Behind the article's first paragraph, what is marked as a date may be that of a comment.
        most_near = _NEXT_TO_HEADLINE
        for number, (text, holder) in enumerate(texts):
            if len(text) > _PROSE and holder.tag not in _OTHER_TAGS:
                most_near = min(most_near, number)
            if len(text) > MAX_LINE:
                continue
            block = _block_of(holder)
            if _DIGIT.search(text) is None:
                if (
                    len(text) < _LONGEST_RELATIVE
                    and _is_marked(holder)
                    and self._may_belong_to_article(holder, block, number < most_near)
                ):
                    yield _DatedLine(text, last, _kind_of(holder), True, number, _MOST_AMID)
                last = text if len(text) < _LONGEST_LABEL else ""
                continue
            if block not in seen and self._may_belong_to_article(holder, block, number < most_near):
                line = _line_of(block)
                if len(line) <= MAX_LINE:
                    seen.add(block)
                    is_marked = _is_marked(holder) or _is_marked(block)
                    yield _DatedLine(line, last, _kind_of(holder), is_marked, number, _max_other_characters(block))
                # In a block with more than a line, a text that is only a date counts.
                if len(line) > _MOST_BESIDE:
                    short = " ".join(text.split())
                    yield _DatedLine(short, last, _kind_of(holder), _is_marked(holder), number, _MOST_AMID)
            last = ""

    def _may_belong_to_article(self, holder: HtmlElement, block: HtmlElement, is_near: bool) -> bool:
        if _is_linked(holder):
            return False
        # Some sites put the date into an aside or a bar; next to the headline it is still the article's own.
        return (is_near and (_is_marked(holder) or _is_marked(block))) or self._belongs_to_article(holder)

    def _marked(self, style: DateStyle) -> Iterator[PrintedDate]:
        """Dates in elements whose class or itemprop marks them as dates, anywhere on the page."""
        for number, element in enumerate(_MARKED(self.parsed.tree)):
            if self._belongs_to_article(element) and not _is_linked(element) and not _is_beside_link(element):
                line = _DatedLine(_line_of(element), "", _kind_of(element), True, number, _MOST_BESIDE)
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
            if _is_of_others(one):
                return False
        return True


def date_style(parsed: ParsedPage, outlet: Outlet, fetched_at: datetime) -> DateStyle:
    """How a page of this outlet writes dates: by the page's declared language and region, else by the outlet's."""
    declared = _declared(parsed)
    languages = [*(tag.split("-")[0].lower() for tag in declared), outlet.language.split("-")[0].lower(), "en"]
    region = next((match[1] for tag in declared if (match := _REGION.match(tag))), None) or outlet.country
    order = _short_order(languages[0], region or _region_of_zone(outlet.timezone))
    known = tuple(dict.fromkeys(language for language in languages if language.isalpha() and language != "und"))
    return DateStyle(outlet.zone, fetched_at, known, order.startswith("m"), order.startswith("y"))


def _declared(parsed: ParsedPage) -> list[str]:
    root = parsed.tree.getroottree().getroot()
    offered = (
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        first_text(parsed.linked_data.article, "inLanguage"),
        parsed.first_meta("og:locale", "content-language", "language"),
    )
    return [tag.strip().replace("_", "-")[:12] for tag in offered if tag and tag.strip()]


def _region_of_zone(timezone: str) -> str | None:
    # For English without a country: only in America the month comes first.
    return "US" if timezone.startswith(("America/", "US/", "Pacific/Honolulu")) else "GB"


@lru_cache(maxsize=256)
def _short_order(language: str, region: str | None) -> str:
    """The order of day, month and year in short dates in the CLDR: "dmy", "mdy" or "ymd"."""
    for tag in (f"{language}_{(region or '').upper()}", language):
        try:
            pattern = Locale.parse(tag).date_formats["short"].pattern
        except (ValueError, UnknownLocaleError, TypeError):
            continue
        return "".join(sorted("dmy", key=pattern.lower().find))
    return "dmy"


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

    A line with byline, place and date is no sentence: it has few other words, or no full stop behind them.
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


def _texts_in(element: HtmlElement) -> Iterator[_Text]:
    """The texts in element that are visible and not blank, each with its own element."""
    for one in element.iter():
        if one.text and one.tag not in _UNSEEN and isinstance(one.tag, str) and not one.text.isspace():
            yield one.text, one
        if one is not element and one.tail and not one.tail.isspace():
            yield one.tail, one.getparent()


def _texts_behind(element: HtmlElement) -> Iterator[_Text]:
    # The text after an element comes before the texts in it. The order does not matter for a line of a few words.
    for one in (element, *element.iterancestors()):
        parent = one.getparent()
        if parent is None:
            return
        if one.tail and not one.tail.isspace():
            yield one.tail, parent
        for sibling in one.itersiblings():
            yield from _texts_in(sibling)
            if sibling.tail and not sibling.tail.isspace():
                yield sibling.tail, parent


def _texts_above(element: HtmlElement) -> Iterator[_Text]:
    """The last texts before element, within its nearest ancestors."""
    near = [one for one in islice(element.iterancestors(), _MOST_LEVELS) if one.tag not in ("body", "html")]
    if not near:
        return
    last: deque[_Text] = deque(maxlen=_MOST_ABOVE)
    inside = set(element.iter())
    for text, holder in _texts_in(near[-1]):
        if holder in inside:
            break
        last.append((text, holder))
    yield from last


def _block_of(element: HtmlElement) -> HtmlElement:
    while element.tag in _INLINE and element.getparent() is not None:
        element = element.getparent()
    return element


def _is_of_others(element: HtmlElement) -> bool:
    # The footer of an article may have its byline and date; the footer of the page is not in an article.
    parent = element.getparent()
    # A header without the headline, outside article and main, is the site's: it prints today's date.
    if element.tag == "header" and next(element.iterancestors("article", "main"), None) is None:
        return True
    if element.tag in ("aside", "table") and parent is not None and _is_short_in_article(element):
        return False
    if element.tag in _OTHER_TAGS or (element.tag == "footer" and (parent is None or parent.tag not in _HAVE_FEET)):
        return True
    names_others, may_name_others = _names_others(f"{element.get('class', '')} {element.get('id', '')}")
    return names_others or (may_name_others and bool(_STORY(element)))


# Cached, because each text near the headline asks the boxes around it, which are mostly the same.
@lru_cache(maxsize=8192)
def _names_others(called: str) -> tuple[bool, bool]:
    """Whether a class and id name a part of a page with other dates; whether they name a part that may have them."""
    return _OTHERS.search(called) is not None, _MAYBE_OTHERS.search(called) is not None


def _is_short_in_article(element: HtmlElement) -> bool:
    """Whether a box of the article has the byline, the date, the place: it begins with a time, or has few words.

    A box with a heading or a long link has other stories.
    """
    if next(element.iterancestors("article", "main"), None) is None:
        return False
    return (_begins_with_time(element) or len(text_in(element)) <= _LONGEST_FACTS) and not bool(_STORY(element))


def _begins_with_time(element: HtmlElement) -> bool:
    _, holder = next(_texts_in(element), ("", element))
    return bool(holder.tag == "time")


def _kind_of(element: HtmlElement) -> tuple[str, str, str]:
    parent = element.getparent()
    return element.tag, element.get("class", ""), parent.get("class", "") if parent is not None else ""


def _line_of(block: HtmlElement) -> str:
    # Day and time are often two elements without a space between them.
    texts = (text for text, _ in islice(_texts_in(block), _MOST_BEHIND))
    return " ".join(" ".join(texts).split())[: MAX_LINE + 1]


def _max_other_characters(block: HtmlElement) -> int:
    return _MOST_IN_HEADING if block.tag in _HEADING_TAGS else _MOST_BESIDE


def _is_marked(element: HtmlElement) -> bool:
    return element.tag == "time" or _names_date(
        f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
    )


@lru_cache(maxsize=8192)
def _names_date(called: str) -> bool:
    return _IS_MARKED.search(called) is not None


def _is_linked(element: HtmlElement) -> bool:
    """Whether element is in a link with more than a date: a teaser."""
    link = next((one for one in (element, *element.iterancestors()) if one.tag == "a"), None)
    return link is not None and len(text_in(link)) > 40


def _is_beside_link(element: HtmlElement) -> bool:
    """Whether element stands next to a long link, as the date of a teaser does."""
    parent = element.getparent()
    if parent is None or len(parent) > _MOST_IN_TEASER:
        return False
    texts = (text_in(link) for link in islice(parent.iter("a"), _MOST_IN_TEASER))
    return any(len(text) > _LONGEST_CREDIT and count_words(text) > _MOST_WORDS_OF_CREDIT for text in texts)


def _label_of(element: HtmlElement) -> Label | None:
    words = f"{element.get('class', '')} {element.get('itemprop', '')}"
    if _FIRST_CLASS.search(words):
        return "published"
    if _CHANGED_CLASS.search(words):
        return "updated"
    previous, parent = element.getprevious(), element.getparent()
    before = (previous.tail if previous is not None else parent.text if parent is not None else "") or ""
    if not before.strip() and previous is not None and previous.tag in _INLINE:
        before = text_in(previous)
    return label_in(before[-60:]) or label_in(text_in(element)[:60])
