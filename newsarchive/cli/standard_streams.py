"""Standard output and standard error, whatever they are: closed, full, a pipe without a reader, or ASCII only."""

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from newsarchive.errors import NewsArchiveError


class OutputError(NewsArchiveError):
    """Raised by `output_errors_in_one_line` when results cannot be written to standard output."""


def prepare_streams() -> None:
    """Makes both streams usable: called once, before anything is printed.

    A closed stream leads nowhere, so that no file of the archive gets its number and the text printed to it. Characters
    that a stream cannot encode are written as escapes. Complaints that cannot be written are dropped: a crawl must not
    end because its log is full.
    """
    _open_missing()
    if sys.stdout is sys.__stdout__:
        sys.stdout = _over(_OutputFile, sys.stdout)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _over(_LossyFile, sys.stderr)


@contextmanager
def output_errors_in_one_line() -> Iterator[None]:
    """Turns an error of writing to standard output into one of ours.

    Raises:
        BrokenPipeError: nobody reads the output any more, as with `head`.
        OutputError: it cannot be written for another reason, such as a full disk.
    """
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
        if isinstance(error, BrokenPipeError) or not isinstance(raw, _OutputFile) or raw.error is not error:
            raise
        drop_output()
        raise OutputError(f"standard output: cannot be written: {error.strerror}; the output is incomplete") from error


@contextmanager
def standard_output() -> Iterator[TextIO]:
    """Standard output for an export: UTF-8 whatever the terminal's encoding is, because programs read it.

    Raises:
        BrokenPipeError: nobody reads the output any more, as with `head`.
        NewsArchiveError: it cannot be written for another reason; the output is incomplete.
    """
    # Not at the top, because every command loads this module.
    from newsarchive.exporting.output import disk_errors

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    try:
        with disk_errors("standard output", left="the output is incomplete"):
            yield sys.stdout
            sys.stdout.flush()
    except NewsArchiveError:
        drop_output()
        raise


def drop_output() -> None:
    """Lets standard output lead nowhere. Otherwise Python would report an error again when it writes the rest."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123  (a device)
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _open_missing() -> None:
    """Gives the numbers 0 to 2 to the null device where they are free, and the streams of Python that are missing."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(number, True)
    os.close(number)
    # Python has no stream for a number that was closed when it started.
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


class _OutputFile(io.FileIO):
    """A file that keeps its last error, by which the error is recognized. A terminal that was closed is no error."""

    error: OSError | None = None

    def __init__(self, number: int, mode: str, closefd: bool) -> None:
        super().__init__(number, mode, closefd=closefd)
        self._is_terminal = self.isatty()

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except OSError as error:
            if self._is_terminal and error.errno == errno.EIO:
                drop_output()
                return len(memoryview(data).cast("B"))
            self.error = error
            raise


class _LossyFile(io.FileIO):
    """A file that drops what cannot be written."""

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except OSError:
            return len(memoryview(data).cast("B"))


def _over(kind: type[io.FileIO], stream: Any) -> io.TextIOWrapper:
    """stream again, over a file of this kind; it writes what it cannot encode as escapes."""
    raw = kind(stream.fileno(), "wb", closefd=False)
    errors = "backslashreplace" if stream.errors == "strict" else stream.errors
    buffered = io.BufferedWriter(raw)
    return io.TextIOWrapper(
        buffered, stream.encoding, errors, line_buffering=stream.line_buffering or kind is _LossyFile
    )
