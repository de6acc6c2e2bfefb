"""Several archives under one roof: what is shown of all, and the own pages of each."""

import csv
import io
import json
import os
import re
import shutil

import pytest
from datasette.app import Datasette

from newsarchive.archive.database import Archive
from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.errors import ArchiveError, UsageError
from newsarchive.web.serve import make_datasette, serve
from tests.archive.search.invented import an_article, fill
from tests.web.sample_archive import NOW
from tests.web.support import get, text_of

# Older than every article of the sample archive; a word that both have, and one that only these have.
OLDER = [an_article(n, body="The harbour of old." + " A zeppelin." * (n % 2), section=None) for n in range(30)]


@pytest.fixture(scope="module")
def older_path(tmp_path_factory):
    path = tmp_path_factory.mktemp("several") / "archive-2020.db"
    with Archive.open(path, write=True) as archive, archive.transaction():
        fill(archive.conn, OLDER)
    return path


@pytest.fixture
def both(archive_path, older_path, monkeypatch):
    monkeypatch.setattr("newsarchive.clock.now", lambda: NOW)
    return make_datasette(archive_path, others=[older_path])


async def test_search_finds_articles_of_all_archives(both, ids):
    page = (await get(both, "/search?q=zeppelin")).text
    assert "15 articles" in text_of(page)
    assert 'href="/archive-2020/article/2?q=zeppelin"' in page
    newest = (await get(both, "/search?q=harbour&order=newest")).text
    assert "97 articles" in text_of(newest)
    assert re.findall(r'href="(/archive(?:-2020)?/article)/', newest) == ["/archive/article"] * 20
    oldest = (await get(both, "/search?q=harbour&order=oldest")).text
    assert 'href="/archive-2020/article/1?' in oldest


async def test_every_page_of_a_search_follows_the_one_before(both):
    address, seen = "/search?q=harbour&order=newest", []
    while address:
        page = (await get(both, address)).text
        seen += re.findall(r'<h3[^>]*><a href="/([\w-]+/article/\d+)\?', page)
        found = re.search(r'<a[^>]*href="([^"]+)"[^>]*rel="next"|rel="next"[^>]*href="([^"]+)"', page)
        address = (found[1] or found[2]).replace("&amp;", "&") if found else None
    assert len(seen) == len(set(seen))
    assert sum(one.startswith("archive-2020/") for one in seen) == 30


async def test_a_search_can_be_narrowed_to_an_archive(both):
    page = (await get(both, "/search?q=harbour")).text
    assert re.findall(r'name="archive"[^>]*value="([\w-]+)"', page) == ["archive", "archive-2020"]
    narrowed = (await get(both, "/search?q=harbour&archive=archive-2020")).text
    assert "30 articles" in text_of(narrowed)
    assert "Archive: archive-2020" in narrowed
    assert "/archive/article/" not in narrowed
    assert 'href="/archive-2020/concordance?q=harbour"' in narrowed
    values = text_of((await get(both, "/search/archive?q=harbour")).text)
    assert "2 values" in values
    wrong = text_of((await get(both, "/search?q=harbour&archive=archive-2021", 400)).text)
    assert "archive=archive-2021 is not an archive of this site. Did you mean archive-2020?" in wrong


async def test_earlier_versions_are_searched_in_all(both, ids):
    page = (await get(both, "/search?q=%22until+the+spring%22&versions=earlier")).text
    assert f'href="/archive/article/{ids["feature"]}/1?q=' in page


async def test_files_name_the_archive_of_each_article(both):
    found = json.loads((await get(both, "/search.json?q=harbour&order=newest")).text)
    assert found["archives"] == ["archive", "archive-2020"]
    assert len(found["articles"]) == found["total"] == 97
    last = found["articles"][-1]
    assert last["archive"] == "archive-2020"
    assert last["page"] == f"http://localhost/archive-2020/article/{last['id']}"
    rows = list(csv.DictReader(io.StringIO((await get(both, "/search.csv?q=zeppelin")).text)))
    assert {row["archive"] for row in rows} == {"archive-2020"}
    feed = (await get(both, "/search.atom?q=zeppelin")).text
    assert "http://localhost/archive-2020/article/2" in feed


async def test_a_part_of_a_result_says_what_follows(both):
    address, seen = "/search.json?q=harbour&order=newest&limit=25", []
    while address:
        found = json.loads((await get(both, address)).text)
        seen += [(one["archive"], one["id"]) for one in found["articles"]]
        address = found["next"] and found["next"].removeprefix("http://localhost")
    assert len(seen) == len(set(seen)) == 97


async def test_home_lists_the_archives(both):
    page = (await get(both, "/")).text
    text = text_of(page)
    assert "100 articles" in text
    assert "archive-2020 30 articles, 1 Jan 2020 to 30 Jan 2020" in text
    assert 'href="/search?archive=archive-2020"' in page
    assert 'href="/archive-2020/health"' in page
    assert 'href="/changes"' not in page


async def test_timeline_adds_the_numbers(both):
    found = json.loads((await get(both, "/timeline.json?q=harbour&by=year")).text)
    assert {"2020", "2026"} <= {one["period"] for one in found["panels"][0]["periods"]}
    page = (await get(both, "/timeline?q=harbour&by=year")).text
    assert "97 articles" in text_of(page)
    await get(both, "/timeline?q=harbour&archive=nothing", 400)


async def test_timeline_has_the_filters_of_all_archives(both):
    def counts(page, name):
        return re.findall(rf'name="{name}"[^>]*value="([\w-]+)".*?<span class="count">([\d,]+)</span>', page)

    search = (await get(both, "/search?q=harbour")).text
    page = (await get(both, "/timeline?q=harbour&by=year")).text
    assert counts(page, "archive") == [("archive", "67"), ("archive-2020", "30")]
    assert counts(page, "outlet") == counts(search, "outlet") != []
    narrowed = (await get(both, "/timeline?q=harbour&by=year&archive=archive-2020")).text
    assert "30 articles" in text_of(narrowed)
    assert "Archive: archive-2020" in narrowed
    assert [value for value, _ in counts(narrowed, "archive")] == ["archive-2020", "archive"]


async def test_timeline_leads_to_all_values_of_a_filter(both):
    values = text_of((await get(both, "/timeline/archive?q=harbour&by=year")).text)
    assert "2 values" in values
    back = await get(both, "/timeline/archive?q=harbour&by=year&archive=archive-2020&apply=1", 302)
    assert back.headers["location"] == "/timeline?q=harbour&archive=archive-2020&by=year"
    assert "archive=nothing is not" in (await get(both, "/timeline/outlet?q=harbour&archive=nothing", 400)).text
    assert "Small Gazette" in (await get(both, "/timeline/outlet?q=harbour")).text


@pytest.mark.parametrize("page", ["concordance", "words"])
async def test_studies_of_one_archive_have_their_filters(both, page):
    values = (await get(both, f"/archive-2020/{page}/outlet?q=harbour")).text
    assert f'action="/archive-2020/{page}/outlet"' in values
    assert "Small Gazette" in values
    back = await get(both, f"/archive-2020/{page}/outlet?q=harbour&outlet=hill_times&apply=1", 302)
    assert back.headers["location"] == f"/archive-2020/{page}?q=harbour&outlet=hill_times"
    await get(both, f"/archive-2020/{page}?q=harbour&outlet=hill_times")
    await get(both, f"/archive-2020/{page}/archive?q=harbour", 404)
    await get(both, f"/archive-2020/{page}?q=harbour&archive=archive", 400)
    await get(both, f"/{page}/outlet?q=harbour", 404)


@pytest.mark.parametrize("page", ["search", "timeline", "concordance", "words", "search/outlet", "timeline/outlet"])
async def test_a_single_archive_may_be_named(archive_path, page):
    alone = make_datasette(archive_path)
    await get(alone, f"/{page}?q=harbour&archive=archive")
    await get(alone, f"/{page}?q=harbour&archive=another", 400)


async def test_each_archive_has_its_own_pages(both, ids):
    page = (await get(both, f"/archive/article/{ids['feature']}")).text
    assert f'href="/archive/article/{ids["feature"]}/1"' in page
    assert 'href="/archive/changes"' in page
    assert "In the archive" in text_of(page)
    old = (await get(both, "/archive-2020/article/2")).text
    assert "Report number 1" in old
    for path in ("changes", "health", "collections", "watches", "outlet/hill_times", "concordance?q=harbour", "words"):
        await get(both, f"/archive-2020/{path}")
    for path in ("article/2.bib", "search.ris?q=zeppelin", "copies/2"):
        await get(both, f"/archive-2020/{path}")
    bib = (await get(both, "/archive-2020/article/2.bib")).text
    assert "http://localhost/archive-2020/article/2/1-" in bib


async def test_own_pages_need_a_name(both):
    for path in ("/article/1", "/health", "/changes", "/search.bib?q=harbour"):
        text = text_of((await get(both, path, 404)).text)
        assert "Each archive has this page under its name. The archives are archive, archive-2020." in text


async def test_headers_are_those_of_our_pages(both, ids):
    alone = make_datasette(both.databases["archive"].path)
    for path in (f"/article/{ids['feature']}", "/changes"):
        expected = (await get(alone, path)).headers["content-security-policy"]
        assert (await get(both, f"/archive{path}")).headers["content-security-policy"] == expected


async def test_tables_of_each_archive_lead_to_its_articles(both):
    page = (await get(both, "/archive-2020/articles")).text
    assert 'href="/archive-2020/article/2"' in page
    assert 'class="site-header"' in page
    await get(both, "/archive/articles")


async def test_plain_datasette_shows_them_together_too(archive_path, older_path):
    plain = Datasette([str(archive_path), str(older_path)])
    assert "97 articles" in text_of((await get(plain, "/search?q=harbour")).text)


async def test_an_archive_that_is_replaced_while_it_is_served_is_read_again(archive_path, older_path, tmp_path):
    first, second = tmp_path / "first.db", tmp_path / "second.db"
    shutil.copy(archive_path, first)
    shutil.copy(older_path, second)
    served = make_datasette(first, others=[second])
    assert "97 articles" in text_of((await get(served, "/search?q=harbour")).text)
    rebuilt = tmp_path / "rebuilt.db"
    with Archive.open(rebuilt, write=True) as archive, archive.transaction():
        fill(archive.conn, OLDER[:10])
    os.replace(rebuilt, second)
    for suffix in ("-wal", "-shm"):
        (tmp_path / f"second.db{suffix}").unlink(missing_ok=True)
    assert "77 articles" in text_of((await get(served, "/search?q=harbour")).text)


async def test_one_archive_is_shown_as_ever(archive_path):
    alone = make_datasette(archive_path)
    page = (await get(alone, "/search?q=harbour")).text
    assert 'name="archive"' not in page
    assert 'href="/article/' in page
    assert "archives" not in json.loads((await get(alone, "/search.json?q=harbour")).text)
    with Archive.open(archive_path) as archive:
        hits = search(archive.conn, SearchRequest("harbour")).hits
    assert re.findall(r'<h3[^>]*><a href="/article/(\d+)', page) == [str(hit.id) for hit in hits]


@pytest.mark.parametrize("name", ["missing.db", "broken.db"])
def test_an_archive_that_cannot_be_read_ends_serve_with_one_line(archive_path, tmp_path, name):
    (tmp_path / "broken.db").write_text("no database, and long enough to be read as one")
    with pytest.raises(ArchiveError, match=name):
        serve(archive_path, "127.0.0.1", 0, others=[tmp_path / name])


def test_an_archive_is_served_once(archive_path):
    with pytest.raises(UsageError, match="named twice"):
        serve(archive_path, "127.0.0.1", 0, others=[archive_path])
