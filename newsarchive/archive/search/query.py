"""The text of a search box as an FTS5 MATCH string and filters. Pure; no text is ever an error.

The syntax: words (all must occur), "a phrase", OR between alternatives, NOT or - before what is unwanted, parentheses,
prefix*, =word for no other form of it, headline: and author: for one column, and outlet:, country:, set:, source:,
section: and language: for the filters. kind:, owner: and outlet_tag: are sets of outlets. Everything else, punctuation
included, is text.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import dropwhile, takewhile

from newsarchive.archive.words.terms import OPERATORS, AllOf, AnyOf, Part, Term, terms_of
from newsarchive.text import clean_text, needs_spacing

# FTS5's own limits are not far above these. Nobody types so much; a pasted page does.
MAX_CHARACTERS = 1000
MAX_TERMS = 40
MAX_DEPTH = 8
# A shorter prefix would read a large part of the index.
MIN_PREFIX = 3

# What may be typed before a colon: the name of the column or filter that it stands for.
FIELDS = {
    "headline": "headline",
    "title": "headline",
    "intitle": "headline",
    "author": "author",
    "byline": "author",
    "outlet": "outlet",
    "country": "country",
    "set": "set",
    "kind": "kind",
    "owner": "owner",
    "outlet_tag": "outlet_tag",
    "source": "source",
    "section": "section",
    "language": "language",
    "lang": "language",
}
# Sets of outlets. As a filter, kind:agency is set:kind:agency.
SETS_BY_FACT = ("kind", "owner", "outlet_tag")
FILTER_FIELDS = ("outlet", "country", "set", *SETS_BY_FACT, "source", "section", "language")
# Names before a colon that other search pages know, and what to use here.
_DAYS = "To narrow the days, use the dates of the filters (--since and --until in the command)."
_OTHER_FIELDS = {
    **dict.fromkeys(("site", "url", "inurl", "domain", "publication", "newspaper"), "Use outlet: and its name."),
    **dict.fromkeys(("date", "day", "year", "since", "until", "before", "after", "published"), _DAYS),
    **dict.fromkeys(("body", "text", "intext", "content", "keyword"), "Words without a field are found anywhere."),
    **dict.fromkeys(("by", "inauthor", "writer", "journalist"), "Use author: and a name."),
    **dict.fromkeys(("category", "topic", "rubric"), "Use section: and the name of a section."),
    **dict.fromkeys(("headlines", "titles", "allintitle", "subject"), "Use headline: before each word."),
    **dict.fromkeys(("agency", "wire"), "Use source: and the name of an agency."),
    **dict.fromkeys(("collection", "tag"), "It can only stand by itself, outside of parentheses."),
    **dict.fromkeys(("type", "copies"), "It can only be a filter beside the search."),
}

# The tokens of the column keys begin with these letters. scope.py adds them; a typed word must never be one.
_KEY_LETTERS = re.compile("[\ue000-\ue002]")
_TYPOGRAPHY = str.maketrans({**dict.fromkeys("“”„‟«»〝〞＂", '"'), "（": " (", "）": ") ", "：": ":"})
# Signs, a field, then an opening parenthesis, a phrase (its closing quote may be missing) or a word.
_TOKEN = re.compile(
    rf"(?P<signs>[-–—−=]*)(?:(?P<field>{'|'.join(FIELDS)})\s*:\s*)?(?P<equals>=*)"
    r'(?:(?P<open>\()|"(?P<phrase>[^"]*)"?(?P<star>\*)?|(?P<word>[^\s"(][^\s"]*))',
    re.IGNORECASE,
)
_OTHER_FIELD = re.compile(rf"\(*({'|'.join(_OTHER_FIELDS)}):\w", re.IGNORECASE)

NOTHING_TYPED = "Type a word to search for."
NO_WORDS = "There is no word to search for. Letters and digits can be searched, punctuation cannot."
ONLY_NEGATIVE = "Add a word to search for: -word and NOT word only exclude articles."
TOO_LONG = f"The search is too long. Only its first {MAX_TERMS} words or {MAX_CHARACTERS:,} characters were used."
TOO_DEEP = f"Parentheses were used to a depth of {MAX_DEPTH}; those further inside were left out."
SHORT_PREFIX = f"A prefix needs {MIN_PREFIX} letters before the *. Shorter prefixes were searched for as words."
FILTER_IN_OR = (
    "outlet:, country:, set:, source:, section: and language: narrow the whole search, so they cannot stand beside OR."
)
OTHER_FIELD = "{}: is not known here; it was searched for as a word. {}"
LOWER_CASE = "Only OR, AND and NOT in capitals combine words; {} was searched for as a word. To combine words"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another query that the reader may mean, and the beginning of a sentence that ends with it."""

    reason: str
    query: str


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query as it was understood: what an article must match, and the values of filters that were typed.

    filters and excluded_filters are by the names of FILTER_FIELDS. shown has both as they were typed where they have
    become others, such as the outlets of a country. match is None when there is no word to search for;
    notes, which are sentences for the reader, then say why, unless filters were typed.
    """

    root: AllOf | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excluded_filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    shown: tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]] | None = None

    @property
    def match(self) -> str | None:
        """The words for FTS5, in parentheses where another condition may follow."""
        return self.root.match if self.root else None

    @property
    def titles_match(self) -> str | None:
        """What matches and has one of the words in headline or standfirst, which gives ranking.py more candidates."""
        if self.root is None:
            return None
        return f"({self.root.match} AND {{headline standfirst}} : {AnyOf(self.terms).match})"

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms that are searched for, without those that are excluded."""
        return tuple(terms_of(self.root)) if self.root else ()

    @property
    def has_prefix(self) -> bool:
        """Whether FTS5 must collect the words of a prefix by itself."""
        if self.root is None:
            return False
        return any(term.is_prefix and not term.variants for term in terms_of(self.root, with_excluded=True))

    @property
    def has_filters(self) -> bool:
        """Whether filters were typed."""
        return bool(self.filters or self.excluded_filters or self.shown)

    @property
    def understood(self) -> str:
        """The query restated in its own syntax; parsing that gives the same query."""
        wanted, unwanted = self.shown or (self.filters, self.excluded_filters)
        filters = [f"{name}:{_value(one)}" for name, values in wanted.items() for one in values]
        excluded = [f"-{name}:{_value(one)}" for name, values in unwanted.items() for one in values]
        words = self.root.typed if self.root else ""
        if words and isinstance(self.root, AllOf) and len(self.root.parts) == 1 and (filters or excluded):
            words = words if isinstance(self.root.parts[0], Term) or self.root.excluded else f"({words})"
        return " ".join(part for part in (words, *filters, *excluded) if part)


def parse_query(text: str) -> ParsedQuery:
    """The query that text stands for; OR binds more tightly than the space between words."""
    tidy = clean_text(_KEY_LETTERS.sub(" ", text.replace("\0", " "))).translate(_TYPOGRAPHY)
    parsed = _Parser(tidy[:MAX_CHARACTERS]).parse()
    notes = list(parsed.notes)
    if len(tidy) > MAX_CHARACTERS:
        notes.append(TOO_LONG)
    if parsed.root is None and ONLY_NEGATIVE not in notes and not parsed.has_filters:
        notes.append(NO_WORDS if tidy else NOTHING_TYPED)
    return replace(parsed, notes=tuple(dict.fromkeys(notes)))


@dataclass(slots=True)
class _QueryGroup:
    """What stands between two parentheses, or in the whole query."""

    name: str | None = None  # the field that its terms have unless they name another
    is_excluded: bool = False
    chains: list[list[Part]] = field(default_factory=list)
    excluded: list[Part] = field(default_factory=list)
    joins: bool = False  # whether the last token was an OR after a part
    negates: bool = False  # whether the last token was a NOT

    def add(self, part: Part, *, is_excluded: bool) -> None:
        if is_excluded:
            self.excluded.append(part)
        elif self.joins:
            self.chains[-1].append(part)
        else:
            self.chains.append([part])
        self.joins = self.negates = False

    def all_of(self) -> AllOf | None:
        if not self.chains:
            return None
        parts, excluded = list[Part](), list(self.excluded)
        for chain in self.chains:
            if len(chain) > 1:
                parts.append(AnyOf(tuple(chain)))
            elif isinstance(chain[0], AllOf):
                # Parentheses around what must occur anyway.
                parts += chain[0].parts
                excluded += chain[0].excluded
            else:
                parts.append(chain[0])
        return AllOf(tuple(parts), tuple(excluded))


class _Parser:
    """Collects the parts of one text from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.groups = [_QueryGroup()]
        self.filters: dict[bool, dict[str, list[str]]] = {False: {}, True: {}}
        self.notes: list[str] = []
        self.terms = 0
        self.ignored = 0  # open parentheses that are too deep
        # Operators in lower case, as they stand between two words: where, and what they would be.
        self.lower: list[tuple[int, int, str]] = []
        self.waiting: list[tuple[int, int, str]] = []

    def parse(self) -> ParsedQuery:
        for token in _TOKEN.finditer(self.text):
            if not self._take(token):
                self.notes.append(TOO_LONG)
                break
        while len(self.groups) > 1:
            self._close()
        whole = self.groups[0]
        root = whole.all_of()
        if root is None and whole.excluded:
            self.notes.append(ONLY_NEGATIVE)
        wanted, unwanted = (
            {name: tuple(dict.fromkeys(values)) for name, values in self.filters[excluded].items()}
            for excluded in (False, True)
        )
        return ParsedQuery(root, wanted, unwanted, tuple(self.notes), self._in_capitals())

    def _take(self, token: re.Match[str]) -> bool:
        """Whether the token was used; False when there are too many."""
        group, name = self.groups[-1], FIELDS.get((token["field"] or "").lower())
        is_excluded = bool(token["signs"].strip("=")) or group.negates
        if token["open"]:
            self._open(name, is_excluded=is_excluded)
            return True
        word, closing = token["word"], 0
        if word is not None:
            word, closing = self._without_closing(word)
            is_plain = not (token["signs"] or token["field"] or token["equals"])
            if is_plain and word in OPERATORS:
                self._operate(group, word)
                word = ""
        raw = token["phrase"] if word is None else word
        term = self._term(raw, token, name or group.name)
        if term is not None:
            if self.terms == MAX_TERMS:
                return False
            self.terms += 1
            self._note_lower_case(token, term)
            self._add(term, group, is_excluded=is_excluded)
        for _ in range(closing):
            self._close()
        return True

    def _open(self, name: str | None, *, is_excluded: bool) -> None:
        if len(self.groups) > MAX_DEPTH or self.ignored:
            self.ignored += 1
            self.notes.append(TOO_DEEP)
            return
        self.groups.append(_QueryGroup(name or self.groups[-1].name, is_excluded))

    def _close(self) -> None:
        """The innermost group becomes a part of the one around it."""
        if self.ignored:
            self.ignored -= 1
            return
        if len(self.groups) == 1:
            return
        inner = self.groups.pop()
        outer, part = self.groups[-1], inner.all_of()
        if part is not None:
            is_single = len(part.parts) == 1 and not part.excluded
            outer.add(part.parts[0] if is_single else part, is_excluded=inner.is_excluded)
        elif not inner.is_excluded:
            # Only what is unwanted: that is meant for the words around the parentheses.
            outer.excluded.extend(inner.excluded)
        outer.negates = False

    def _operate(self, group: _QueryGroup, operator: str) -> None:
        if operator == "NOT":
            group.negates = True
        else:
            group.joins = operator == "OR" and bool(group.chains)

    def _add(self, term: Term, group: _QueryGroup, *, is_excluded: bool) -> None:
        if term.field not in FILTER_FIELDS:
            group.add(term, is_excluded=is_excluded)
            return
        is_unwanted = is_excluded or any(outer.is_excluded for outer in self.groups)
        is_set = term.field in SETS_BY_FACT
        name, value = ("set", f"{term.field}:{term.text}") if is_set else (term.field, term.text)
        self.filters[is_unwanted].setdefault(name, []).append(value)
        if group.joins and group.name not in FILTER_FIELDS:
            self.notes.append(FILTER_IN_OR)
        group.joins = group.negates = False

    def _without_closing(self, word: str) -> tuple[str, int]:
        """A word without the parentheses at its end that close a group, and how many they are."""
        open_groups = len(self.groups) - 1 + self.ignored
        closing = 0
        while closing < open_groups and word.endswith(")") and word.count(")") > word.count("("):
            word, closing = word[:-1], closing + 1
        return word, closing

    def _term(self, raw: str, token: re.Match[str], name: str | None) -> Term | None:
        is_phrase = token["word"] is None
        if name in FILTER_FIELDS:
            value = raw.strip().strip("()")
            return Term(value, is_phrase, field=name) if value else None
        if not is_phrase and (other := _OTHER_FIELD.match(raw)):
            self.notes.append(OTHER_FIELD.format(other[1].lower(), _OTHER_FIELDS[other[1].lower()]))
        text, tail = _between_punctuation(raw)
        if not text:
            return None
        wants_prefix = bool(token["star"]) if is_phrase else tail.startswith("*")
        is_prefix = wants_prefix and (len(text) >= MIN_PREFIX or needs_spacing(text))
        if wants_prefix and not is_prefix:
            self.notes.append(SHORT_PREFIX)
        is_exact = "=" in token["signs"] or bool(token["equals"])
        return Term(text, is_phrase, is_prefix, name, is_exact and not (is_phrase or is_prefix))

    def _note_lower_case(self, token: re.Match[str], term: Term) -> None:
        """Remembers an operator in lower case once a word before and a word after it are known."""
        meant = term.text.upper()
        is_operator = term.text in ("or", "and", "not") and not (term.is_phrase or token["signs"] or token["field"])
        if is_operator and (self.terms > 1 or self.waiting):
            self.waiting.append((token.start("word"), token.start("word") + len(term.text), meant))
        elif not is_operator:
            self.lower += self.waiting
            self.waiting = []

    def _in_capitals(self) -> tuple[Suggestion, ...]:
        """The query with the operators in capitals that stand in lower case between two words."""
        if not self.lower:
            return ()
        query = self.text
        for begin, end, operator in reversed(self.lower):
            query = query[:begin] + operator + query[end:]
        found = " and ".join(dict.fromkeys(f"“{operator.lower()}”" for *_, operator in self.lower))
        return (Suggestion(LOWER_CASE.format(found), query),)


def _value(value: str) -> str:
    return value if re.fullmatch(r'[^\s"()]+', value) else f'"{value}"'


def _between_punctuation(raw: str) -> tuple[str, str]:
    """raw from its first to its last searchable character, and the punctuation after it; both "" when there is none."""
    text = "".join(dropwhile(lambda char: not _is_searchable(char), raw))
    tail = "".join(takewhile(lambda char: not _is_searchable(char), reversed(text)))[::-1]
    text = text.removesuffix(tail) if tail else text
    # Combining marks alone are not a word for the tokenizer.
    return (text, tail) if any(unicodedata.category(char)[0] in "LN" for char in text) else ("", "")


def _is_searchable(char: str) -> bool:
    """Whether the tokenizer keeps char: categories 'L* N* Co Mn Mc' in schema/first_tables.py."""
    category = unicodedata.category(char)
    return category[0] in "LN" or category in ("Co", "Mn", "Mc")
