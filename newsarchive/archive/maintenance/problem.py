"""What `verify` reports: one problem, where it is, and how to repair it."""

from dataclasses import dataclass

RESTORE = "restore a backup"
REPAIR = "run `newsarchive verify --repair`"


@dataclass(frozen=True, slots=True)
class ArchiveProblem:
    """One problem in an archive: the check that found it, the row or file, what is wrong, and what to do about it.

    is_mended says that a repair has removed it.
    """

    check: str
    row: str
    problem: str
    advice: str
    is_mended: bool = False
