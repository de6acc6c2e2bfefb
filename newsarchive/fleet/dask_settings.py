"""How Dask is set up: quiet, without web pages, with encrypted connections. Loading this module loads Dask."""

import logging
from typing import Any

import dask
from distributed import Security

from newsarchive.fleet.addresses import FleetAddress
from newsarchive.fleet.certificates import machine_certificates
from newsarchive.settings import Settings

# The key under which a scheduler says which version of newsarchive it belongs to.
VERSION_KEY = "newsarchive"
# Its logs are tracebacks of lost connections. What matters comes back as an error of ours.
LOG_LEVEL = logging.CRITICAL
# Dask starts a web server in every case. It gets no pages, and nobody else on the network reaches it.
NO_WEB: dict[str, Any] = {"dashboard": False, "dashboard_address": "127.0.0.1:0"}
# A worker runs one task; the pages are read by a process of the task. Its memory is not Dask's concern.
WORKER: dict[str, Any] = {"nthreads": 1, "memory_limit": 0, "silence_logs": LOG_LEVEL, **NO_WEB}

_SETTINGS = {
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    # How many lost workers a task survives. Pages cannot end a worker, so lost workers say nothing about their tasks.
    "distributed.scheduler.allowed-failures": 20,
    # A worker that is silent for so long counts as lost. If it wakes up, nobody wants its segment.
    "distributed.scheduler.worker-ttl": "20s",
    # Workers start the processes that read pages.
    "distributed.worker.daemon": False,
    "distributed.worker.profile.enabled": False,
    "distributed.comm.timeouts.connect": "10s",
}


def set_up_dask() -> None:
    """Sets Dask up for this process and the workers that it starts."""
    dask.config.set(_SETTINGS)
    for name in ("distributed", "tornado", "asyncio"):
        logger = logging.getLogger(name)
        logger.setLevel(LOG_LEVEL)
        # Loggers below have levels of their own, and the handlers of this one.
        for handler in logger.handlers:
            handler.setLevel(LOG_LEVEL)


def security_for(address: FleetAddress, settings: Settings) -> Security | None:
    """The certificates of this machine for an encrypted address; None for one on loopback.

    Raises:
        SettingsError: the certificates are missing.
    """
    if not address.is_encrypted:
        return None
    files = machine_certificates(settings.fleet_certificates)
    pair = {
        f"tls_{role}_{part}": str(file)
        for role in ("client", "scheduler", "worker")
        for part, file in (("cert", files.certificate), ("key", files.key))
    }
    return Security(tls_ca_file=str(files.authority), require_encryption=True, **pair)
