"""Addresses of a fleet: tls://host:port, tcp://host:port on this machine, or a number of workers. Loads no engine.

Whoever reaches a scheduler or a worker can run any code there as its user. So every connection that leaves the machine
is encrypted and needs a certificate, and all others stay on loopback.
"""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from newsarchive.errors import SettingsError

DEFAULT_PORT = 8786
_LOOPBACK_NAMES = ("localhost", "ip6-localhost")


@dataclass(frozen=True, slots=True)
class FleetAddress:
    """Where a scheduler is."""

    scheme: str
    host: str
    port: int

    @property
    def is_encrypted(self) -> bool:
        return self.scheme == "tls"

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


def worker_count(place: str) -> int | None:
    """The number of local workers where place is a number, such as 2; None where it is an address.

    Raises:
        SettingsError: the number is not between 1 and 1000.
    """
    if not (place.isascii() and place.lstrip("-").isdigit()):
        return None
    count = int(place) if len(place) < 10 else 0
    if not 1 <= count <= 1000:
        raise SettingsError(f"--fleet {place}: not a number of workers from 1 to 1000")
    return count


def fleet_address(place: str) -> FleetAddress:
    """The address in place.

    Raises:
        SettingsError: it is not an address, or not encrypted and not on this machine.
    """
    try:
        parts = urlsplit(place)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
        parts = urlsplit("")
    if parts.scheme not in ("tls", "tcp") or not host or parts.path.strip("/") or parts.query:
        raise SettingsError(f"{place!r} is not the address of a scheduler. Use tls://HOST:PORT, or a number of workers")
    address = FleetAddress(parts.scheme, host, DEFAULT_PORT if port is None else port)
    if not address.is_encrypted and not is_loopback(host):
        raise SettingsError(
            f"{place}: refused, because workers run whatever code comes to them, and tcp:// checks nobody. "
            f"Use tls://{host}:{address.port}; `newsarchive fleet certificates` makes what it needs"
        )
    return address


def is_loopback(host: str) -> bool:
    """Whether host is this machine, for connections that never leave it; names are not looked up."""
    if host.lower() in _LOOPBACK_NAMES:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
