"""The declared encodings are those that a browser finds, and no others."""

from itertools import islice

import pytest

from newsarchive.extraction.page.declared_charsets import codec_of, in_header, in_page, late_in_page


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("utf-8", "utf-8"), (" UTF8 ", "utf-8"), ("iso-8859-1", "windows-1252"), ("ascii", "windows-1252"),
        ("x-cp1250", "windows-1250"), ("iso88592", "iso-8859-2"), ("latin5", "windows-1254"), ("tis-620", "cp874"),
        ("gb2312", "gb18030"), ("x-sjis", "cp932"), ("ks_c_5601-1987", "cp949"), ("big5-hkscs", "big5hkscs"),
        ("koi8-ru", "koi8-u"), ("macintosh", "mac-roman"), (b"windows-1251", "windows-1251"),
        ("hp-roman8", None), ("cp850", None), ("utf-7", None), ("iso-2022-kr", None), ("hex", None), ("none", None),
        ("", None), (None, None), ("кодировка", None),
    ],
)  # fmt: skip
def test_labels_are_those_of_the_encoding_standard(label: str | bytes | None, codec: str | None) -> None:
    assert codec_of(label) == codec


@pytest.mark.parametrize(
    ("header", "codec"),
    [
        ("text/html; charset=windows-1251", "windows-1251"),
        ('text/html; Charset = "KOI8-R"; x=y', "koi8-r"),
        ("text/html", None),
        ("text/html; charset=", None),
        (None, None),
    ],
)
def test_the_header_names_an_encoding(header: str | None, codec: str | None) -> None:
    assert in_header(header) == codec


@pytest.mark.parametrize(
    ("page", "codecs"),
    [
        pytest.param('<meta charset="iso-8859-2">', ["iso-8859-2"], id="charset"),
        pytest.param("<META/CHARSET='x-cp1250'/>", ["windows-1250"], id="slashes and capitals"),
        pytest.param(
            '<meta content="text/html; charset=koi8-r" http-equiv=content-type>', ["koi8-r"], id="http-equiv, last"
        ),
        pytest.param('<meta content="text/html; charset=koi8-r">', [], id="content without http-equiv"),
        pytest.param('<meta name="charset" content="koi8-r">', [], id="another meta element"),
        pytest.param('<meta charset="none"><meta charset="koi8-r">', ["koi8-r"], id="an unknown label before"),
        pytest.param('<!-- <meta charset="koi8-r"> --><meta charset=big5>', ["big5hkscs"], id="in a comment"),
        pytest.param('<!--><meta charset="koi8-r">', ["koi8-r"], id="the shortest comment"),
        pytest.param('<link charset="koi8-r"><a charset=big5>', [], id="charset of a link"),
        pytest.param('<p title="<meta charset=koi8-r>">', [], id="inside another element's attribute"),
        pytest.param('<!doctype "><meta charset=koi8-r>', ["koi8-r"], id="after a doctype"),
        pytest.param('<meta charset="utf-16">', ["utf-8"], id="UTF-16 read as ASCII is UTF-8"),
        pytest.param('<meta charset="koi8-r', [], id="a tag that never ends"),
        pytest.param('<?xml version="1.0" encoding="koi8-r"?><p>', ["koi8-r"], id="XML"),
        pytest.param(
            '<?xml version="1.0" encoding="koi8-r"?><meta charset=big5>', ["big5hkscs", "koi8-r"], id="meta before XML"
        ),
        pytest.param("x" * 1024 + "<meta charset=koi8-r>", [], id="after the limit"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_the_page_declares_encodings_in_its_first_bytes(page: str, codecs: list[str]) -> None:
    assert list(in_page(page.encode())) == codecs


@pytest.mark.parametrize(
    ("page", "codecs"),
    [
        pytest.param("<script>" + "x=1;" * 2000 + "</script><meta charset=koi8-r>", ["koi8-r"], id="after a script"),
        pytest.param(
            "<script>write('<meta charset=big5>')</SCRIPT><meta charset=koi8-r>", ["koi8-r"], id="in a script"
        ),
        pytest.param("<!-- <meta charset=big5> --><meta charset=koi8-r>", ["koi8-r"], id="in a comment"),
        pytest.param("<title><meta charset=big5></title><meta charset=koi8-r>", ["koi8-r"], id="in the title"),
        pytest.param("<!-- <meta charset=big5>", [], id="in a comment that never ends"),
        pytest.param("<style><meta charset=big5>", [], id="in a style that never ends"),
    ],
)
def test_a_late_declaration_counts_where_a_browser_would_see_an_element(page: str, codecs: list[str]) -> None:
    assert list(late_in_page(b" " * 1024 + page.encode())) == codecs


def test_a_declaration_at_the_limit_of_the_prescan_is_late() -> None:
    page = b" " * 1010 + b"<meta charset=koi8-r>"
    assert (list(in_page(page)), list(late_in_page(page))) == ([], ["koi8-r"])
    page = b" " * 900 + b"<meta charset=koi8-r>"
    assert (list(in_page(page)), list(late_in_page(page))) == (["koi8-r"], [])


@pytest.mark.parametrize("part", [b"<!--", b"<meta ", b"<meta a='", b"<script>", b"<p x=", b"<", b"<meta charset=x "])
def test_many_parts_that_never_end_declare_nothing(part: bytes) -> None:
    body = part * (1_000_000 // len(part))
    assert list(islice(in_page(body), 1)) == list(islice(late_in_page(body), 1)) == []
