"""The URLs of the sample outlets, and how another port is set."""

import pytest

from newsarchive.demo import addresses
from newsarchive.demo.addresses import PREFERRED_PORTS, home_of, set_homes
from newsarchive.demo.content import OUTLETS


@pytest.fixture(autouse=True)
def _same_homes_afterwards(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(addresses, "_homes", dict(addresses._homes))


def test_each_outlet_has_a_port_of_its_own():
    assert set(PREFERRED_PORTS) == set(OUTLETS)
    assert len({home_of(outlet) for outlet in OUTLETS}) == len(OUTLETS)
    assert all(home_of(outlet) == f"http://127.0.0.1:{PREFERRED_PORTS[outlet]}/" for outlet in OUTLETS)


def test_another_url_is_set_for_one_outlet_only():
    set_homes({"mimori_shimpo": "http://127.0.0.1:41873/"})
    assert home_of("mimori_shimpo") == "http://127.0.0.1:41873/"
    assert home_of("sada_almarsa") == f"http://127.0.0.1:{PREFERRED_PORTS['sada_almarsa']}/"


def test_an_unknown_outlet_is_an_error():
    with pytest.raises(KeyError):
        home_of("rivertown_post")
