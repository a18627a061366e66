"""`thidua open`: what the committee runs on its own machine. It needs no server, no database and no network."""

import getpass
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa

from thidua.ballots.sealing.box import Box, UnreadableBox, read_box
from thidua.ballots.sealing.keys import UnusableKey, private_from
from thidua.ballots.sealing.opening import TooFewKeys, Totals, Void, open_box
from thidua.ballots.sealing.result import write_result

BOXES = {
    "not_json": "The box cannot be read: the file is damaged or cut off. Take it from its page again.",
    "other_format": "This is not a box of this program.",
    "malformed": "The box is damaged. Take it from its page again.",
    "wrong_length": "The box holds something that is not a ballot.",
    "other_root": "The ballots are not those under the root of the box: something was put in, taken out or changed.",
}
KEYS = {
    "passphrase": "{file}: the passphrase is wrong, or this is not a key file.",
    "other_kind": "{file}: this is not a key of a counting committee.",
    "other_committee": "A key is not of this committee. Each contest has keys of its own.",
}
VOIDS = {
    Void.DOES_NOT_OPEN: "do not open with the keys of the committee",
    Void.OTHER_CONTEST: "were sealed for another contest, or altered",
    Void.MALFORMED: "hold something that is not a choice",
    Void.UNKNOWN_CANDIDATE: "name somebody who does not stand",
    Void.TOO_MANY: "choose more than there are seats",
    Void.COPIED: "are copies of one another",
}


def open_and_write(
    *, box: Path, keys: Sequence[Path], result: Path, ask: Callable[[str], str] = getpass.getpass
) -> int:
    """Open the box, print the totals and write the signed result. 0, or 1 with a sentence that says what is wrong."""
    try:
        read = read_box(box.read_text(encoding="utf-8"))
        private = [_private(path, ask) for path in keys]
        totals = open_box(read, private)
    except (OSError, UnicodeDecodeError) as error:
        return _refused(f"{getattr(error, 'filename', None) or box}: the file cannot be read.")
    except UnreadableBox as error:
        return _refused(BOXES[error.code])
    except UnusableKey as error:
        return _refused(KEYS[error.code].format(file=""))
    except TooFewKeys:
        return _refused(f"At least {read.keys.threshold} different members must be there, each with the own key.")
    except _Told as told:
        return _refused(str(told))
    _print(read, totals)
    result.write_text(write_result(read, totals, private, program=program_hash()), encoding="utf-8")
    print(f"The signed result is in {result}. Hand it in on the page of the contest.")
    return 0


class _Told(Exception):
    """A refusal already in words."""


def _private(path: Path, ask: Callable[[str], str]) -> rsa.RSAPrivateKey:
    file = path.read_bytes()
    try:
        return private_from(file, ask(f"Passphrase of {path.name}: "))
    except UnusableKey as error:
        raise _Told(KEYS[error.code].format(file=path.name)) from error


def _refused(why: str) -> int:
    print(why)
    return 1


def _print(box: Box, totals: Totals) -> None:
    print(f"Root of the box: {box.root}")
    print(f"Ballots: {totals.ballots}; valid: {totals.valid}, of them blank: {totals.blank}")
    for reason, count in totals.void.items():
        print(f"Void: {count} {VOIDS[reason]}")
    for candidate, votes in totals.votes.items():
        print(f"{candidate}: {votes}")


def program_hash() -> str:
    """SHA-256 over the source of this package: printed in the minutes, to be compared with the published one."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
