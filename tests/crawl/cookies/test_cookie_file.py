"""cookies.txt as browsers' extensions export it: what is read, and which files are refused with one line."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.crawl.cookies import cookie_file
from newsarchive.crawl.cookies.cookie import LAST_MOMENT
from newsarchive.crawl.cookies.cookie_file import parse_cookies, read_cookies, state_of
from newsarchive.errors import SettingsError
from newsarchive.outlet import Outlet
from newsarchive.settings import Settings

POST = Outlet("post", "Post", "https://www.post.example/", "en", "UTC", domains=("www.post.example", "bücher.example"))
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATER = 1_800_000_000
SECRET = "k3y-0f-a-subscription"


def a_line(
    domain=".post.example", below="TRUE", path="/", secure="TRUE", expires=str(LATER), name="sid", value=SECRET
) -> str:
    return "\t".join([domain, below, path, secure, expires, name, value])


def a_file(folder: Path, *lines: str, mode: int = 0o600) -> Path:
    file = folder / "post-cookies.txt"
    file.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
    file.chmod(mode)
    return file


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(a_line(), {"domain": "post.example", "is_host_only": False, "is_secure": True}, id="a domain"),
        pytest.param(a_line("www.post.example", "FALSE"), {"is_host_only": True}, id="one host"),
        pytest.param(a_line(below="FALSE"), {"is_host_only": False}, id="a dot says domain"),
        pytest.param("#HttpOnly_" + a_line(), {"domain": "post.example"}, id="not for scripts"),
        pytest.param(a_line(expires="0"), {"expires_at": None}, id="of the session"),
        pytest.param(a_line(expires="-1"), {"expires_at": None}, id="of the session, as -1"),
        pytest.param(a_line(expires=""), {"expires_at": None}, id="of the session, as nothing"),
        pytest.param(a_line(expires="1800000000.25"), {"name": "sid"}, id="fractions of a second"),
        pytest.param(a_line(expires="13400000000000000"), {"expires_at": LAST_MOMENT}, id="microseconds"),
        pytest.param(a_line(secure="false"), {"is_secure": False}, id="lower case"),
        pytest.param(a_line(value=""), {"value": ""}, id="no value"),
        pytest.param(a_line(value="").rstrip("\t"), {"value": ""}, id="no value, and the last tab is lost"),
        pytest.param(a_line(value='"a b=c,d"'), {"value": '"a b=c,d"'}, id="quotes, blanks and commas"),
        pytest.param(a_line(value="é\u2028\udcff"), {"value": "é\u2028\udcff"}, id="any bytes"),
        pytest.param(a_line("www.BÜCHER.example"), {"domain": "www.xn--bcher-kva.example"}, id="letters beyond ASCII"),
    ],
)
def test_a_cookie_is_read(tmp_path, line, expected):
    file = a_file(tmp_path, "\ufeff# Netscape HTTP Cookie File\r", "", "# another comment", line + "\r", "")
    (cookie,) = read_cookies(file, POST)
    assert {name: getattr(cookie, name) for name in expected} == expected


def test_cookies_of_other_sites_are_left_out(tmp_path):
    others = [a_line("other.example"), a_line("outpost.example"), a_line("post.example", "FALSE")]
    file = a_file(tmp_path, *others, a_line("deep.www.post.example", "FALSE", name="ours"))
    assert [one.name for one in read_cookies(file, POST)] == ["ours"]


def test_cookies_of_another_outlets_host_are_left_out(tmp_path):
    lines = [a_line("shop.www.post.example", "FALSE"), a_line("www.post.example", "FALSE", name="ours"), a_line()]
    kept = read_cookies(a_file(tmp_path, *lines), POST, frozenset({"shop.www.post.example"}))
    assert [(one.name, one.domain) for one in kept] == [("ours", "www.post.example"), ("sid", "post.example")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        pytest.param(a_line().replace("\t", " "), "1 field separated by tabs", id="blanks"),
        pytest.param(a_line() + "\t" + SECRET, "8 fields separated by tabs", id="too many"),
        pytest.param(a_line("."), "field 1, the domain", id="no domain"),
        pytest.param(a_line(below="yes"), "field 2", id="flag"),
        pytest.param(a_line(path="news"), "field 3, the path", id="path"),
        pytest.param(a_line(secure=""), "field 4", id="https"),
        pytest.param(a_line(expires="tomorrow"), "field 5, the expiry", id="expiry"),
        pytest.param(a_line(name=""), "field 6, the name", id="no name"),
        pytest.param(a_line(name="a; b"), "field 6, the name", id="name"),
        pytest.param(a_line(value=SECRET + "\x01"), "field 7, the value", id="control character"),
        pytest.param(a_line(value=SECRET + "; b=c"), "field 7, the value", id="two cookies"),
        pytest.param(a_line(value=SECRET + "\rb"), "field 7, the value", id="a lone end of line"),
    ],
)
def test_a_broken_line_is_named_and_not_shown(line, words):
    text = f"# Netscape HTTP Cookie File\n{a_line()}\n{line}\n{a_line()}"
    with pytest.raises(SettingsError, match=f"post-cookies.txt: line 3: .*{words}") as caught:
        parse_cookies(text, "post-cookies.txt")
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None


def test_the_export_of_another_format_is_recognized():
    with pytest.raises(SettingsError, match=r"this is JSON; export .* Netscape"):
        parse_cookies('[{"name": "sid"}]', "post-cookies.txt")


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620, 0o601])
def test_a_file_that_others_may_touch_is_refused(tmp_path, mode):
    file = a_file(tmp_path, a_line(), mode=mode)
    with pytest.raises(SettingsError, match=f"mode {mode:o}.*chmod 600"):
        read_cookies(file, POST)


def test_a_file_of_another_user_is_refused(tmp_path, monkeypatch):
    file = a_file(tmp_path, a_line(), mode=0o400)
    assert len(read_cookies(file, POST)) == 1
    owner = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    with pytest.raises(SettingsError, match="belongs to another user"):
        read_cookies(file, POST)


def test_a_link_is_as_safe_as_its_file(tmp_path):
    link = tmp_path / "link.txt"
    link.symlink_to(a_file(tmp_path, a_line(), mode=0o644))
    with pytest.raises(SettingsError, match="others can read it"):
        read_cookies(link, POST)


def test_other_files_are_refused_in_one_line(tmp_path, monkeypatch):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe, 0o600)
    for file, words in [(tmp_path / "absent.txt", "No such file"), (tmp_path, "Is a directory"), (pipe, "not a file")]:
        with pytest.raises(SettingsError, match=f"cookies of post: {file}.*{words}"):
            read_cookies(file, POST)
    with pytest.raises(SettingsError, match=r"no cookie of www\.post\.example, xn--bcher-kva\.example; log in"):
        read_cookies(a_file(tmp_path, a_line("other.example")), POST)
    monkeypatch.setattr(cookie_file, "MOST_BYTES", 10)
    with pytest.raises(SettingsError, match="larger than"):
        read_cookies(a_file(tmp_path, a_line()), POST)


def test_the_state_names_what_has_expired(tmp_path):
    old, older = a_line(expires="1700000000", name="old"), a_line(expires="1600000000", name="older")
    settings = replace(Settings(tmp_path), cookies=(("post", a_file(tmp_path, old, a_line(), older)),))
    state = state_of(settings, POST, NOW)
    assert state is not None
    assert ([name for name, _ in state.expired], state.cookies, state.has_ended) == (["older", "old"], 3, False)
    a_file(tmp_path, old)
    ended = state_of(settings, POST, NOW)
    assert ended is not None
    assert ended.has_ended
    assert state_of(Settings(tmp_path), POST, NOW) is None


def test_the_state_says_why_a_file_cannot_be_used(tmp_path):
    settings = replace(Settings(tmp_path), cookies=(("post", a_file(tmp_path, a_line(), mode=0o644)),))
    state = state_of(settings, POST, NOW)
    assert state is not None
    assert "chmod 600" in (state.problem or "")
    assert not state.has_ended
