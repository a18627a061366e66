"""`thidua up --hall`: the program on one laptop, for the phones of a hall that has no internet.

Browsers seal a ballot only on pages that came by HTTPS. The laptop therefore makes a certificate for its own address;
nobody vouches for it, so phones warn. Its fingerprint stands on the projector, to be compared with what a phone shows.
"""

import contextlib
import datetime
import ipaddress
import re
import socket
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from thidua.kernel.ownfile import write_for_owner
from thidua.kernel.qr import qr_terminal

LASTS, SPARE, BEFORE = datetime.timedelta(days=30), datetime.timedelta(days=2), datetime.timedelta(hours=1)
# Where a datagram would go; nothing is sent. Private networks first, then anywhere.
TOWARDS = ("192.168.0.1", "10.0.0.1", "172.16.0.1", "192.0.2.1")


class NoHall(Exception):
    """The hall cannot be opened; the text says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """A certificate of the laptop for one address, with its key, as granian reads them."""

    certificate: Path
    key: Path
    fingerprint: str


def addresses() -> list[str]:
    """The IPv4 addresses under which others on the network can reach this machine, the likeliest first."""
    found = [one for one in map(_towards, TOWARDS) if one]
    # A machine that cannot resolve its own name still has the addresses above.
    with contextlib.suppress(OSError):
        found += socket.gethostbyname_ex(socket.gethostname())[2]
    return [one for one in dict.fromkeys(found) if not ipaddress.ip_address(one).is_loopback]


def _towards(target: str) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((target, 9))
        except OSError:
            return ""
        address: str = probe.getsockname()[0]
        return address


def address_for(asked: str, *, port: int) -> str:
    """The address to serve at. Raises NoHall without a network, for an address of another machine, for a port in use."""
    known = addresses()
    if not asked and not known:
        raise NoHall(
            "Máy chưa nối vào mạng nào, nên điện thoại không vào được. Bật phát Wi-Fi hoặc nối vào Wi-Fi của hội trường, "
            "rồi chạy lại.\nThis computer is on no network. Join or start one, then run the command again."
        )
    address = asked or known[0]
    try:
        ipaddress.IPv4Address(address)
    except ValueError as error:
        raise NoHall(
            f"“{address}” không phải một địa chỉ như 192.168.1.20.\n“{address}” is not an address like 192.168.1.20."
        ) from error
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OverflowError as error:
            raise NoHall(f"Cổng {port} không có; chọn số từ 1024 đến 65535.\nThere is no port {port}.") from error
        except OSError as error:
            raise NoHall(_why_not(address, port, known)) from error
    return address


def _why_not(address: str, port: int, known: list[str]) -> str:
    if address not in known and not ipaddress.ip_address(address).is_loopback:
        own = ", ".join(known) or "–"
        return (
            f"Máy này không có địa chỉ {address}. Địa chỉ của máy: {own}.\n"
            f"{address} is not an address of this computer. Its addresses: {own}."
        )
    return (
        f"Cổng {port} đang có chương trình khác dùng. Tắt chương trình ấy, hoặc thêm --port với số khác.\n"
        f"Port {port} is in use, or not allowed. Stop what uses it, or choose another with --port."
    )


def certificate_for(address: str, *, folder: Path, at: datetime.datetime) -> Certificate:
    """The certificate kept for this address, or a new one for thirty days when there is none that still lasts."""
    folder.mkdir(parents=True, exist_ok=True)
    certificate, key = folder / "hall.crt", folder / "hall.key"
    kept = _read(certificate)
    if kept is None or not _belongs(key, kept) or not _serves(kept, address, at):
        kept = _made(address, certificate, key, at)
    return Certificate(certificate=certificate, key=key, fingerprint=in_groups(kept.fingerprint(hashes.SHA256()).hex()))


def in_groups(digest: str) -> str:
    """A digest in groups of four, to be read aloud and compared."""
    return " ".join(re.findall("....", digest.upper()))


def _read(path: Path) -> x509.Certificate | None:
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError):
        return None


def _belongs(key: Path, kept: x509.Certificate) -> bool:
    """Whether the key on disk can be read and is that of the certificate."""
    try:
        private = serialization.load_pem_private_key(key.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        return False
    form = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    return private.public_key().public_bytes(*form) == kept.public_key().public_bytes(*form)


def _serves(kept: x509.Certificate, address: str, at: datetime.datetime) -> bool:
    names = kept.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    same = ipaddress.ip_address(address) in names.get_values_for_type(x509.IPAddress)
    return same and kept.not_valid_before_utc <= at and at + SPARE < kept.not_valid_after_utc


def _made(address: str, certificate: Path, key: Path, at: datetime.datetime) -> x509.Certificate:
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Thi Đua {address}")])
    # A set: at 127.0.0.1 both are the same.
    reached = sorted({ipaddress.ip_address(address), ipaddress.ip_address("127.0.0.1")}, key=int)
    names = [x509.DNSName("localhost"), *(x509.IPAddress(one) for one in reached)]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - BEFORE)
        .not_valid_after(at + LASTS)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(private, hashes.SHA256())
    )
    key.unlink(missing_ok=True)
    write_for_owner(key, private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ))  # fmt: skip
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return made


def said(url: str, fingerprint: str) -> str:
    """What the terminal shows: the address, its QR code, the fingerprint, and what to do next."""
    return (
        f"\nHội trường đã mở. Điện thoại nối cùng Wi-Fi, rồi mở địa chỉ sau (gõ đủ https://):\n\n    {url}\n\n"
        f"{qr_terminal(url)}\n"
        f"Dấu của chứng thư (SHA-256), so với điện thoại:\n    {fingerprint}\n\n"
        f"Mở {url}hall/ trên máy chiếu: địa chỉ, mã QR và cách làm khi điện thoại cảnh báo.\n"
        f"The hall is open at {url} (HTTPS only). Show {url}hall/ on the projector. Stop with Ctrl+C.\n"
    )
