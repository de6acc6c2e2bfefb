"""The progress of a command, on one line of a terminal."""

import sys
import time
from collections.abc import Callable

import click


class StatusLine:
    """A line on standard error that the next one replaces, at most once in `seconds`; only on a terminal."""

    def __init__(self, seconds: float = 0) -> None:
        self._seconds = seconds
        self._shown_at = time.monotonic()
        self._is_open = False

    def show(self, words: Callable[[], str]) -> None:
        """Replaces the line by words, which are computed only if they are shown."""
        now = time.monotonic()
        if sys.stderr.isatty() and now - self._shown_at >= self._seconds:
            self._shown_at, self._is_open = now, True
            click.echo(f"\r\x1b[K{words()}", err=True, nl=False)

    def clear(self) -> None:
        """Removes the line, so that a result can be printed."""
        if self._is_open:
            click.echo("\r\x1b[K", err=True, nl=False)
            self._is_open = False
