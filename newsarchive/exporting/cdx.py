"""A CDXJ index of the captured pages, so that pywb and other programs can serve the folder captures/ as it is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

from newsarchive.archive.captures.cdxj import cdxj_line, read_head
from newsarchive.archive.captures.warc_files import CaptureFiles, CaptureRef
from newsarchive.errors import CaptureError
from newsarchive.exporting.line_sort import LineSorter
from newsarchive.exporting.warc import MAX_PROBLEMS

# Captures between two reports of progress.
_REPORTED = 500


@dataclass
class CdxWritten:
    """How many captures are in the index so far.

    passed_over counts records that do not answer a request. damaged counts records that cannot be read; problems are
    the first of them.
    """

    captures: int = 0
    passed_over: int = 0
    damaged: int = 0
    problems: list[str] = field(default_factory=list)


def write_cdx(
    files: CaptureFiles,
    captures: Iterable[CaptureRef],
    out: BinaryIO,
    sorter: LineSorter,
    progress: Callable[[CdxWritten], None] = lambda written: None,
) -> CdxWritten:
    """Writes one line for each record that answers a request, sorted by address and time, in the order of bytes.

    A record that cannot be read is left out and counted. The names of files are as in the folder of the captures.
    """
    written = CdxWritten()
    for number, ref in enumerate(captures, start=1):
        _add(files, ref, sorter, written)
        if number % _REPORTED == 0:
            progress(written)
    for line in sorter.lines():
        out.write(line)
    return written


def _add(files: CaptureFiles, ref: CaptureRef, sorter: LineSorter, written: CdxWritten) -> None:
    try:
        head = read_head(files, ref)
    except CaptureError as error:
        written.damaged += 1
        if len(written.problems) < MAX_PROBLEMS:
            written.problems.append(str(error))
        return
    if head is None:
        written.passed_over += 1
        return
    sorter.add(cdxj_line(head, ref, ref.file))
    written.captures += 1
