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


POLISH = "Mieszkańcy północnego brzegu muszą korzystać z innej drogi aż do wiosny, podał urząd. "


@pytest.mark.parametrize(
    "head",
    [
        pytest.param('<meta charset="x-cp1250">', id="a rare label"),
        pytest.param('<meta charset="none"><meta charset="windows-1250">', id="an unknown label first"),
        pytest.param('<!-- <meta charset="iso-8859-1"> --><meta charset="windows-1250">', id="another in a comment"),
        pytest.param('<link charset="windows-1251"><meta charset="windows-1250">', id="another on a link"),
        pytest.param(f"<script>{'x=1;' * 3000}</script><meta charset=windows-1250>", id="late"),
        pytest.param('<?xml version="1.0" encoding="windows-1250"?>', id="as XML does it"),
        pytest.param('<meta charset="utf-8">', id="UTF-8, wrongly"),
        pytest.param("", id="none"),
    ],
)
def test_a_page_is_read_however_it_declares_its_encoding(head: str) -> None:
    text = f"{head}<p>{POLISH}</p>"
    assert decode(text.encode("windows-1250"), None) == text


@pytest.mark.parametrize("language", [None, "pl"])
@pytest.mark.parametrize("lang", ["pl", "en"])
def test_a_short_undeclared_text_is_read_with_the_language_of_page_or_outlet(lang: str, language: str | None) -> None:
    text = f'<html lang="{lang}"><p>{POLISH}</p>'
    assert decode(text.encode("iso-8859-2"), None, language) == text


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        pytest.param("河邊的小鎮議會決定重新修建防洪牆，但是居民說要等到明年。", "big5", "gb2312", id="Big5"),
        pytest.param("河边的小镇议会决定重新修建防洪墙，但是居民说这要等到明年。", "gbk", "big5", id="GBK"),
        pytest.param("町の議会は川の壁を直すと決めたが、住民は来年まで待つ。", "euc_jp", "shift_jis", id="EUC-JP"),
        pytest.param("시의회는 강가의 벽을 다시 세우지만 주민들은 기다린다.", "cp949", "gb2312", id="Korean"),
    ],
)  # fmt: skip
def test_a_wrong_declaration_of_an_east_asian_encoding_is_skipped(text: str, encoding: str, declared: str) -> None:
    assert decode(text.encode(encoding), f"text/html; charset={declared}") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param("© 2026 Hill Post – all “rights”", "windows-1252", id="signs only"),
        pytest.param(
            "Zuzana Čaputová and Emmanuel Macron met Ursula von der Leyen", "windows-1250", id="a foreign name"
        ),
        pytest.param("Ærø", "windows-1252", id="one word"),
    ],
)
def test_a_declaration_counts_for_more_than_a_few_letters(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), f"text/html; charset={encoding}", "fr") == text


@pytest.mark.parametrize("declared", [None, "gb2312", "windows-1251", "shift_jis"])
def test_quotes_in_an_english_text_are_no_letters_of_another_script(declared: str | None) -> None:
    text = "<p>The council’s engineers didn’t say “when” – and the mayor won’t.</p>" * 3
    assert decode(text.encode("windows-1252"), f"text/html; charset={declared}", "en") == text


@pytest.mark.parametrize(
    ("text", "encoding", "declared", "language"),
    [
        pytest.param(POLISH, "windows-1250", "iso-8859-1", "pl", id="Polish"),
        pytest.param(
            "Il sindaco è già lì: «Sarà più facile così», dice.", "windows-1252", "windows-1250", "it", id="it"
        ),
        pytest.param("L’été à la mer, où la fête a été très réussie.", "windows-1252", "windows-1251", "fr", id="fr"),
    ],
)
def test_the_language_of_the_outlet_shows_that_a_declaration_is_wrong(
    text: str, encoding: str, declared: str, language: str
) -> None:
    assert decode(text.encode(encoding), f"text/html; charset={declared}", language) == text


def test_zero_bytes_alone_do_not_make_a_page_two_bytes_wide() -> None:
    assert decode(b"\x00" * 20 + b"plain", None) == "\x00" * 20 + "plain"
    assert decode("<p>plain".encode("utf-16-be"), None) == "<p>plain"


def test_japanese_in_ascii_bytes_is_read() -> None:
    assert decode("橋は閉鎖された".encode("iso2022_jp"), None) == "橋は閉鎖された"
    assert decode(b"\x1b[31mred", None) == "\x1b[31mred"


def test_utf8_with_many_broken_bytes_is_still_utf8_where_nothing_fits_better() -> None:
    text = "Most zamknięto po burzy. " * 40
    assert decode(text.encode() + b"\xff", None).startswith(text)


def test_bytes_after_the_limit_are_not_read() -> None:
    assert len(decode(b"a" * (MAX_BYTES + 10), None)) == MAX_BYTES
    assert decode(b"a" + "é".encode() * MAX_BYTES, None)[:2] == "aé"
