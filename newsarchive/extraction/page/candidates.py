"""A value and its place on the page. Every field is chosen from candidates; provenance and `--explain` show them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible value of a field, as the page has it, and its place in words that an outlet file's author knows."""

    value: str
    where: str


def with_values(*pairs: tuple[str | None, str]) -> Iterator[Candidate]:
    """The candidates among (value, where) pairs that have a value."""
    return (Candidate(value, where) for value, where in pairs if value)


def first_candidate(candidates: Iterable[Candidate]) -> Candidate | None:
    """The first candidate, or None."""
    return next(iter(candidates), None)
