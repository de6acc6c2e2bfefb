"""`newsarchive new URL` and `crawl URL` as a user runs them, against a site on loopback."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsarchive.crawl.registry import load_spider
from tests import warm_python
from tests.outlet_tools.site_builder import Plan, Site, build, rss, served, stories_of
from tests.web.support import needs_chromium


def a_site(home: str) -> Site:
    plan = Plan(
        home, "pl", 1, lambda number, slug, at: f"/{at:%Y/%m}/{slug}-{number}", stories=12,
        head='<link rel="alternate" type="application/rss+xml" href="/rss.xml">',
    )  # fmt: skip
    site = build(plan)
    site.put("/rss.xml", rss(site, plan, stories_of(plan)), "application/rss+xml")
    return site


def run(folder: Path, *words: str, seconds: float = 100, **environ: str) -> subprocess.CompletedProcess[str]:
    (folder / "ours").mkdir(exist_ok=True)
    clean = {name: value for name, value in os.environ.items() if not name.upper().startswith(("NEWSARCHIVE_", "HTTP"))}
    ours = {
        "NEWSARCHIVE_DELAY_SECONDS": "0", "NEWSARCHIVE_ALLOW_PRIVATE": "127.0.0.1",
        "NEWSARCHIVE_OUTLETS_FOLDER": "ours", "NEWSARCHIVE_MIN_FREE_GB": "0",
    }  # fmt: skip
    return warm_python.run(
        [sys.executable, "-m", "newsarchive.cli.main", *words],
        capture_output=True, text=True, cwd=folder, timeout=seconds, check=False, env={**clean, **ours, **environ},
    )  # fmt: skip


def test_a_file_is_written_and_the_outlet_is_known_afterwards(tmp_path: Path):
    with served(a_site) as site:
        done = run(tmp_path, "new", site.home)
        assert (done.returncode, done.stderr) == (0, "")
        file = tmp_path / "ours" / "rivertown_post.py"
        outlet = load_spider(file).outlet
        assert (outlet.feeds, outlet.language, outlet.timezone) == ((site.url("/rss.xml"),), "pl", "Europe/Warsaw")
        assert all(map(outlet.wants, site.articles))
        assert not any(map(outlet.wants, site.others))
        assert f"written to {file}" in done.stdout
        assert "declared by the home page; 12 entries" in done.stdout
        assert site.requests <= 60
        again = run(tmp_path, "new", site.home)
        assert (again.returncode, again.stdout) == (1, "")
        assert "there is already an outlet for this site: rivertown_post" in again.stderr


def test_a_dry_run_prints_only_the_file_and_writes_nothing(tmp_path: Path):
    with served(a_site) as site:
        done = run(tmp_path, "new", site.home, "--dry-run", "--name", "nowa_gazeta", "--country", "PL")
    assert done.stdout.startswith("from newsarchive import OutletSpider\n\n\nclass NowaGazeta(OutletSpider):")
    assert "not written" in done.stderr
    assert list((tmp_path / "ours").iterdir()) == []


def test_json_has_the_facts(tmp_path: Path):
    with served(a_site) as site:
        row = json.loads(run(tmp_path, "new", site.home, "--dry-run", "--json").stdout)
    assert row["file"] is None
    assert row["feeds"] == [f"{site.home}rss.xml"]
    assert {fact["name"] for fact in row["facts"]} == {"name", "title", "country", "language", "timezone"}


def test_a_crawl_of_an_unknown_site_drafts_it_first(tmp_path: Path):
    with served(a_site) as site:
        done = run(tmp_path, "crawl", site.articles[0], "--json", "--db", str(tmp_path / "archive.db"))
    assert done.returncode == 0, done.stderr
    assert "not a known outlet" in done.stderr
    assert "rivertown_post.py: written; you can edit it\n" in done.stderr
    (row,) = json.loads(done.stdout)["outlets"]
    assert (row["outlet"], row["new_articles"]) == ("rivertown_post", 12)


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        pytest.param(["gazeta"], 2, "new gazeta: not a web address; write it in full", id="not a URL"),
        pytest.param(["ftp://gazeta.example/"], 2, "not a web address", id="another scheme"),
        pytest.param(["http://gazeta.example/"], 2, "not https; write https://", id="http of a public host"),
        pytest.param(
            ["https://gazeta.example/", "--country", "uk"], 2, "--country uk: not an ISO 3166-1", id="country"
        ),
        pytest.param(["https://gazeta.example/", "--name", "Gazeta"], 2, "--name Gazeta: use lower-case", id="name"),
        pytest.param(
            ["https://gazeta.example/", "--name", "guardian"],
            1,
            "guardian: there is already an outlet with that name",
            id="taken",
        ),
        pytest.param(["https://gazeta.example/", "--language", "polish"], 2, "not a BCP 47 tag", id="language"),
        pytest.param(
            ["https://www.theguardian.com/"], 1, "there is already an outlet for this site: guardian", id="known"
        ),
        pytest.param(["http://127.0.0.1:1/"], 1, "not fetched (", id="nobody there"),
    ],
)
def test_a_refusal_is_one_line(tmp_path: Path, words, status, message):
    done = run(tmp_path, "new", *words)
    assert (done.returncode, done.stdout) == (status, "")
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert list((tmp_path / "ours").iterdir()) == []


def test_without_the_users_folder_no_request_is_sent(tmp_path: Path):
    with served(a_site) as site:
        done = run(tmp_path, "new", site.home, NEWSARCHIVE_OUTLETS_FOLDER=str(tmp_path / "absent"))
        assert (done.returncode, site.requests) == (2, 0)
        assert "there is no such folder; create it, or correct the setting outlets_folder" in done.stderr


def test_a_private_address_is_refused_unless_allowed(tmp_path: Path):
    with served(a_site) as site:
        done = run(tmp_path, "new", site.home, NEWSARCHIVE_ALLOW_PRIVATE="10.0.0.0/8")
    assert done.returncode == 1
    assert "private_address" in done.stderr


def test_a_list_of_subscriptions_becomes_outlets(tmp_path: Path):
    with served(a_site) as site:
        feeds = "".join(f'<outline text="x" xmlUrl="{site.url(path)}"/>' for path in ("/rss.xml", "/gone.xml"))
        (tmp_path / "list.opml").write_text(f'<opml><body><outline text="Polska">{feeds}</outline></body></opml>')
        done = run(tmp_path, "import", "list.opml")
        file = tmp_path / "ours" / "rivertown_post.py"
        assert (done.returncode, done.stdout) == (
            0,
            f"written      rivertown_post  {file}  (left out {site.url('/gone.xml')}: HTTP 404: not found)\n",
        )
        assert file.read_text().startswith("# In list.opml: Polska\n")
        assert load_spider(file).outlet.feeds == (site.url("/rss.xml"),)


def as_an_app(site: Site) -> Site:
    """The same site, with articles whose text a script brings."""
    for url in site.articles:
        body = site.answers[url][2]
        _, _, rest = body.partition(b"<body>")
        script = f"document.getElementById('root').innerHTML = atob('{base64.b64encode(rest).decode()}');"
        shell = b"<html><body><div id='root'></div><script>" + script.encode() + b"</script></body></html>"
        site.answers[url] = (200, "text/html; charset=utf-8", shell)
    return site


@pytest.mark.browser
@pytest.mark.timeout(400)
@needs_chromium
def test_a_site_whose_texts_come_only_from_scripts_gets_render(tmp_path: Path):
    with served(lambda home: as_an_app(a_site(home))) as site:
        done = run(tmp_path, "new", site.home, seconds=350)
        assert (done.returncode, done.stderr) == (0, "")
        assert load_spider(tmp_path / "ours" / "rivertown_post.py").outlet.render
        assert "its texts come only from scripts" in done.stdout
