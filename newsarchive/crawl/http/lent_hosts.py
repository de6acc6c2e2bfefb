"""Which hosts workers elsewhere may still be asking, and until when: a small file beside the archive.

It is written before a worker gets the hosts. So the next crawl knows them after this machine's process was killed, and
no host is asked by two processes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from newsarchive import clock
from newsarchive.archive.progress_file import ProgressFile
from newsarchive.crawl.http.hosts import Hosts
from newsarchive.errors import FleetError
from newsarchive.workers.lifetime import boot_id, boot_seconds

_LENT, _LEARNED = "lent", "learned"


@dataclass(frozen=True, slots=True)
class Loan:
    """Hosts that are not to be asked for so many seconds from now."""

    hosts: Hosts
    seconds: float


class LentHosts:
    """The loans of the archive at db. Only the process that holds the archive's lock writes them."""

    def __init__(self, db: Path) -> None:
        self._file = ProgressFile(db, "hosts")

    def lend(self, name: str, hosts: Hosts, seconds: float) -> None:
        """Notes that a worker may ask hosts for so many seconds; name is that of the loan.

        Raises:
            ArchiveError: the file cannot be written.
        """
        loan = {
            "names": sorted(hosts.names),
            "domains": sorted(hosts.domains),
            "boot": boot_id(),
            "until": boot_seconds() + seconds,
            # For a machine that was started again meanwhile.
            "until_utc": (clock.now() + timedelta(seconds=seconds)).isoformat(),
        }
        # What is over is of no use any more.
        still = {key: one for key, one in self._lent.items() if (known := _loan(one)) and known.seconds > 0}
        self._file.save(_LENT, {**still, name: loan})

    def give_back(self, name: str) -> None:
        """Notes that the worker of a loan asks no more; does nothing for an unknown one."""
        if name in self._lent:
            self._file.save(_LENT, {key: loan for key, loan in self._lent.items() if key != name})

    def open_loans(self) -> list[Loan]:
        """The loans that are not over. One that cannot be read counts as over."""
        loans = (_loan(one) for one in self._lent.values())
        return [one for one in loans if one is not None and one.seconds > 0]

    def learned(self, outlet_name: str) -> tuple[str, ...]:
        """Addresses on further hosts that the outlet needs, as workers have found out."""
        found = self._all_learned.get(outlet_name, ())
        return tuple(f"//{host}" for host in found if isinstance(host, str))

    def learn(self, outlet_name: str, hosts: Iterable[str]) -> None:
        """Adds hosts that the outlet needs; raises ArchiveError as lend() does."""
        known = {*self._all_learned.get(outlet_name, ()), *hosts}
        self._file.save(_LEARNED, {**self._all_learned, outlet_name: sorted(known)})

    @property
    def _lent(self) -> dict[str, Any]:
        return _dict(self._file.get(_LENT))

    @property
    def _all_learned(self) -> dict[str, Sequence[str]]:
        return _dict(self._file.get(_LEARNED))


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _loan(values: Any) -> Loan | None:
    try:
        hosts = Hosts(frozenset(values["names"]), frozenset(values["domains"]))
        if values["boot"] == boot_id():
            return Loan(hosts, values["until"] - boot_seconds())
        return Loan(hosts, (datetime.fromisoformat(values["until_utc"]) - clock.now()).total_seconds())
    except (KeyError, TypeError, ValueError, FleetError):
        return None
