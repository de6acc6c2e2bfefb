"""The metrics, in Prometheus' text format."""

from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from newsarchive.errors import SettingsError
from newsarchive.web.pages import metrics
from newsarchive.web.serve import Visitors, make_datasette
from tests.web.sample_archive import NOW
from tests.web.support import get


async def test_the_metrics_are_those_of_the_archive(health_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("newsarchive.clock.now", lambda: NOW)
    response = await get(make_datasette(health_path, Visitors(has_metrics=True)), "/-/newsarchive/metrics")
    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    values = {
        (sample.name.removeprefix("newsarchive_"), *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }
    assert values["articles", "rivertown_post"] == 67
    assert values["articles_today", "rivertown_post"] == 10
    assert values["findings", "silent"] == 1
    assert values["findings", "slow"] == 0
    assert values["addresses", "article"] > 0
    assert values[("last_crawl_success",)] == 1
    assert values[("last_crawl_timestamp_seconds",)] == NOW.timestamp() - 1800


async def test_metrics_are_off_unless_set(health_path: Path):
    page = (await get(make_datasette(health_path), "/-/newsarchive/metrics", 404)).text
    assert "Metrics are off. Set metrics = true in newsarchive.toml." in page


def test_a_missing_library_is_said_before_anything_is_served(monkeypatch: pytest.MonkeyPatch):
    metrics.check_metrics_can_be_made()
    monkeypatch.setattr(metrics, "find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"pip install 'newsarchive\[metrics\]'"):
        metrics.check_metrics_can_be_made()
