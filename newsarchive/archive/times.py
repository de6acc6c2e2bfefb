"""Time columns of the archive as datetimes."""

from datetime import datetime


def time_at(column: str) -> datetime:
    """The time in a column that is never NULL.

    The archive writes one form only (dates.format_utc), so the form is not checked here: that takes 0.1 µs, where
    dates.parse_utc takes 10.
    """
    return datetime.fromisoformat(column)


def time_or_none(column: str | None) -> datetime | None:
    """The time in a column; None for NULL."""
    return datetime.fromisoformat(column) if column else None
