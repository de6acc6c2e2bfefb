"""The parts of a line that are not replaced: names, dates, and the phrases that the extraction looks for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from newsarchive.extraction.names.agencies import AGENCIES, agency_named
from newsarchive.extraction.names.known_outlets import KNOWN
from newsarchive.extraction.phrases import boilerplate, bylines, dialogues, paywalls, refusals, source_credits
from newsarchive.extraction.phrases.alternatives import one_of
from newsarchive.outlet_tools.snapshot.fake_words import WORD

_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
# Phrases of bylines, desks and pages without articles count only in lines that are short enough for them.
_SHORT_LINE = 300
# A word counts as a rule's word if it begins with at least so many letters of it.
_PREFIX = 4
_MONTH = r"[^\W\d_]{3,14}"
# 3 May 2026, 3. Mai 2026, 3 de mayo de 2026; May 3, 2026; 2026年5月3日14時, with the sign of a news agency's dispatch.
_DATES = (
    re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th|er)?\.?\s+(?:de\s+)?({_MONTH})\.?,?\s+(?:de\s+)?\d{{4}}\b"),
    re.compile(rf"\b({_MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}\b"),
    re.compile(r"\d\s?([年月日号號時时分点點秒년월일시분]+[电電讯訊]?)"),
)
# Phrases that line_cleaning.py and datelines.py have in expressions of their own.
_SPELLED_OUT: Mapping[str, str] = {
    "en": r"(?:follow|subscribe to|sign up (?:for|to)|click here|reach the reporters?|get|have|receive)\b[^.!?]{0,160}"
    r"\b(?:twitter|facebook|instagram|newsletters?|telegram|whatsapp|inbox|app|youtube)\b",
    "fa": r"(?:[^.،؛\n]{2,40}[-–،]\s*)?به گزارش\s(?:(?:خبرنگار|خبرگزاری|سرویس|گروه)\s){0,4}",
}


@dataclass(frozen=True)
class PhraseTable:
    """The regular expressions of a table, for the beginning of a line or all of it, and the words in them."""

    form: re.Pattern[str]
    spelled: frozenset[str]
    is_opening: bool
    longest_line: int

    @classmethod
    def of(cls, table: Mapping[str, str], *, is_opening: bool, longest_line: int = 100_000) -> "PhraseTable":
        before = r"[\W_]{0,6}" if is_opening else r"(?<!\w)"
        form = re.compile(before + one_of(table), re.IGNORECASE)
        return cls(form, frozenset(_spelled(table.values())), is_opening, longest_line)

    def spans(self, line: str) -> Iterator[tuple[int, int]]:
        """The spans of line that the expressions spell out; text that they only skip is not included."""
        if len(line) > self.longest_line:
            return
        found = self.form.match(line) if self.is_opening else None
        for match in ([found] if found else []) if self.is_opening else self.form.finditer(line):
            yield from self._spelled_in(line, *match.span())

    def _spelled_in(self, line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        for word in WORD.finditer(line, start):
            if word.start() >= end:
                return
            if _UNSPACED.search(word[0]):
                yield from self._within(line, max(start, word.start()), min(end, word.end()))
            elif self._means(word[0].casefold()):
                yield word.span()

    def _means(self, word: str) -> bool:
        return word in self.spelled or any(word[:length] in self.spelled for length in range(_PREFIX, len(word)))

    def _within(self, line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        for length in range(end - start, 0, -1):
            for at in range(start, end - length + 1):
                if line[at : at + length] in self.spelled and (length > 1 or at == start):
                    yield at, at + length


_OPENING = (
    bylines.BY, source_credits.SOURCE_LABELS, source_credits.MATERIAL_FROM, source_credits.FIRST_PUBLISHED_BY,
    paywalls.PAYWALL, boilerplate.RELATED_LINKS, boilerplate.CERTAIN_RELATED_LINKS, boilerplate.LABELS,
    boilerplate.FOLLOW_CALLS, boilerplate.PICTURE_CREDITS,
    dialogues.COOKIES, dialogues.ACCOUNTS, dialogues.SHARING, dialogues.DISCLAIMERS, dialogues.SITE_TERMS,
    boilerplate.EMBEDS, boilerplate.APPEALS, boilerplate.NEWSLETTERS, boilerplate.CLOSING_CREDITS, _SPELLED_OUT,
)  # fmt: skip
_ANYWHERE = (
    bylines.ROLES, bylines.DESKS, {"": bylines.UNSPACED_DESKS}, refusals.CONSENT, refusals.NOT_FOUND,
    refusals.ROBOT_CHECKS,
)  # fmt: skip


def _spelled(sources: Iterable[str]) -> Iterator[str]:
    """The words in regular expressions, in lower case, with and without their optional letters."""
    for source in sources:
        plain = re.sub(r"\[[^\]]*\]", " ", re.sub(r"\\[a-zA-Z]", " ", source)).replace("(?", "( ")
        for match in re.finditer(r"[^\W\d_]+(?:\?[^\W\d_]+)*\??", plain):
            first, *rest = match[0].split("?")
            variants = [first]
            for piece in rest:
                variants = [one + piece for one in variants] + [one[:-1] + piece for one in variants]
            yield from (one.casefold() for one in variants if one)


class KeptWords:
    """The parts that stay in the lines of one page: names, agencies, known outlets, dates and phrases."""

    def __init__(self, names: Iterable[str] = ()):
        spellings = [spelling for spellings in AGENCIES.values() for spelling in spellings]
        self._by_first: dict[str, list[str]] = {}
        self._exact = {*KNOWN, *(one for one in spellings if one.isupper() and len(one) <= 5)}
        unspaced = []
        for name in dict.fromkeys((*names, *spellings, *KNOWN)):
            first = WORD.search(name)
            if _UNSPACED.search(name):
                unspaced.append(name)
            elif first:
                self._by_first.setdefault(first[0].casefold(), []).append(name)
        self._unspaced = re.compile("|".join(re.escape(name) for name in sorted(unspaced, key=len, reverse=True)))

    def flags(self, line: str) -> bytearray:
        """For each character of line: 1 if it stays, else 0."""
        flags = bytearray(len(line))
        for start, end in self._spans(line):
            flags[start:end] = b"\1" * (end - start)
        return flags

    def _spans(self, line: str) -> Iterator[tuple[int, int]]:
        words = list(WORD.finditer(line))
        for word in words:
            yield from self._names_at(line, word)
        yield from _agency_words(line, words)
        yield from (match.span() for match in self._unspaced.finditer(line))
        for form in _DATES:
            yield from (match.span(1) for match in form.finditer(line))
        for phrases in _PHRASES:
            yield from phrases.spans(line)

    def _names_at(self, line: str, word: re.Match[str]) -> Iterator[tuple[int, int]]:
        for name in self._by_first.get(word[0].casefold(), ()):
            first = WORD.search(name)
            start = word.start() - (first.start() if first else 0)
            end = start + len(name)
            printed = line[max(0, start) : end]
            same = printed in (name, name.upper()) or (
                name not in self._exact and printed.casefold() == name.casefold()
            )
            if start >= 0 and same and not line[end : end + 1].isalpha():
                yield start, end


def _agency_words(line: str, words: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """The words "news agency", "Agentur" and others next to an agency's name."""
    for one, other in pairwise(words):
        if other.start() - one.end() == 1 and agency_named(line[one.start() : other.end()]):
            yield one.start(), other.end()


_PHRASES = (
    *(PhraseTable.of(table, is_opening=True) for table in _OPENING),
    *(PhraseTable.of(table, is_opening=False, longest_line=_SHORT_LINE) for table in _ANYWHERE),
)
