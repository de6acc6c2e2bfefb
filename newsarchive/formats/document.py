"""Documents: an article as plain text, written and read back.

    ---

    ## **Headline**

    - 09.12.2016

    ---

    Sputnik, 08 Dec 2016

    Body, with empty lines between its paragraphs.

The list has the day on which the outlet published the article. The line after the second rule says whom the text is
credited to, and when it first appeared there. A line of the body that looks like structure gets a backslash before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from newsarchive.dates import format_utc, parse_utc
from newsarchive.errors import DocumentError
from newsarchive.outlet import IMPORTED
from newsarchive.records import Article, Author, AuthorKind, Stamp
from newsarchive.text import clean_text, paragraphs, visible
from newsarchive.urls import is_web_address

UNDATED = "undated"
# English in every locale, because the form is the same everywhere.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_NUMBERS = {month.casefold(): number for number, month in enumerate(_MONTHS, start=1)}

_RULE = re.compile(r"-{3,}")
_HEADING = re.compile(r"#{1,3} (?:\*\*(?P<bold>.*)\*\*|(?P<plain>.*))")
_HEADING_MARKS = ("# ", "## ", "### ")
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ITEM = re.compile(r"- (?:(?P<name>[a-z]+): )?(?P<value>.*)")
_SOURCE = re.compile(
    rf"(?P<source>.+?), (?:(?P<day>\d{{1,2}}) (?P<month>{'|'.join(_MONTHS)})[a-z]*\.? (?P<year>\d{{4}})|{UNDATED})",
    re.IGNORECASE,
)
# The beginning of the next document in a stream; in a body these lines are escaped.
_NEXT = re.compile(r"^-{3,}\n+(?=#{1,3} )", re.MULTILINE)


def write_document(article: Article, *, full: bool = False) -> str:
    """article as a document, with a line end at its end.

    full adds the address, outlet, authors and exact time as list items below the day.
    """
    blocks = ["---", f"## **{clean_text(article.headline)}**", "\n".join(_items(article, full)), "---"]
    if article.source and not _needs_item(article.source):
        blocks.append(_source_line(article.source, article.source_date))
    body = paragraphs(article.body)
    blocks += [_escape(text, is_first=number == 0) for number, text in enumerate(body)]
    # The form begins with two empty lines.
    return "\n\n" + "\n\n".join(blocks) + "\n"


def read_documents(text: str, *, name: str = "document", outlet: str = IMPORTED.name) -> Iterator[Article]:
    """Every document of a stream, in order.

    Raises:
        DocumentError: text does not begin with a document, or a document does not have the form; names the line.
    """
    text = visible(text)
    starts = [match.start() for match in _NEXT.finditer(text)]
    if not starts or text[: starts[0]].strip():
        raise DocumentError(f"{name}: line 1: expected '---' and then '## **headline**', found {_shown(text)}")
    for begin, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield _Reader(text[begin:end], name, text.count("\n", 0, begin)).article(outlet)


def read_document(text: str, *, name: str = "document", outlet: str = IMPORTED.name) -> Article:
    """The one document in text; its outlet is outlet unless the document names another.

    Raises:
        DocumentError: text does not have the form, with the line; or it has more than one document.
    """
    articles = list(read_documents(text, name=name, outlet=outlet))
    if len(articles) > 1:
        raise DocumentError(f"{name}: expected one document, found {len(articles)}")
    return articles[0]


def format_day(day: date) -> str:
    """The day as a document has it, such as 09.12.2016."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def format_source_day(day: date) -> str:
    """The day as the source line has it, such as 08 Dec 2016."""
    return f"{day.day:02} {_MONTHS[day.month - 1]} {day.year:04}"


def _items(article: Article, full: bool) -> Iterator[str]:
    published = article.published
    yield f"- {format_day(published.on)}" if published else f"- {UNDATED}"
    if article.source and _needs_item(article.source):
        yield f"- source: {_source_line(article.source, article.source_date)}"
    if not full:
        return
    if article.url:
        yield f"- url: {clean_text(article.url)}"
    yield f"- outlet: {article.outlet}"
    for author in article.authors:
        yield f"- {_AUTHOR_ITEMS[author.kind]}: {clean_text(author.name)}"
    if published and published.at:
        yield f"- time: {format_utc(published.at)}"


_AUTHOR_ITEMS: dict[AuthorKind, str] = {"person": "author", "agency": "agency", "desk": "desk"}
_AUTHOR_KINDS: dict[str, AuthorKind] = {item: kind for kind, item in _AUTHOR_ITEMS.items()}


def _needs_item(source: str) -> bool:
    """Whether source, on a line of its own, would be read as an escaped line or as a heading."""
    return source.startswith(("\\", *_HEADING_MARKS))


def _source_line(source: str, day: date | None) -> str:
    return f"{clean_text(source)}, {format_source_day(day) if day else UNDATED}"


def _is_structure(text: str, is_first: bool) -> bool:
    return bool(_RULE.fullmatch(text) or text.startswith(_HEADING_MARKS) or (is_first and _SOURCE.fullmatch(text)))


def _escape(text: str, is_first: bool) -> str:
    """text, with a backslash before it when it looks like structure, with or without its own backslashes."""
    return "\\" + text if _is_structure(text.lstrip("\\"), is_first) else text


def _unescape(text: str, is_first: bool) -> str:
    return text[1:] if text.startswith("\\") and _is_structure(text.lstrip("\\"), is_first) else text


def _shown(text: str) -> str:
    first = clean_text(text)[:60]
    return repr(first) if first else "nothing"


@dataclass
class _Header:
    published: Stamp | None = None
    url: str | None = None
    outlet: str | None = None
    authors: list[Author] = field(default_factory=list)
    source_line: str | None = None


class _Reader:
    """One document's lines, read from the top."""

    def __init__(self, text: str, name: str, lines_before: int) -> None:
        self.lines = text.split("\n")
        self.name = name
        self.lines_before = lines_before
        self.at = 0

    def article(self, outlet: str) -> Article:
        self._expect(_RULE, "'---'")
        heading = self._expect(_HEADING, "'## **headline**'")
        headline = clean_text(heading["bold"] if heading["bold"] is not None else heading["plain"])
        header = self._header()
        self._expect(_RULE, "'---'")
        body = paragraphs("\n".join(self.lines[self.at :]))
        credit = header.source_line or (body[0] if body and not body[0].startswith("\\") else "")
        source, source_date = _read_source(credit)
        if source and header.source_line is None:
            del body[0]
        return Article(
            outlet=header.outlet or outlet,
            headline=headline,
            body="\n\n".join(_unescape(text, is_first=number == 0) for number, text in enumerate(body)),
            url=header.url,
            authors=tuple(header.authors),
            published=header.published,
            source=source,
            source_date=source_date,
        )

    def _next_line(self) -> str:
        while self.at < len(self.lines) and not self.lines[self.at].strip():
            self.at += 1
        return self.lines[self.at].strip() if self.at < len(self.lines) else ""

    def _expect(self, pattern: re.Pattern[str], wanted: str) -> re.Match[str]:
        line = self._next_line()
        match = pattern.fullmatch(line)
        if match is None:
            raise self._error(f"expected {wanted}, found {_shown(line)}")
        self.at += 1
        return match

    def _error(self, problem: str) -> DocumentError:
        return DocumentError(f"{self.name}: line {self.lines_before + self.at + 1}: {problem}")

    def _header(self) -> _Header:
        header = _Header()
        day = self._expect(_ITEM, "'- DD.MM.YYYY'")
        header.published = self._day(day["value"])
        while item := _ITEM.fullmatch(self._next_line()):
            self._read_item(header, item["name"], item["value"].strip())
            self.at += 1
        return header

    def _day(self, text: str) -> Stamp | None:
        match = _DAY.fullmatch(text)
        self.at -= 1
        if match is None and text != UNDATED:
            raise self._error(f"expected a day such as 09.12.2016 or '{UNDATED}', found {_shown(text)}")
        try:
            stamp = Stamp(on=date(*map(int, reversed(match.groups())))) if match else None
        except ValueError as error:
            raise self._error(f"{text} is not a valid date; expected a day such as 09.12.2016") from error
        self.at += 1
        return stamp

    def _read_item(self, header: _Header, name: str | None, value: str) -> None:
        if name in _AUTHOR_KINDS:
            header.authors.append(Author(clean_text(value), _AUTHOR_KINDS[name]))
        elif name == "url" and is_web_address(value):
            header.url = value
        elif name == "source" and _read_source(value)[0]:
            header.source_line = value
        elif name == "outlet" and value:
            header.outlet = value
        elif name == "time" and header.published:
            header.published = self._timed(header.published, value)
        else:
            raise self._error(f"expected url, outlet, source, author, agency, desk or time, found {_shown(value)}")

    def _timed(self, stamp: Stamp, value: str) -> Stamp:
        try:
            return replace(stamp, at=parse_utc(value))
        except ValueError as error:
            raise self._error(f"expected a time such as 2016-12-09T07:30:00Z, found {_shown(value)}") from error


def _read_source(line: str) -> tuple[str | None, date | None]:
    match = _SOURCE.fullmatch(line)
    if match is None:
        return None, None
    if match["day"] is None:
        return match["source"], None
    try:
        day = date(int(match["year"]), _MONTH_NUMBERS[match["month"].casefold()], int(match["day"]))
    except ValueError:
        return None, None
    return match["source"], day
