"""Which files an import is of, and what each holds, by its name."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOCUMENT_SUFFIXES = (".txt", ".md")
JSONL_SUFFIXES = (".jsonl", ".ndjson")
WARC_SUFFIXES = (".warc", ".warc.gz")


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one import, by what they hold, each in the order of names."""

    documents: list[Path]
    jsonls: list[Path]
    warcs: list[Path]

    def __len__(self) -> int:
        return len(self.documents) + len(self.jsonls) + len(self.warcs)


def files_in(paths: list[Path]) -> Files:
    """What paths name: each file itself, and for a folder the files in it, however deep, that can be imported.

    A file named by itself whose name says nothing else is a document.
    """
    found = [file for path in paths for file in _files_at(path)]
    jsonls = [file for file in found if file.name.lower().endswith(JSONL_SUFFIXES)]
    warcs = [file for file in found if file.name.lower().endswith(WARC_SUFFIXES)]
    others = {*jsonls, *warcs}
    return Files([file for file in found if file not in others], jsonls, warcs)


def _files_at(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    suffixes = (*DOCUMENT_SUFFIXES, *JSONL_SUFFIXES, *WARC_SUFFIXES)
    yield from sorted(file for file in path.rglob("*") if file.name.endswith(suffixes) and file.is_file())
