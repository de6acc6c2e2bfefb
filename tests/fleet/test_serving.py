"""Schedulers and workers that cannot serve end in one line; tests/cli/verbs/test_fleet.py runs those that can."""

import asyncio
import os
import signal
import socket

import pytest

from newsarchive.errors import FleetError, SettingsError
from newsarchive.fleet import serving
from newsarchive.fleet.addresses import fleet_address
from newsarchive.fleet.serving import serve_scheduler, serve_workers
from newsarchive.settings import Settings
from tests.fleet.conftest import Start


def ready(where: str) -> None:
    raise AssertionError(f"{where} serves")


def test_an_address_that_is_taken_is_named(settings: Settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = fleet_address(f"tcp://127.0.0.1:{taken.getsockname()[1]}")
        with pytest.raises(FleetError, match="the scheduler cannot listen there"):
            serve_scheduler(address, settings, ready)


def test_workers_without_a_scheduler_say_so(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(serving, "_CONNECT_SECONDS", 0.5)
    with pytest.raises(FleetError, match="no scheduler answers there"):
        serve_workers(fleet_address("tcp://127.0.0.1:9"), 1, settings, ready)


def test_workers_refuse_a_scheduler_of_another_version(settings: Settings, start_cluster: Start):
    cluster = start_cluster(0, version="0.0.1-other")
    with pytest.raises(FleetError, match="install the same newsarchive"):
        serve_workers(fleet_address(cluster.scheduler_address), 1, settings, ready)


@pytest.mark.parametrize("serve", [serve_scheduler, lambda place, *rest: serve_workers(place, 1, *rest)])
def test_encryption_needs_certificates(settings: Settings, serve):
    with pytest.raises(SettingsError, match="needs certificates"):
        serve(fleet_address("tls://127.0.0.1:9"), settings, ready)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, None), (signal.SIGTERM, 143)])
def test_a_signal_stops_it_and_its_handlers_are_put_back(number: signal.Signals, status: int | None, monkeypatch):
    # Tests may run in the background of a shell, where Ctrl-C is ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler), signal.getsignal(signal.SIGTERM)
    was_stopped: list[bool] = []

    async def serve(stop: asyncio.Event) -> None:
        os.kill(os.getpid(), number)
        await stop.wait()
        was_stopped.append(True)

    try:
        with pytest.raises((KeyboardInterrupt, SystemExit)) as end:
            serving._run_until_stopped(serve)
    finally:
        signal.signal(signal.SIGINT, before[0])
    assert was_stopped == [True]
    assert getattr(end.value, "code", None) == status
    assert signal.getsignal(signal.SIGTERM) == before[1]
