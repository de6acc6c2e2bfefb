"""A real crawl with pictures = true: what is stored, what is refused, and that nothing is asked for twice."""

import gzip
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from desk import JANUARY, Desk, filled, rss, story, urlset_of

# Each crawl is a process that takes about two seconds of one core, and much longer on a busy machine.
pytestmark = pytest.mark.timeout(300)

JPEG = b"\xff\xd8\xff\xe0" + b"harbour" * 100
GONE = {"body": b"", "status": 410}


def with_picture(headline: str, image_url: str, published: str | None = None) -> dict[str, Any]:
    body = story(headline, published=published)(SimpleNamespace(headers={}), 1)["body"]
    return {"body": body.replace(b"</head>", f'<meta property="og:image" content="{image_url}"></head>'.encode())}


@pytest.fixture
def crawled(desk: Desk, serve: Callable[..., Any]) -> SimpleNamespace:
    pictures = {
        "good.jpg": {"body": JPEG, "headers": {"Content-Type": "text/plain", "X-Camera": "Obscura"}},
        "drawing.svg": {
            "body": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "headers": {"Content-Type": "image/jpeg"},
        },
        "gone.jpg": GONE,
        "large.jpg": {"body": JPEG + bytes(30_000)},
        "closed/1.jpg": {"body": JPEG},
    }
    images = serve({f"/{name}": reply for name, reply in pictures.items()})
    images.routes["/robots.txt"] = {"body": b"User-agent: *\nDisallow: /closed/\n"}
    site = serve()
    for number, name in enumerate(pictures):
        site.routes[f"/{number}"] = with_picture(f"Report about {name}", images.url(f"/{name}"))
    # The name of this machine is private for the outlet's pictures too.
    site.routes["/private"] = with_picture("Report about the router", f"http://localhost:{images.port}/good.jpg")
    site.routes["/rss"] = {"body": rss([(site.url(path), path) for path in list(site.routes)])}
    desk.declare("river", site, feeds=[site.url("/rss")])
    desk.environ |= {"NEWSARCHIVE_PICTURES": "river", "NEWSARCHIVE_PICTURE_MAX_MB": "0.02"}
    return SimpleNamespace(desk=desk, site=site, images=images, done=desk.crawl("river"))


def test_the_one_picture_of_each_article_is_stored_or_its_problem_noted(crawled: SimpleNamespace) -> None:
    desk, images = crawled.desk, crawled.images
    assert crawled.done.run("river")["outcome"] == "finished"
    found = {
        url.rpartition("/")[2]: tuple(rest)
        for url, *rest in desk.rows("SELECT url, media_type, problem FROM pictures WHERE url NOT LIKE '%localhost%'")
    }
    assert found.pop("good.jpg") == ("image/jpeg", None)
    assert {name: problem for name, (_, problem) in found.items()} == {
        "drawing.svg": "HTTP 200: not a JPEG, PNG, WebP, GIF or AVIF picture",
        "gone.jpg": "HTTP 410: removed for good",
        "large.jpg": "larger than the size limit (picture_max_mb)",
        "1.jpg": "robots.txt forbids it",
    }
    ((private,),) = desk.rows("SELECT problem FROM pictures WHERE url LIKE '%localhost%'")
    assert "private network" in private
    assert sorted(images.pages()) == ["/drawing.svg", "/gone.jpg", "/good.jpg", "/large.jpg"]
    records = b"".join(gzip.decompress(one.read_bytes()) for one in (desk.folder / "captures").glob("*.gz"))
    assert records.count(JPEG) == 1
    assert b"X-Camera: Obscura" in records
    # Nothing is asked for a second time, and no picture is taken for a page.
    assert desk.crawl("river").exit_code == 0
    assert len(images.pages()) == 4
    assert desk.rows("SELECT count(*) FROM articles") == [(6,)]
    process = desk.popen(sys.executable, "-m", "newsarchive.cli.main", "verify")
    said = "".join(process.communicate(timeout=120))
    assert process.returncode == 0, said


def test_without_the_setting_no_picture_is_asked_for(crawled: SimpleNamespace) -> None:
    desk = crawled.desk
    desk.environ["NEWSARCHIVE_PICTURES"] = "false"
    before = len(crawled.images.arrivals)
    crawled.site.routes["/new"] = with_picture("A new report", crawled.images.url("/new.jpg"))
    crawled.site.routes["/rss"] = {"body": rss([(crawled.site.url("/new"), "New")])}
    assert desk.crawl("river").counts("river")["new_articles"] == 1
    assert len(crawled.images.arrivals) == before


def test_a_backfill_stores_the_pictures_of_the_older_articles_that_it_fetched(
    desk: Desk, serve: Callable[..., Any]
) -> None:
    images, site = serve({"/old.jpg": {"body": JPEG}}), serve()
    site.routes["/old"] = with_picture("Report of a winter", images.url("/old.jpg"), "2024-01-10T09:00:00Z")
    site.routes["/map.xml"] = urlset_of(site, {"/old": "2024-01-10"})
    desk.declare("olden", site, sitemaps=[site.url("/map.xml")])
    desk.environ["NEWSARCHIVE_PICTURES"] = "true"
    done = filled(desk, "olden", *JANUARY)
    assert done.exit_code == 0, done.stderr
    assert desk.rows("SELECT url, media_type FROM pictures") == [(images.url("/old.jpg"), "image/jpeg")]
