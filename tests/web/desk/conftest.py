"""A copy of the sample archive with a desk: a collection, tags, notes and a watch with hits."""

import shutil
from pathlib import Path

import pytest
from datasette.app import Datasette

from newsarchive.archive.database import Archive
from newsarchive.archive.desk.collections import add_to_collection
from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.desk.labels import add_tags, set_note
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.watches.digests import look_through
from newsarchive.archive.watches.watch_rows import add_watch
from newsarchive.web.serve import make_datasette
from tests.web.sample_archive import NOW, SCRIPT


@pytest.fixture(scope="session")
def desk_path(archive_path: Path, ids: dict[str, int], tmp_path_factory) -> Path:
    """flood-2026 has two articles and a removed one, all-of-it more than a page; harbour watches a word."""
    path = tmp_path_factory.mktemp("desk") / "archive.db"
    shutil.copy(archive_path, path)
    with Archive.open(path, write=True) as archive, Desk.open(path, write=True) as desk:
        everything = [row[0] for row in archive.conn.execute("SELECT id FROM articles ORDER BY id")]
        removed = next(one for one in everything if one not in ids.values())
        add_to_collection(desk, "flood-2026", [ids["feature"], ids["japanese"], removed], NOW)
        add_to_collection(desk, "all-of-it", everything, NOW)
        add_tags(desk, ids["feature"], ["to check", "شاهد عيان"], NOW)
        set_note(desk, ids["feature"], f"First line {SCRIPT}\nSecond line.", NOW)
        set_note(desk, removed, "It was about the dam.", NOW)
        remove_article(archive, removed, "a court order", NOW)
        add_watch(desk, archive.conn, "harbour", Selection("harbour", tags=()), NOW)
        add_watch(desk, archive.conn, "quiet", Selection("zeppelin", outlets=("rivertown_post",)), NOW)
        desk.conn.execute("UPDATE watches SET last_article_id = 0")
        look_through(desk, archive.conn, "key", NOW)
    return path


@pytest.fixture
def desk_site(desk_path: Path, monkeypatch: pytest.MonkeyPatch) -> Datasette:
    """What `newsarchive serve` serves of it, with its clock at NOW."""
    monkeypatch.setattr("newsarchive.clock.now", lambda: NOW)
    return make_datasette(desk_path)


@pytest.fixture
def broken_site(desk_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Datasette:
    """The same with a desk that is no database."""
    monkeypatch.setattr("newsarchive.clock.now", lambda: NOW)
    shutil.copy(desk_path, tmp_path / "archive.db")
    (tmp_path / "desk.db").write_bytes(b"damaged " * 1000)
    return make_datasette(tmp_path / "archive.db")
