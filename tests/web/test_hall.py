"""A hall without internet: the laptop's address, the certificate it makes for itself, and the page for the projector."""

import hashlib
import socket
import stat
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from django.test import Client

from tests.factories import moment
from thidua.web import hall
from thidua.web.cli import main

AT = moment(2026, 1, 21)
ADDRESS = "192.168.1.20"


def made(folder: Path, address: str = ADDRESS, at: datetime = AT) -> hall.Certificate:
    return hall.certificate_for(address, folder=folder, at=at)


def read(kept: hall.Certificate) -> x509.Certificate:
    return x509.load_pem_x509_certificate(kept.certificate.read_bytes())


def test_certificate_is_for_the_address_and_for_thirty_days(tmp_path: Path) -> None:
    certificate = read(made(tmp_path))

    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.IPAddress) == [ip_address("127.0.0.1"), ip_address(ADDRESS)]
    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    assert certificate.not_valid_after_utc == AT + timedelta(days=30)
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_fingerprint_is_that_of_the_certificate_in_groups_of_four(tmp_path: Path) -> None:
    kept = made(tmp_path)

    whole = hashlib.sha256(read(kept).public_bytes(serialization.Encoding.DER)).hexdigest().upper()
    assert kept.fingerprint.replace(" ", "") == whole
    assert {len(group) for group in kept.fingerprint.split(" ")} == {4}


def test_key_is_for_the_owner_alone(tmp_path: Path) -> None:
    assert stat.S_IMODE(made(tmp_path).key.stat().st_mode) == 0o600


def test_certificate_is_kept_while_it_lasts(tmp_path: Path) -> None:
    first = made(tmp_path)

    assert made(tmp_path, at=AT + timedelta(days=27)) == first
    assert made(tmp_path, at=AT + timedelta(days=29)) != first


@pytest.mark.parametrize("spoilt", ["other address", "no key", "key damaged", "key of another", "damaged"])
def test_certificate_is_made_anew_when_it_does_not_serve(tmp_path: Path, spoilt: str) -> None:
    first, address = made(tmp_path), ADDRESS
    if spoilt == "other address":
        address = "192.168.1.21"
    elif spoilt == "no key":
        first.key.unlink()
    elif spoilt == "key damaged":
        first.key.write_text("không phải khoá", encoding="utf-8")
    elif spoilt == "key of another":
        first.key.write_bytes(made(tmp_path / "khác").key.read_bytes())
    else:
        first.certificate.write_text("không phải chứng thư", encoding="utf-8")

    second = made(tmp_path, address)

    assert second.fingerprint != first.fingerprint
    assert second.key.exists()


def test_address_of_another_machine_is_refused_with_the_own_ones() -> None:
    with pytest.raises(hall.NoHall, match=r"không có địa chỉ 203\.0\.113\.9"):
        hall.address_for("203.0.113.9", port=0)


@pytest.mark.parametrize("typed", ["abc", "192.168.1", "::1", "192.168.1.20:8443"])
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(hall.NoHall, match="không phải một địa chỉ"):
        hall.address_for(typed, port=0)


def test_port_in_use_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(hall.NoHall, match=f"Cổng {port} đang có chương trình khác dùng"):
            hall.address_for("127.0.0.1", port=port)


def test_port_that_does_not_exist_is_refused() -> None:
    with pytest.raises(hall.NoHall, match="Cổng 70000 không có"):
        hall.address_for("127.0.0.1", port=70000)


def test_own_address_is_taken() -> None:
    assert hall.address_for("127.0.0.1", port=0) == "127.0.0.1"


def test_no_address_found_is_a_loopback() -> None:
    assert [one for one in hall.addresses() if ip_address(one).is_loopback] == []


def test_command_says_why_there_is_no_hall(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("THIDUA_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("THIDUA_SECRET_KEY", "x" * 60)

    status = main(["up", "--hall", "--address", "abc"])

    assert status == 1
    assert "is not an address like 192.168.1.20" in capsys.readouterr().err


def test_terminal_shows_address_code_and_fingerprint() -> None:
    shown = hall.said("https://192.168.1.20:8443/", "AB12 CD34")

    assert "    https://192.168.1.20:8443/\n" in shown
    assert "    AB12 CD34\n" in shown
    assert "▄▄▄▄▄" in shown


@pytest.mark.django_db
def test_page_shows_address_code_and_fingerprint_to_anybody(settings) -> None:  # type: ignore[no-untyped-def]
    settings.HALL_FINGERPRINT, settings.SITE_URL = "AB12 CD34", "https://192.168.1.20:8443"

    page = Client().get("/hall/").content.decode()

    assert '<p class="hall-address">https://192.168.1.20:8443</p>' in page
    assert "AB12 CD34" in page
    assert '<span class="qr" role="img" aria-label="Mã QR của địa chỉ https://192.168.1.20:8443">' in page


@pytest.mark.django_db
def test_page_of_a_hall_is_nowhere_else() -> None:
    assert Client().get("/hall/").status_code == 404
