"""The value of a cookie in a page, in each of the spellings that templates and scripts write."""

import html
import json
from base64 import b64encode, urlsafe_b64encode
from urllib.parse import quote

import pytest

from newsarchive.crawl.cookies.repeated_values import RepeatedValue, is_key

VALUE = "k3y/Of+A=Sub|scr&iption"


def json_of_a_script(text: str) -> str:
    """JSON inside of a script element, where "<", ">" and "&" are escaped, and in PHP also "/"."""
    return json.dumps(text).replace("&", "\\u0026").replace("/", "\\/")


@pytest.mark.parametrize(
    "spelled",
    [
        pytest.param(VALUE, id="plain"),
        pytest.param(html.escape(VALUE), id="HTML"),
        pytest.param("k3y&#x2F;Of&#43;A&#x3D;Sub&#124;scr&#38;iption", id="HTML by numbers"),
        pytest.param("k3y&sol;Of&plus;A&equals;Sub&vert;scr&AMP;iption", id="HTML by names"),
        pytest.param(quote(VALUE, safe=""), id="address"),
        pytest.param(quote(VALUE, safe="").lower().replace("of", "Of").replace("a%3dsub", "A%3dSub"), id="lower case"),
        pytest.param(quote(VALUE), id="address with slashes"),
        pytest.param(json_of_a_script(VALUE).strip('"'), id="JSON in a script"),
        pytest.param("k3y\\u002fOf\\u002BA\\x3dSub\\x7cscr\\u0026iption", id="JavaScript"),
    ],
)
def test_a_value_is_masked_in_each_spelling(spelled: str):
    data = f'<a data-s="{spelled}">Harbour</a>'.encode()
    masked = RepeatedValue(VALUE.encode()).masked(data)
    assert masked == f'<a data-s="{"*" * len(spelled)}">Harbour</a>'.encode()
    assert RepeatedValue(VALUE.encode()).is_in(data)


def escaped_as_html(text: str) -> str:
    return html.escape(text)


def escaped_as_address(text: str) -> str:
    return quote(text, safe="")


def escaped_as_json(text: str) -> str:
    return json_of_a_script(text)[1:-1]


ESCAPES = [escaped_as_html, escaped_as_address, escaped_as_json]


@pytest.mark.parametrize("second", ESCAPES)
@pytest.mark.parametrize("first", ESCAPES)
@pytest.mark.parametrize("value", [VALUE, 'k3y"Of<A>Sub%scr:iption', "k3y%2FOf%25A=Sub&scr1"])
def test_a_value_is_masked_when_it_is_escaped_twice(value, first, second):
    spelled = second(first(value))
    masked = RepeatedValue(value.encode()).masked(f"<i>{spelled}</i>".encode())
    assert masked == f"<i>{'*' * len(spelled)}</i>".encode()


@pytest.mark.parametrize("encode", [b64encode, urlsafe_b64encode])
@pytest.mark.parametrize("before", [b"", b"{", b'{"', b'{"s', b'{"sid":"'])
@pytest.mark.parametrize("value", [VALUE.encode(), b"k3yOf\x3f\x3f\x3fA\x3e\x3eSubscription~~", b"a" * 15 + b"1"])
def test_a_value_is_masked_within_a_text_in_base64(value, before, encode):
    for after in (b"", b'"', b'"}', b'", "x": 1}'):
        plain, other = (encode(before + one + after) for one in (value, bytes(len(value))))
        masked = RepeatedValue(value).masked(b"<i>" + plain + b"</i>")[3:-4]
        assert len(masked) == len(plain)
        start, end = len(before) * 8 // 6, -(-(len(before) + len(value)) * 8 // 6)
        assert masked[start:end] == b"*" * (end - start)
        assert (masked[:start], masked[end:]) == (plain[:start], plain[end:]) == (other[:start], other[end:])


def test_base64_is_masked_where_it_is_escaped():
    value = b"k3yOf\x3f\x3f\x3fA\x3e\x3eSubscription~~"
    for spell in (escaped_as_address, escaped_as_json, escaped_as_html):
        spelled = spell(b64encode(value).decode()).encode()
        assert RepeatedValue(value).is_in(b"<i>" + spelled + b"</i>")


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_value_is_masked_in_a_page_in_utf_16(codec: str):
    page = "<p title='{}'>Hafen \u00e4 \u0416 \U0001f600 {} {}</p>"
    spelled = [VALUE, html.escape(VALUE), b64encode(VALUE.encode()).decode()]
    masked = RepeatedValue(VALUE.encode()).masked(page.format(*spelled).encode(codec) + b"x")
    hidden = ["*" * len(one.rstrip("=")) + "=" * one.endswith("=") for one in spelled]
    assert masked == page.format(*hidden).encode(codec) + b"x"


def test_a_value_that_is_sent_encoded_is_also_masked_decoded():
    sent = RepeatedValue(b"s%3Ak3yOfASubscription%2Fa")
    for shown in (b"s%3Ak3yOfASubscription%2Fa", b"s:k3yOfASubscription/a", b"s:k3yOfASubscription\\/a"):
        assert sent.masked(b"<" + shown + b">") == b"<" + b"*" * len(shown) + b">"


@pytest.mark.parametrize("other", [b"k3y/Of+A=Sub|scr&iptioN", b"k3y/Of A=Sub|scr&iption", b"k3y/Of+A"])
def test_other_texts_stay_as_they_are(other: bytes):
    assert RepeatedValue(VALUE.encode()).masked(other) == other


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        (b"k3yOfASubscription", True),
        (b"user&key=a1b2c3d4e5", True),
        (b"accepted", False),
        (b"2026-11-22T12:00:00Z", False),
        (b"https://www.post.example/2026", False),
        (b"Flood closes the harbour road 1", False),
    ],
)
def test_only_what_looks_like_a_key_is_masked(value: bytes, is_one: bool):
    assert is_key(value) is is_one


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(b"a1" + b"%" * 200, id="percent signs"),
        pytest.param(b"a1" + b"&" * 200, id="ampersands"),
        pytest.param(b"a1" + b"%25" * 1300, id="more than are compiled"),
    ],
)
def test_no_page_makes_the_search_go_back(value: bytes):
    # A search that went back would not end.
    page = (b"a1" + b"%25" * 150 + b"&amp;" * 40) * 1500
    assert len(RepeatedValue(value).masked(page)) == len(page)
