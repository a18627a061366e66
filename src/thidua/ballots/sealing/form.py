"""The form of a sealed ballot.

    k    = 32 random bytes, made in the browser for this ballot alone
    body = iv (12) ‖ AES-256-GCM(k, iv, plain, aad) (1024 + 16) ‖ SHA-256("commit" ‖ k) (32)
    plain = length of the choice (2, big-endian) ‖ choice as JSON ‖ zeros ‖ nonce (16), 1024 bytes in all
    aad  = contest ‖ "|" ‖ fingerprint of the committee's keys, in ASCII
    blob = body ‖ for every set of t members, in order: one share of k for each of them, by RSA-OAEP-3072/SHA-256

The shares of a set make k by XOR. GCM does not commit to its key: without the hash of k a ballot could be made to
open differently for different sets of members. Every blob of a contest has the same length whatever was chosen.
"""

import base64
import hashlib
import json
from collections.abc import Sequence
from itertools import combinations
from typing import Any

IV, TAG, COMMITMENT, KEY, NONCE = 12, 16, 32, 32, 16
PLAIN = 1024
BODY = IV + PLAIN + TAG + COMMITMENT
WRAP = 384  # what RSA-3072 makes of a share
ROOM = PLAIN - NONCE - 2


def sets_of(members: int, threshold: int) -> list[tuple[int, ...]]:
    """Every set of `threshold` members by their places, in the order in which a ballot carries their shares."""
    return list(combinations(range(members), threshold))


def blob_length(members: int, threshold: int) -> int:
    """The one length that a ballot of this committee can have."""
    return BODY + len(sets_of(members, threshold)) * threshold * WRAP


def body_of(blob: bytes) -> bytes:
    """What of a ballot nobody can alter unseen; the shares behind it can be altered, but then it does not open."""
    return blob[:BODY]


def tracker_of(blob: bytes) -> str:
    """What a voter keeps to find the ballot on the board: twelve letters and digits in threes of four."""
    letters = base64.b32encode(hashlib.sha256(body_of(blob)).digest()).decode("ascii")[:12]
    return "-".join(letters[place : place + 4] for place in range(0, 12, 4))


def bound_to(contest: str, fingerprint: str) -> bytes:
    """What ties a ballot to its contest and its committee."""
    return f"{contest}|{fingerprint}".encode("ascii")


def commitment(key: bytes) -> bytes:
    return hashlib.sha256(b"commit" + key).digest()


def joined(shares: Sequence[bytes]) -> bytes:
    """The key that the shares of one set make."""
    key = bytes(KEY)
    for share in shares:
        key = bytes(one ^ other for one, other in zip(key, share, strict=True))
    return key


def unpacked(plain: bytes) -> tuple[tuple[str, ...], bytes]:
    """The choice and the nonce in an opened ballot. ValueError when it is not well formed."""
    length = int.from_bytes(plain[:2], "big")
    written, zeros = plain[2 : 2 + length], plain[2 + length : PLAIN - NONCE]
    if length > ROOM or any(zeros):
        raise ValueError("not a ballot")
    chosen: Any = json.loads(written.decode("utf-8"))
    if not isinstance(chosen, list) or not all(isinstance(one, str) for one in chosen):
        raise ValueError("not a list of candidates")
    return tuple(chosen), plain[PLAIN - NONCE :]
