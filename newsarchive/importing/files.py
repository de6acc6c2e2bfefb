"""Which files to import, and what each contains, by its name."""

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOCUMENT_SUFFIXES = (".txt", ".md")
JSONL_SUFFIXES = (".jsonl", ".ndjson")
WARC_SUFFIXES = (".warc", ".warc.gz")
OPML_SUFFIXES = (".opml",)
_HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class ImportFiles:
    """The files of one import, by what they contain, each list in the order of names."""

    documents: list[Path]
    jsonls: list[Path]
    warcs: list[Path]
    opmls: list[Path]

    def __len__(self) -> int:
        return len(self.documents) + len(self.jsonls) + len(self.warcs) + len(self.opmls)

    def problems(self) -> list[str]:
        """A line for each file that is missing or cannot be read; no file is opened."""
        found = ((file, _problem_of(file)) for file in (*self.documents, *self.jsonls, *self.warcs, *self.opmls))
        return [f"{file}: cannot be read: {problem}" for file, problem in found if problem]


def files_in(paths: list[Path]) -> ImportFiles:
    """The files in paths: each file itself, and for a folder every file in it or below it that can be imported.

    A file that is named itself and has no known suffix counts as a list of subscriptions if it begins like one,
    otherwise as a document.
    """
    found = [file for path in paths for file in _files_at(path)]
    jsonls = [file for file in found if file.name.lower().endswith(JSONL_SUFFIXES)]
    warcs = [file for file in found if file.name.lower().endswith(WARC_SUFFIXES)]
    opmls = [file for file in found if file not in {*jsonls, *warcs} and _is_opml(file)]
    others = {*jsonls, *warcs, *opmls}
    return ImportFiles([file for file in found if file not in others], jsonls, warcs, opmls)


def _is_opml(file: Path) -> bool:
    name = file.name.lower()
    if name.endswith(OPML_SUFFIXES) or name.endswith(DOCUMENT_SUFFIXES):
        return name.endswith(OPML_SUFFIXES)
    # Loaded here because lxml takes time, and most files have a suffix that says what they are.
    from newsarchive.discovery.opml import is_opml

    try:
        with file.open("rb") as opened:
            return is_opml(opened.read(_HEAD_BYTES))
    except (OSError, ValueError):
        return False


def _problem_of(file: Path) -> str | None:
    try:
        file.stat()
    except OSError as error:
        return error.strerror
    except ValueError:
        return "not a path"
    return None if os.access(file, os.R_OK) else os.strerror(errno.EACCES)


def _files_at(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    suffixes = (*DOCUMENT_SUFFIXES, *JSONL_SUFFIXES, *WARC_SUFFIXES, *OPML_SUFFIXES)
    yield from sorted(file for file in path.rglob("*") if file.name.endswith(suffixes) and file.is_file())
