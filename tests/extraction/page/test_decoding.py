"""Bytes become the right characters, whatever the server and the page declare."""

import pytest

from newsarchive.extraction.page.decoding import MAX_BYTES, decode

CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy na břehu řeky."
META = '<meta charset="{}">'


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        pytest.param(CZECH.encode(), "text/html; charset=utf-8", CZECH, id="as the header says"),
        pytest.param(
            CZECH.encode("cp1250"), "text/html; charset=windows-1250", CZECH, id="another encoding in the header"
        ),
        pytest.param(CZECH.encode(), "text/html; charset=ISO-8859-1", CZECH, id="header says Latin-1, bytes are UTF-8"),
        pytest.param(b"caf\xe9 \x80 5", "text/html; charset=ISO-8859-1", "café € 5", id="Latin-1 means Windows-1252"),
        pytest.param(b"\xef\xbb\xbf" + CZECH.encode(), "text/html; charset=latin1", CZECH, id="byte-order mark wins"),
        pytest.param(CZECH.encode("utf-16"), None, CZECH, id="UTF-16 with its mark"),
        pytest.param(
            (META.format("shift_jis") + "橋が再開した").encode("cp932"),
            "text/html",
            META.format("shift_jis") + "橋が再開した",
            id="only the page says so",
        ),
        pytest.param(
            (META.format("windows-1251") + "Мост снова открыт для движения").encode("cp1251"),
            "text/html; charset=utf-8",
            META.format("windows-1251") + "Мост снова открыт для движения",
            id="header is wrong, the page right",
        ),
        pytest.param(b"plain", "text/html; charset=no-such-thing", "plain", id="unknown name"),
        pytest.param(b"plain", "text/html; charset=hex", "plain", id="a codec that does not encode text"),
        pytest.param(b"plain", "text/html; charset=utf-16", "plain", id="two bytes a character, none of them zero"),
        pytest.param(b"", None, "", id="nothing"),
    ],
)
def test_bytes_become_the_right_characters(body: bytes, content_type: str | None, expected: str) -> None:
    assert decode(body, content_type) == expected


@pytest.mark.parametrize("name", ["idna", "punycode", "unicode_escape", "undefined", "utf-7", "rot13", "zip"])
def test_codecs_that_no_page_uses_are_skipped(name: str) -> None:
    assert decode(f"{CZECH} {name}".encode(), f"text/html; charset={name}") == f"{CZECH} {name}"
    assert decode(b"x \xe9\xae\xff y", f"text/html; charset={name}").startswith("x ")


RUSSIAN = "Мост через реку снова открыт для движения после сильной бури, сообщили власти города. "
GERMAN = "Die Brücke über den Fluß ist wieder für alle geöffnet, sagte der Bürgermeister. "


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        pytest.param(RUSSIAN, "cp1251", "iso-8859-1", id="Russian declared as Western"),
        pytest.param(RUSSIAN, "koi8-r", "windows-1251", id="KOI8 declared as Windows"),
        pytest.param(RUSSIAN, "cp1251", "koi8-r", id="Windows declared as KOI8"),
        pytest.param(RUSSIAN, "iso8859-5", "windows-1251", id="ISO declared as Windows"),
        pytest.param(RUSSIAN, "cp1251", "utf-8", id="Windows declared as UTF-8"),
        pytest.param(GERMAN, "cp1252", "utf-8", id="Western declared as UTF-8"),
    ],
)
@pytest.mark.parametrize("markup", ["", "<div class='a'>" * 400], ids=["text", "a page of tags"])
def test_a_declared_encoding_that_gives_unlikely_letters_is_skipped(
    text: str, encoding: str, declared: str, markup: str
) -> None:
    body = (markup + text * 15).encode(encoding)
    assert decode(body, f"text/html; charset={declared}") == markup + text * 15


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp866"),
        (RUSSIAN.upper(), "cp1251"),
        (GERMAN, "cp1252"),
        ("ÄÖÜÄÖÜ Ölüberschuß", "cp1252"),
    ],
    ids=["KOI8", "DOS", "nothing but capitals", "German", "a row of capitals"],
)
def test_a_correct_declaration_is_used(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding) * 5, f"text/html; charset={encoding}") == text * 5


def test_pasted_quotes_and_dashes_are_read_in_a_utf8_page() -> None:
    body = CZECH.encode() * 5 + b" don\x92t \x93wait\x94 \x96 he said\x85"
    assert decode(body, "text/html; charset=utf-8").endswith(" don’t “wait” – he said…")
    assert decode(b"don\x92t", "text/html; charset=utf-8") == "don’t"


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    body = (CZECH * 30).encode() + b"\xff" + CZECH.encode()
    assert decode(body, "text/html; charset=utf-8").count("\ufffd") == 1


def test_undeclared_bytes_are_guessed() -> None:
    text = "Мост через реку снова открыт для движения после сильной бури, сообщили власти города. " * 20
    assert decode(text.encode("cp1251"), None) == text


def test_bytes_after_the_limit_are_not_read() -> None:
    assert len(decode(b"a" * (MAX_BYTES + 10), None)) == MAX_BYTES
    assert decode(b"a" + "é".encode() * MAX_BYTES, None)[:2] == "aé"
