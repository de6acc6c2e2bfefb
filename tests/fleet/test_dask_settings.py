"""Dask is quiet, has no web pages, and takes certificates for encrypted addresses alone."""

import logging
from datetime import UTC, datetime
from pathlib import Path

import dask
import pytest

from newsarchive.errors import SettingsError
from newsarchive.fleet.addresses import fleet_address
from newsarchive.fleet.certificates import make_certificates
from newsarchive.fleet.dask_settings import security_for, set_up_dask
from newsarchive.settings import Settings


def test_it_is_quiet_and_shows_no_pages(capfd: pytest.CaptureFixture[str]):
    set_up_dask()
    logging.getLogger("distributed.core").error("a lost connection")
    assert capfd.readouterr().err == ""
    assert dask.config.get("distributed.scheduler.http.routes") == []
    assert dask.config.get("distributed.worker.daemon") is False


def test_encrypted_addresses_have_the_certificates_of_this_machine(tmp_path: Path):
    settings = Settings(root=tmp_path, db=tmp_path / "a.db")
    assert security_for(fleet_address("tcp://127.0.0.1:1"), settings) is None
    with pytest.raises(SettingsError, match="needs certificates"):
        security_for(fleet_address("tls://main:1"), settings)
    (folder,) = make_certificates(tmp_path, ["main"], datetime(2026, 1, 1, tzinfo=UTC), 3650)
    security = security_for(
        fleet_address("tls://main:1"), Settings(root=tmp_path, db=tmp_path / "a.db", fleet_certificates=folder)
    )
    assert security is not None
    assert security.require_encryption
    assert security.tls_worker_key == str(folder / "key.pem")
