"""A value and where on the page it stood: what every field is chosen from, and what provenance and `--explain` show."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """One value that a field could take, as the page has it, and its place in words a rule's writer knows."""

    value: str
    where: str


def with_values(*pairs: tuple[str | None, str]) -> Iterator[Candidate]:
    """The candidates among (value, where) pairs that have a value."""
    return (Candidate(value, where) for value, where in pairs if value)


def first_candidate(candidates: Iterable[Candidate]) -> Candidate | None:
    """The first candidate, or None."""
    return next(iter(candidates), None)
