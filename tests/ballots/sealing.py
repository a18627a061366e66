"""The other half of the format, for tests: sealing as a browser does it, with every random part in the hand."""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from thidua.ballots.sealing.form import KEY, NONCE, PLAIN, bound_to, commitment, joined, sets_of
from thidua.ballots.sealing.keys import BITS, OAEP, KeySet

BROWSER = Path(__file__).parent / "browser.mjs"


def make_private() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=BITS)


def public_of(key: rsa.RSAPrivateKey) -> bytes:
    return key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )  # fmt: skip


def packed(choice: Any, nonce: bytes) -> bytes:
    written = json.dumps(choice, ensure_ascii=False, separators=(",", ":")).encode()
    return len(written).to_bytes(2, "big") + written + bytes(PLAIN - NONCE - 2 - len(written)) + nonce


def sealed_body(plain: bytes, *, contest: str, fingerprint: str, key: bytes, iv: bytes) -> bytes:
    return iv + AESGCM(key).encrypt(iv, plain, bound_to(contest, fingerprint)) + commitment(key)


def wraps(key: bytes, keys: KeySet) -> bytes:
    """Fresh shares of a ballot's key for every set of members."""
    publics = [serialization.load_der_public_key(one) for one in keys.keys]
    made = b""
    for members in sets_of(len(keys.keys), keys.threshold):
        shares = [os.urandom(KEY) for _ in members[1:]]
        shares.append(joined([key, *shares]))
        for member, share in zip(members, shares, strict=True):
            public = publics[member]
            assert isinstance(public, rsa.RSAPublicKey)
            made += public.encrypt(share, OAEP)
    return made


def seal(
    choice: Any, *, contest: str, keys: KeySet, key: bytes | None = None, nonce: bytes | None = None,
    plain: bytes | None = None, fingerprint: str | None = None,
) -> bytes:  # fmt: skip
    """A sealed ballot; what is not given is random."""
    used = key or os.urandom(KEY)
    body = sealed_body(
        plain or packed(choice, nonce or os.urandom(NONCE)), contest=contest,
        fingerprint=fingerprint or keys.fingerprint, key=used, iv=os.urandom(12),
    )  # fmt: skip
    return body + wraps(used, keys)


def in_browser(**asked: Any) -> dict[str, Any]:
    """What the browser's code answers, run by the node that the set-up installs."""
    node = Path(sys.executable).with_name("node")
    done = subprocess.run([node, BROWSER], input=json.dumps(asked), capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def base64_of(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def committee(privates: Sequence[rsa.RSAPrivateKey], threshold: int) -> KeySet:
    return KeySet(tuple(public_of(one) for one in privates), threshold)
