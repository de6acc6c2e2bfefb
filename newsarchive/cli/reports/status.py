"""What goes on, on one line of a terminal."""

import sys
import time
from collections.abc import Callable

import click


class StatusLine:
    """One line on standard error that the next one replaces, at most every so many seconds; only on a terminal."""

    def __init__(self, seconds: float = 0) -> None:
        self._seconds = seconds
        self._shown_at = time.monotonic()
        self._is_open = False

    def show(self, words: Callable[[], str]) -> None:
        """Puts words in the place of what stood there; asks for them only when they are shown."""
        now = time.monotonic()
        if sys.stderr.isatty() and now - self._shown_at >= self._seconds:
            self._shown_at, self._is_open = now, True
            click.echo(f"\r\x1b[K{words()}", err=True, nl=False)

    def clear(self) -> None:
        """Takes the line away, so that a result does not stand behind it."""
        if self._is_open:
            click.echo("\r\x1b[K", err=True, nl=False)
            self._is_open = False
