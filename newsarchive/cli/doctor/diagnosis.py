"""One line of `newsarchive doctor`: what was looked at, how it is, and what to do."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from newsarchive.errors import NewsArchiveError


class State(StrEnum):
    """How something is. A problem keeps a command from working; a warning will, or makes it less useful."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What one check found, in words, and what to do; there is no advice where all is well."""

    name: str
    state: State
    found: str
    advice: str | None = None


def ok(name: str, found: str) -> Diagnosis:
    """A line about something that is as it should be."""
    return Diagnosis(name, State.OK, found)


def warning(name: str, found: str, advice: str) -> Diagnosis:
    """A line about something that still works."""
    return Diagnosis(name, State.WARNING, found, advice)


def problem(name: str, found: str, advice: str) -> Diagnosis:
    """A line about something that does not work."""
    return Diagnosis(name, State.PROBLEM, found, advice)


def diagnosed(name: str, check: Callable[[], Iterable[Diagnosis]]) -> Iterator[Diagnosis]:
    """The lines of a check. A check that fails itself is a problem, so that the other checks still run."""
    try:
        yield from check()
    except NewsArchiveError as error:
        found, _, advice = str(error).rpartition("; ")
        yield problem(name, found or str(error), advice if found else "see above")
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        yield problem(name, f"{place}{error.strerror or error}", "check the path and its permissions")
    except Exception as error:
        # Whatever is broken is what this command is run for: no traceback may end it.
        kind = type(error).__name__
        yield problem(name, f"this check failed: {kind}: {error}".splitlines()[0], "report this as an issue")
