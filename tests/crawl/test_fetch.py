"""`newsarchive extract URL`: one page, fetched as politely as in a crawl, and printed; nothing stored."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import warm_python

PAGE = b"""<!DOCTYPE html><html lang="en"><head><title>Bridge opens</title></head><body><article>
<h1>Bridge opens after nine years</h1>
<p>The bridge over the harbour opened to traffic on Friday morning, nine years after the first pile was driven.</p>
<p>Hundreds of people walked across before the first cars were let on, and the mayor cut a ribbon at noon.</p>
</article></body></html>"""
ROUTES = {
    "/robots.txt": {"body": b"User-agent: *\nDisallow: /private/\n"},
    "/news/1": {"body": PAGE, "headers": {"Content-Type": "text/html"}},
    "/private/1": {"body": PAGE, "headers": {"Content-Type": "text/html"}},
}


def extract(url: str, folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.upper().startswith(("NEWSARCHIVE_", "HTTP"))}
    return warm_python.run(
        [sys.executable, "-m", "newsarchive.cli.main", "extract", url],
        capture_output=True, text=True, cwd=folder, timeout=100, check=False,
        env={**clean, "NEWSARCHIVE_DELAY_SECONDS": "0", **environ},
    )  # fmt: skip


def test_a_page_is_fetched_and_printed_and_nothing_is_stored(serve, tmp_path: Path):
    site = serve(ROUTES)
    result = extract(site.url("/news/1"), tmp_path, NEWSARCHIVE_ALLOW_PRIVATE="127.0.0.1")
    assert (result.returncode, result.stderr) == (0, "")
    assert "## **Bridge opens after nine years**" in result.stdout
    assert list(tmp_path.iterdir()) == []
    assert site.paths() == ["/robots.txt", "/news/1"]


@pytest.mark.parametrize(
    ("path", "allowed", "complaint"),
    [
        pytest.param("/private/1", "127.0.0.1", "not fetched (robots_forbids: robots.txt", id="robots.txt forbids it"),
        pytest.param("/absent", "127.0.0.1", "not fetched (not_found: HTTP 404: not found)", id="not there"),
        pytest.param("/news/1", "10.0.0.0/8", "not fetched (private_address: ", id="a private address"),
    ],
)
def test_a_page_that_cannot_be_fetched_is_reported_in_one_line(serve, tmp_path: Path, path, allowed, complaint):
    site = serve(ROUTES)
    result = extract(site.url(path), tmp_path, NEWSARCHIVE_ALLOW_PRIVATE=allowed)
    assert (result.returncode, result.stdout) == (1, "")
    assert complaint in result.stderr
    assert len(result.stderr.splitlines()) == 1
