"""Which characters bytes are, whatever the server and the page say."""

import pytest

from newsarchive.extraction.decoding import MAX_BYTES, decode

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
        pytest.param(b"plain", "text/html; charset=hex", "plain", id="a codec that is no encoding of text"),
        pytest.param(b"", None, "", id="nothing"),
    ],
)
def test_bytes_become_the_characters_that_were_meant(body: bytes, content_type: str | None, expected: str) -> None:
    assert decode(body, content_type) == expected


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    body = (CZECH * 30).encode() + b"\xff" + CZECH.encode()
    assert decode(body, "text/html; charset=utf-8").count("\ufffd") == 1


def test_undeclared_bytes_are_guessed() -> None:
    text = "Мост через реку снова открыт для движения после сильной бури, сообщили власти города. " * 20
    assert decode(text.encode("cp1251"), None) == text


def test_what_is_beyond_the_limit_is_not_read() -> None:
    assert len(decode(b"a" * (MAX_BYTES + 10), None)) == MAX_BYTES
    assert decode(b"a" + "é".encode() * MAX_BYTES, None)[:2] == "aé"
