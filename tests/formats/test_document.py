"""Documents are read back as they were written, and the sample has the form."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.errors import DocumentError
from newsarchive.formats.document import read_document, read_documents, write_document
from newsarchive.records import Article, Author, Stamp
from newsarchive.text import clean_body, clean_text

SAMPLE_FORM = """

---

## **HARBOUR BRIDGE TO OPEN IN 'MAY AT THE LATEST'**

- 09.12.2016

---

Coast Wire, 08 Dec 2016

The bridge will open in May.

Engineers said so on Thursday.
"""


def an_article(**facts):
    given_facts = {"headline": "A headline", "body": "A body.", "published": Stamp(date(2016, 12, 9)), **facts}
    return Article(outlet="imported", **given_facts)


def test_sample_form_is_read():
    article = read_document(SAMPLE_FORM)
    assert article.headline == "HARBOUR BRIDGE TO OPEN IN 'MAY AT THE LATEST'"
    assert article.published == Stamp(date(2016, 12, 9))
    assert (article.source, article.source_date) == ("Coast Wire", date(2016, 12, 8))
    assert article.body == "The bridge will open in May.\n\nEngineers said so on Thursday."
    assert article.outlet == "imported"
    assert article.url is None


def test_sample_form_is_written_as_it_was_read():
    assert write_document(read_document(SAMPLE_FORM)) == SAMPLE_FORM


def test_the_owners_sample_is_written_as_it_was_read(shared: Path):
    text = next((shared / "sample").glob("*.txt")).read_text(encoding="utf-8")
    article = read_document(text)
    assert (article.source, article.source_date) == ("Sputnik", date(2016, 12, 8))
    assert article.published == Stamp(date(2016, 12, 9))
    assert write_document(article).rstrip("\n") == text.rstrip("\n")


# Lines that the form itself is made of, mixed into bodies far more often than chance would.
STRUCTURE = st.sampled_from(
    ["---", "-----", "\\---", "\\\\---", "## **Other**", "# x", "\\## **Other**", "Wire, 08 Dec 2016", "Wire, undated",
     "\\Wire, 8 December 2016", "- 09.12.2016", "\\", "\\\\x", "Wire, 31 Feb 2016", "**", "\n",
     "\n\n", "\r\n\u2028\u2029"]
)  # fmt: skip
LINES = st.one_of(STRUCTURE, st.text(max_size=40))
BODIES = st.lists(LINES, max_size=8).map("\n\n".join)
NAMES = st.one_of(STRUCTURE, st.text(max_size=30)).map(clean_text).filter(bool)


@given(
    headline=LINES,
    day=st.none() | st.dates(),
    source=st.none() | NAMES,
    source_date=st.none() | st.dates(),
    body=BODIES,
)
def test_every_part_of_a_document_is_read_back(headline, day, source, source_date, body):
    source_date = source_date if source else None
    article = an_article(
        headline=headline, body=body, source=source, source_date=source_date, published=Stamp(day) if day else None
    )
    back = read_document(write_document(article))
    assert back.headline == clean_text(headline)
    assert back.body == clean_body(body)
    assert (back.published, back.source, back.source_date) == (article.published, source, source_date)


@given(bodies=st.lists(BODIES, min_size=1, max_size=4))
def test_a_stream_of_documents_is_read_back_in_order(bodies):
    stream = "".join(write_document(an_article(body=body)) for body in bodies)
    assert [article.body for article in read_documents(stream)] == [clean_body(body) for body in bodies]


def test_full_adds_items_that_are_read_back():
    article = an_article(
        url="https://coast.example/a?id=1",
        authors=(Author("A. Reed"), Author("Coast Wire", "agency"), Author("City desk", "desk")),
        published=Stamp(date(2016, 12, 9), datetime(2016, 12, 8, 22, 30, tzinfo=UTC)),
    )
    text = write_document(article, full=True)
    assert "- 09.12.2016\n- url: https://coast.example/a?id=1\n- outlet: imported\n- author: A. Reed\n" in text
    back = read_document(text)
    assert (back.url, back.authors, back.published) == (article.url, article.authors, article.published)


def test_line_ends_and_byte_order_mark_of_other_systems_are_accepted():
    assert read_document("\ufeff" + SAMPLE_FORM.replace("\n", "\r\n")) == read_document(SAMPLE_FORM)


DAY = "---\n\n## **H**\n\n- 01.02.2016\n"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("", "line 1: expected '---'", id="empty"),
        pytest.param("Some text.", "line 1: expected '---'", id="plain text"),
        pytest.param("---\n\nno heading", "line 1: expected '---'", id="no heading"),
        pytest.param("---\n\n## **H**\n\n---\n\nBody", "line 5: expected '- DD.MM.YYYY'", id="no day"),
        pytest.param("---\n\n## **H**\n\n- yesterday\n\n---\n", "expected a day such as 09.12.2016", id="day in words"),
        pytest.param(
            "---\n\n## **H**\n\n- 31.02.2016\n\n---\n", "31.02.2016 is not a valid date", id="day not in the calendar"
        ),
        pytest.param("---\n\n## **H**\n\n- 01.02.2016\n\nBody", "line 7: expected '---', found 'Body'", id="no rule"),
        pytest.param(DAY + "- url: javascript:x\n\n---\n", "found 'javascript:x'", id="bad url"),
        pytest.param(DAY + "- time: noon\n\n---\n", "expected a time such as", id="bad time"),
    ],
)
def test_a_text_that_is_no_document_is_refused_with_the_line(text, complaint):
    with pytest.raises(DocumentError, match=r"^letter\.txt: ") as refusal:
        read_document(text, name="letter.txt")
    assert complaint in str(refusal.value)


def test_two_documents_where_one_was_expected_are_refused():
    with pytest.raises(DocumentError, match="expected one document, found 2"):
        read_document(SAMPLE_FORM * 2)
