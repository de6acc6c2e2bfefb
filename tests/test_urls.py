"""URLs: which are valid, and which spellings belong to one URL."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.urls import (
    ascii_host,
    has_other_bytes,
    host_key,
    host_of,
    is_web_address,
    normalize_url,
    readable_url,
    resolve,
    url_key,
    with_ascii_host,
    without_credentials,
)

SAME = [
    pytest.param("http://post.example/a", "https://post.example/a", id="scheme"),
    pytest.param("https://post.example:443/a", "https://post.example/a", id="default port"),
    pytest.param("https://post.example/a#top", "https://post.example/a", id="fragment"),
    pytest.param("https://www.post.example/a", "https://m.post.example/a", id="www and mobile hosts"),
    pytest.param("https://amp.post.example/a", "https://POST.example/a", id="amp host and case"),
    pytest.param("https://post.example/a/amp/", "https://post.example/a", id="amp path"),
    pytest.param("https://post.example/a.amp.html", "https://post.example/a.html", id="amp ending"),
    pytest.param("https://post.example/a?amp=1", "https://post.example/a", id="amp parameter"),
    pytest.param("https://post.example/a?utm_source=x&fbclid=y", "https://post.example/a", id="tracking"),
    pytest.param(
        "https://post.example/a?at_medium=RSS&id=3", "https://post.example/a?id=3", id="tracking beside an id"
    ),
    pytest.param("https://post.example/a/", "https://post.example/a", id="final slash"),
    pytest.param("https://post.example/a?x=1&y=2", "https://post.example/a?y=2&x=1", id="order of the query"),
    pytest.param("https://post.example/b/../a", "https://post.example/a", id="dots"),
    pytest.param("https://post.example/%7Ea", "https://post.example/~a", id="encoding"),
    pytest.param("https://post.example/%e4%f6", "https://post.example/%E4%F6", id="escaped bytes in either case"),
    pytest.param("https://desk:word@post.example/a", "https://post.example/a", id="a user name"),
    pytest.param("https://fähre.example/a", "https://xn--fhre-loa.example/a", id="host in letters"),
    pytest.param("https://пример.example/тест", "https://xn--e1afmkfd.example/%D1%82%D0%B5%D1%81%D1%82", id="script"),
]
DIFFERENT = [
    pytest.param("https://post.example/a?id=1", "https://post.example/a?id=2", id="the id in the query"),
    pytest.param("https://post.example/?12345", "https://post.example/?12346", id="a query without a name"),
    pytest.param("https://post.example/a;1", "https://post.example/a;2", id="path parameters"),
    pytest.param("https://post.example/a", "https://other.example/a", id="host"),
    pytest.param("https://post.example:8080/a", "https://post.example/a", id="another port"),
    pytest.param("https://news.post.example/a", "https://sport.post.example/a", id="other subdomains"),
    pytest.param("https://post.example/amplify", "https://post.example/lify", id="amp inside a word"),
    pytest.param("https://post.example/%F0%E5%EA", "https://post.example/%EC%EE%F1", id="words in windows-1251"),
    pytest.param("https://post.example/%BD%AD", "https://post.example/%BA%FE", id="words in GBK"),
    pytest.param("https://post.example/t%E9", "https://post.example/t%E8", id="letters in Latin-1"),
    pytest.param("https://weiß.example/a", "https://weiss.example/a", id="ß is a letter in host names (IDNA 2008)"),
    pytest.param("https://post.example/A", "https://post.example/a", id="case of the path"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_url_have_one_key(one, other):
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_urls_have_different_keys(one, other):
    assert url_key(one) != url_key(other)


@given(st.text(max_size=60).map("https://post.example/".__add__) | st.text(max_size=60))
def test_normalizing_never_fails_and_a_second_pass_changes_nothing(url):
    assert normalize_url(normalize_url(url)) == normalize_url(url)
    assert -(2**63) <= url_key(url) < 2**63


def test_normalizing_keeps_what_the_server_needs():
    url = "https://post.example/a;v=2/?q=a+b&empty=&id=7&utm_campaign=x#c"
    assert normalize_url(url) == "https://post.example/a;v=2/?q=a+b&empty=&id=7"


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("/b c", "https://post.example/b%20c"),
        ("//cdn.example/x", "https://cdn.example/x"),
        ("?p=1", "https://post.example/news/a?p=1"),
        (" next ", "https://post.example/news/next"),
        ("#top", None),
        ("javascript:alert(1)", None),
        ("mailto:desk@post.example", None),
        ("data:text/html,x", None),
        ("http://", None),
        ("https://[broken", None),
        ("https://post.example:0/", None),
        ("https://post.example:99999/", None),
        ("https://desk:word@post.example/x", "https://post.example/x"),
        ("//desk@fähre.example:8080/x", "https://xn--fhre-loa.example:8080/x"),
        ("/" + "x" * 3000, None),
    ],
)
def test_links_resolve_to_web_addresses_or_to_none(href, address):
    assert resolve("https://post.example/news/a", href) == address


@pytest.mark.parametrize(
    "url", ["", "post.example/a", "ftp://post.example/", "https://", "https://a b.example/", "x:y"]
)
def test_other_texts_are_not_web_addresses(url):
    assert not is_web_address(url)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://Outlet.example/a", "outlet.example"),
        ("http://outlet.example:80/b", "outlet.example"),
        ("https://outlet.example:443/", "outlet.example"),
        ("https://outlet.example./", "outlet.example"),
        ("https://outlet.example:8443/", "outlet.example:8443"),
        ("http://user@outlet.example/", "outlet.example"),
        ("http://Fähre.example/", "xn--fhre-loa.example"),
        ("http://[2001:DB8::1]:8080/", "[2001:db8::1]:8080"),
        ("http://[2001:db8::1]/", "[2001:db8::1]"),
        ("https://outlet.example:99999/", ""),
        ("https://[broken", ""),
        ("mailto:desk@outlet.example", ""),
    ],
)
def test_a_host_is_its_name_and_unusual_port(url, key):
    assert host_key(url) == key


@pytest.mark.parametrize(
    ("host", "name"),
    [
        pytest.param("Post.Example", "post.example", id="ASCII"),
        pytest.param("straße.example", "xn--strae-oqa.example", id="IDNA 2008"),
        pytest.param("ＦÄＨＲＥ.example", "xn--fhre-loa.example", id="wide capitals"),
        pytest.param("☕.example", "xn--53h.example", id="a sign that only IDNA 2003 allows"),
        pytest.param("Ä" * 80 + ".example", "ä" * 80 + ".example", id="a label that is too long"),
        pytest.param("", "", id="no host"),
    ],
)
def test_a_host_has_one_name_in_requests(host, name):
    assert ascii_host(host) == name
    assert ascii_host(name) == name


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://desk@M.Fähre.example.:8080/a", "m.xn--fhre-loa.example"),
        ("https://[2001:DB8::1]/", "2001:db8::1"),
        ("https://[broken", ""),
        ("mailto:desk@post.example", ""),
    ],
)
def test_the_host_of_an_address_is_without_port_and_user(url, host):
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://desk:word@post.example:8080/a?b#c", "https://post.example:8080/a?b#c"),
        ("https://a@b@post.example/", "https://post.example/"),
        ("https://desk:word@[broken", "https://[broken"),
        ("https://post.example//word@desk/a?q=//b@c", "https://post.example//word@desk/a?q=//b@c"),
        ("mailto:desk@post.example", "mailto:desk@post.example"),
        ("https://post.example/@desk", "https://post.example/@desk"),
    ],
)
def test_user_name_and_password_are_left_out(url, plain):
    assert without_credentials(url) == plain


@pytest.mark.parametrize(
    ("url", "encoded"),
    [
        ("https://fähre.example:8080/ä b", "https://xn--fhre-loa.example:8080/ä b"),
        ("https://post.example/ä", "https://post.example/ä"),
        ("https://fähre.example:port/", "https://fähre.example:port/"),
    ],
)
def test_only_the_host_is_encoded(url, encoded):
    assert with_ascii_host(url) == encoded


@pytest.mark.parametrize(
    ("url", "has_them"),
    [
        ("https://post.example/%F0%E5%EA%E0", True),
        ("https://post.example/%C3%A4?q=%E4", False),
        ("https://post.example/a", False),
        ("urn:document:%E4", False),
    ],
)
def test_bytes_that_are_no_utf_8_are_noticed_in_paths(url, has_them):
    assert has_other_bytes(url) is has_them


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        pytest.param(
            "https://post.example/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8?q=%C3%A9t%C3%A9#a",
            "https://post.example/новини?q=été#a",
            id="letters",
        ),
        pytest.param("https://post.example/%E0%A4%B9%E0%A4%BF%E0%A4%A8", "https://post.example/हिन", id="vowel signs"),
        pytest.param("https://post.example/a%2Fb%20c%3Fd", "https://post.example/a%2Fb%20c%3Fd", id="ASCII"),
        pytest.param("https://post.example/%E2%80%AEgpj.exe", "https://post.example/%E2%80%AEgpj.exe", id="direction"),
        pytest.param("https://post.example/a%E2%81%84b", "https://post.example/a%E2%81%84b", id="sign like a slash"),
        pytest.param("https://post.example/a%E3%80%80b", "https://post.example/a%E3%80%80b", id="wide space"),
        pytest.param("https://post.example/a%E3%85%A4b", "https://post.example/a%E3%85%A4b", id="letter without ink"),
        pytest.param("https://post.example/%CF%E0%e2", "https://post.example/%CF%E0%E2", id="bytes of another charset"),
        pytest.param("https://p\u043est.example/a", "https://xn--pst-sed.example/a", id="host like another"),
        pytest.param("https://xn--pst-zwc.example/a", "https://xn--pst-zwc.example/a", id="encoded host"),
        pytest.param("https://me:secret@post.example/a", "https://post.example/a", id="password"),
        pytest.param("urn:x:%D0%BD", "urn:x:%D0%BD", id="no web address"),
        pytest.param("https://post.example/\u202egpj.exe", "https://post.example/%E2%80%AEgpj.exe", id="not escaped"),
        pytest.param("urn:\u202ex", "urn:%E2%80%AEx", id="direction in no web address"),
    ],
)
def test_a_url_is_readable_and_does_not_deceive(url, shown):
    assert readable_url(url) == shown


@given(st.text())
def test_any_text_can_be_read_as_a_url(text):
    readable_url(text)
    readable_url(f"https://post.example/{text}")
