"""The laptop's own certificate: made for its address, kept in the data folder, used again while it is good."""

import contextlib
import ipaddress
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

LASTS = timedelta(days=30)
# One that ends within a day is made anew: a conference must not lose it in the afternoon.
LEAST = timedelta(days=1)
# A phone whose clock is a little behind must not find it too young.
EARLIER = timedelta(days=1)


@dataclass(frozen=True)
class Kept:
    """Where certificate and key lie."""

    certificate: Path
    key: Path


def kept_in(data: Path) -> Kept:
    """The places of certificate and key under the data folder."""
    return Kept(data / "hall" / "certificate.pem", data / "hall" / "key.pem")


def certificate_for(address: str, *, data: Path, at: datetime) -> Kept:
    """The certificate of this address: the one that is there while it is good, a new one otherwise."""
    kept = kept_in(data)
    if not _good(kept, address, at):
        _make(kept, address, at)
    return kept


def fingerprint_of(data: Path) -> str:
    """The SHA-256 fingerprint in groups of four, to be compared by eye; empty while there is no certificate."""
    path = kept_in(data).certificate
    if not path.exists():
        return ""
    digest = x509.load_pem_x509_certificate(path.read_bytes()).fingerprint(hashes.SHA256()).hex().upper()
    return " ".join(digest[place : place + 4] for place in range(0, len(digest), 4))


def _good(kept: Kept, address: str, at: datetime) -> bool:
    with contextlib.suppress(OSError, ValueError, TypeError, x509.ExtensionNotFound):
        there = x509.load_pem_x509_certificate(kept.certificate.read_bytes())
        key = serialization.load_pem_private_key(kept.key.read_bytes(), password=None)
        names = there.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        lasting = there.not_valid_before_utc <= at and at + LEAST < there.not_valid_after_utc
        ours = ipaddress.IPv4Address(address) in names.get_values_for_type(x509.IPAddress)
        return lasting and ours and key.public_key() == there.public_key()
    return False


def _make(kept: Kept, address: str, at: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Thi Dua {address}")])
    hosts: list[x509.GeneralName] = [
        x509.IPAddress(ipaddress.IPv4Address(address)),
        x509.IPAddress(ipaddress.IPv4Address("127.0.0.1")),
        x509.DNSName("localhost"),
    ]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - EARLIER)
        .not_valid_after(at + LASTS)
        .add_extension(x509.SubjectAlternativeName(hosts), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    kept.key.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(kept.key, private)
    _write(kept.certificate, made.public_bytes(pem))


def _write(path: Path, content: bytes) -> None:
    """Into a file that only its owner reads, from its first byte on; whole or not at all."""
    half = path.with_suffix(".new")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    half.replace(path)
