"""The text of a search box as an FTS5 MATCH string. Pure; no text is ever an error.

The syntax: words (all must occur), "a phrase", OR between alternatives, -without, prefix*, headline:word and
author:name. Everything else, punctuation and unknown prefixes included, is text.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from newsarchive.archive.searched_form import searched_form
from newsarchive.text import clean_text, needs_spacing

SYNTAX = 'words, "phrase", OR, -word, prefix*, headline:word, author:name'
# FTS5's own limits are not far above these. Nobody types so much; a pasted page does.
MAX_CHARACTERS = 1000
MAX_TERMS = 40
# A shorter prefix would read a large part of the index. With three letters (gov*) a million articles take 7 ms.
MIN_PREFIX = 3

COLUMNS = {"headline": "headline", "author": "authors"}
# The tokens of the column keys begin with these letters. scope.py adds them; a typed word must never be one.
_KEY_LETTERS = re.compile("[\ue000-\ue002]")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»〝〞＂", '"'))
# minus signs, a column (perhaps in the parentheses of a restated query), then a phrase (the closing quote may be
# missing) or a word.
_TERM = re.compile(
    r'(?P<minus>-*)(?:\(*(?P<field>headline|author):\s*)?(?:"(?P<phrase>[^"]*)"?(?P<star>\*)?|(?P<word>[^\s"]+))',
    re.IGNORECASE,
)
_OPERATORS = ("OR", "AND")

NOTHING_TYPED = "Type a word to search for."
NO_WORDS = "There is no word to search for. Letters and digits can be searched, punctuation cannot."
ONLY_NEGATIVE = "Add a word to search for: -word only excludes articles."
TOO_LONG = f"The search is too long. Only its first {MAX_TERMS} words or {MAX_CHARACTERS:,} characters were used."
SHORT_PREFIX = f"A prefix needs {MIN_PREFIX} letters before the *. Shorter prefixes were searched for as words."


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase: its text as people write it, the column it must stand in, and whether more may follow."""

    text: str
    is_phrase: bool = False
    is_prefix: bool = False
    field: str | None = None

    @property
    def match(self) -> str:
        """The term in FTS5's language, in the form of stored texts: a word of a script without spaces is a phrase."""
        column = f"{COLUMNS[self.field]} : " if self.field else ""
        quoted = searched_form(self.text).replace('"', '""')
        return f'{column}"{quoted}"' + (" *" if self.is_prefix else "")

    @property
    def typed(self) -> str:
        """The term as it would be typed."""
        in_quotes = self.is_phrase or self.text in _OPERATORS or ":" in self.text
        text = f'"{self.text}"' if in_quotes else self.text
        return (f"{self.field}:" if self.field else "") + text + ("*" if self.is_prefix else "")


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query as it was understood: an article must match one term of every group, and no term of excluded.

    match is None when there is nothing to search for; notes, which are sentences for the reader, then say why.
    """

    groups: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[Term, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def match(self) -> str | None:
        """The whole query for FTS5, in parentheses where another condition may follow."""
        return _match(self.groups, self.excluded)

    @property
    def titles_match(self) -> str | None:
        """The query for headlines and standfirsts alone, which gives article_search.py its second set of candidates."""
        return _match(self.groups, self.excluded, within="{headline standfirst} : ")

    @property
    def has_prefix(self) -> bool:
        return any(term.is_prefix for terms in (*self.groups, self.excluded) for term in terms)

    @property
    def understood(self) -> str:
        """The query restated in its own syntax; parsing that gives the same query."""
        groups = [" OR ".join(term.typed for term in group) for group in self.groups]
        if len(self.groups) > 1:
            groups = [f"({text})" if len(group) > 1 else text for text, group in zip(groups, self.groups, strict=True)]
        return " ".join([*groups, *(f"-{term.typed}" for term in self.excluded)])


def parse_query(text: str) -> ParsedQuery:
    """The query that text stands for; OR binds more tightly than the space between words."""
    tidy = clean_text(_KEY_LETTERS.sub(" ", text.replace("\0", " "))).translate(_QUOTES)
    parsed = _Parser().parse(tidy[:MAX_CHARACTERS])
    notes = list(parsed.notes)
    if len(tidy) > MAX_CHARACTERS:
        notes.append(TOO_LONG)
    if not parsed.groups:
        notes.append(ONLY_NEGATIVE if parsed.excluded else NO_WORDS if tidy else NOTHING_TYPED)
    return ParsedQuery(parsed.groups, parsed.excluded, tuple(dict.fromkeys(notes)))


class _Parser:
    """Collects the terms of one text from left to right."""

    def __init__(self) -> None:
        self.groups: list[list[Term]] = []
        self.excluded: list[Term] = []
        self.notes: list[str] = []
        self.joins = False  # whether the last token was an OR after a word

    def parse(self, text: str) -> ParsedQuery:
        for found in _TERM.finditer(text):
            if found["word"] in _OPERATORS and not found["minus"] and not found["field"]:
                self.joins = found["word"] == "OR" and bool(self.groups)
                continue
            if len(self.excluded) + sum(map(len, self.groups)) == MAX_TERMS:
                self.notes.append(TOO_LONG)
                break
            term = self._term(found)
            if term is not None:
                self._add(term, is_excluded=bool(found["minus"]))
        return ParsedQuery(tuple(map(tuple, self.groups)), tuple(self.excluded), tuple(self.notes))

    def _add(self, term: Term, *, is_excluded: bool) -> None:
        if is_excluded:
            self.excluded.append(term)
        elif self.joins:
            self.groups[-1].append(term)
        else:
            self.groups.append([term])
        self.joins = False

    def _term(self, found: re.Match[str]) -> Term | None:
        raw = found["phrase"] if found["word"] is None else found["word"]
        text, tail = _between_punctuation(raw)
        if not text:
            return None
        wants_prefix = bool(found["star"]) if found["word"] is None else tail.startswith("*")
        is_prefix = wants_prefix and (len(text) >= MIN_PREFIX or needs_spacing(text))
        if wants_prefix and not is_prefix:
            self.notes.append(SHORT_PREFIX)
        return Term(text, found["word"] is None, is_prefix, found["field"].lower() if found["field"] else None)


def _between_punctuation(raw: str) -> tuple[str, str]:
    """raw from its first to its last searchable character, and the punctuation after it; both "" when there is none."""
    text = "".join(dropwhile(lambda char: not _is_searchable(char), raw))
    tail = "".join(takewhile(lambda char: not _is_searchable(char), reversed(text)))[::-1]
    text = text.removesuffix(tail) if tail else text
    # Combining marks alone are no word for the tokenizer.
    return (text, tail) if any(unicodedata.category(char)[0] in "LN" for char in text) else ("", "")


def _is_searchable(char: str) -> bool:
    """Whether the tokenizer keeps char: categories 'L* N* Co Mn Mc' in schema/first_tables.py."""
    category = unicodedata.category(char)
    return category[0] in "LN" or category in ("Co", "Mn", "Mc")


def _match(groups: tuple[tuple[Term, ...], ...], excluded: tuple[Term, ...], within: str = "") -> str | None:
    if not groups:
        return None
    wanted = " AND ".join(_any_of(group) for group in groups)
    match = f"{within}({wanted})"
    return f"({match} NOT {_any_of(excluded)})" if excluded else match


def _any_of(terms: tuple[Term, ...]) -> str:
    return "(" + " OR ".join(term.match for term in terms) + ")"
