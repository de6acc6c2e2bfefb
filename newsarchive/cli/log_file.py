"""`--log FILE`: a copy of what a command prints, with the times at which it began and ended. The log rotates itself."""

import io
import shlex
import sys
from pathlib import Path
from typing import Any, BinaryIO

from newsarchive.errors import UsageError

# A quiet crawl adds two lines, so that one file lasts a year of hourly crawls.
MOST_BYTES = 1_000_000
KEPT_FILES = 5


class LogFile:
    """An open log: what is printed to standard output and standard error is appended to it too."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._printed = sys.stderr
        self._streams: list[Any] = []
        self._log: BinaryIO | None = _opened(file)

    def begin(self, words: list[str]) -> None:
        """Notes the command, and copies from now on what the process prints."""
        self._note(shlex.join(words))
        sys.stdout.flush()
        sys.stdout = self._copied(sys.stdout)
        sys.stderr = self._copied(sys.stderr)

    def end(self, status: int) -> None:
        """Notes the exit status; nothing is copied after it."""
        sys.stdout.flush()
        sys.stderr.flush()
        self._note(f"ended with status {status}")
        self._log = None

    def write(self, data: bytes) -> None:
        """Appends data. A log that cannot be written ends no command: the reason is printed once."""
        if self._log is None:
            return
        try:
            self._log.write(data)
        except OSError as error:
            self._log = None
            print(f"{self._file}: cannot be written ({error.strerror}); going on without it", file=self._printed)

    def _note(self, text: str) -> None:
        # Not at the top, as below: every command loads this module, and few write a log.
        from newsarchive import clock
        from newsarchive.dates import format_utc

        self.write(f"{format_utc(clock.now())} {text}\n".encode(errors="replace"))

    def _copied(self, stream: Any) -> io.TextIOWrapper:
        # The stream stays referenced: it would close its buffer when it is collected.
        self._streams.append(stream)
        copied = _CopiedStream(stream.buffer, self)
        return io.TextIOWrapper(copied, stream.encoding, stream.errors, line_buffering=True)


class _CopiedStream(io.BufferedIOBase):
    """Bytes for a stream that go into the log too."""

    def __init__(self, stream: Any, log: LogFile) -> None:
        self._stream = stream
        self._log = log

    @property
    def name(self) -> str:
        return str(self._stream.name)

    @property
    def raw(self) -> Any:
        return getattr(self._stream, "raw", None)

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return bool(self._stream.isatty())

    def fileno(self) -> int:
        return int(self._stream.fileno())

    def write(self, data: Any) -> int:
        self._log.write(bytes(data))
        return int(self._stream.write(data))

    def flush(self) -> None:
        self._stream.flush()


def _opened(file: Path) -> BinaryIO:
    """The file, opened to append without a buffer; a large one is renamed first and a new one begun.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        if file.is_file() and file.stat().st_size > MOST_BYTES:
            from logging.handlers import RotatingFileHandler

            rotated = RotatingFileHandler(file, backupCount=KEPT_FILES, delay=True)
            rotated.doRollover()
            rotated.close()
        return file.open("ab", buffering=0)
    except OSError as error:
        raise UsageError(f"--log {file}: cannot be written: {error.strerror}; name a file in another folder") from error


_current: LogFile | None = None


def begin_log(file: Path) -> None:
    """Begins to copy what this process prints into file; raises UsageError if it cannot be written."""
    global _current
    _current = LogFile(file)
    _current.begin(["newsarchive", *sys.argv[1:]])


def end_log(status: int) -> None:
    """Notes the exit status in the log, if one was begun."""
    if _current is not None:
        _current.end(status)
