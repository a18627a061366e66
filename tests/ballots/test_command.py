"""`thidua open`: the committee's own machine, with a file for the box and a file for each key."""

import base64
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.ballots.sealing import committee, make_private, seal
from thidua.ballots.sealing.box import Box, in_order
from thidua.ballots.sealing.command import open_and_write, program_hash
from thidua.ballots.sealing.keys import KeySet
from thidua.ballots.sealing.result import UnreadableResult, verify
from thidua.web.cli import main

CONTEST = "contest-0001"


@pytest.fixture(scope="module")
def members() -> list[rsa.RSAPrivateKey]:
    return [make_private() for _ in range(3)]


@pytest.fixture(scope="module")
def box(members: list[rsa.RSAPrivateKey]) -> Box:
    keys: KeySet = committee(members, 2)
    blobs = [seal(choice, contest=CONTEST, keys=keys) for choice in (["c1"], ["c1"], ["c2"], [])]
    blobs.append(seal(["c9"], contest=CONTEST, keys=keys))
    return Box(contest=CONTEST, keys=keys, candidates=("c1", "c2"), seats=1, question="choose", ballots=in_order(blobs))


def key_files(folder: Path, members: list[rsa.RSAPrivateKey]) -> list[Path]:
    """Each member's file, locked with the member's number."""
    found = []
    for number, key in enumerate(members, start=1):
        path = folder / f"key{number}.pem"
        locked = serialization.BestAvailableEncryption(f"passphrase {number}".encode())
        path.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked))
        found.append(path)
    return found


def known(asked: str) -> str:
    """Somebody who knows the passphrase of the file that is asked about."""
    return f"passphrase {asked.partition('key')[2][0]}"


def opened(
    folder: Path, box: Box, members: list[rsa.RSAPrivateKey], *, ask: Callable[[str], str] = known, text: str = ""
) -> tuple[int, Path]:
    path, result = folder / "box.json", folder / "result.json"
    path.write_text(text or box.to_json(), encoding="utf-8")
    return open_and_write(box=path, keys=key_files(folder, members), result=result, ask=ask), result


def test_committee_gets_totals_only_and_a_signed_result(
    tmp_path: Path, box: Box, members: list[rsa.RSAPrivateKey], capsys: pytest.CaptureFixture[str]
) -> None:
    code, result = opened(tmp_path, box, members[:2])
    said = capsys.readouterr().out

    assert code == 0
    assert "Ballots: 5; valid: 4, of them blank: 1" in said
    assert "Void: 1 name somebody who does not stand" in said
    assert "c1: 2\nc2: 1" in said
    believed = verify(result.read_text(encoding="utf-8"), box=box, root=box.root)
    assert (believed.votes, believed.blank, believed.valid) == ({"c1": 2, "c2": 1}, 1, 4)
    assert json.loads(result.read_text(encoding="utf-8"))["content"]["program"] == program_hash()


def test_result_keeps_no_ballot(tmp_path: Path, box: Box, members: list[rsa.RSAPrivateKey]) -> None:
    _code, result = opened(tmp_path, box, members[:2])

    assert set(json.loads(result.read_text(encoding="utf-8"))["content"]) == {
        "format", "contest", "root", "program", "ballots", "blank", "void", "votes",
    }  # fmt: skip


def test_one_member_alone_is_told_how_many_must_be_there(
    tmp_path: Path, box: Box, members: list[rsa.RSAPrivateKey], capsys: pytest.CaptureFixture[str]
) -> None:
    code, result = opened(tmp_path, box, members[:1])

    assert (code, result.exists()) == (1, False)
    assert "At least 2 different members must be there" in capsys.readouterr().out


def test_wrong_passphrase_names_the_file(
    tmp_path: Path, box: Box, members: list[rsa.RSAPrivateKey], capsys: pytest.CaptureFixture[str]
) -> None:
    code, _result = opened(tmp_path, box, members[:2], ask=lambda asked: "wrong")

    assert code == 1
    assert "key1.pem: the passphrase is wrong" in capsys.readouterr().out


def test_key_of_another_contest_is_told(
    tmp_path: Path, box: Box, members: list[rsa.RSAPrivateKey], capsys: pytest.CaptureFixture[str]
) -> None:
    code, _result = opened(tmp_path, box, [members[0], make_private()])

    assert code == 1
    assert "not of this committee" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "said"),
    [("{", "cannot be read"), ("[]", "not a box"), ('{"format": "THIDUA-BOX-1"}', "not a box")],
)
def test_file_that_is_no_box_is_told(
    text: str, said: str, tmp_path: Path, box: Box, members: list[rsa.RSAPrivateKey],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    code, _result = opened(tmp_path, box, members[:2], text=text)

    assert code == 1
    assert said in capsys.readouterr().out


def test_box_that_was_tampered_with_is_told(
    tmp_path: Path, box: Box, members: list[rsa.RSAPrivateKey], capsys: pytest.CaptureFixture[str]
) -> None:
    content = json.loads(box.to_json())
    content["ballots"] = content["ballots"][1:]

    code, _result = opened(tmp_path, box, members[:2], text=json.dumps(content))

    assert code == 1
    assert "put in, taken out or changed" in capsys.readouterr().out


def test_missing_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["open", str(tmp_path / "none.json"), str(tmp_path / "none.pem")]) == 1
    assert "the file cannot be read" in capsys.readouterr().out


@pytest.mark.parametrize(
    "changes", [{"votes": {"c1": 9}}, {"blank": -1}, {"blank": True}, {"ballots": "5"}, {"void": []}, {"blank": 9}]
)
def test_totals_that_cannot_be_are_not_believed(
    changes: dict[str, object], box: Box, members: list[rsa.RSAPrivateKey]
) -> None:
    from thidua.ballots.sealing import result
    from thidua.ballots.sealing.opening import open_box

    text = result.write_result(box, open_box(box, members[:2]), members[:2], program="0" * 64)
    content = json.loads(text)["content"] | changes
    signed = result._signed_bytes(content)
    signatures = {
        str(place): base64.b64encode(key.sign(signed, result.PSS, result.hashes.SHA256())).decode()
        for place, key in enumerate(members[:2])
    }

    with pytest.raises(UnreadableResult) as refused:
        verify(json.dumps({"content": content, "signatures": signatures}), box=box, root=box.root)

    assert refused.value.code == "sums"
