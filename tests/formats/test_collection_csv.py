"""Collections as CSV: written for spreadsheets, and read back without loss."""

import io

import pytest

from newsarchive.errors import DocumentError
from newsarchive.formats.collection_csv import CollectionRow, read_collection, write_collection

ROWS = [
    CollectionRow(
        "flood", 17, "https://post.example/17", "=Bridge, opens", "post", "2026-11-20", "", "2026-11-28T12:00:00Z"
    ),
    CollectionRow(
        "flood", 18, state="removed", added_at="2026-11-28T12:00:00Z", tags=("one", "two words"), note="'=a\nb"
    ),
]


def written(raw: bool = False) -> str:
    out = io.StringIO()
    assert write_collection(ROWS, out, raw=raw) == 2
    return out.getvalue()


def read(text: str, name: str = "file") -> list:
    return [row for _, row in read_collection(io.StringIO(text, newline=""), name)]


def test_cells_are_no_formulas_unless_raw():
    assert ',"\'=Bridge, opens",' in written()
    assert ',"=Bridge, opens",' in written(raw=True)


def test_what_was_written_is_read_back():
    (first, second) = read(written())
    assert (first.article_id, first.url, first.added_at) == (17, ROWS[0].url, ROWS[0].added_at)
    assert (second.collection, second.tags, second.note) == ("flood", ROWS[1].tags, ROWS[1].note)


def test_a_list_of_ids_or_addresses_is_enough():
    assert read("article_id\n17\n\n18\n") == [CollectionRow("file", 17), CollectionRow("file", 18)]
    assert read("Where;ever,URL\nx,https://post.example/1\n") == [CollectionRow("file", None, "https://post.example/1")]


@pytest.mark.parametrize("text", ["", "headline\nx\n", "\n\n"])
def test_a_file_without_its_columns_is_refused(text: str):
    with pytest.raises(DocumentError, match="article_id or url"):
        read(text)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("x,", "'x', which is not the id"),
        ("9999999999999999999,", "not the id"),
        ("٣,", "not the id"),
        (" ,note", "neither article_id nor url"),
    ],
)
def test_a_wrong_row_is_an_error_in_its_place(row: str, problem: str):
    first, second = read(f"article_id,note\n{row}\n17,fine\n")
    assert isinstance(first, DocumentError)
    assert problem in str(first)
    assert second == CollectionRow("file", 17, note="fine")


def test_a_cell_without_end_is_one_line():
    with pytest.raises(DocumentError, match="not CSV"):
        read('article_id,note\n17,"' + "x" * 200_000)
