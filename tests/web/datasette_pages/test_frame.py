"""Our frame around Datasette's pages of an archive, and only around these."""

import sqlite3

from datasette.app import Datasette

from newsarchive.web.datasette_pages.frame import has_our_frame
from tests.web.support import get

OURS = 'class="site-header"'


async def test_pages_of_the_archive_and_of_no_database_have_our_frame(datasette):
    for path in ("/archive", "/archive/articles", "/archive/articles/1", "/-/versions", "/-/allow-debug"):
        page = (await get(datasette, path)).text
        assert OURS in page, path
        assert 'name="q"' in page, path
        assert "app.css" not in page, path


async def test_other_databases_keep_datasettes_frame(archive_path, tmp_path):
    with sqlite3.connect(tmp_path / "recipes.db") as conn:
        conn.execute("CREATE TABLE dishes (id INTEGER PRIMARY KEY, name TEXT)")
    both = Datasette([str(archive_path), str(tmp_path / "recipes.db")])
    for path in ("/recipes", "/recipes/dishes", "/-/versions"):
        page = (await get(both, path)).text
        assert OURS not in page, path
        assert "app.css" in page, path
    assert OURS in (await get(both, "/archive/articles")).text
    assert has_our_frame(both, "archive")
    assert not has_our_frame(both, "recipes")
    assert not has_our_frame(both, None)


async def test_a_users_own_template_replaces_ours(archive_path, tmp_path):
    (tmp_path / "row.html").write_text("my own row of {{ table }}")
    own = Datasette([str(archive_path)], template_dir=str(tmp_path))
    assert (await get(own, "/archive/articles/1")).text == "my own row of articles"
    assert OURS in (await get(own, "/archive/articles")).text
