"""Live blogs and headlines that flip: how many versions a day are kept, and that the last one gets in."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import SaveResult, save
from newsarchive.archive.database import Archive
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Verdict

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
POST = Outlet("post", "Rivertown Post", "https://post.example/", "en", "UTC", domains=("post.example",))
URL = "https://post.example/news/1"
BODY = "The harbour opened again on Monday, and crowds stood on the quay. " * 5


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        yield opened


def look(archive: Archive, hours: float, **facts: str) -> SaveResult:
    article = Article(**{"outlet": "post", "headline": "Harbour opens", "body": BODY, **facts})
    version = version_of(article, "post", "1+rules")
    return save(archive, version, outlet=POST, addresses=Addresses(URL, URL), now=NOW + timedelta(hours=hours))


def test_a_live_blog_makes_one_revision_in_six_hours(archive: Archive):
    texts = [BODY + f" At {hour} o'clock another ship came in." * (hour + 1) for hour in range(14)]
    verdicts = [look(archive, hour, body=text, kind="liveblog").verdict for hour, text in enumerate(texts)]
    assert [hour for hour, verdict in enumerate(verdicts) if verdict is Verdict.REVISED] == [1, 7, 13]


def test_a_flipping_headline_makes_three_revisions_a_day_and_the_last_one_gets_in(archive: Archive):
    names = ["Harbour opens", "Port opens"]
    verdicts = [look(archive, hour, headline=names[hour % 2]).verdict for hour in range(12)]
    assert verdicts.count(Verdict.REVISED) == 3
    held = look(archive, 12, headline=names[0])
    assert held.look_again_at == NOW + timedelta(hours=25)
    assert look(archive, 26, headline=names[0]).verdict is Verdict.REVISED


def test_a_corrected_text_is_not_held_with_the_headlines(archive: Archive):
    for hour in range(8):
        look(archive, hour, headline=["Harbour opens", "Port opens"][hour % 2])
    assert look(archive, 9, body=BODY.replace("Monday", "Sunday")).verdict is Verdict.REVISED
