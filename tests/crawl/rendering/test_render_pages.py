"""Whole crawls of an outlet whose pages get their text from scripts, in a real Chromium."""

import gzip
import json
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from desk import ROOT, Crawled, Desk, ended, long_text, rss, story, today

from newsarchive.archive.captures.warc_files import CaptureFiles, CaptureRef
from newsarchive.crawl.rendering.browser import INSTALL_HINT
from newsarchive.records import Page
from tests.web.support import needs_chromium

# Each crawl starts a process and a browser.
pytestmark = [pytest.mark.timeout(900), pytest.mark.browser, needs_chromium]

# A shell without text, as an app sends it for each of its pages.
SHELL = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>App</title>
<link rel="stylesheet" href="/app.css"></head><body><div id="root"></div>
<script src="/app.js"></script></body></html>"""
# Draws like React: state, a function from state to markup, and data that comes later.
APP = b"""
const root = document.getElementById('root');
const draw = (state) => { root.innerHTML = state.story ? `<article><h1>${state.story.headline}</h1>` +
  `<time datetime="${state.story.published}">today</time>` +
  state.story.text.map((one) => `<p>${one}</p>`).join('') + '<img src="/picture.jpg"></article>' : '<p>Loading</p>'; };
draw({});
fetch('/api' + location.pathname + '.json').then((r) => r.json()).then((story) => draw({story}));
"""
SCRIPT = {"Content-Type": "text/javascript"}
DATA = {"Content-Type": "application/json"}


def data(headline: str) -> dict[str, Any]:
    text = {"headline": headline, "published": f"{today():%Y-%m-%dT06:00:00Z}", "text": long_text(headline)}
    return {"body": json.dumps(text).encode(), "headers": DATA}


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., Any]) -> SimpleNamespace:
    """One crawl of several kinds of pages; elsewhere is a host that may not be asked."""
    elsewhere = serve({"/secret": {"body": b"secret", "headers": {"Access-Control-Allow-Origin": "*"}}})
    site = serve()
    site.routes |= {
        "/robots.txt": {"body": b"User-agent: *\nDisallow: /api/closed\n", "headers": {"Content-Type": "text/plain"}},
        "/app.js": {"body": APP, "headers": SCRIPT},
        "/ferry": {"body": SHELL, "headers": {"ETag": '"shell"'}},
        "/api/ferry.json": data("Ferry brought by a script"),
        "/tower": {"body": SHELL, "headers": {"ETag": '"shell"'}},
        "/api/tower.json": data("Tower brought by a script"),
        "/closed": {"body": SHELL},
        "/api/closed.json": data("Closed by robots"),
        "/moved": {"status": 302, "headers": {"Location": "/mill"}},
        "/mill": {"body": SHELL},
        "/api/mill.json": {"status": 302, "headers": {"Location": "/api/mill-2.json"}},
        "/api/mill-2.json": data("Mill behind two redirects"),
        "/asks": {"body": asking(site, elsewhere)},
        "/hop": {"status": 302, "headers": {"Location": elsewhere.url("/secret"), "Access-Control-Allow-Origin": "*"}},
        "/plain": story("Plain page with its own text"),
    }
    pages = ["/ferry", "/tower", "/closed", "/moved", "/asks", "/plain"]
    site.routes["/rss"] = {"body": rss([(site.url(path), path) for path in pages])}
    allowed = {"NEWSARCHIVE_ALLOW_PRIVATE": f"127.0.0.1:{site.port}"}
    desk = Desk(tmp_path_factory.mktemp("rendered"), allowed)
    desk.declare("river", site, feeds=[site.url("/rss")], render=True)
    return SimpleNamespace(desk=desk, site=site, elsewhere=elsewhere, done=crawled(desk, "river"))


def asking(site: Any, elsewhere: Any) -> bytes:
    """A page that asks for private addresses in several ways, and writes down what it got."""
    return f"""<html><body><article id="a"><h1>Asks around</h1>{"".join(f"<p>{one}</p>" for one in long_text("Asks"))}
</article><script>
const told = (what) => {{ document.getElementById('a').innerHTML += '<p>' + what + '</p>'; }};
const ask = (name, url) => fetch(url).then((r) => r.text())
  .then((t) => told(name + ' got ' + t), () => told(name + ' refused'));
ask('port', '{elsewhere.url("/secret")}');
ask('name', 'http://localhost:{elsewhere.port}/secret');
ask('redirect', '{site.url("/hop")}');
const link = document.createElement('a'); link.href = '{elsewhere.url("/secret")}'; link.download = 'x';
document.body.append(link); link.click();
new WebSocket('ws://127.0.0.1:{elsewhere.port}/secret');
navigator.sendBeacon('{elsewhere.url("/secret")}', 'x');
for (const [tag, name] of [['img', 'src'], ['iframe', 'src'], ['link', 'href'], ['video', 'src']]) {{
  const one = document.createElement(tag); one[name] = '{elsewhere.url("/secret")}'; document.body.append(one); }}
</script></body></html>""".encode()


def test_articles_that_scripts_bring_are_stored(rendered: SimpleNamespace) -> None:
    assert rendered.done.exit_code == 0, rendered.done.stderr
    assert rendered.desk.headlines("river") >= {
        "Ferry brought by a script",
        "Tower brought by a script",
        "Mill behind two redirects",
        "Plain page with its own text",
    }


def test_no_private_address_is_reached_by_any_way(rendered: SimpleNamespace) -> None:
    assert rendered.elsewhere.arrivals == []
    rendered_page = captured(rendered.desk, "asks")
    for way in ("port", "name", "redirect"):
        assert f"{way} refused" in rendered_page.body.decode()


def test_robots_txt_holds_for_what_scripts_ask_for(rendered: SimpleNamespace) -> None:
    assert "/api/closed.json" not in rendered.site.paths()
    assert rendered.desk.outcomes("river")["closed"][0] == "too_short"


def test_only_what_the_text_needs_is_fetched_and_scripts_once(rendered: SimpleNamespace) -> None:
    paths = rendered.site.paths()
    assert paths.count("/app.js") == 1
    assert not {"/app.css", "/picture.jpg"} & set(paths)
    assert not [one for one in rendered.site.arrivals if {"cookie", "referer"} & one.headers.keys()]
    assert {one.headers["user-agent"].partition("/")[0] for one in rendered.site.arrivals} == {"newsarchive"}


def test_the_capture_has_the_html_and_what_the_server_sent(rendered: SimpleNamespace) -> None:
    page = captured(rendered.desk, "ferry")
    assert b"Ferry brought by a script" in page.body
    assert page.raw is not None
    assert page.raw.body == SHELL


def crawled(desk: Desk, *outlets: str) -> Crawled:
    """A crawl that has the time that a browser needs on a busy machine."""
    return ended(desk.start(*outlets), 400)


def captured(desk: Desk, path: str) -> Page:
    """The capture of the page at path."""
    sql = f"SELECT file, offset, length, digest FROM captures WHERE url LIKE '%/{path}'"
    return CaptureFiles(desk.folder / "captures").read(CaptureRef(*desk.rows(sql)[0]))


def test_a_server_that_fails_today_is_asked_again(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve(
        {"/app.js": {"body": APP, "headers": SCRIPT}, "/ferry": {"body": SHELL}, "/plain": story("Plain story")}
    )
    site.routes["/api/ferry.json"] = {"status": 500}
    site.routes["/rss"] = {"body": rss([(site.url("/ferry"), "Ferry"), (site.url("/plain"), "Plain")])}
    desk.declare("river", site, feeds=[site.url("/rss")], render_urls=["/ferry"])
    crawled(desk, "river")
    outcome, reason = desk.outcomes("river")["ferry"]
    assert outcome == "server_error"
    assert reason is not None
    assert "/api/ferry.json: HTTP 500" in reason
    assert captured(desk, "plain").raw is None


def test_commands_that_fetch_one_page_render_it_too(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve({"/app.js": {"body": APP, "headers": SCRIPT}, "/ferry": {"body": SHELL}})
    site.routes["/api/ferry.json"] = data("Ferry brought by a script")
    desk.declare("river", site, render=True)
    url = site.url("/ferry")
    extracted = command(desk, "extract", url)
    assert "Ferry brought by a script" in extracted[1], extracted
    status, _, _ = command(desk, "snapshot", "river", url, "--folder", "snapshots")
    assert status == 0
    (page,) = (desk.folder / "snapshots").rglob("page.html.gz")
    saved = gzip.decompress(page.read_bytes())
    assert saved.count(b"<p>") == len(long_text(""))
    assert b"council" not in saved


def command(desk: Desk, *words: str) -> tuple[int, str, str]:
    """The exit status of a command, and what it printed to standard output and standard error."""
    process = desk.popen(sys.executable, "-m", "newsarchive.cli.main", *words)
    out, err = process.communicate(timeout=400)
    return process.returncode, out, err


def without_the_extra(desk: Desk) -> None:
    """Hides playwright from the commands of desk."""
    # A module of that name that is no package stands in for one that is not installed.
    (desk.folder / "sitecustomize.py").write_text("import sys\nsys.modules['playwright'] = None\n", encoding="utf-8")
    desk.environ["PYTHONPATH"] = f"{desk.folder}:{ROOT}"


@pytest.mark.parametrize("verb", ["fetch", "extract"])
def test_without_the_extra_a_single_page_says_what_to_install(desk: Desk, serve: Callable[..., Any], verb: str) -> None:
    site = serve({"/plain": story("Plain story")})
    desk.declare("river", site, feeds=[site.url("/rss")], render=True)
    without_the_extra(desk)
    status, out, err = command(desk, verb, site.url("/plain"))
    assert (status, out) == (1, "")
    assert INSTALL_HINT in err
    assert "unexpected" not in err


def test_without_the_extra_one_line_says_what_to_install(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve({"/rss": {"body": rss([])}, "/plain": story("Plain story")})
    site.routes["/rss"] = {"body": rss([(site.url("/plain"), "Plain")])}
    desk.declare("river", site, feeds=[site.url("/rss")], render=True)
    desk.declare("harbour", site, feeds=[site.url("/rss")])
    without_the_extra(desk)
    done = crawled(desk, "river", "harbour")
    assert done.exit_code == 0, done.stderr
    assert done.run("river")["outcome"] == "failed"
    assert done.run("river")["problem"] == INSTALL_HINT
    assert done.counts("harbour")["new_articles"] == 1
    assert done.stderr == ""


def test_a_browser_that_does_not_start_is_one_line(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve({"/one": {"body": SHELL}, "/two": {"body": SHELL}})
    site.routes["/rss"] = {"body": rss([(site.url("/one"), "One"), (site.url("/two"), "Two")])}
    desk.declare("river", site, feeds=[site.url("/rss")], render=True)
    desk.environ["NEWSARCHIVE_BROWSER"] = str(desk.folder / "no-such-browser")
    done = crawled(desk, "river")
    assert "no Chromium was found" in done.run("river")["problem"]
    assert {outcome for outcome, _ in desk.outcomes("river").values()} == {"pending"}
    assert done.stderr == ""
