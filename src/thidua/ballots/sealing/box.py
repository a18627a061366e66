"""The box of a closed contest as a file: what the committee takes away to open, and nothing about who voted."""

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from thidua.ballots.sealing.form import blob_length, body_of
from thidua.ballots.sealing.keys import KeySet, UnusableKey, checked_public

FORMAT = "THIDUA-BOX-1"
FIELDS = {"format", "contest", "threshold", "keys", "candidates", "seats", "question", "root", "ballots"}


class UnreadableBox(ValueError):
    """A file that is no whole box: `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A closed box. `candidates` are keys by which ballots name them; `ballots` are in the order of their hashes."""

    contest: str
    keys: KeySet
    candidates: tuple[str, ...]
    seats: int
    question: str
    ballots: tuple[bytes, ...]

    @property
    def root(self) -> str:
        return root_of(self.ballots)

    def to_json(self) -> str:
        """The file, the same for the same box."""
        content = {
            "format": FORMAT,
            "contest": self.contest,
            "threshold": self.keys.threshold,
            "keys": [_written(key) for key in self.keys.keys],
            "candidates": list(self.candidates),
            "seats": self.seats,
            "question": self.question,
            "root": self.root,
            "ballots": [_written(blob) for blob in self.ballots],
        }
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)


def in_order(blobs: Sequence[bytes]) -> tuple[bytes, ...]:
    """Ballots in the order of the hash of their body, which says nothing of when they came."""
    return tuple(sorted(blobs, key=lambda blob: hashlib.sha256(body_of(blob)).digest()))


def root_of(blobs: Sequence[bytes]) -> str:
    """The Merkle root of whole ballots in the order of the box (RFC 6962), in hexadecimal."""
    return _root([hashlib.sha256(b"\x00" + blob).digest() for blob in in_order(blobs)]).hex()


def _root(leaves: Sequence[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\x01" + _root(leaves[:split]) + _root(leaves[split:])).digest()


def read_box(text: str) -> Box:
    """A box from its file. Raises UnreadableBox for a file that is none, or whose root is not that of its ballots."""
    try:
        content: Any = json.loads(text)
    except ValueError as error:
        raise UnreadableBox("not_json") from error
    if not isinstance(content, dict) or set(content) != FIELDS or content["format"] != FORMAT:
        raise UnreadableBox("other_format")
    try:
        box = Box(
            contest=_text(content["contest"]),
            keys=KeySet(tuple(checked_public(_bytes(key)) for key in content["keys"]), _whole(content["threshold"])),
            candidates=tuple(_text(one) for one in content["candidates"]),
            seats=_whole(content["seats"]),
            question=_text(content["question"]),
            ballots=tuple(_bytes(blob) for blob in content["ballots"]),
        )
    except (TypeError, UnusableKey) as error:
        raise UnreadableBox("malformed") from error
    length = blob_length(len(box.keys.keys), box.keys.threshold)
    if any(len(blob) != length for blob in box.ballots):
        raise UnreadableBox("wrong_length")
    if box.root != content["root"] or box.ballots != in_order(box.ballots):
        raise UnreadableBox("other_root")
    return box


def _written(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def _bytes(value: object) -> bytes:
    try:
        return base64.b64decode(_text(value), validate=True)
    except binascii.Error as error:
        raise TypeError from error
