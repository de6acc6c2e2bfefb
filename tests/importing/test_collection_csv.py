"""Importing collections from CSV."""

from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.desk.collected_articles import collection_rows
from newsarchive.archive.desk.collections import list_collections
from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.desk.labels import ArticleLabels, labels_of, set_note
from newsarchive.errors import DocumentError
from newsarchive.formats.collection_csv import write_collection
from newsarchive.importing.collection_csv import check_collection_file, import_collection
from tests.archive.desk.rows import NOW, add_rows, url_of


@pytest.fixture
def opened(tmp_path: Path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        add_rows(archive)
        with Desk.open(archive.path, write=True) as desk:
            yield archive, desk


def a_file(folder: Path, text: str) -> Path:
    file = folder / "Flood 2026.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_list_becomes_a_collection_named_as_the_file(opened, tmp_path: Path):
    archive, desk = opened
    file = a_file(tmp_path, f"\ufeffurl,tags,note\n{url_of(1)},one; two,A note\n{url_of(2)},,\n")
    done = import_collection(archive, desk, file, NOW)
    assert (done.collections, done.rows, done.added, done.problems) == (("flood-2026",), 2, 2, ())
    assert labels_of(desk, [1]) == {1: ArticleLabels(("flood-2026",), ("one", "two"), "A note")}


def test_an_export_can_be_imported_again(opened, tmp_path: Path):
    archive, desk = opened
    import_collection(archive, desk, a_file(tmp_path, "article_id,tags,note\n1,x,=n\n4,,gone\n"), NOW, "flood")
    before = list(collection_rows(archive.conn, desk, "flood"))
    with (tmp_path / "out.csv").open("w", encoding="utf-8", newline="") as out:
        write_collection(before, out)
    (tmp_path / "desk.db-other").touch()
    desk.conn.execute("DELETE FROM collected_articles")
    desk.conn.execute("DELETE FROM article_tags")
    desk.conn.execute("DELETE FROM article_notes")
    done = import_collection(archive, desk, tmp_path / "out.csv", NOW)
    assert (done.added, done.problems) == (2, ())
    assert list(collection_rows(archive.conn, desk, "flood")) == before


def test_rows_without_their_article_are_reported_with_their_line(opened, tmp_path: Path):
    archive, desk = opened
    file = a_file(
        tmp_path, "article_id,url,collection\n1,,Wrong Name\n99,,a\n2,,a\nx,,a\n1,https://other.example/9,a\n"
    )
    done = import_collection(archive, desk, file, NOW)
    assert (done.collections, done.rows, done.added) == (("a",), 1, 1)
    lines = [problem.removeprefix(f"{file}, ") for problem in done.problems]
    assert [line.partition(":")[0] for line in lines] == ["line 2", "line 3", "line 5", "line 6"]
    assert "no article 99" in lines[1]
    assert "no article at https://other.example/9" in lines[3]


def test_another_note_is_kept_and_said(opened, tmp_path: Path):
    archive, desk = opened
    set_note(desk, 1, "Mine.", NOW)
    done = import_collection(archive, desk, a_file(tmp_path, "article_id,note\n1,Theirs.\n"), NOW, "flood")
    assert (done.rows, done.added, labels_of(desk, [1])[1].note) == (1, 1, "Mine.")
    assert "another note, which was kept" in done.problems[0]


def test_nothing_is_stored_of_a_file_that_ends_in_nonsense(opened, tmp_path: Path):
    archive, desk = opened
    file = tmp_path / "a.csv"
    file.write_bytes(b"article_id\n" + b"1\n" * 50_000 + b"\xff\xfe\n")
    with pytest.raises(DocumentError, match="not UTF-8"):
        import_collection(archive, desk, file, NOW)
    assert list_collections(desk) == []


def test_a_file_is_checked_before_a_desk_is_made(tmp_path: Path):
    with pytest.raises(DocumentError, match="cannot be read"):
        check_collection_file(tmp_path / "absent.csv")
    with pytest.raises(DocumentError, match="article_id or url"):
        check_collection_file(a_file(tmp_path, "headline\nx\n"))
    check_collection_file(a_file(tmp_path, "article_id\n1\n"))
