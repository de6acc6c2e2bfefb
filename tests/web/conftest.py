"""The fixtures of the web tests: sample archives, a Datasette that serves them, and a real browser."""

import os
from pathlib import Path

import pytest
from datasette.app import Datasette

from newsarchive.web import plugin
from newsarchive.web.serve import make_datasette
from tests.web.cluster_archive import build_cluster_archive
from tests.web.complete_archive import build_complete_archive
from tests.web.health_archive import build_health_archive
from tests.web.sample_archive import NOW, build_archive
from tests.web.support import CHROMIUM, WIDE, served

CHROMIUM_OPTIONS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--no-first-run", "--disable-sync"),
]


@pytest.fixture(scope="session")
def sample_archive(tmp_path_factory) -> tuple[Path, dict[str, int]]:
    """The archive of build_archive, and the ids of its special articles."""
    path = tmp_path_factory.mktemp("web") / "archive.db"
    return path, build_archive(path)


@pytest.fixture(scope="session")
def archive_path(sample_archive) -> Path:
    return sample_archive[0]


@pytest.fixture(scope="session")
def ids(sample_archive) -> dict[str, int]:
    return sample_archive[1]


@pytest.fixture(scope="session")
def complete_path(tmp_path_factory) -> Path:
    """The archive of build_complete_archive, whose articles have the same ids."""
    path = tmp_path_factory.mktemp("complete") / "archive.db"
    build_complete_archive(path)
    return path


@pytest.fixture
def datasette(archive_path, monkeypatch) -> Datasette:
    """What `newsarchive serve` serves, with its clock at NOW."""
    monkeypatch.setattr("newsarchive.clock.now", lambda: NOW)
    return make_datasette(archive_path)


@pytest.fixture(scope="session")
def cluster_archive(tmp_path_factory) -> tuple[Path, dict[str, int]]:
    """The archive of build_cluster_archive, and the ids of its articles."""
    path = tmp_path_factory.mktemp("copies") / "archive.db"
    return path, build_cluster_archive(path)


@pytest.fixture(scope="session")
def health_path(tmp_path_factory) -> Path:
    """The archive of build_health_archive."""
    path = tmp_path_factory.mktemp("health") / "archive.db"
    build_health_archive(path)
    return path


@pytest.fixture
def health(health_path, monkeypatch) -> Datasette:
    """What `newsarchive serve` serves of it, with its clock at NOW."""
    monkeypatch.setattr("newsarchive.clock.now", lambda: NOW)
    return make_datasette(health_path)


@pytest.fixture(scope="module")
def address(archive_path):
    """Where a real server serves the sample archive."""
    with served(archive_path) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    if not os.environ.get("CI"):
        pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install -e '.[dev]'")
    from playwright import sync_api

    assert CHROMIUM, "these tests are never skipped in CI: install chromium"
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, address):
    """A function that opens a window. In the end there must be no console error and no request to another host."""
    contexts, console_errors, foreign_requests = [], [], []

    def opened(size=WIDE, scheme="light", **options):
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, base_url=address, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: console_errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: console_errors.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith((address, "data:")) else foreign_requests.append(request.url)
            ),
        )
        page.console_errors = console_errors
        return page

    yield opened
    for context in contexts:
        context.close()
    assert console_errors == []
    assert foreign_requests == []


@pytest.fixture(scope="session", autouse=True)
def the_plugin_is_loaded():
    """Through the entry point, as in every Datasette; under pytest-datasette's rules it would be skipped."""
    from datasette.plugins import pm

    assert pm.is_registered(plugin), "the entry point [project.entry-points.datasette] did not load the plugin"
