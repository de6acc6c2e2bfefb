"""Where the sample outlets are found: one port of 127.0.0.1 each, since no name would resolve without a network.

Their outlet files ask `home_of` while they are loaded; whoever starts the server on other ports says so with
`set_homes` before that.
"""

from collections.abc import Mapping

# Tried first, so that the addresses in a demo archive are the same from one time to the next.
PREFERRED_PORTS = {"haverstrand_courier": 8931, "mimori_shimpo": 8932, "sada_almarsa": 8933}

_homes = {outlet: f"http://127.0.0.1:{port}/" for outlet, port in PREFERRED_PORTS.items()}


def home_of(outlet: str) -> str:
    """The address of a sample outlet's front page, with its final slash."""
    return _homes[outlet]


def set_homes(homes: Mapping[str, str]) -> None:
    """Tell the outlet files that are loaded from now on where their outlets are served."""
    _homes.update(homes)
