"""What readers wrote about an article, on its page."""

from newsarchive.archive.desk.labels import ArticleLabels
from newsarchive.web.desk.labels import ShownLabels, shown_labels
from newsarchive.web.layout import site_of
from tests.web.sample_archive import SCRIPT
from tests.web.support import get, text_of


async def test_the_page_of_an_article_shows_collections_tags_and_note(desk_site, ids):
    page = (await get(desk_site, f"/article/{ids['feature']}")).text
    text = text_of(page)
    assert "Collections, tags and note" in text
    assert 'href="/collection/flood-2026"' in page
    assert 'href="/search?tag=to+check"' in page
    assert "Second line." in text
    assert SCRIPT not in page


async def test_an_article_without_them_has_no_such_section(datasette, desk_site, ids):
    assert "Collections, tags and note" not in (await get(datasette, f"/article/{ids['feature']}")).text


async def test_labels_are_links(datasette, archive_path):
    await datasette.invoke_startup()
    site = site_of(datasette, datasette.databases["archive"])
    shown = shown_labels(ArticleLabels(("flood",), ("a b",), "one\ntwo"), site)
    assert [link.href for link in (*shown.collections, *shown.tags)] == ["/collection/flood", "/search?tag=a+b"]
    assert (shown.note, shown.is_shown, ShownLabels().is_shown) == (("one", "two"), True, False)
