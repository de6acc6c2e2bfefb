"""Imports articles from the export of another archive: JSON lines, each line all or nothing."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from newsarchive.archive.articles.restore import restore
from newsarchive.archive.database import Archive
from newsarchive.errors import DocumentError
from newsarchive.formats.jsonl import read_line
from newsarchive.outlet import Outlet
from newsarchive.records import StoredArticle

# The longest article with all its versions has a few MB. A longer line belongs to another kind of file.
MAX_LINE_BYTES = 50_000_000
# Lines that are written in one transaction.
_LINES_PER_WRITE = 100
MOST_PROBLEMS = 20


@dataclass
class JsonlReport:
    """The results of one file so far. problem says why reading ended early; line_problems has the first bad lines."""

    file: Path
    lines: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    bad: int = 0
    line_problems: list[str] = field(default_factory=list)
    problem: str | None = None

    @property
    def has_failed(self) -> bool:
        """Whether a part of the file was not imported."""
        return bool(self.bad) or self.problem is not None


def import_jsonl(
    archive: Archive,
    file: Path,
    outlet_named: Callable[[str], Outlet | None],
    progress: Callable[[JsonlReport], None] = lambda report: None,
) -> JsonlReport:
    """Stores the articles of one file, in its order; invalid lines are skipped and reported with their number.

    outlet_named returns the outlet with a name, None where it has no file here. Its articles are imported too.

    Raises:
        ArchiveError: the archive could not be written. What was stored before stays.
    """
    report, outlets = JsonlReport(file), _OutletCache(outlet_named)
    try:
        with file.open("rb") as source:
            batch: list[StoredArticle] = []
            for stored in _articles(iter(lambda: source.readline(MAX_LINE_BYTES + 1), b""), report):
                batch.append(stored)
                if len(batch) >= _LINES_PER_WRITE:
                    _store(archive, batch, outlets, report)
                    progress(report)
                    batch = []
            _store(archive, batch, outlets, report)
    except OSError as error:
        report.problem = f"{file}: cannot be read: {error.strerror}"
    return report


def _articles(lines: Iterator[bytes], report: JsonlReport) -> Iterator[StoredArticle]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        report.lines += 1
        try:
            if len(line) > MAX_LINE_BYTES:
                report.problem = f"{report.file}: line {number}: longer than {MAX_LINE_BYTES:,} bytes; read up to it"
                return
            yield read_line(line.decode("utf-8-sig" if number == 1 else "utf-8"))
        except (DocumentError, UnicodeDecodeError) as error:
            report.bad += 1
            words = f"not UTF-8 text (byte {error.start})" if isinstance(error, UnicodeDecodeError) else str(error)
            if len(report.line_problems) < MOST_PROBLEMS:
                report.line_problems.append(f"{report.file}: line {number}: {words}")


def _store(archive: Archive, batch: list[StoredArticle], outlets: "_OutletCache", report: JsonlReport) -> None:
    with archive.transaction():
        saved = [restore(archive, stored, outlets.of(stored)) for stored in batch]
    report.verdicts.update(one.verdict.value for one in saved)


class _OutletCache:
    """The outlets of the articles; each is looked up once."""

    def __init__(self, outlet_named: Callable[[str], Outlet | None]) -> None:
        self._outlet_named = outlet_named
        self._known: dict[str, Outlet] = {}

    def of(self, stored: StoredArticle) -> Outlet:
        name = stored.article.outlet
        if name not in self._known:
            self._known[name] = self._outlet_named(name) or Outlet(
                name=name, title=stored.outlet_title, home="", language="und", timezone="UTC"
            )
        return self._known[name]
