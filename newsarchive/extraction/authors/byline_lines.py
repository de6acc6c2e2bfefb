"""Lines that are bylines without being marked as such: below the headline, and the first and last lines of the text."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile, zip_longest
from urllib.parse import unquote

from lxml.html import HtmlElement

from newsarchive.extraction.authors.author_notes import addressed_authors, agencies_alone, noted_authors
from newsarchive.extraction.authors.byline_names import (
    has_role,
    is_by,
    is_labelled,
    is_only_names,
    is_position,
    names_somebody,
    split_at_signs,
)
from newsarchive.extraction.authors.byline_parts import WORDS_OF_PAGES_ONLY
from newsarchive.extraction.authors.byline_places import (
    ABOUT_THE_AUTHOR,
    Byline,
    belongs_to_article,
    is_in_teaser,
    leads_to_user,
    leads_to_writer,
)
from newsarchive.extraction.authors.lines import (
    LONG,
    Line,
    Places,
    lines_above,
    lines_behind,
    lines_below,
    titles_of,
)
from newsarchive.extraction.authors.name_forms import CASED, is_place, looks_like_name, names_section
from newsarchive.extraction.names.agencies import agency_named
from newsarchive.extraction.names.page_outlet_names import is_outlet_name, letters_only
from newsarchive.extraction.page.candidates import Candidate
from newsarchive.extraction.page.parsed_page import ParsedPage, text_in
from newsarchive.extraction.phrases.alternatives import one_of
from newsarchive.extraction.phrases.byline_lines import POSTED_BY_LOGIN, UNITS_OF_TIME, WRITES_FOR_US

_LONGEST_LINE = 120
_FIRST_LINES = 4
_LAST_LINES = 3
# Between a name and its time stand a dot, "Follow" or "4 min read".
_NEAR = 4
_LONGEST_BETWEEN = 40
_MOST_LINKS = 400
_EMPHASIS = frozenset({"b", "strong", "em", "i"})
_LONGEST_ADDRESS = 1_000
# Pages about a person who is a subject of stories.
_OF_SUBJECT = re.compile(
    r"/(?:tags?|topics?|themen?|subjects?|categor\w+|keywords?|search|sections?|persons?)[/=]", re.IGNORECASE
)
_TO_THE_RIGHT = re.compile(
    r"text-align:\s*right|(?:^|\s)(?:text-right|align-?right|has-text-align-right)(?:\s|$)", re.IGNORECASE
)
# As newspapers in some languages sign: "Anna REED."
_HAS_CAPITALS = re.compile(r"^[^\W\d_][^\W\d_A-ZÀ-ÞА-Я]+\s[A-ZÀ-ÞА-ЯЁІЇЄҐ'’-]{3,30}\.?$")
_CLOSING = re.compile(r"\(([^()]{4,90})\)\W{0,10}$")
# In scripts without capitals, only what is as short as a name: （橋本花子）, 【橋本 花子】, （记者 王小河）.
_CLOSING_UNSPACED = re.compile(
    r"[（【〔(](?:记者|記者|文|取材)?[:：・／\s]?"
    r"([\u4e00-\u9fff々]{3,5}|[\u4e00-\u9fff々]{1,3}[ 　][\u4e00-\u9fff々]{1,3})[）】〕)]$"
)
_BRACKETS = re.compile(r"^[(\[（【〔]([^()\[\]（）【】〔〕]{3,110})[)\]）】〕]$")
# A date before the word for By: "November 20th, 2026 by Anna Reed", "Posted on 20/11/2026 9:00 am by Anna Reed".
_DATED = re.compile(
    r"^.{0,60}?(?:\b(?:19|20)\d\d\b|\b\d\d?[:.h]\d\d\b(?:\s?[ap]\.?m\b\.?)?)"
    r"(?:[,.]?\s(?:(?:at|um|à|kl\.?)\s)?\d\d?[:.h]\d\d(?:\s?[ap]\.?m\b\.?)?)?[\s,/|–—-]+(?=\D)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b\d\d?[:.h]\d\d(?:\s?[ap]\.?m\b\.?|\s?h\b|\sUhr)?\s+")
# "Posted in City by Anna Reed".
_IN_SECTION = re.compile(r"^(?:(?:posted|published|filed)\s+)?(?:in|under)\s+[^,]{1,40}?\s(by\s.*)$", re.IGNORECASE)
_BEFORE_LABEL = re.compile(r"\s+(?=(?:作者|记者|記者|撰文|文|编辑|編輯|责任编辑|責任編輯|글|기자)\s?[:：])")
_TIME = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.h]\d{2}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\d\s?[年월月]|"
    rf"\b(?:\d{{1,2}}|an?|einer?|einem|une?|una|uma?)\s?(?:{one_of(UNITS_OF_TIME)})\b|\b\d{{1,2}}\s?(?:[hmd]|hrs?)\sago\b",
    re.IGNORECASE,
)
_KOREAN_OPENING = re.compile(
    r"^(?:[\[(【][^\])】]{2,30}[\])】]\s*)?([가-힣]{2,4})\s?(?:기자|특파원)\s?=|"
    r"^[\[(【][^\])】]{0,30}?(?<![가-힣])([가-힣]{2,4})\s?(?:기자|특파원)[\])】]"
)
_BEFORE_NUMBER = re.compile(r",\s+(?=\d)")
_MAIL = re.compile(r"\s*\S{1,60}@\S{1,60}\.\w{2,10}\s*")
_DASH = re.compile(r"\s[–—-]\s")
_SIGNED = re.compile(r"^(?:[—–]|--?)\s*(?=[^\W\d_])")
_POSTED_BY_LOGIN = re.compile(one_of(POSTED_BY_LOGIN), re.IGNORECASE)
_WRITES_FOR_US = re.compile(one_of(WRITES_FOR_US))
BESIDE_TIME = "line beside the time"
SIGNATURE = "signature"
_PICTURES = frozenset({"figure", "figcaption", "picture", "img", "video"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def labelled_lines(places: Places) -> Iterator[list[Byline]]:
    """Unmarked lines that are bylines by their words: with By below the headline, and the first line of the text."""
    if places.headline is not None:
        own = {*places.headline.iterancestors()}
        yield _first(_labelled(lines_below(places), own), "line below h1")
        yield _first(_labelled([*lines_above(places)], own), "line above h1")
    if places.container is not None:
        yield _first(_first_lines(places.container), "first line of the text")


def guessed_lines(
    parsed: ParsedPage, places: Places, outlet_names: frozenset[str] = frozenset()
) -> Iterator[list[Byline]]:
    """Lines that may be a byline or something else, in groups of one, the most trusted first.

    They count where no byline is marked and none says By. outlet_names are the outlet's names as letters_only gives
    them: authors print their outlet behind their names.
    """
    own = {*places.headline.iterancestors()} if places.headline is not None else set()
    below = lines_below(places)
    behind = [*takewhile(_is_no_other_section, lines_behind(places))]
    yield _first(_last_lines(places), "last line of the text")
    yield _first(_with_role(below, own), "line with a role")
    yield _first(_with_employer(below, own, outlet_names), "line with the outlet")
    yield _first(_labelled(behind, own), "line behind the text")
    yield _first(_with_role(behind, own), "line behind the text")
    addressed = (*addressed_authors([line for line in below if _is_of_story(line, own)]), *addressed_authors(behind))
    yield _first(((name, False) for name in addressed), "line with an address")
    yield _first(_opening(below), "beginning of the text")
    yield _first(_signed(behind), SIGNATURE)
    yield _first(_beside_time(below, own, _sections(parsed, places.headline)), BESIDE_TIME)
    yield _first(((name, False) for name in noted_authors(behind)), "line about the author")
    yield _first(((name, False) for name in agencies_alone(behind)), "agency behind the text")


def _first(found: Iterator[tuple[str, bool]], where: str) -> list[Byline]:
    return [Byline(Candidate(text, where), (text,), certain) for text, certain in islice(found, 1)]


def _is_no_other_section(line: Line) -> bool:
    """Whether a line is not a heading of what follows the text: comments, other stories, a form."""
    return line.element.tag not in _HEADINGS or any(
        (ABOUT_THE_AUTHOR.match(line.text), _WRITES_FOR_US.match(line.text), is_only_names(line.text))
    )


def _labelled(lines: Sequence[Line], own: set[HtmlElement]) -> Iterator[tuple[str, bool]]:
    """Lines that say By, at their start, behind a time or behind a sign; and lines behind a line that says only By."""
    for line, following in zip_longest(lines, lines[1:]):
        if len(line.text) > _LONGEST_LINE:
            continue
        said = next((text for text in _readings(line) if is_labelled(text) and is_only_names(text)), None)
        linked = _linked_behind_by(line) or _login_behind_by(line) if said is None else None
        said = said or linked or _behind_label(line, following)
        if said and belongs_to_article(line.element, own) and not is_in_teaser(line.element, own):
            yield said, linked is not None


def _readings(line: Line) -> Iterator[str]:
    """The texts in a line that may be a byline: the line, what stands behind a time, and the parts between signs."""
    text = _BRACKETS.sub(r"\1", line.text)
    parts = [part.strip() for part in split_at_signs(text)]
    timed = next((index for index, part in enumerate(parts) if index and _TIME.search(part)), None)
    yield text if timed is None else " | ".join(parts[:timed])
    if dated := _DATED.match(text):
        yield text[dated.end() :]
    # "Published 20/11/2026 at 10:15, updated at 11:00 by Anna Reed".
    if times := [*_CLOCK.finditer(text)]:
        yield text[times[-1].end() :]
    yield from parts
    if placed := _IN_SECTION.match(text):
        yield placed[1]
    # A Chinese line of facts: 来源：河镇日报 作者：王小河.
    yield from _BEFORE_LABEL.split(text)[1:]


def _behind_label(line: Line, following: Line | None) -> str | None:
    """The name behind a word for By that stands alone: in the next element of the line, or in the next line."""
    for part, behind in zip(line.parts, line.parts[1:], strict=False):
        if ABOUT_THE_AUTHOR.match(part):
            return behind if is_only_names(f"by {behind}") else None
    if not ABOUT_THE_AUTHOR.match(line.text) or following is None or len(following.text) > _LONGEST_LINE:
        return None
    return following.text if is_only_names(f"by {following.text}") else None


def _linked_behind_by(line: Line) -> str | None:
    """The text of a link directly behind a word for By, even if it is a login: "posted by hillcat"."""
    name = text_in(line.links[0]) if len(line.links) == 1 else ""
    before, found, _ = line.text.partition(name) if name else ("", "", "")
    words = split_at_signs(before.strip())[-1].strip() if found else ""
    return name if is_by(words) and 2 < len(name) <= _LONGEST_BETWEEN else None


def _login_behind_by(line: Line) -> str | None:
    """The login between a word for By and the day: "Submitted by hillcat on Fri, 11/20/2026 - 15:15"."""
    match = _POSTED_BY_LOGIN.match(line.text)
    return next((name for name in match.groups() if name), None) if match else None


def _with_role(lines: Sequence[Line], own: set[HtmlElement]) -> Iterator[tuple[str, bool]]:
    """Lines with a full name and the role of a journalist, and nothing else but the time."""
    for line in lines:
        if len(line.text) > _LONGEST_LINE or not has_role(line.text):
            continue
        parts = [part for part in _pieces(line) if not _is_of_page(part) and names_somebody(part)]
        if (
            parts
            and all(is_only_names(part) for part in parts)
            and belongs_to_article(line.element, own)
            and not is_in_teaser(line.element, own)
        ):
            yield "; ".join(parts), False


def _with_employer(
    lines: Sequence[Line], own: set[HtmlElement], outlet_names: frozenset[str]
) -> Iterator[tuple[str, bool]]:
    """A full name before the outlet's name or a position: "Anna Reed, Rivertown Post", or in two lines."""
    for line, following in zip_longest(lines, lines[1:]):
        if line.is_long or len(line.text) > _LONGEST_LINE or line.element.tag in _HEADINGS:
            continue
        name, *others = [part.strip() for piece in _pieces(line) for part in piece.split(", ")] or [""]
        others = others or ([following.text] if following else [])
        if not others or not all(is_position(other) or is_outlet_name(other, outlet_names) for other in others):
            continue
        is_name = looks_like_name(name, full=True) and is_only_names(name.title() if name.isupper() else name)
        is_other = names_section(name) or is_place(name) or (line.links and not _has_user(line))
        if is_name and not is_other and _is_of_story(line, own):
            yield name, False


def _is_of_story(line: Line, own: set[HtmlElement]) -> bool:
    return belongs_to_article(line.element, own) and not is_in_teaser(line.element, own)


def _has_user(line: Line) -> bool:
    return any(leads_to_user(link) or _is_named_in_address(link) for link in line.links)


def _opening(lines: Sequence[Line]) -> Iterator[tuple[str, bool]]:
    """The reporter at the beginning of a Korean text: "[강마을일보 이민준 기자]", "(강마을) 이민준 기자 ="."""
    for line in lines:
        if match := _KOREAN_OPENING.match(line.text):
            yield match[1] or match[2], False


def _signed(lines: Sequence[Line]) -> Iterator[tuple[str, bool]]:
    """A name behind a dash, as letters are signed."""
    for line in lines:
        if _SIGNED.match(line.text) and is_only_names(name := _SIGNED.sub("", line.text)):
            yield name, False


def _beside_time(lines: Sequence[Line], own: set[HtmlElement], others: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """A full name, an agency or a user with a page of their own, in the line of the time or next to it."""
    for index, line in enumerate(lines):
        if line.is_long or len(line.text) > _LONGEST_LINE or line.element.tag in _HEADINGS:
            continue
        if not _is_near_time(lines, index):
            continue
        user = next((text_in(link) for link in line.links if leads_to_user(link) or _is_named_in_address(link)), None)
        parts = [part for part in _pieces(line) if not _is_of_page(part) and letters_only(part) not in others]
        if user not in parts and any(looks_like_name(part, full=True) for part in parts):
            # "Politik | Anna Berg | Berlin": a section or a place is one word.
            parts = [part for part in parts if " " in part or not CASED.match(part) or agency_named(part)]
        if not parts or not belongs_to_article(line.element, own) or is_in_teaser(line.element, own):
            continue
        # A link to anything but a person's page is to a section, a tag or another story.
        if line.links and not user:
            continue
        if user and len(user) <= _LONGEST_BETWEEN and [user] == parts:
            yield user, True
        elif all(_is_someone(part, is_beside=_is_beside_time(lines, index)) for part in parts) and not any(
            title.startswith(letters_only(parts[0])) for title in others
        ):
            yield "; ".join(parts), False


def _is_named_in_address(link: HtmlElement) -> bool:
    """Whether a link is a full name and ends in it: <a href="https://blogs.example/annareed">Anna Reed</a>."""
    address = (link.get("href") or "")[:_LONGEST_ADDRESS].partition("?")[0].rstrip("/")
    name = text_in(link)
    if not looks_like_name(name, full=True) or _OF_SUBJECT.search(address):
        return False
    return letters_only(unquote(address.rpartition("/")[2]).lstrip("@")) == letters_only(name)


def _is_beside_time(lines: Sequence[Line], index: int) -> bool:
    """Whether the time is in the line or directly before or behind it."""
    near = lines[max(index - 1, 0) : index + 2]
    return any(_TIME.search(line.text) and len(line.text) <= 2 * _LONGEST_BETWEEN for line in near)


def _is_near_time(lines: Sequence[Line], index: int) -> bool:
    if _TIME.search(lines[index].text):
        return True
    for step in (1, -1):
        for near in range(1, _NEAR + 1):
            at = index + step * near
            if not 0 <= at < len(lines) or len(lines[at].text) > _LONGEST_LINE:
                break
            if _TIME.search(lines[at].text) and len(lines[at].text) <= 2 * _LONGEST_BETWEEN:
                return True
            if not _is_of_page(lines[at].text):
                break
    return False


def _pieces(line: Line) -> list[str]:
    """The pieces of a line between signs and elements, without a place behind an agency ("AFP, OSLO")."""
    pieces = [
        piece.strip(" ,;:-–—|/")
        for segment in line.segments
        for part in split_at_signs(segment)
        for between in _DASH.split(part)
        for near in _MAIL.split(between)
        for piece in _before_number(near)
    ]
    return [_without_place(piece) for piece in pieces if piece]


def _before_number(piece: str) -> list[str]:
    """A name and the day behind a comma: "Jan Novák, 20. 11. 2026"."""
    parts = _BEFORE_NUMBER.split(piece, maxsplit=1)
    return parts if looks_like_name(parts[0], full=True) else [piece]


def _without_place(piece: str) -> str:
    agency, comma, place = piece.partition(", ")
    return agency if comma and place.isupper() and agency_named(agency) else piece


def _is_of_page(piece: str) -> bool:
    """Whether a piece of a line is a time or words of the page, such as "4 min read" or "Share"."""
    return _TIME.search(piece) is not None or WORDS_OF_PAGES_ONLY.match(piece) is not None or piece.isdigit()


def _is_someone(piece: str, *, is_beside: bool) -> bool:
    """Whether a piece is a full name or an agency, and not a section or a place: "World News", "New York"."""
    if (agency_named(piece) or piece.isupper()) and not is_beside:
        # An agency alone is as often the credit of the picture above, and capitals are those of a label.
        return False
    if agency_named(piece):
        return True
    # Where no capital begins a name, sections and headlines look the same.
    named = piece.title() if piece.isupper() else piece
    return is_only_names(named) and piece[0].isupper() and not (names_section(piece) or is_place(piece))


def _sections(parsed: ParsedPage, headline: HtmlElement | None) -> frozenset[str]:
    """The names of sections: what links above the headline say, and what the head declares as section and tags."""
    said = [*titles_of(parsed), *parsed.meta.get("article:section", ()), *parsed.meta.get("article:tag", ())]
    if headline is not None:
        said.append(text_in(headline))
        said += [text_in(link) for link in _links_before(parsed, headline)[:_MOST_LINKS] if not leads_to_writer(link)]
    return frozenset(letters_only(text) for text in said if text)


def _links_before(parsed: ParsedPage, headline: HtmlElement) -> list[HtmlElement]:
    """The links above the headline, in the order of the page."""
    around, end = {*headline.iterancestors()}, parsed.order[headline]
    return [*takewhile(lambda link: parsed.order[link] < end, (one for one in parsed.all("a") if one not in around))]


def _first_lines(container: HtmlElement) -> Iterator[tuple[str, bool]]:
    lines = [child for child in islice(container, 2 * _FIRST_LINES) if isinstance(child.tag, str)]
    for child in lines[:_FIRST_LINES]:
        if (line := _short_text(child)) and _is_byline_line(child, line):
            yield line, False


def _begins_another_section(element: HtmlElement) -> bool:
    """Whether an element is a heading behind the text, of comments or of other stories."""
    return element.tag in _HEADINGS and ABOUT_THE_AUTHOR.match(text_in(element)) is None


def _short_text(element: HtmlElement) -> str | None:
    inside = [*islice(element.iter(), 12)]
    # A picture's credit says By too.
    if len(inside) > 10 or any(inner.tag in _PICTURES for inner in inside):
        return None
    line = text_in(element)
    return line if 3 < len(line) <= _LONGEST_LINE else None


def _is_byline_line(element: HtmlElement, line: str) -> bool:
    """Whether one of a text's first lines is a byline: it begins with By, or is set apart and has several names.

    One name in bold may be a heading: "Key Points".
    """
    if is_labelled(line):
        return is_only_names(line)
    return _is_set_apart(element) and is_only_names(line, of_several=True) and not names_section(line)


def _last_lines(places: Places) -> Iterator[tuple[str, bool]]:
    """Names in the last lines: set apart by their style, after By, or in a bracket at the end of the text."""
    ending = [] if places.container is None else [*places.container[-4 * _LAST_LINES :]]
    since = ending.index(places.last) if places.last in ending else 0
    other = next((n for n, line in enumerate(ending) if n > since and _begins_another_section(line)), None)
    texts = [
        line for line in ending[:other] if line.tag in ("p", "div", "span", "b", "i", "strong", "em") and text_in(line)
    ]
    behind = ""
    for element in reversed(texts[-_LAST_LINES:]):
        line = _short_text(element)
        # A line in bold before a paragraph is a heading, if the paragraph is not about the author.
        is_heading = len(behind) >= LONG // 2 and not (line and line.split()[-1] in behind)
        behind = behind or text_in(element)
        is_signed = (
            line and (_is_set_apart(element) or _HAS_CAPITALS.match(line)) and not (is_heading or names_section(line))
        )
        if line and (is_labelled(line) or is_signed) and is_only_names(line):
            yield line, False
        elif unspaced := _CLOSING_UNSPACED.search(text_in(element)[-_LONGEST_LINE:]):
            yield unspaced[1], False
        elif (closing := _CLOSING.search(text_in(element)[-_LONGEST_LINE:])) and is_only_names(closing[1]):
            yield closing[1], False


def _is_set_apart(element: HtmlElement) -> bool:
    """Whether the whole line is bold or italic, or aligned to the right."""
    if _TO_THE_RIGHT.search(f"{element.get('style') or ''} {element.get('class') or ''}"):
        return True
    plain = [(element.text or "") if element.tag not in _EMPHASIS else ""]
    plain += [child.tail or "" for child in element if child.tag in _EMPHASIS]
    plain += ["x" for child in element if child.tag not in _EMPHASIS and text_in(child)]
    return not "".join(plain).strip()
