"""The clock, in one place, so that tests can replace it."""

from datetime import UTC, datetime


def now() -> datetime:
    """The current time in UTC, to the second: the archive stores no fractions."""
    return datetime.now(UTC).replace(microsecond=0)
