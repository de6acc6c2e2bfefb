"""Which addresses of a list are requested, and which have a result already."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.archive.queue import url_states
from newsarchive.archive.queue.listed_urls import add_listed, known_addresses
from newsarchive.outlet import site_outlet
from newsarchive.records import Outcome
from newsarchive.urls import url_key

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
URL = "https://post.example/a"
SITE = site_outlet(URL, "post.example")
KEYS = {url_key(URL): URL}


@pytest.mark.parametrize(
    ("outcome", "is_due", "is_due_later", "is_due_again"),
    [
        pytest.param(None, True, True, True, id="never requested"),
        pytest.param(Outcome.NOT_FOUND, False, True, True, id="not found"),
        pytest.param(Outcome.NOT_ARTICLE, False, False, True, id="no article"),
        pytest.param(Outcome.ROBOTS_FORBIDS, False, False, True, id="forbidden"),
        pytest.param(Outcome.REMOVED, False, False, False, id="removed"),
    ],
)
def test_what_is_requested(
    tmp_path: Path, outcome: Outcome | None, is_due: bool, is_due_later: bool, is_due_again: bool
):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        register_outlets(archive, [SITE])
        add_listed(archive, SITE.name, KEYS, NOW)
        add_listed(archive, SITE.name, KEYS, NOW)
        if outcome is not None:
            url_states.record_outcome(archive, URL, outcome, "because", NOW)
        (known,) = known_addresses(archive.conn, KEYS).values()
    assert known.queued.url == URL
    assert known.reason == ("because" if outcome else None)
    assert known.is_due(NOW, again=False) is is_due
    assert known.is_due(NOW + timedelta(days=1), again=False) is is_due_later
    assert known.is_due(NOW, again=True) is is_due_again
