"""Documents are imported, each file all or nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from newsarchive.errors import DocumentError
from newsarchive.importing import documents
from newsarchive.importing.documents import import_documents, read_file
from newsarchive.outlet import IMPORTED
from newsarchive.records import Verdict

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DOCUMENT = """---

## **Harbour opens again**

- 22.11.2026

---

Rivertown Post, 21 Nov 2026

The harbour opened again on Monday after two years of repairs.

Crowds stood on the quay and watched the pilots bring the ships home.
"""


@pytest.fixture
def archive(tmp_path: Path):
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        yield opened


def written(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def test_documents_are_stored_and_a_second_import_changes_nothing(archive: Archive, tmp_path: Path):
    file = written(tmp_path, "harbour.txt", DOCUMENT)
    for verdict in (Verdict.NEW, Verdict.UNCHANGED):
        (imported,) = import_documents(archive, [file], IMPORTED, NOW)
        assert (imported.file, imported.headlines, imported.problem) == (file, ("Harbour opens again",), None)
        assert [result.verdict for result in imported.results] == [verdict]
    assert archive.conn.execute("SELECT count(*) FROM articles").fetchone() == (1,)


def test_an_invalid_file_is_reported_and_the_others_are_stored(archive: Archive, tmp_path: Path):
    files = [written(tmp_path, "bad.txt", b"\xff\xfe\xfd"), written(tmp_path, "good.txt", DOCUMENT)]
    bad, good = import_documents(archive, files, IMPORTED, NOW)
    assert bad.problem == f"{files[0]}: not UTF-8 text (byte 0); convert it first"
    assert bad.results == ()
    assert len(good.results) == 1


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        pytest.param("absent.txt", None, "absent.txt: cannot be read: No such file", id="no file"),
        pytest.param("latin.txt", "Größe".encode("latin-1"), "not UTF-8 text", id="another encoding"),
        pytest.param("large.txt", b"x" * 1000, "too large for a document", id="too large"),
        pytest.param("empty.txt", b"", "empty.txt", id="empty"),
    ],
)
def test_a_file_that_is_not_a_document_says_why(tmp_path: Path, monkeypatch, name, content, problem):
    monkeypatch.setattr(documents, "MAX_BYTES", 500)
    file = tmp_path / name if content is None else written(tmp_path, name, content)
    with pytest.raises(DocumentError, match=problem):
        list(read_file(file, IMPORTED))
