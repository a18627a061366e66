"""Opening a box: by at least as many members as the committee agreed on, away from the server, totals only."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from thidua.ballots.sealing.box import Box
from thidua.ballots.sealing.form import BODY, COMMITMENT, IV, WRAP, bound_to, commitment, joined, sets_of, unpacked
from thidua.ballots.sealing.keys import OAEP, places_of


class Void(StrEnum):
    """Why a ballot does not count."""

    DOES_NOT_OPEN = "does_not_open"
    OTHER_CONTEST = "other_contest"
    MALFORMED = "malformed"
    UNKNOWN_CANDIDATE = "unknown_candidate"
    TOO_MANY = "too_many"
    COPIED = "copied"


class TooFewKeys(ValueError):
    """Fewer members are there than must be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What came out of a box, and nothing finer: votes by candidate, blank ballots, and how many are void and why."""

    votes: Mapping[str, int] = field(hash=False)
    blank: int
    void: Mapping[Void, int] = field(hash=False)
    ballots: int

    @property
    def valid(self) -> int:
        """Ballots that count; a blank one is valid and chooses nobody."""
        return self.ballots - sum(self.void.values())


def open_box(box: Box, private: Sequence[rsa.RSAPrivateKey]) -> Totals:
    """Open every ballot in memory and count. Raises TooFewKeys, and UnusableKey for a key of another committee."""
    there = places_of(private, box.keys)
    if len(there) < box.keys.threshold:
        raise TooFewKeys
    opened = [_opened(box, blob, there) for blob in box.ballots]
    nonces = Counter(nonce for chosen, nonce in opened if nonce)
    votes = Counter(dict.fromkeys(box.candidates, 0))
    void: Counter[Void] = Counter()
    blank = 0
    for chosen, nonce in opened:
        reason = chosen if isinstance(chosen, Void) else _refused(box, chosen, copies=nonces[nonce])
        if reason is not None:
            void[reason] += 1
        elif chosen:
            votes.update(chosen)
        else:
            blank += 1
    return Totals(votes=dict(votes), blank=blank, void=dict(void), ballots=len(box.ballots))


def _refused(box: Box, chosen: tuple[str, ...] | Void, *, copies: int) -> Void | None:
    """Why an opened ballot does not count. Of ballots that are copies of one another none counts."""
    if copies > 1:
        return Void.COPIED
    if not set(chosen) <= set(box.candidates) or len(set(chosen)) != len(chosen):
        return Void.UNKNOWN_CANDIDATE
    return Void.TOO_MANY if box.question == "choose" and len(chosen) > box.seats else None


def _opened(box: Box, blob: bytes, there: Mapping[int, rsa.RSAPrivateKey]) -> tuple[tuple[str, ...] | Void, bytes]:
    """The choice of one ballot with its nonce, or why it does not open."""
    key = _key_of(blob, box, there)
    if key is None:
        return Void.DOES_NOT_OPEN, b""
    iv, sealed = blob[:IV], blob[IV : BODY - COMMITMENT]
    try:
        plain = AESGCM(key).decrypt(iv, sealed, bound_to(box.contest, box.keys.fingerprint))
    except InvalidTag:
        return Void.OTHER_CONTEST, b""
    try:
        return unpacked(plain)
    except ValueError:
        return Void.MALFORMED, b""


def _key_of(blob: bytes, box: Box, there: Mapping[int, rsa.RSAPrivateKey]) -> bytes | None:
    """The key of one ballot by any set of members that are there, held against what the ballot committed to."""
    committed, place = blob[BODY - COMMITMENT : BODY], BODY
    for members in sets_of(len(box.keys.keys), box.keys.threshold):
        wraps = [blob[place + number * WRAP : place + (number + 1) * WRAP] for number in range(len(members))]
        place += len(members) * WRAP
        if not set(members) <= set(there):
            continue
        key = _unwrapped([there[member] for member in members], wraps)
        if key is not None and commitment(key) == committed:
            return key
    return None


def _unwrapped(keys: Sequence[rsa.RSAPrivateKey], wraps: Sequence[bytes]) -> bytes | None:
    try:
        return joined([key.decrypt(wrap, OAEP) for key, wrap in zip(keys, wraps, strict=True)])
    except ValueError:
        return None
