"""The URLs of the sample outlets: one port of 127.0.0.1 each, because host names do not work without a network.

Their outlet files call `home_of` when they are loaded. If the server uses other ports, call `set_homes` before that.
"""

from collections.abc import Mapping

# These ports are tried first, so that the URLs in a demo archive are usually the same.
PREFERRED_PORTS = {"haverstrand_courier": 8931, "mimori_shimpo": 8932, "sada_almarsa": 8933}

_homes = {outlet: f"http://127.0.0.1:{port}/" for outlet, port in PREFERRED_PORTS.items()}


def home_of(outlet: str) -> str:
    """The URL of a sample outlet's front page, with a slash at the end."""
    return _homes[outlet]


def set_homes(homes: Mapping[str, str]) -> None:
    """Sets the URLs for outlet files that are loaded after this call."""
    _homes.update(homes)
