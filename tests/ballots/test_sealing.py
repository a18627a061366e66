"""Sealed ballots: what browsers seal the committee opens, and nobody else; and what is refused, with its reason."""

import base64
import json
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tests.ballots.sealing import (
    base64_of,
    committee,
    in_browser,
    make_private,
    packed,
    public_of,
    seal,
    sealed_body,
    wraps,
)
from thidua.ballots.sealing.box import Box, UnreadableBox, in_order, read_box, root_of
from thidua.ballots.sealing.form import BODY, WRAP, blob_length, tracker_of
from thidua.ballots.sealing.keys import KeySet, UnusableKey, checked_public, private_from
from thidua.ballots.sealing.opening import TooFewKeys, Totals, Void, open_box

CONTEST = "contest-0001"
CANDIDATES = ("u1", "u2", "u3")


@pytest.fixture(scope="module")
def members() -> list[rsa.RSAPrivateKey]:
    return [make_private() for _ in range(3)]


@pytest.fixture(scope="module")
def keys(members: list[rsa.RSAPrivateKey]) -> KeySet:
    return committee(members, 2)


def box_of(keys: KeySet, *blobs: bytes, **changes: Any) -> Box:
    made = Box(contest=CONTEST, keys=keys, candidates=CANDIDATES, seats=1, question="choose", ballots=in_order(blobs))
    return replace(made, **changes)


def opened(members: list[rsa.RSAPrivateKey], keys: KeySet, *blobs: bytes, **changes: Any) -> Totals:
    return open_box(box_of(keys, *blobs, **changes), members[:2])


def test_browser_seals_what_any_two_of_three_open(members: list[rsa.RSAPrivateKey], keys: KeySet) -> None:
    choices = [["u1"], ["u2"], ["u1"], []]
    made = in_browser(
        act="seal", choices=choices, contest=CONTEST, threshold=2, keys=[base64_of(one) for one in keys.keys]
    )["sealed"]
    blobs = [base64.b64decode(one["blob"]) for one in made]
    box = box_of(keys, *blobs)

    found = [open_box(box, there) for there in [*combinations(members, 2), members]]

    assert found == [Totals(votes={"u1": 2, "u2": 1, "u3": 0}, blank=1, void={}, ballots=4)] * 4
    assert [one["tracker"] for one in made] == [tracker_of(blob) for blob in blobs]
    assert {len(blob) for blob in blobs} == {blob_length(3, 2)} == {3388}


def test_browser_and_python_agree_on_the_body(keys: KeySet) -> None:
    key, iv, nonce = bytes(range(32)), bytes(range(12)), bytes(range(16))
    asked = {"choice": ["u2", "ứng viên"], "contest": CONTEST, "fingerprint": keys.fingerprint}
    random = {"key": base64_of(key), "iv": base64_of(iv), "nonce": base64_of(nonce)}

    made = in_browser(act="body", **asked, **random)

    plain = packed(asked["choice"], nonce)
    expected = sealed_body(plain, contest=CONTEST, fingerprint=keys.fingerprint, key=key, iv=iv)
    assert base64.b64decode(made["body"]) == expected


def test_browser_and_python_agree_on_the_fingerprint(keys: KeySet) -> None:
    made = in_browser(act="fingerprint", keys=[base64_of(one) for one in keys.keys], threshold=2)

    assert made["fingerprint"] == keys.fingerprint


def test_key_made_in_a_browser_opens_with_its_passphrase_only() -> None:
    made = in_browser(act="key", passphrase="mật khẩu dài của tổ kiểm phiếu")
    file = made["file"].encode()

    assert public_of(private_from(file, "mật khẩu dài của tổ kiểm phiếu")) == base64.b64decode(made["spki"])
    with pytest.raises(UnusableKey) as refused:
        private_from(file, "mật khẩu khác")
    assert refused.value.code == "passphrase"
    assert len(checked_public(base64.b64decode(made["spki"]))) > 0


def test_fewer_members_than_agreed_open_nothing(members: list[rsa.RSAPrivateKey], keys: KeySet) -> None:
    box = box_of(keys, seal(["u1"], contest=CONTEST, keys=keys))

    for one in members:
        with pytest.raises(TooFewKeys):
            open_box(box, [one])
        with pytest.raises(TooFewKeys):
            open_box(box, [one, one])


def test_key_of_another_committee_is_refused(members: list[rsa.RSAPrivateKey], keys: KeySet) -> None:
    box = box_of(keys, seal(["u1"], contest=CONTEST, keys=keys))

    with pytest.raises(UnusableKey) as refused:
        open_box(box, [members[0], make_private()])

    assert refused.value.code == "other_committee"


def void(reason: Void) -> Totals:
    return Totals(votes={"u1": 0, "u2": 0, "u3": 0}, blank=0, void={reason: 1}, ballots=1)


def test_ballot_of_another_contest_is_void(members: list[rsa.RSAPrivateKey], keys: KeySet) -> None:
    assert opened(members, keys, seal(["u1"], contest="contest-0002", keys=keys)) == void(Void.OTHER_CONTEST)


def test_ballot_sealed_for_another_committee_is_void(members: list[rsa.RSAPrivateKey], keys: KeySet) -> None:
    blob = seal(["u1"], contest=CONTEST, keys=committee([make_private() for _ in range(3)], 2))

    assert opened(members, keys, blob) == void(Void.DOES_NOT_OPEN)


def test_ballot_naming_other_keys_than_the_committees_is_void(members: list[rsa.RSAPrivateKey], keys: KeySet) -> None:
    blob = seal(["u1"], contest=CONTEST, keys=keys, fingerprint="0" * 64)

    assert opened(members, keys, blob) == void(Void.OTHER_CONTEST)


def test_ballot_whose_sealed_part_was_altered_is_void(members: list[rsa.RSAPrivateKey], keys: KeySet) -> None:
    blob = bytearray(seal(["u1"], contest=CONTEST, keys=keys))
    blob[100] ^= 1

    assert opened(members, keys, bytes(blob)) == void(Void.OTHER_CONTEST)


def test_ballot_with_another_commitment_does_not_open(members: list[rsa.RSAPrivateKey], keys: KeySet) -> None:
    blob = bytearray(seal(["u1"], contest=CONTEST, keys=keys))
    blob[BODY - 1] ^= 1

    assert opened(members, keys, bytes(blob)) == void(Void.DOES_NOT_OPEN)


def test_ballot_opens_by_any_set_whose_shares_are_whole(members: list[rsa.RSAPrivateKey], keys: KeySet) -> None:
    blob = bytearray(seal(["u1"], contest=CONTEST, keys=keys))
    blob[BODY] ^= 1  # the first share of the first set
    box = box_of(keys, bytes(blob))

    assert open_box(box, members[:2]).void == {Void.DOES_NOT_OPEN: 1}
    assert open_box(box, members).votes["u1"] == 1


def test_sets_cannot_be_made_to_see_different_choices(members: list[rsa.RSAPrivateKey], keys: KeySet) -> None:
    honest, other = bytes(32), bytes([7]) * 32
    blob = seal(["u1"], contest=CONTEST, keys=keys, key=honest)
    lying = blob[:BODY] + wraps(other, keys)[: 2 * WRAP] + blob[BODY + 2 * WRAP :]

    assert open_box(box_of(keys, lying), members[:2]).void == {Void.DOES_NOT_OPEN: 1}
    assert open_box(box_of(keys, lying), members[1:]).votes["u1"] == 1


def test_share_of_another_length_does_not_open(members: list[rsa.RSAPrivateKey], keys: KeySet) -> None:
    from thidua.ballots.sealing.keys import OAEP

    blob = seal(["u1"], contest=CONTEST, keys=keys)
    short = members[0].public_key().encrypt(b"short", OAEP)

    assert opened(members, keys, blob[:BODY] + short + blob[BODY + WRAP :]) == void(Void.DOES_NOT_OPEN)


def test_copied_ballots_do_not_count(members: list[rsa.RSAPrivateKey], keys: KeySet) -> None:
    nonce = bytes(16)
    blobs = [seal(["u1"], contest=CONTEST, keys=keys, nonce=nonce) for _ in range(2)]
    honest = seal(["u2"], contest=CONTEST, keys=keys)

    found = opened(members, keys, *blobs, honest)

    assert (found.votes, found.void, found.valid) == ({"u1": 0, "u2": 1, "u3": 0}, {Void.COPIED: 2}, 1)


@pytest.mark.parametrize(
    ("choice", "reason"),
    [
        (["u9"], Void.UNKNOWN_CANDIDATE),
        (["u1", "u1"], Void.UNKNOWN_CANDIDATE),
        (["u1", "u2"], Void.TOO_MANY),
        ({"u1": 1}, Void.MALFORMED),
        ([1], Void.MALFORMED),
    ],
)
def test_choice_that_cannot_be_counted_is_void(
    choice: Any, reason: Void, members: list[rsa.RSAPrivateKey], keys: KeySet
) -> None:
    assert opened(members, keys, seal(choice, contest=CONTEST, keys=keys)) == void(reason)


@pytest.mark.parametrize(
    "plain",
    [
        b"\xff\xff" + bytes(1022),
        bytes(2) + b"x" * 1022,
        b"\x00\x03abc" + bytes(1019),
        b"\x00\x02\xff\xfe" + bytes(1020),
    ],
)
def test_block_that_is_no_ballot_is_void(plain: bytes, members: list[rsa.RSAPrivateKey], keys: KeySet) -> None:
    assert opened(members, keys, seal(None, contest=CONTEST, keys=keys, plain=plain)) == void(Void.MALFORMED)


def test_several_may_be_chosen_where_each_is_asked_about(members: list[rsa.RSAPrivateKey], keys: KeySet) -> None:
    found = opened(members, keys, seal(["u1", "u3"], contest=CONTEST, keys=keys), question="each")

    assert (found.votes, found.valid) == ({"u1": 1, "u2": 0, "u3": 1}, 1)


def test_box_comes_back_from_its_file(keys: KeySet) -> None:
    box = box_of(keys, *(seal(["u1"], contest=CONTEST, keys=keys) for _ in range(3)))

    assert read_box(box.to_json()) == box


def test_box_says_nothing_of_the_order_in_which_ballots_came(keys: KeySet) -> None:
    blobs = [seal(["u1"], contest=CONTEST, keys=keys) for _ in range(5)]

    assert box_of(keys, *blobs).to_json() == box_of(keys, *reversed(blobs)).to_json()


def altered(box: Box, **changes: Any) -> str:
    return json.dumps(json.loads(box.to_json()) | changes)


def test_box_with_a_ballot_put_in_or_taken_out_is_refused(keys: KeySet) -> None:
    blobs = [seal(["u1"], contest=CONTEST, keys=keys) for _ in range(3)]
    box = box_of(keys, *blobs)
    stuffed = [base64_of(one) for one in in_order([*blobs, seal(["u2"], contest=CONTEST, keys=keys)])]

    for ballots in (stuffed, [base64_of(one) for one in box.ballots[1:]]):
        with pytest.raises(UnreadableBox) as refused:
            read_box(altered(box, ballots=ballots))
        assert refused.value.code == "other_root"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"format": "THIDUA-BOX-2"}, "other_format"),
        ({"more": 1}, "other_format"),
        ({"contest": 7}, "malformed"),
        ({"seats": True}, "malformed"),
        ({"threshold": 1}, "malformed"),
        ({"keys": ["AAAA", "BBBB", "CCCC"]}, "malformed"),
        ({"ballots": ["%"]}, "malformed"),
        ({"ballots": [base64_of(b"short")]}, "wrong_length"),
    ],
)
def test_file_that_is_no_whole_box_is_refused(changes: dict[str, Any], code: str, keys: KeySet) -> None:
    box = box_of(keys, seal(["u1"], contest=CONTEST, keys=keys))

    with pytest.raises(UnreadableBox) as refused:
        read_box(altered(box, **changes))

    assert refused.value.code == code


def test_truncated_file_is_refused(keys: KeySet) -> None:
    text = box_of(keys, seal(["u1"], contest=CONTEST, keys=keys)).to_json()

    for length in (0, len(text) // 2, len(text) - 1):
        with pytest.raises(UnreadableBox) as refused:
            read_box(text[:length])
        assert refused.value.code == "not_json"


def test_root_is_that_of_rfc_6962() -> None:
    import hashlib

    def leaf(blob: bytes) -> bytes:
        return hashlib.sha256(b"\x00" + blob).digest()

    def node(left: bytes, right: bytes) -> bytes:
        return hashlib.sha256(b"\x01" + left + right).digest()

    one, two, three = (leaf(blob) for blob in in_order([b"a", b"b", b"c"]))

    assert root_of([]) == hashlib.sha256(b"").hexdigest()
    assert root_of([b"a"]) == leaf(b"a").hex()
    assert root_of([b"c", b"a", b"b"]) == node(node(one, two), three).hex()


@pytest.mark.parametrize(
    ("count", "threshold", "code"),
    [(3, 1, "threshold"), (1, 1, "threshold"), (2, 3, "threshold"), (6, 2, "threshold")],
)
def test_committee_that_could_not_keep_a_secret_is_refused(count: int, threshold: int, code: str) -> None:
    with pytest.raises(UnusableKey) as refused:
        KeySet(tuple(bytes([number]) for number in range(count)), threshold)

    assert refused.value.code == code


def test_same_key_twice_is_refused() -> None:
    with pytest.raises(UnusableKey) as refused:
        KeySet((b"a", b"a"), 2)

    assert refused.value.code == "twice"


def small() -> bytes:
    return public_of(rsa.generate_private_key(public_exponent=65537, key_size=2048))


def elliptic() -> bytes:
    return (
        ec.generate_private_key(ec.SECP256R1())
        .public_key()
        .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    )


def test_public_key_of_another_kind_is_refused() -> None:
    for written, code in ((small(), "other_kind"), (elliptic(), "other_kind"), (b"no key", "unreadable")):
        with pytest.raises(UnusableKey) as refused:
            checked_public(written)
        assert refused.value.code == code


def test_private_key_of_another_kind_is_refused() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    locked = serialization.BestAvailableEncryption(b"x")
    file = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked)

    with pytest.raises(UnusableKey) as refused:
        private_from(file, "x")

    assert refused.value.code == "other_kind"
