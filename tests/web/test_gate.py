"""Which requests reach Datasette, and as what."""

import pytest
from datasette.app import Datasette

from newsarchive.web.gate import (
    GateRules,
    at_public_url,
    at_shutdown,
    gated,
    has_visitor_sql,
    refusal,
    with_prefix,
    without_prefix,
)
from newsarchive.web.serve import Visitors, make_datasette
from tests.web.support import get

STRICT = GateRules(read_only=True)


def a_scope(method="GET", raw_path=b"/search", **headers) -> dict:
    fields = [(name.encode(), value) for name, value in {"host": b"localhost:8001", **headers}.items()]
    return {"type": "http", "method": method, "path": "/", "raw_path": raw_path, "scheme": "http", "headers": fields}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reading_is_allowed(method):
    assert refusal(a_scope(method), STRICT) is None


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "__INIT__"])
def test_other_methods_are_not_allowed(method):
    status, sentence = refusal(a_scope(method), STRICT)
    assert (status, sentence) == (405, "This server answers only GET and HEAD requests.")


def test_plain_datasette_keeps_the_methods_that_its_pages_have():
    assert refusal(a_scope("POST"), GateRules()) is None
    assert refusal(a_scope("TRACE"), GateRules())[0] == 405


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:8001", "[::1]:8001", "archive.example", "xn--bcher-kva.example:443", "my_host"]
)
def test_hosts_are_accepted(host):
    assert refusal(a_scope(host=host.encode()), STRICT) is None


@pytest.mark.parametrize("host", ["", "a b", "a/b", "[::::", "x]y[", "a:999999", "a@b", "a\\b", "<script>", "h\xe4"])
def test_a_host_header_that_is_no_host_is_not_valid(host):
    assert refusal(a_scope(host=host.encode("latin-1")), STRICT)[0] == 400
    assert refusal(a_scope(host=host.encode("latin-1")), GateRules("https://archive.example")) is None


def test_bytes_that_are_not_ascii_or_utf_8_are_not_valid():
    assert refusal(a_scope(raw_path=b"/\xff"), STRICT)[0] == 400
    assert refusal(a_scope(cookie=b"\xff"), STRICT)[0] == 400
    assert refusal(a_scope(cookie="ü=1".encode()), STRICT) is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [(b"sql=select+1", True), (b"q=a&_where=1", True), (b"sql=", True), (b"q=sql", False), (b"", False)],
)
def test_sql_of_the_visitor_is_seen_in_the_address(query, expected):
    assert has_visitor_sql(query) is expected


def test_the_public_address_replaces_host_and_scheme():
    scope = at_public_url(a_scope(host=b"evil.example"), "https://archive.example:8443/news")
    assert (scope["scheme"], dict(scope["headers"])[b"host"]) == ("https", b"archive.example:8443")
    assert at_public_url(scope, None) is scope


@pytest.mark.parametrize(
    ("path", "prefix", "inside"),
    [
        ("/news/search", "/news/", "/search"),
        ("/news/", "/news/", "/"),
        ("/news", "/news/", "/"),
        ("/search", "/news/", "/search"),
        ("/newsroom", "/news/", "/newsroom"),
        ("/a/b/search", "/a/b/", "/search"),
        ("/search", "/", "/search"),
    ],
)
def test_the_prefix_is_taken_away_once(path, prefix, inside):
    scope = without_prefix({**a_scope(raw_path=path.encode()), "path": path}, prefix)
    assert (scope["path"], scope["raw_path"]) == (inside, inside.encode())


@pytest.mark.parametrize(
    ("name", "value", "sent"),
    [
        (b"location", b"/search", b"/news/search"),
        (b"Location", b"/news/search", b"/news/search"),
        (b"location", b"https://other.example/", b"https://other.example/"),
        (b"location", b"//other.example/", b"//other.example/"),
        (b"set-cookie", b"a=1; path=/; SameSite=lax", b"a=1; path=/news/; SameSite=lax"),
        (b"Set-Cookie", b"a=/; Path=/", b"a=/; Path=/news/"),
        (b"set-cookie", b"a=1; path=/news/", b"a=1; path=/news/"),
        (b"link", b"</search>", b"</search>"),
    ],
)
def test_redirects_and_cookies_get_the_prefix(name, value, sent):
    assert with_prefix([(name, value)], "/news/") == [(name, sent)]
    assert with_prefix([(name, value)], "/") == [(name, value)]


def test_rules_come_from_the_configuration():
    assert GateRules.from_config({"public_url": "https://a.example", "read_only": True, "other": 1}) == GateRules(
        "https://a.example", read_only=True
    )
    assert GateRules.from_config(None) == GateRules()


async def shown() -> bool:
    return True


async def answer_of(app, rules=STRICT, scope=None) -> list[dict]:
    sent = []

    async def send(message):
        sent.append(message)

    await gated(app, rules, shown)(scope or a_scope(), None, send)
    return sent


async def test_a_failure_before_the_answer_gets_an_answer(caplog):
    async def failing(scope, receive, send):
        raise KeyError("secret")

    start, body = await answer_of(failing)
    assert (start["status"], body["body"]) == (500, b"Something went wrong. Details are in the server's log.\n")
    assert "secret" in caplog.text


async def test_a_failure_within_the_answer_is_not_hidden():
    async def failing(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise KeyError("secret")

    with pytest.raises(KeyError):
        await answer_of(failing)


@pytest.mark.parametrize(("rules", "kept"), [(STRICT, []), (GateRules(), [(b"Set-Cookie", b"a=1")])])
async def test_only_plain_datasette_sets_cookies(rules, kept):
    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"Set-Cookie", b"a=1")]})

    (start,) = await answer_of(app, rules)
    assert start["headers"] == kept


async def test_processes_are_closed_when_the_server_ends():
    closed = []

    async def app(scope, receive, send):
        assert (await receive())["type"] == "lifespan.shutdown"

    async def receive():
        return {"type": "lifespan.shutdown"}

    async def close():
        closed.append(True)

    await at_shutdown(app, close)({"type": "lifespan"}, receive, None)
    assert closed == [True]


async def test_absolute_links_have_the_public_address(archive_path):
    datasette = make_datasette(archive_path, Visitors("https://archive.example/news"))
    for path in ("/search.json?q=harbour", "/search.atom", "/search.csv?q=harbour", "/changes.json", "/changes.atom"):
        text = (await get(datasette, path, headers={"host": "evil.example"})).text
        assert "https://archive.example/news/article/" in text, path
        assert "evil.example" not in text.replace("https://evil.example/1", ""), path
    assert 'href="/news/search"' in (await get(datasette, "/")).text
    at_root = make_datasette(archive_path, Visitors("https://archive.example"))
    headers = (await get(at_root, "/archive", headers={"host": "evil.example"})).headers
    assert headers["link"].startswith("https://archive.example/archive.json;")


@pytest.mark.parametrize("method", ["POST", "TRACE", "OPTIONS", "BREW"])
@pytest.mark.parametrize("path", ["/", "/search", "/archive", "/archive/articles", "/-/messages", "/nosuch"])
async def test_serve_answers_only_reading(datasette, method, path):
    answer = await datasette.client.request(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


async def test_without_an_archive_nothing_is_refused():
    plain = Datasette([], memory=True)
    assert (await plain.client.post("/-/messages")).status_code != 405
