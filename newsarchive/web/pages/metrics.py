"""/-/newsarchive/metrics: the numbers of the archive in Prometheus' text format, if the setting metrics is on.

https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils.asgi import NotFound, Request, Response

from newsarchive import clock
from newsarchive.archive.health.gauges import ArchiveGauges, archive_gauges
from newsarchive.errors import SettingsError
from newsarchive.records import FindingKind
from newsarchive.web.databases import run_query
from newsarchive.web.layout import ASSETS
from newsarchive.web.responses import text_response

if TYPE_CHECKING:
    from datasette.app import Datasette
    from prometheus_client.core import GaugeMetricFamily

METRICS = f"{ASSETS}/metrics"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def check_metrics_can_be_made() -> None:
    """Does nothing if prometheus-client is installed; does not load it.

    Raises:
        SettingsError: it is not installed.
    """
    if find_spec("prometheus_client") is None:
        raise SettingsError(
            "metrics is set, but prometheus-client, which writes them, is not installed. "
            "Run `pip install 'newsarchive[metrics]'`, or remove the setting"
        )


async def metrics_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The metrics; not found unless they are on."""
    if not (datasette.plugin_config("newsarchive") or {}).get("metrics"):
        raise NotFound("Metrics are off. Set metrics = true in newsarchive.toml.")
    gauges = await run_query(archive, lambda conn: archive_gauges(conn, clock.now()))
    return text_response(datasette, in_text_format(gauges), CONTENT_TYPE)


def in_text_format(gauges: ArchiveGauges) -> str:
    """The gauges in Prometheus' text format."""
    # An extra: loaded only where metrics are on.
    from prometheus_client import CollectorRegistry, generate_latest

    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Collector(gauges))
    return generate_latest(registry).decode()


class _Collector:
    """What prometheus_client asks for its metrics."""

    def __init__(self, gauges: ArchiveGauges) -> None:
        self._gauges = gauges

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Each metric with all of its values."""
        one = self._gauges
        seen = {name: at.timestamp() for name, at in one.last_seen.items()}
        yield _by("articles", "Articles in the archive", "outlet", one.articles)
        yield _by("articles_today", "Articles that today's crawls stored (UTC)", "outlet", one.articles_today)
        yield _by("last_article_timestamp_seconds", "When an article was last seen for the first time", "outlet", seen)
        yield _by("addresses", "Addresses ever seen", "outcome", one.addresses)
        findings = {kind.value: one.findings.get(kind.value, 0) for kind in FindingKind}
        yield _by("findings", "What is wrong now", "kind", findings)
        yield _by("disk_bytes", "Sizes at the end of the last crawl", "part", one.sizes)
        if one.crawl is not None and one.crawl.ended_at is not None:
            yield _single("last_crawl_timestamp_seconds", "When the last crawl ended", one.crawl.ended_at.timestamp())
            yield _single("last_crawl_success", "1 if the last crawl did not fail", one.crawl.outcome == "finished")


def _by(name: str, text: str, label: str, values: Mapping[str, Any]) -> GaugeMetricFamily:
    # An extra: loaded only where metrics are on.
    from prometheus_client.core import GaugeMetricFamily

    family = GaugeMetricFamily(f"newsarchive_{name}", text, labels=[label])
    for value_label, value in values.items():
        family.add_metric([value_label], value)
    return family


def _single(name: str, text: str, value: float) -> GaugeMetricFamily:
    # An extra: loaded only where metrics are on.
    from prometheus_client.core import GaugeMetricFamily

    return GaugeMetricFamily(f"newsarchive_{name}", text, value=value)
