"""The parts of a query: terms, and the combinations of them, as FTS5 reads them and as people type them. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from newsarchive.archive.searched_form import searched_form

OPERATORS = ("OR", "AND", "NOT")
# The columns of the index that a term may be limited to, by the name that is typed.
COLUMNS = {"headline": "headline", "author": "authors"}


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase: its text as people write it, the column it must stand in, and whether more may follow.

    is_exact says that no other form of the word is wanted. variants are the words of the archive's vocabulary that are
    searched for in its place, itself among them; without variants the text is. spellings are the same word in other
    characters.
    """

    text: str
    is_phrase: bool = False
    is_prefix: bool = False
    field: str | None = None
    is_exact: bool = False
    variants: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()

    @property
    def match(self) -> str:
        """The term in FTS5's language, in the form of stored texts: a word of a script without spaces is a phrase."""
        if not self._others:
            return self.phrases[0]
        return f"{self._column}({' OR '.join(map(_quoted, self._others))})"

    @property
    def phrases(self) -> tuple[str, ...]:
        """Each word or phrase that the term stands for, by itself in FTS5's language: the rank weighs each of them."""
        if not self._others:
            return (f"{self._column}{_quoted(searched_form(self.text))}" + (" *" if self.is_prefix else ""),)
        return tuple(f"{self._column}{_quoted(text)}" for text in self._others)

    @property
    def _others(self) -> tuple[str, ...]:
        """The texts that are searched for in place of the term; none if it stands for itself alone."""
        if not self.variants and not self.spellings:
            return ()
        return (*(self.variants or (searched_form(self.text),)), *map(searched_form, self.spellings))

    @property
    def _column(self) -> str:
        return f"{COLUMNS[self.field]} : " if self.field else ""

    @property
    def typed(self) -> str:
        """The term as it would be typed."""
        in_quotes = self.is_phrase or self.text in OPERATORS or ":" in self.text
        text = f'"{self.text}"' if in_quotes else self.text
        return (f"{self.field}:" if self.field else "") + self._sign + text + ("*" if self.is_prefix else "")

    @property
    def _sign(self) -> str:
        return "=" if self.is_exact and not self.is_phrase else ""


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Alternatives: an article matches that matches one of them."""

    parts: tuple["Part", ...]

    @property
    def match(self) -> str:
        """The alternatives in FTS5's language."""
        return f"({' OR '.join(part.match for part in self.parts)})"

    @property
    def typed(self) -> str:
        """The alternatives as they would be typed, without parentheses around them."""
        return " OR ".join(f"({part.typed})" if isinstance(part, AllOf) else _inner(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Conditions: an article matches that matches all parts and none of excluded. There is at least one part."""

    parts: tuple["Part", ...]
    excluded: tuple["Part", ...] = ()

    @property
    def match(self) -> str:
        """The conditions in FTS5's language, in parentheses where another condition may follow."""
        wanted = f"({' AND '.join(part.match for part in self.parts)})"
        if not self.excluded:
            return wanted
        return f"({wanted} NOT ({' OR '.join(part.match for part in self.excluded)}))"

    @property
    def typed(self) -> str:
        """The conditions as they would be typed, without parentheses around them."""
        if len(self.parts) == 1 and not self.excluded:
            return self.parts[0].typed
        return " ".join([*map(_inner, self.parts), *(f"-{_inner(part)}" for part in self.excluded)])


Part: TypeAlias = Term | AnyOf | AllOf


def terms_of(part: Part, *, with_excluded: bool = False) -> Iterator[Term]:
    """The terms of a part, from left to right; those that are excluded only if asked for."""
    if isinstance(part, Term):
        yield part
        return
    for inner in part.parts:
        yield from terms_of(inner, with_excluded=with_excluded)
    if with_excluded and isinstance(part, AllOf):
        for inner in part.excluded:
            yield from terms_of(inner, with_excluded=True)


def with_terms(part: Part, change: Callable[[Term], Term]) -> Part:
    """The same combination with each term changed, excluded ones too."""
    if isinstance(part, Term):
        return change(part)
    parts = tuple(with_terms(inner, change) for inner in part.parts)
    if isinstance(part, AnyOf):
        return AnyOf(parts)
    return AllOf(parts, tuple(with_terms(inner, change) for inner in part.excluded))


def without_forms(part: Part) -> Part:
    """The same combination with each word alone in place of its forms; a prefix keeps the words it stands for."""
    return with_terms(part, lambda term: term if term.is_prefix else replace(term, variants=()))


def without_excluded(part: Part) -> Part:
    """The same combination without what it excludes; it matches these articles and more."""
    if isinstance(part, Term):
        return part
    parts = tuple(map(without_excluded, part.parts))
    return AnyOf(parts) if isinstance(part, AnyOf) else AllOf(parts)


def without_field(part: Part, name: str) -> Part | None:
    """The same combination without the terms of a field; None when nothing else must occur."""
    if isinstance(part, Term):
        return None if part.field == name else part
    parts = tuple(kept for inner in part.parts if (kept := without_field(inner, name)) is not None)
    if not parts:
        return None
    if isinstance(part, AnyOf):
        return AnyOf(parts)
    return AllOf(parts, tuple(kept for inner in part.excluded if (kept := without_field(inner, name)) is not None))


def _inner(part: Part) -> str:
    return part.typed if isinstance(part, Term) else f"({part.typed})"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
