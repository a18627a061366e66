"""A hall without internet: which address, which certificate, and what is said when it cannot be served."""

import socket
import ssl
import stat
from argparse import Namespace
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from django.test import Client

from tests.factories import AT
from tests.web.test_settings import start
from thidua.web.hall import command
from thidua.web.hall.addresses import HallRefusal, addresses, chosen_address, require_free
from thidua.web.hall.certificate import LASTS, certificate_for, fingerprint_of

MINE, OTHER = "192.168.1.20", "10.0.0.7"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_addresses_are_this_machines_own_and_never_its_loopback() -> None:
    for address in addresses():
        assert not address.startswith(("127.", "169.254.", "0."))
        with socket.socket() as trying:
            trying.bind((address, 0))


def test_chosen_address_is_the_first_unless_one_is_given() -> None:
    assert chosen_address("", [MINE, OTHER]) == MINE


def test_chosen_address_without_a_network_says_what_to_do() -> None:
    with pytest.raises(HallRefusal, match=r"chưa vào mạng nào(.|\n)*hotspot"):
        chosen_address("", [])


@pytest.mark.parametrize("given", ["203.0.113.77", "127.0.0.1", "hoi-truong", "::1", "0.0.0.0", "1.2.3", "224.0.0.1"])
def test_address_that_is_not_the_machines_is_refused_with_those_that_are(given: str) -> None:
    with pytest.raises(HallRefusal, match=f"{MINE}, {OTHER}"):
        chosen_address(given, [MINE, OTHER])


def test_port_that_is_taken_is_refused_with_another(taken: int) -> None:
    with pytest.raises(HallRefusal, match=f"--port {taken + 1}"):
        require_free("127.0.0.1", taken)


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_number_that_is_no_port_is_refused(port: int) -> None:
    with pytest.raises(HallRefusal, match=f"{port} không phải số cổng"):
        require_free("127.0.0.1", port)


def read(data: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate((data / "hall" / "certificate.pem").read_bytes())


def test_certificate_names_the_address_and_is_read_by_its_owner_alone(tmp_path: Path) -> None:
    kept = certificate_for(MINE, data=tmp_path, at=AT)

    made = read(tmp_path)
    names = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(one) for one in names.get_values_for_type(x509.IPAddress)] == [MINE, "127.0.0.1"]
    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    assert made.not_valid_after_utc == AT.replace(microsecond=0) + LASTS
    assert {stat.S_IMODE(path.stat().st_mode) for path in (kept.key, kept.certificate)} == {0o600}
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(kept.certificate, kept.key)


@pytest.mark.parametrize(
    ("address", "later", "same"),
    [
        (MINE, timedelta(days=28), True),
        (MINE, timedelta(days=29, hours=1), False),
        (MINE, timedelta(days=-2), False),
        (OTHER, timedelta(), False),
    ],
)
def test_certificate_is_used_again_while_good(tmp_path: Path, address: str, later: timedelta, same: bool) -> None:
    certificate_for(MINE, data=tmp_path, at=AT)
    before = fingerprint_of(tmp_path)

    certificate_for(address, data=tmp_path, at=AT + later)

    assert (fingerprint_of(tmp_path) == before) is same


@pytest.mark.parametrize("name", ["certificate.pem", "key.pem"])
@pytest.mark.parametrize("content", [None, b"", b"-----BEGIN CERTIFICATE-----\nnot\n-----END CERTIFICATE-----\n"])
def test_certificate_or_key_that_is_spoilt_is_made_anew(tmp_path: Path, name: str, content: bytes | None) -> None:
    certificate_for(MINE, data=tmp_path, at=AT)
    path = tmp_path / "hall" / name
    path.unlink() if content is None else path.write_bytes(content)

    kept = certificate_for(MINE, data=tmp_path, at=AT)

    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(kept.certificate, kept.key)


def test_fingerprint_is_that_of_the_certificate_in_groups(tmp_path: Path) -> None:
    kept = certificate_for(MINE, data=tmp_path, at=AT)

    from hashlib import sha256

    digest = sha256(ssl.PEM_cert_to_DER_cert(kept.certificate.read_text())).hexdigest().upper()
    groups = fingerprint_of(tmp_path).split(" ")
    assert ("".join(groups), {len(group) for group in groups}) == (digest, {4})


def asked(**changes: Any) -> Namespace:
    return Namespace(**({"address": "", "port": 8443, "workers": 2, "sample": False} | changes))


def never(*_: Any, **__: Any) -> int:
    raise AssertionError("a hall that was refused is not served")


def test_up_without_a_network_exits_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "addresses", list)

    status = command.up(asked(), ready=never, serve=never)

    assert status == 1
    assert "chưa vào mạng nào" in capsys.readouterr().out


SHOW = """
import django, json
django.setup()
from django.conf import settings as s
print(json.dumps([s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS,
                  s.ALLOWED_HOSTS, s.CSRF_TRUSTED_ORIGINS, s.SITE_URL, s.STATIC_ROOT, s.WHITENOISE_USE_FINDERS]))
"""


@pytest.mark.parametrize("more", [{}, {"THIDUA_SAMPLE": "1"}])
def test_settings_of_a_hall_are_for_its_address_and_never_insist(tmp_path: Path, more: dict[str, str]) -> None:
    hall = {
        "THIDUA_HALL": "1", "THIDUA_HOSTS": MINE, "THIDUA_SITE_URL": f"https://{MINE}:8443",
        "THIDUA_SECRET_KEY": "x" * 60,
    }  # fmt: skip

    code, said = start(SHOW, tmp_path, **hall, **more)

    assert (code, said) == (
        0, f'[true, true, true, 0, ["{MINE}"], ["https://{MINE}"], "https://{MINE}:8443", null, true]',
    )  # fmt: skip


@pytest.mark.django_db
def test_page_for_the_projector_shows_address_code_and_fingerprint(settings: Any, tmp_path: Path) -> None:
    settings.HALL, settings.DATA, settings.SITE_URL = True, tmp_path, f"https://{MINE}:8443"
    certificate_for(MINE, data=tmp_path, at=AT)

    page = Client().get("/hall/").content.decode()

    assert f"https://{MINE}:8443/" in page
    assert '<span class="qr" role="img"' in page
    assert fingerprint_of(tmp_path) in page


@pytest.mark.django_db
def test_page_for_the_projector_is_not_there_without_a_hall() -> None:
    assert Client().get("/hall/").status_code == 404


def test_banner_says_the_other_addresses_and_that_http_does_not_open(tmp_path: Path) -> None:
    certificate_for(MINE, data=tmp_path, at=AT)

    said = command.banner(MINE, 8443, [MINE, OTHER], fingerprint_of(tmp_path))

    assert f"https://{MINE}:8443/hall/" in said
    assert "http:// không mở được" in said
    assert f"{OTHER}  (--address)" in said
