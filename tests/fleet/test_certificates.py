"""One authority signs a key for each machine; keys can be read by their owner alone."""

import ssl
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509

from newsarchive.errors import SettingsError
from newsarchive.fleet.certificates import machine_certificates, make_certificates

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def mode_of(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def certificate_in(folder: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate((folder / "cert.pem").read_bytes())


def test_each_machine_gets_what_it_needs_and_nobody_else_can_read_keys(tmp_path: Path):
    made = make_certificates(tmp_path / "keys", ["main", "alpha"], NOW, 10)
    assert made == [tmp_path / "keys" / "main", tmp_path / "keys" / "alpha"]
    for folder in made:
        assert sorted(file.name for file in folder.iterdir()) == ["ca.pem", "cert.pem", "key.pem"]
        assert mode_of(folder) == 0o700
        assert mode_of(folder / "key.pem") == 0o600
    assert mode_of(tmp_path / "keys" / "ca-key.pem") == 0o600
    assert (certificate_in(made[0]).not_valid_after_utc - NOW).days == 10


def test_machines_that_come_later_are_signed_by_the_same_authority_and_keys_are_kept(tmp_path: Path):
    (main,) = make_certificates(tmp_path, ["main"], NOW, 10)
    key = (main / "key.pem").read_bytes()
    (alpha,) = make_certificates(tmp_path, ["main", "alpha"], NOW, 10)
    assert (main / "key.pem").read_bytes() == key
    assert (main / "ca.pem").read_bytes() == (alpha / "ca.pem").read_bytes()
    authority = x509.load_pem_x509_certificate((tmp_path / "ca.pem").read_bytes())
    for folder in (main, alpha):
        certificate_in(folder).verify_directly_issued_by(authority)


def test_openssl_accepts_the_files_as_both_sides_of_a_connection(tmp_path: Path):
    (folder,) = make_certificates(tmp_path, ["main"], NOW, 3650)
    for purpose in (ssl.Purpose.CLIENT_AUTH, ssl.Purpose.SERVER_AUTH):
        context = ssl.create_default_context(purpose, cafile=str(folder / "ca.pem"))
        context.load_cert_chain(folder / "cert.pem", folder / "key.pem")


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".hidden", "new\nline", "x" * 65])
def test_names_that_are_no_folder_are_refused_before_anything_is_made(tmp_path: Path, name: str):
    with pytest.raises(SettingsError, match="not the name of a machine"):
        make_certificates(tmp_path / "keys", ["main", name], NOW, 10)
    assert not (tmp_path / "keys").exists()


def test_an_authority_that_cannot_be_read_is_named(tmp_path: Path):
    make_certificates(tmp_path, ["main"], NOW, 10)
    (tmp_path / "ca-key.pem").write_text("nothing")
    with pytest.raises(SettingsError, match="the authority there cannot be read"):
        make_certificates(tmp_path, ["alpha"], NOW, 10)


def test_missing_files_are_named(tmp_path: Path):
    with pytest.raises(SettingsError, match="newsarchive fleet certificates"):
        machine_certificates(None)
    (folder,) = make_certificates(tmp_path, ["main"], NOW, 10)
    assert machine_certificates(folder).key == folder / "key.pem"
    (folder / "key.pem").unlink()
    with pytest.raises(SettingsError, match=r"key\.pem: missing or not readable"):
        machine_certificates(folder)
