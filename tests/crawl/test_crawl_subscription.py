"""A real crawl over https with the cookies of a subscription: full texts, and the cookies nowhere but in requests."""

import gzip
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from desk import Desk, long_text, rss, story

# Each command is a process that takes about two seconds of one core, and much longer on a busy machine.
pytestmark = pytest.mark.timeout(600)

# It has characters that templates and scripts escape.
KEY = "k3yOf/The+Subscription="
ESCAPED = quote(KEY, safe=""), KEY.replace("/", "&#x2F;").replace("=", "&#61;"), KEY.replace("/", "\\/")
RENEWED = "an0therKeyOfTheSubscription"
TITLE = "Flood closes the harbour road"


def page(text: str, more: str = "") -> bytes:
    return (
        f"<html lang='en'><head><title>{TITLE}</title><meta property='og:title' content='{TITLE}'>"
        "<meta property='article:published_time' content='2026-11-22T08:30:00Z'></head><body>"
        f"<article><h1>{TITLE}</h1>{text}</article>{more}</body></html>"
    ).encode()


FULL = "".join(f"<p>{one} Full.</p>" for one in [*long_text("harbour"), *long_text("quay"), *long_text("pier")])
GATE = "<p>Subscribe to continue reading this article.</p>"


def for_subscribers(arrival: Any, number: int) -> dict[str, Any]:
    """The full text for the session, with the key in a script, and a new key; else the beginning."""
    sent = arrival.headers.get("cookie", "")
    if KEY in sent or RENEWED in sent:
        renewed = f"sid={RENEWED}; Path=/; HttpOnly"
        shown = f"<script>s='{sent}'</script><p data-keys='{' '.join(ESCAPED)}'></p>"
        return {"body": page(FULL, shown), "headers": {"Set-Cookie": renewed}}
    return {"body": page(f"<p>{long_text('harbour')[0]}</p>{GATE}")}


def redirect(target: str) -> dict[str, Any]:
    return {"status": 302, "headers": {"Location": target}}


@pytest.fixture
def post(desk: Desk, serve: Callable[..., Any], authority: Callable[..., Any]) -> SimpleNamespace:
    ours = authority("ours")
    other = serve({"/away": story("Elsewhere")}, tls=ours.context("127.0.0.1"))
    site = serve(tls=ours.context("127.0.0.1"))
    site.routes |= {
        "/flood": for_subscribers,
        "/away": redirect(other.url("/away")),
        "/shown": redirect(f"/flood?session={KEY}"),
    }
    site.routes["/rss"] = {"body": rss([(site.url(path), "News") for path in list(site.routes)])}
    desk.declare("post", site, feeds=[site.url("/rss")], domains=["127.0.0.1"])
    file = desk.folder / "post-cookies.txt"
    file.write_text(f"# Netscape HTTP Cookie File\n#HttpOnly_127.0.0.1\tFALSE\t/\tTRUE\t0\tsid\t{KEY}\n")
    file.chmod(0o600)
    desk.environ |= {"NEWSARCHIVE_CA_FILE": str(ours.pem), "NEWSARCHIVE_COOKIES": f"post={file}"}
    return SimpleNamespace(desk=desk, site=site, other=other, file=file)


def run(desk: Desk, *words: str) -> tuple[int, str]:
    """The exit code and all that a command printed."""
    process = desk.popen(sys.executable, "-m", *words)
    printed, complaints = process.communicate(timeout=280)
    return process.returncode, printed + complaints


def files_with(folder: Path, *secrets: str) -> Iterator[str]:
    """The files below folder that have one of secrets in them, compressed or not."""
    for file in sorted(one for one in folder.rglob("*") if one.is_file()):
        data = file.read_bytes()
        data += gzip.decompress(data) if file.suffix == ".gz" else b""
        if any(one.encode() in data for one in secrets):
            yield file.name


def test_the_subscription_is_used_and_its_cookies_are_kept_nowhere(post: SimpleNamespace) -> None:
    desk, site = post.desk, post.site
    desk.environ["SCRAPY_SETTINGS_MODULE"] = "newsarchive.crawl.settings"
    log = desk.folder / "debug.log"
    _, printed = run(desk, "scrapy", "crawl", "post", "-L", "DEBUG", "--logfile", str(log))
    assert "/rss" in log.read_text()

    # The session sees the whole text, and the outlet's new key is used for the rest of the crawl.
    assert desk.rows("SELECT completeness FROM articles") == [("full",)]
    sent = [(arrival.path, arrival.headers.get("cookie")) for arrival in site.arrivals]
    assert [cookie for path, cookie in sent if path == "/robots.txt"] == [None]
    assert ("/flood", f"sid={KEY}") in sent
    keys = {cookie for path, cookie in sent if path != "/robots.txt"}
    assert keys <= {f"sid={KEY}", f"sid={RENEWED}"}
    assert all("cookie" not in arrival.headers for arrival in post.other.arrivals)
    assert not any(KEY in arrival.path for arrival in site.arrivals)
    assert desk.outcomes("post")["shown"][0] == "refused"

    for form, file in (("jsonl", "out.jsonl"), ("warc", "out.warc.gz")):
        status, told = run(
            desk, "newsarchive.cli.main", "export", "--format", form, "--output", str(desk.folder / file)
        )
        assert status == 0, told
        printed += told
    assert KEY not in printed
    assert RENEWED not in printed
    assert list(files_with(desk.folder, KEY, RENEWED, *ESCAPED)) == ["post-cookies.txt"]
    records = b"".join(gzip.decompress(one.read_bytes()) for one in (desk.folder / "captures").glob("*.gz"))
    assert b"/flood" in records
    assert b"set-cookie" not in records.lower()
    assert b"s='sid=" + b"*" * len(KEY) + b"'" in records or b"s='sid=" + b"*" * len(RENEWED) + b"'" in records

    # Logged out: the site shows the beginning alone.
    site.routes["/flood"] = {"body": page(f"<p>{long_text('harbour')[0]}</p>{GATE}")}
    status, checked = run(desk, "newsarchive.cli.main", "check", "post")
    assert status == 1
    assert "broken: session: has ended: 1 of 1 texts are stubs" in checked


def test_a_file_that_others_can_read_stops_the_outlet_before_its_first_request(post: SimpleNamespace) -> None:
    post.file.chmod(0o644)
    status, told = run(post.desk, "newsarchive.cli.main", "crawl", "post")
    assert status == 1
    assert f"{post.file}: others can read it (mode 644); run: chmod 600" in told
    assert post.desk.rows("SELECT outcome, requests FROM runs") == [("failed", 0)]
    assert post.site.arrivals == []
    assert "others can read it" in run(post.desk, "newsarchive.cli.main", "extract", post.site.url("/flood"))[1]
    assert post.site.arrivals == []
    post.desk.environ["NEWSARCHIVE_COOKIES"] = f"pots={post.file}"
    status, told = run(post.desk, "newsarchive.cli.main", "crawl", "post")
    assert status == 2
    assert "the setting cookies: pots: no outlet has that name; did you mean post" in told
