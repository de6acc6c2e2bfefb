"""Documents of an export: their file names, and that they can be read back."""

from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest

from newsarchive.exporting.documents import file_name, write_documents, write_folder
from newsarchive.formats.document import read_document, read_documents
from newsarchive.records import Article, Author, Stamp, StoredArticle

SEEN = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def a_stored(number: int = 1, outlet: str = "post", published: Stamp | None = None) -> StoredArticle:
    article = Article(outlet, f"Headline {number}", "Text.", authors=(Author("A. Reed"),), published=published)
    return StoredArticle(number, article, "Post", 1, SEEN)


@pytest.mark.parametrize(
    ("stored", "name"),
    [
        pytest.param(a_stored(17, published=Stamp(date(2016, 12, 9))), "2016-12-09-post-17.txt", id="a day"),
        pytest.param(a_stored(17), "undated-post-17.txt", id="no day"),
        pytest.param(a_stored(17, outlet="../../tmp/x"), "undated-_tmp_x-17.txt", id="no way out of the folder"),
        pytest.param(a_stored(17, outlet="波士 post"), "undated-波士_post-17.txt", id="other scripts"),
        pytest.param(a_stored(17, outlet="x" * 500), f"undated-{'x' * 100}-17.txt", id="too long for a file system"),
    ],
)
def test_files_are_named_by_day_outlet_and_id(stored: StoredArticle, name: str):
    assert file_name(stored) == name


def test_a_stream_of_documents_reads_back():
    out = StringIO()
    assert write_documents([a_stored(1), a_stored(2)], out) == 2
    assert [article.headline for article in read_documents(out.getvalue())] == ["Headline 1", "Headline 2"]


@pytest.mark.parametrize(("full", "authors"), [(False, ()), (True, (Author("A. Reed"),))], ids=["short", "full"])
def test_a_folder_has_a_document_in_each_file(tmp_path: Path, full: bool, authors: tuple[Author, ...]):
    assert write_folder([a_stored(1), a_stored(2)], tmp_path, full=full) == 2
    files = sorted(tmp_path.iterdir())
    articles = [read_document(file.read_text(encoding="utf-8")) for file in files]
    assert [(article.headline, article.authors) for article in articles] == [
        ("Headline 1", authors),
        ("Headline 2", authors),
    ]
