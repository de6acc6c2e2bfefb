"""A fleet is reached over TLS, or stays on loopback; everything else is refused in one line."""

import pytest

from newsarchive.errors import SettingsError
from newsarchive.fleet.addresses import fleet_address, is_loopback, worker_count


@pytest.mark.parametrize(
    ("place", "whole"),
    [
        ("tls://main:8786", "tls://main:8786"),
        ("tls://10.0.0.1", "tls://10.0.0.1:8786"),
        ("tls://[2001:db8::1]:9000", "tls://[2001:db8::1]:9000"),
        ("tcp://127.0.0.1:8786", "tcp://127.0.0.1:8786"),
        ("tcp://localhost:1", "tcp://localhost:1"),
        ("tcp://[::1]:1", "tcp://[::1]:1"),
        ("tls://main:0", "tls://main:0"),
    ],
)
def test_addresses_that_are_allowed(place: str, whole: str):
    assert str(fleet_address(place)) == whole


@pytest.mark.parametrize("place", ["tcp://main:8786", "tcp://0.0.0.0:8786", "tcp://10.0.0.1", "tcp://[2001:db8::1]:1"])
def test_unencrypted_addresses_of_other_machines_are_refused_in_one_line(place: str):
    with pytest.raises(SettingsError, match=r"refused, because .* Use tls://") as error:
        fleet_address(place)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "place", ["", "main", "main:8786", "http://main:1", "tls://", "tls://main:port", "tls://main/x", "tls://[::", "2"]
)
def test_what_is_no_address_is_refused(place: str):
    with pytest.raises(SettingsError, match="not the address of a scheduler"):
        fleet_address(place)


def test_a_number_stands_for_workers_on_this_machine():
    assert worker_count("2") == 2
    assert worker_count("tls://main:8786") is None


@pytest.mark.parametrize("place", ["0", "-1", "1001", "99999999999999"])
def test_numbers_out_of_range_are_refused(place: str):
    with pytest.raises(SettingsError, match="not a number of workers from 1 to 1000"):
        worker_count(place)


@pytest.mark.parametrize(
    ("host", "is_here"), [("127.0.0.5", True), ("::1", True), ("LOCALHOST", True), ("0.0.0.0", False), ("a", False)]
)
def test_loopback(host: str, is_here: bool):
    assert is_loopback(host) == is_here
