"""The clock, in one replaceable place."""

from datetime import UTC, datetime


def now() -> datetime:
    """This second, in UTC; the archive keeps no fractions."""
    return datetime.now(UTC).replace(microsecond=0)
