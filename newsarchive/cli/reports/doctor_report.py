"""How `newsarchive doctor` prints its lines: for people, and as JSON for programs."""

import shutil
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from newsarchive.cli.doctor.diagnosis import Diagnosis, State
from newsarchive.counted import counted

# The width if the output is not a terminal, as in cron's mail.
NARROW = 100
_INDENT = " " * 10


def diagnosis_lines(diagnosis: Diagnosis) -> Iterator[str]:
    """`problem  disk of the archive: 0.2 GB free …`, and below it what to do."""
    width = shutil.get_terminal_size((NARROW, 24)).columns
    # Not textwrap.wrap for the first line: a path or a message is copied from it.
    yield f"{diagnosis.state:<8}  {diagnosis.name}: {diagnosis.found}"
    if diagnosis.advice:
        yield from textwrap.wrap(
            diagnosis.advice,
            max(width, 40),
            initial_indent=_INDENT,
            subsequent_indent=_INDENT,
            break_long_words=False,
            break_on_hyphens=False,
        )


def summary_line(diagnoses: Iterable[Diagnosis]) -> str:
    """`1 problem, 2 warnings`, or that all is well."""
    states = [one.state for one in diagnoses]
    counts = {state: states.count(state) for state in (State.PROBLEM, State.WARNING)}
    parts = [counted(count, state) for state, count in counts.items() if count]
    return ", ".join(parts) if parts else "all is well"


def doctor_row(diagnoses: Iterable[Diagnosis]) -> dict[str, Any]:
    """The same as JSON."""
    rows = [{**asdict(one), "state": one.state.value} for one in diagnoses]
    return {"problems": sum(row["state"] == State.PROBLEM for row in rows), "checks": rows}
