"""What is stored beside a text, and what search reads of it through SQL."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.archive.searched_form import searched_form
from newsarchive.archive.stored_form import LETTERS, MARK, form_sql, stored_form


@pytest.fixture(scope="module")
def read():
    """What SQL reads of a text and what is stored beside it."""
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE TABLE texts(text, stored)")
    conn.execute(f"CREATE VIEW forms AS SELECT {form_sql('t.text', 't.stored')} AS form FROM texts t")

    def read(text):
        conn.execute("DELETE FROM texts")
        conn.execute("INSERT INTO texts VALUES (?, ?)", [text, stored_form(text)])
        return conn.execute("SELECT form FROM forms").fetchone()[0]

    yield read
    conn.close()


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        (None, None),
        ("", None),
        ("The quay in Málaga, für alle", None),
        ("Straße in Łódź", MARK + "latin"),
        ("Ещё ёлка", MARK + "cyrillic"),
        ("أيضاً في آسيا", MARK + "arabic"),
        ("Νέα της Ελλάδας", MARK + "greek"),
        ("Straße und ёлка", "Strasse und елка"),
        ("ἄνθρωπος", "ανθρωποσ"),
        ("北京 in der Straße", "北\x1f京 in der Strasse"),
    ],
)
def test_a_text_is_stored_again_only_where_letters_of_several_scripts_differ(read, text, stored):
    assert stored_form(text) == stored
    assert read(text) == (searched_form(text) if text else text)


CHARACTERS = "".join(letter for letters in LETTERS.values() for letter in letters) + "ab ßё北京กกใ\u0651أ'\"%"


@given(text=st.text(alphabet=CHARACTERS, max_size=40))
def test_sql_reads_what_search_reads(read, text):
    assert read(text) == searched_form(text)


@given(text=st.text(max_size=40))
def test_no_text_is_mistaken_for_a_mark(read, text):
    if "\0" not in text:
        assert read(text) == searched_form(text)
