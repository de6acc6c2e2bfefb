"""Certificates of a fleet: an authority of its own, and a key for each machine that it has signed.

Each machine checks that the other side has a certificate of this authority, and nothing else: not its name, because
machines change their names and addresses. So whoever has a key of one machine can run code on all of them.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from newsarchive.errors import SettingsError

AUTHORITY, CERTIFICATE, KEY = "ca.pem", "cert.pem", "key.pem"
_AUTHORITY_KEY = "ca-key.pem"
_ONLY_OWNER = 0o600


@dataclass(frozen=True, slots=True)
class MachineCertificates:
    """The files that one machine needs: the authority, its own certificate and its key."""

    authority: Path
    certificate: Path
    key: Path


def make_certificates(folder: Path, machines: Iterable[str], now: datetime, days: int) -> list[Path]:
    """The folders of the machines, each with the three files that it needs. Keys can be read by their owner alone.

    The authority is made when folder has none; otherwise it signs the new keys too. A machine that has a folder keeps
    what is in it and is not in the list.

    Raises:
        SettingsError: a name cannot be the name of a folder, or the authority in folder cannot be read.
        OSError: a file cannot be written.
    """
    names = list(machines)
    for name in names:
        if not name or not name.isprintable() or "/" in name or name.startswith(".") or len(name) > 64:
            raise SettingsError(f"{name!r}: not the name of a machine; use letters, digits, dots and hyphens")
    folder.mkdir(parents=True, exist_ok=True)
    authority, key = _authority(folder, now, days)
    made = [folder / name for name in names if not (folder / name / KEY).exists()]
    for machine in made:
        machine.mkdir(mode=0o700, exist_ok=True)
        own_key = ec.generate_private_key(ec.SECP256R1())
        certificate = _signed(machine.name, own_key, authority.subject, key, now, days, is_authority=False)
        _write(machine / AUTHORITY, _pem(authority))
        _write(machine / CERTIFICATE, _pem(certificate))
        _write(machine / KEY, _pem_of_key(own_key))
    return made


def machine_certificates(folder: Path | None) -> MachineCertificates:
    """The files in the folder of this machine.

    Raises:
        SettingsError: no folder is set, or a file is missing.
    """
    if folder is None:
        raise SettingsError(
            "tls:// needs certificates. Make them with `newsarchive fleet certificates`, and set fleet_certificates"
        )
    found = MachineCertificates(folder / AUTHORITY, folder / CERTIFICATE, folder / KEY)
    for file in (found.authority, found.certificate, found.key):
        if not os.access(file, os.R_OK):
            raise SettingsError(f"{file}: missing or not readable; fleet_certificates names the folder of this machine")
    return found


def _authority(folder: Path, now: datetime, days: int) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    if (folder / _AUTHORITY_KEY).exists():
        return _stored_authority(folder)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "newsarchive fleet")])
    certificate = _signed("newsarchive fleet", key, name, key, now, days, is_authority=True)
    _write(folder / AUTHORITY, _pem(certificate))
    _write(folder / _AUTHORITY_KEY, _pem_of_key(key))
    return certificate, key


def _stored_authority(folder: Path) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    try:
        certificate = x509.load_pem_x509_certificate((folder / AUTHORITY).read_bytes())
        key = serialization.load_pem_private_key((folder / _AUTHORITY_KEY).read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise SettingsError(f"{folder}: the authority there cannot be read ({error}); name an empty folder") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise SettingsError(f"{folder}: the authority there was not made by newsarchive; name an empty folder")
    return certificate, key


def _signed(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    now: datetime,
    days: int,
    *,
    is_authority: bool,
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # Clocks of machines differ.
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=0 if is_authority else None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .add_extension(_usage(is_authority), critical=True)
    )
    if not is_authority:
        both = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
        builder = builder.add_extension(x509.ExtendedKeyUsage(both), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _usage(is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _pem_of_key(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(file: Path, data: bytes) -> None:
    """Writes a file that nobody else can read, from its first byte on."""
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _ONLY_OWNER), "wb") as out:  # noqa: PTH123
        os.fchmod(out.fileno(), _ONLY_OWNER)
        out.write(data)
