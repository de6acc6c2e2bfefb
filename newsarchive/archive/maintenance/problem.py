"""What verify says: one thing that is wrong, where it is, and how it is mended."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: found by which check, in which row or file; advice says how to mend it."""

    check: str
    row: str
    problem: str
    advice: str
    is_mended: bool = False
