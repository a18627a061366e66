"""What comes out of an opened box as a file: totals only, under the box's root, signed by those who opened it."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from thidua.ballots.sealing.box import Box
from thidua.ballots.sealing.keys import places_of
from thidua.ballots.sealing.opening import Totals, Void

FORMAT = "THIDUA-RESULT-1"
PSS = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=padding.PSS.DIGEST_LENGTH)
CONTENT = {"format", "contest", "root", "program", "ballots", "blank", "void", "votes"}


class UnreadableResult(ValueError):
    """A result that cannot be believed: `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxResult:
    """The totals of a box, believed."""

    votes: Mapping[str, int] = field(hash=False)
    blank: int
    void: Mapping[str, int] = field(hash=False)
    ballots: int

    @property
    def valid(self) -> int:
        return self.ballots - sum(self.void.values())


def write_result(box: Box, totals: Totals, private: Sequence[rsa.RSAPrivateKey], *, program: str) -> str:
    """The signed file. `program` is the hash of the program that opened the box."""
    content = {
        "format": FORMAT, "contest": box.contest, "root": box.root, "program": program, "ballots": totals.ballots,
        "blank": totals.blank, "void": {reason.value: count for reason, count in sorted(totals.void.items())},
        "votes": dict(totals.votes),
    }  # fmt: skip
    signed = _signed_bytes(content)
    signatures = {
        str(place): base64.b64encode(key.sign(signed, PSS, hashes.SHA256())).decode("ascii")
        for place, key in sorted(places_of(private, box.keys).items())
    }
    return json.dumps({"content": content, "signatures": signatures}, ensure_ascii=False, indent=1, sort_keys=True)


def verify(text: str, *, box: Box, root: str) -> BoxResult:
    """The result of this box, or UnreadableResult: another box, too few signatures, sums that do not agree."""
    content, signatures = _parts(text)
    if content["contest"] != box.contest or content["root"] != root or box.root != root:
        raise UnreadableResult("other_box")
    if _good_signatures(content, signatures, box) < box.keys.threshold:
        raise UnreadableResult("signatures")
    result = BoxResult(
        votes=_counts(content["votes"]), blank=_count(content["blank"]), void=_counts(content["void"]),
        ballots=_count(content["ballots"]),
    )  # fmt: skip
    known = set(result.void) <= {one.value for one in Void} and set(result.votes) == set(box.candidates)
    if not known or result.ballots != len(box.ballots) or not 0 <= result.blank <= result.valid:
        raise UnreadableResult("sums")
    return result


def _parts(text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    try:
        whole: Any = json.loads(text)
    except ValueError as error:
        raise UnreadableResult("not_json") from error
    if not isinstance(whole, dict) or set(whole) != {"content", "signatures"}:
        raise UnreadableResult("other_format")
    content, signatures = whole["content"], whole["signatures"]
    sound = isinstance(content, dict) and set(content) == CONTENT and content["format"] == FORMAT
    if not sound or not isinstance(signatures, dict):
        raise UnreadableResult("other_format")
    return content, signatures


def _signed_bytes(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _good_signatures(content: dict[str, Any], signatures: dict[str, Any], box: Box) -> int:
    """How many members of the committee signed just this content."""
    signed, good = _signed_bytes(content), 0
    for place, written in enumerate(box.keys.keys):
        public = serialization.load_der_public_key(written)
        assert isinstance(public, rsa.RSAPublicKey)  # a box holds checked keys only
        try:
            public.verify(base64.b64decode(str(signatures.get(str(place), ""))), signed, PSS, hashes.SHA256())
        except (InvalidSignature, binascii.Error):
            continue
        good += 1
    return good


def _counts(value: object) -> dict[str, int]:
    if not isinstance(value, dict):
        raise UnreadableResult("sums")
    return {str(key): _count(count) for key, count in value.items()}


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise UnreadableResult("sums")
    return value
