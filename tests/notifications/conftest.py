"""A webhook on loopback, and no proxies, which cannot reach this machine."""

from collections.abc import Iterator

import pytest

from tests.notifications.webhook import Webhook, webhook


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def hook() -> Iterator[Webhook]:
    with webhook() as one:
        yield one
