"""Lines removed from an extracted text: headline, byline and time at its beginning, boilerplate anywhere."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsarchive.extraction.body.cleaning import RemovedText
from newsarchive.extraction.phrases.alternatives import one_of
from newsarchive.extraction.phrases.boilerplate import (
    APPEALS,
    CERTAIN_RELATED_LINKS,
    CLOSING_CREDITS,
    EMBEDS,
    FOLLOW_CALLS,
    LABELS,
    NEWSLETTERS,
    NOTICES,
    PICTURE_CREDITS,
    RELATED_LINKS,
    TIME_LABELS,
    TOPIC_LABELS,
)
from newsarchive.extraction.phrases.bylines import BY
from newsarchive.extraction.phrases.dialogues import ACCOUNTS, COOKIES, DISCLAIMERS, MISTAKES, SHARING, SITE_TERMS
from newsarchive.extraction.source.source_line import read_source_line
from newsarchive.records import Author
from newsarchive.text import count_words, fold, parts_of

# The headline, byline and time stand among the first few lines; bylines and times are short.
_OPENING_LINES = 8
_LONGEST_HEADLINE = 400
_LEAST_HEADLINE = 20
_LONGEST_KICKER = 60
_LONGEST_BYLINE = 160
_LONGEST_BOILERPLATE = 400
# A publication time comes before the text, not between its paragraphs.
_TIME_LINES = 3
# Words before a time, as in "Published on Friday,"; fewer if the line ends like a sentence.
_WORDS_BEFORE_A_TIME = 6
_WORDS_BEFORE_A_STOP = 3
_STOPS = (".", "!", "?", "。", "।")

_BY = re.compile(rf"^{one_of(BY)}\s*[::：]?\s+\S", re.IGNORECASE)
_CLOCK = r"\d{1,2}[:.h]\d\d"
_DAY = (
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}\.?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?\d{4}|"
    r"[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{4}年\d{1,2}月\d{1,2}日"
)
# A line with a time and words about it: "Published 3 May 2024, 12:30 GMT", "Stand: 22.04.2024 17:26 Uhr".
_TIME_LINE = re.compile(
    rf"^([^\W\d_][^\d.!?]{{0,40}})?(?:{_DAY})(?:[^\w]+(?:[^\W\d_]{{1,12}}\s+)?{_CLOCK}.{{0,15}})?"
    r"[^\w]*(?:[^\W\d_]{1,10}\s*){0,3}$"
)
# The same where the clock has letters: "2024年5月3日 12時30分 (5月4日 8時00分更新)".
_TIME_LINE_IN_LETTERS = re.compile(
    r"^\d{4}[年년]\s?\d{1,2}[月월]\s?\d{1,2}[日일]\W{0,3}\d{1,2}[時时点點시]\s?\d{1,2}[分분]?"
    r"\W{0,2}(?:更新|公開|掲載|配信|发布|發布|입력|수정)?\W{0,2}(?:[（(][^()（）]{0,30}[)）])?$"
)
_TIME_LABEL = re.compile(TIME_LABELS, re.IGNORECASE)
_BULLET = r"^(?:[-–•>»→(]\s*)?"
_BOILERPLATE = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_BULLET}{one_of(RELATED_LINKS)}\s*[:：.…)]*$",
        # A sentence may begin with "More:" or "Mira:" too, but it ends with a full stop; headlines seldom do.
        rf"{_BULLET}{one_of(RELATED_LINKS)}\s*[:：|]\s*\S.{{0,200}}(?<![.。।])$",
        rf"^(?:{one_of(LABELS)}|\W+)[:.…]?$",
        rf"^{one_of(PICTURE_CREDITS)}\s*(?:by\s+(?!photo|image|picture)|[:：/©]\s*).{{1,100}}$",
        r"^(?:follow (?:us|me|our|@\S+|[^.!?]{1,60} on)|subscribe to|sign up (?:for|to)|click here|"
        r"reach the reporters?)"
        r"\b[^.!?]{0,160}"
        r"\b(?:twitter|facebook|instagram|newsletters?|telegram|whatsapp|inbox|app|youtube)\b.{0,120}$",
        r"^(?:get|have|receive)\b.{0,140}\b(?:in|to) your inbox\b.{0,100}$",
        rf"^{one_of(FOLLOW_CALLS)}\b.{{0,160}}$",
        rf"{_BULLET}{one_of(CERTAIN_RELATED_LINKS)}.{{0,200}}$",
        rf"^{one_of(TOPIC_LABELS)}\s*[:：]\s*\S.{{0,150}}(?<![.!?:。।])$",
        rf"^{one_of(EMBEDS)}",
        rf"^{one_of(APPEALS)}",
        rf"^[\W_]{{0,3}}(?:{one_of(COOKIES)}|{one_of(SHARING)}|{MISTAKES})",
    )
)
_ACCOUNT = re.compile(rf"^{one_of(ACCOUNTS)}", re.IGNORECASE)
_ITEM = "- "
_SITE_TERMS = re.compile(rf"^\W{{0,3}}{one_of(SITE_TERMS)}", re.IGNORECASE)
# Behind the terms of use stands at most this share of a text; else the line is part of it.
_MOST_BEHIND_TERMS = 0.3
# A quick test before the slow search for newsletter calls, which few lines contain.
_LETTER = re.compile(r"letter|bolet|brief|brev")
_NEWSLETTER = re.compile(rf"^{one_of(NEWSLETTERS)}", re.IGNORECASE)
_CLOSING_CREDIT = re.compile(rf"^{one_of(CLOSING_CREDITS)}", re.IGNORECASE)
_NOTICE = re.compile(rf"^[©*(\s]{{0,4}}(?:{one_of(NOTICES)}|{one_of(DISCLAIMERS)})", re.IGNORECASE)
_MOST_CLOSING_LINES = 4
CLOSING_CREDIT = "the closing credit"
CLOSING_NOTICE = "the closing notice"
BOILERPLATE = "boilerplate"
FOOTER = "the page's footer"
# Fewer lines of boilerplate may be longer than a short text.
_FEWEST_TAKEN = 3


@dataclass(frozen=True, slots=True)
class KnownFields:
    """The fields that are known before the lines are checked: headlines, authors and byline."""

    headlines: Sequence[str] = ()
    authors: Sequence[Author] = ()
    byline: str | None = None


def clean_lines(text: str, known: KnownFields) -> tuple[str, tuple[RemovedText, ...]]:
    """text (the result of clean_body) without the lines that are not article text, and the removed lines in order."""
    lines = parts_of(text)
    footer = _footer_lines(lines)
    with_reasons = list(_lines_with_reasons(lines[: len(lines) - len(footer)], known))
    if _takes_too_much(with_reasons):
        with_reasons = [(line, None if why == BOILERPLATE else why) for line, why in with_reasons]
    kept = [line for line, why in with_reasons if why is None]
    cut = [RemovedText(why, line) for line, why in with_reasons if why is not None]
    closing = _closing_lines(kept)
    cut += [*closing, *footer]
    return "\n\n".join(kept[: len(kept) - len(closing)]), tuple(cut)


def _lines_with_reasons(lines: Sequence[str], known: KnownFields) -> Iterator[tuple[str, str | None]]:
    """Every line, and the reason to remove it or None."""
    headlines = {fold(headline) for headline in known.headlines}
    kept = 0
    is_offer = False
    for position, line in enumerate(lines):
        is_near_beginning = kept <= _OPENING_LINES and position <= 2 * _OPENING_LINES
        # A list behind a request to subscribe says what that is worth.
        is_offer = _is_account(line) or (is_offer and line.startswith(_ITEM))
        why = BOILERPLATE if is_offer or _is_boilerplate(line) else None
        if why is None and is_near_beginning:
            why = _opening_reason(line, headlines, known, kept)
        kept += why is None
        yield line, why


def _takes_too_much(with_reasons: Sequence[tuple[str, str | None]]) -> bool:
    """Whether less than half of a text would be left. Then the lines only look like boilerplate."""
    taken = sum(len(line) for line, why in with_reasons if why == BOILERPLATE)
    left = sum(len(line) for line, why in with_reasons if why is None)
    count = sum(why == BOILERPLATE for _, why in with_reasons)
    return count >= _FEWEST_TAKEN and taken > left


def _footer_lines(lines: Sequence[str]) -> list[RemovedText]:
    """The line with the site's terms of use and all behind it, if that is a small part of the text."""
    length = sum(map(len, lines))
    behind = 0
    start = len(lines)
    for number in range(len(lines) - 1, 0, -1):
        behind += len(lines[number])
        if behind > _MOST_BEHIND_TERMS * length:
            break
        if len(lines[number]) <= _LONGEST_BOILERPLATE and _SITE_TERMS.match(lines[number]):
            start = number
    return [RemovedText(FOOTER, line) for line in lines[start:]]


def _is_account(line: str) -> bool:
    return len(line) <= _LONGEST_BOILERPLATE and _ACCOUNT.match(line) is not None


def _closing_lines(lines: Sequence[str]) -> list[RemovedText]:
    """The last lines that only say who worked on the text, who may copy it, or how to contact the outlet."""
    closing: list[RemovedText] = []
    for line in reversed(lines[1:][-_MOST_CLOSING_LINES:]):
        why = _closing_reason(line) if len(line) <= _LONGEST_BOILERPLATE else None
        if why is None:
            break
        closing.insert(0, RemovedText(why, line))
    return closing


def _closing_reason(line: str) -> str | None:
    if _CLOSING_CREDIT.match(line):
        return CLOSING_CREDIT
    return CLOSING_NOTICE if _NOTICE.match(line) else None


def _is_boilerplate(line: str) -> bool:
    """Whether a line at any place of the text belongs to the page and not to the story."""
    if len(line) > _LONGEST_BOILERPLATE:
        return False
    is_letter = _LETTER.search(line.lower()) is not None and _NEWSLETTER.match(line) is not None
    return is_letter or any(form.match(line) for form in _BOILERPLATE)


def _opening_reason(line: str, headlines: set[str], known: KnownFields, before: int) -> str | None:
    """The reason to remove a line near the beginning: it is the headline, the byline or the publication time."""
    if len(line) <= _LONGEST_HEADLINE and _is_headline(fold(line).strip("#* "), headlines):
        return "the headline"
    if len(line) > _LONGEST_BYLINE or read_source_line(line):
        return None
    if _is_byline(line, known):
        return "the byline"
    return "the publication time" if before < _TIME_LINES and _is_time(line) else None


def _is_time(line: str) -> bool:
    """Whether a line is a time with some words about it, and not a sentence that ends in a time."""
    match = _TIME_LINE.match(line)
    if match is None:
        return _TIME_LINE_IN_LETTERS.match(line) is not None
    if _TIME_LABEL.search(match[1] or ""):
        return True
    words = count_words(match[1] or "")
    return words <= (_WORDS_BEFORE_A_STOP if line.endswith(_STOPS) else _WORDS_BEFORE_A_TIME)


def _is_headline(folded: str, headlines: set[str]) -> bool:
    """Whether a line is one of the headlines, alone or after a kicker."""
    return folded in headlines or any(
        folded.endswith(headline) and len(folded) <= len(headline) + _LONGEST_KICKER
        for headline in headlines
        if len(headline) >= _LEAST_HEADLINE
    )


def _is_byline(line: str, known: KnownFields) -> bool:
    """Whether a line without the authors' names has few words left."""
    folded = fold(line)
    if known.byline and folded == fold(known.byline):
        return True
    if ":" in folded and folded.endswith(_STOPS):
        return False  # an answer in an interview
    rest = folded
    for author in known.authors:
        rest = rest.replace(fold(author.name), "")
    if rest == folded:
        return False
    left = count_words(rest)
    return left <= 2 or (left <= 6 and (_BY.match(line) is not None or re.search(r"\d", rest) is not None))
