"""benchmarks/hostile_web.py with a few requests of each kind: it judges answers, and every answer holds."""

import pytest

from benchmarks import hostile_web

GOOD = (
    b"HTTP/1.1 200 OK\r\ncontent-security-policy: frame-ancestors 'none'\r\nx-content-type-options: nosniff\r\n"
    b"referrer-policy: no-referrer\r\n\r\nbody"
)
ASKED = b"GET /search HTTP/1.1\r\nHost: evil.example\r\n\r\n"


@pytest.mark.parametrize(
    ("answer", "problems"),
    [
        pytest.param(GOOD, [], id="good"),
        pytest.param(GOOD.replace(b"200 OK", b"503 No"), ["status 503"], id="failed"),
        pytest.param(
            GOOD.replace(b"nosniff", b"x").replace(b"x-content", b"y"), ["no x-content-type-options"], id="no header"
        ),
        pytest.param(GOOD.replace(b"frame-", b"x-"), ["no policy"], id="no policy"),
        pytest.param(GOOD.replace(b"\r\n\r\n", b"\r\nSet-Cookie: a=1\r\n\r\n"), ["a cookie"], id="cookie"),
        pytest.param(GOOD + b"/secret/folder", ["a folder of this machine"], id="folder"),
        pytest.param(GOOD + b"http://evil.example/", ["the host that the request named"], id="host"),
        pytest.param(b"\x15\x03", ["no answer in HTTP: b'\\x15\\x03'"], id="not HTTP"),
        pytest.param(b"", [], id="closed"),
    ],
)
def test_an_answer_is_judged(answer: bytes, problems: list[str]):
    assert hostile_web.judge(ASKED, answer, (b"/secret/folder",)) == problems


def test_every_kind_is_tried_and_holds(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hostile_web, "ROUTES", ("/search.json", "/archive/articles", "/-/messages", "/-/nosuch"))
    monkeypatch.setattr(
        hostile_web, "PARAMETERS", ("_sort=x", "_through=x", "sql=select+file+from+pragma_database_list()")
    )
    monkeypatch.setattr(hostile_web, "ENDLESS", hostile_web.ENDLESS[:1])
    assert hostile_web.main([]) == 0
    lines = {line[:14].strip(): line[14:].split() for line in capsys.readouterr().out.splitlines()}
    assert lines["routes"] == ["4", "4"]
    assert lines["methods"] == [str(4 * len(hostile_web.METHODS))] * 2
    assert lines["parameters"] == ["12", "12"]
    assert lines["endless SQL"] == ["1", "1"]
