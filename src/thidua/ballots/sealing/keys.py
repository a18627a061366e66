"""The counting committee's keys: RSA-3072 pairs made in the browser; the private half leaves it only encrypted."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

BITS = 3072
MOST_MEMBERS = 5
OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


class UnusableKey(ValueError):
    """A key that cannot be used: `code` says why, for the page or the command to put into words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def checked_public(written: bytes) -> bytes:
    """A member's public key as SubjectPublicKeyInfo. Raises UnusableKey: unreadable, not RSA, not of 3072 bits."""
    try:
        key = serialization.load_der_public_key(written)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise UnusableKey("unreadable") from error
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size != BITS or key.public_numbers().e != 65537:
        raise UnusableKey("other_kind")
    return written


@dataclass(frozen=True, slots=True)
class KeySet:
    """The public keys of a committee in the order of its members, and how many of them must be there to open."""

    keys: tuple[bytes, ...]
    threshold: int

    def __post_init__(self) -> None:
        if len(set(self.keys)) != len(self.keys):
            raise UnusableKey("twice")
        if not 2 <= self.threshold <= len(self.keys) <= MOST_MEMBERS:
            raise UnusableKey("threshold")

    @property
    def fingerprint(self) -> str:
        """SHA-256 over threshold and keys, in hexadecimal: on the screen of the hall and on every voter's page."""
        digest = hashlib.sha256(self.threshold.to_bytes(1, "big"))
        for key in self.keys:
            digest.update(len(key).to_bytes(2, "big") + key)
        return digest.hexdigest()


def private_from(file: bytes, passphrase: str) -> rsa.RSAPrivateKey:
    """A member's private key from its encrypted PKCS#8 file. Raises UnusableKey: wrong passphrase, or no such key."""
    try:
        key = serialization.load_pem_private_key(file, passphrase.encode("utf-8"))
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UnusableKey("passphrase") from error
    if not isinstance(key, rsa.RSAPrivateKey) or key.key_size != BITS:
        raise UnusableKey("other_kind")
    return key


def places_of(keys: Sequence[rsa.RSAPrivateKey], of: KeySet) -> dict[int, rsa.RSAPrivateKey]:
    """The keys by the place of their member. Raises UnusableKey for a key that is nobody's in this committee."""
    found = {}
    for key in keys:
        public = key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        if public not in of.keys:
            raise UnusableKey("other_committee")
        found[of.keys.index(public)] = key
    return found
