"""Stored texts can do nothing to a visitor. Every field of the hostile article has markup and scripts."""

import re

import pytest
from datasette.app import Datasette

from newsarchive.web.serve import Visitors, make_datasette
from tests.web.support import Markup, foreign_scripts

PAGES = [
    *(
        "/",
        "/changes",
        "/changes?outlet=%3Cscript%3E",
        "/search?q=hostile",
        "/search?outlet=hostile",
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
    ),
    *("/search?section=%22%3E%3Cimg+src%3Dx+onerror%3Dalert(1)%3E", "/article/{hostile}", "/article/{hostile}/1"),
    "/copies/{hostile}",
    *("/article/{javascript}", "/article/4711?x=%3Cscript%3E", "/archive/articles?outlet=hostile", "/archive"),
    *("/archive/articles/{hostile}", "/archive/documents?outlet=hostile", "/archive/article_authors"),
    *("/archive/articles?_search=%3Cscript%3Ealert(1)%3C/script%3E", "/archive/outlets", "/archive/article_versions"),
]
OURS = [page for page in PAGES if not page.startswith("/archive")]


async def markup_of(datasette, ids, path) -> Markup:
    return Markup((await datasette.client.get(path.format(**ids))).text)


@pytest.mark.parametrize("path", PAGES)
async def test_stored_markup_is_text_everywhere(datasette, ids, path):
    page = await markup_of(datasette, ids, path)
    assert not [tag for tag, _ in page.elements if tag in ("img", "iframe", "object", "embed")]
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
        for name in ("href", "src", "action"):
            address = attributes.get(name) or ""
            assert not re.match(r"\s*(javascript|data|vbscript):", address, re.IGNORECASE), (tag, attributes)


@pytest.mark.parametrize("path", OURS)
async def test_our_pages_have_only_our_script_and_no_inline_styles(datasette, ids, path):
    assert foreign_scripts((await datasette.client.get(path.format(**ids))).text) == []
    page = await markup_of(datasette, ids, path)
    assert "style" not in [tag for tag, _ in page.elements]
    assert not [attributes for _, attributes in page.elements if "style" in attributes]


@pytest.mark.parametrize("path", OURS)
async def test_nothing_is_loaded_from_other_hosts(datasette, ids, path):
    page = await markup_of(datasette, ids, path)
    loaded = [
        attributes.get("href") or attributes.get("src")
        for tag, attributes in page.elements
        if tag in ("link", "script")
    ]
    assert all(address.startswith("/") or "localhost" in address for address in loaded if address)


async def test_an_address_that_is_a_script_is_not_a_link(datasette, ids):
    page = (await datasette.client.get(f"/article/{ids['javascript']}")).text
    assert "<dd>javascript:alert(1)</dd>" in page


@pytest.mark.parametrize(
    "path", [*OURS, "/search.json?q=a", "/search.atom", "/article/1.txt", "/-/newsarchive/style.css"]
)
async def test_our_pages_have_the_strict_policy(datasette, ids, path):
    headers = (await datasette.client.get(path.format(**ids))).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    (scripts,) = re.findall(r"script-src ([^;]+)", policy)
    assert all(source.startswith("'sha256-") for source in scripts.split())
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/archive", "/archive/articles", "/archive/articles/1", "/archive?sql=select+1"])
async def test_datasettes_pages_run_only_its_own_scripts(datasette, path):
    policy = (await datasette.client.get(path)).headers["content-security-policy"]
    (scripts,) = re.findall(r"script-src ([^;]+)", policy)
    assert "unsafe" not in scripts
    assert scripts.count("sha256-") == 3


@pytest.mark.parametrize(
    "path",
    [
        *("/nosuch", "/-/nosuch", "/-/", "/-/versions", "/-/metadata.json", "/-/messages", "/-/allow-debug"),
        *(
            "/-/static/app.css",
            "/-/static/nosuch",
            "/favicon.ico",
            "/_internal",
            "/archive/articles?_sort=x",
            "/search/",
        ),
    ],
)
async def test_every_answer_has_the_headers_and_sets_no_cookie(datasette, path):
    headers = (await datasette.client.get(path)).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in headers


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/archive/articles?_sort=x", 400),
        ("/archive/articles?_through=x", 400),
        ("/archive/articles.json?_through=[]", 400),
        ("/archive/articles?_facet_date=x", 400),
        ("/archive/articles?_size=x", 400),
        ("/-/allow-debug?allow=1", 400),
        ("/archive.csv", 400),
        ("/-/threads", 404),
    ],
)
async def test_a_request_that_datasette_cannot_handle_gets_our_error_page(datasette, path, status):
    answer = await datasette.client.get(path)
    assert answer.status_code == status
    if not path.startswith("/archive/articles.json"):
        assert "Go to the newest articles" in answer.text


async def test_folders_of_the_machine_are_not_shown(datasette, archive_path):
    described = (await datasette.client.get("/-/databases.json")).json()
    assert described[0]["path"] == "archive.db"
    sql = "/archive.json?sql=select+*+from+pragma_database_list"
    for path in ("/-/databases", "/-/threads", "/-/threads.json", "/-/plugins", "/-/settings", "/archive", sql):
        assert str(archive_path.parent) not in (await datasette.client.get(path)).text
    await datasette.databases["archive"].close_processes()


async def test_where_others_can_come_sql_is_off_and_the_page_says_so(archive_path):
    closed = make_datasette(archive_path, Visitors(may_run_sql=False))
    for path in ("/archive?sql=select+1", "/archive/articles?_where=1", "/archive.json?sql=select+1"):
        answer = await closed.client.get(path)
        assert answer.status_code == 403
        assert "SQL of your own is switched off on this server." in answer.text
    assert (await closed.client.get("/archive/articles?outlet=hostile")).status_code == 200


async def test_visitors_without_permission_for_the_tables_cannot_read_the_pages(archive_path):
    closed = Datasette([str(archive_path)], metadata={"databases": {"archive": {"allow": {"id": "root"}}}})
    for path in ("/", "/search?q=harbour", "/search.json", "/article/1", "/article/1.txt", "/article/1/1"):
        assert (await closed.client.get(path)).status_code == 403, path


async def test_files_outside_the_static_folder_are_not_served(datasette):
    for name in ("../plugin.py", "..%2Fplugin.py", "nosuch.css", "%2e%2e/plugin.py"):
        assert (await datasette.client.get(f"/-/newsarchive/{name}")).status_code in (302, 404)
