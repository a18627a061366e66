"""The facts of a document as frozen values: what it says, before anybody sets it in type."""

import hashlib
import json
from dataclasses import asdict, dataclass, is_dataclass
from datetime import datetime
from itertools import repeat
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from thidua.reading.dates import VIETNAM


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What every document has: the ledger's last entry at the moment of making, which is no part of its content."""

    ledger_hash: str
    ledger_entry: int = 0

    @property
    def title(self) -> str:
        """What the document is called."""
        raise NotImplementedError

    def to_json(self) -> dict[str, Any]:
        """Everything, as JSON values."""
        return asdict(self)

    def canonical(self) -> str:
        """The content in one fixed way of writing, without the ledger's last entry and the signatures under it."""
        content = {key: value for key, value in self.to_json().items() if not key.startswith(("ledger_", "signed_"))}
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def content_hash(self) -> str:
        """SHA-256 of the content: equal facts have equal hashes, whenever they are taken."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class MemberFact:
    """A member unit at the conference."""

    unit: str
    present: bool
    delegates: str
    signed: bool


@dataclass(frozen=True, kw_only=True)
class RemarkFact:
    """What somebody said under an item of the agenda; `unit` is empty for a guest."""

    speaker: str
    unit: str
    text: str


@dataclass(frozen=True, kw_only=True)
class AgendaFact:
    """An item of the agenda, with what was taken down and said under it."""

    title: str
    speaker: str
    illustrative: bool
    notes: str = ""
    remarks: tuple[RemarkFact, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RankFact:
    """A unit's final place; points are decimal text ("95.50")."""

    rank: int
    unit: str
    points: str
    tied: bool


@dataclass(frozen=True, kw_only=True)
class AgreementFact:
    """The open agreement on next year's head and deputy: how many agreed, of how many present."""

    leader: str
    deputy: str
    agreed: int
    base: int


@dataclass(frozen=True, kw_only=True)
class ChoiceFact:
    """Next year's head or deputy chosen otherwise than by agreement: the method as its code, `unit` empty for nobody."""

    post: str
    method: str
    unit: str
    person: str
    evidence: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class ResolutionFact:
    """A resolution put to an open vote: what it decided in words, and the voices as (unit, what it said)."""

    text: str
    result: str
    source: str
    voices: tuple[tuple[str, str], ...]
    corrected_because: str


@dataclass(frozen=True, kw_only=True)
class CandidateFact:
    """A candidate in a secret vote: the votes, what they mean by the rule, and "chosen", "tied" or nothing."""

    name: str
    agree: int
    disagree: int
    because: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class ContestFact:
    """A secret vote that is over: its mode and rule in words, its figures, and the root of a sealed box.

    An annulled one has a reason and no figures. `scans` are those of the signed tally sheet, as (name, SHA-256).
    """

    title: str
    mode: str
    rule: str
    source: str
    figures: dict[str, int]
    candidates: tuple[CandidateFact, ...]
    asked_each: bool
    turnout: str
    root: str
    annulled_because: str
    scans: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class DelegateFact:
    """A delegate: the role as its code, and for a substitute whom they came for and why."""

    name: str
    unit: str
    role: str
    remote: bool
    came: bool
    instead_of: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class OpinionFact:
    """What an absent unit wrote about a matter: `said` and `way` in words, `received_on` as ISO text."""

    unit: str
    matter: str
    said: str
    text: str
    signer: str
    way: str
    reference: str
    received_on: str


@dataclass(frozen=True, kw_only=True)
class CorrectionFact:
    """What was written by hand into a part of the minutes; `replaces` says whether the part reads so instead."""

    part: str
    text: str
    reason: str
    replaces: bool


@dataclass(frozen=True, kw_only=True)
class SignedFact:
    """A confirmation in the system: as what ("chair", "secretary"), who, and when (ISO text)."""

    signing: str
    name: str
    at: str


@dataclass(frozen=True, kw_only=True)
class MinutesFacts(Facts):
    """The minutes of a conference.

    Moments are ISO text at Viet Nam's clock. `name` is the conference in Vietnamese; `reviews` says whether it reviewed
    its year, `reports` whether it summed work up. `ranking` is empty when it was not final. `illustrative` names the
    parts that were made up for the sample: people, scores, leadership. `signers` are the names under the signatures,
    chair first. `signed_by` is no part of the content.
    """

    bloc: str
    organ: str
    authority: str
    year: int
    name: str = ""
    reviews: bool = True
    reports: bool = True
    locality: str
    place: str
    held_at: str
    closed_at: str
    chair: str
    secretary: str
    members: tuple[MemberFact, ...]
    opened_without_quorum: str = ""
    delegates: tuple[DelegateFact, ...] = ()
    agenda: tuple[AgendaFact, ...]
    review: str
    ranking: tuple[RankFact, ...]
    tasks: tuple[str, ...]
    agreement: AgreementFact | None
    choices: tuple[ChoiceFact, ...] = ()
    resolutions: tuple[ResolutionFact, ...] = ()
    opinions: tuple[OpinionFact, ...] = ()
    contests: tuple[ContestFact, ...] = ()
    corrections: tuple[CorrectionFact, ...] = ()
    signers: tuple[str, str] = ("", "")
    signed_by: tuple[SignedFact, ...] = ()
    illustrative: tuple[str, ...]

    @property
    def title(self) -> str:
        if self.reviews:
            return f"Biên bản hội nghị tổng kết {self.bloc} năm {self.year}"
        return f"Biên bản {uncapitalised(self.name)}, {self.bloc}"


@dataclass(frozen=True, kw_only=True)
class SupplementFacts(Facts):
    """A supplement to signed minutes: which they are, by their content's hash, what is added and why.

    `signers` are the names under the signatures, chair first. `signed_by` is no part of the content.
    """

    bloc: str
    organ: str
    authority: str
    year: int
    name: str
    number: int
    locality: str
    held_at: str
    written_on: str
    supplements: str
    reason: str
    text: str
    signers: tuple[str, str]
    signed_by: tuple[SignedFact, ...] = ()
    illustrative: tuple[str, ...]

    @property
    def title(self) -> str:
        return f"Biên bản bổ sung số {self.number}, {uncapitalised(self.name)}, {self.bloc}"


@dataclass(frozen=True, kw_only=True)
class TargetFact:
    """A target as the pledge has it: figures are decimal text, empty for none.

    `before` is the plan before the amendment of `decision`, empty when there was none.
    """

    indicator: str
    kind: str
    wording: str
    planned: str
    planned_to: str
    direction: str
    compared_with: str
    unit_of_measure: str
    before: str
    decision: str


@dataclass(frozen=True, kw_only=True)
class SigningFact:
    """A signature: in which way, on which day (ISO text), by whom, and whether after the deadline."""

    way: str
    signed_on: str
    signer: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class PledgeFacts(Facts):
    """A unit's signed pledge. `leader` is the name of the unit that heads the bloc."""

    bloc: str
    authority: str
    leader: str
    unit: str
    year: int
    locality: str
    signed_on: str
    targets: tuple[TargetFact, ...]
    commitments: str
    titles: tuple[str, ...]
    signings: tuple[SigningFact, ...]
    illustrative: tuple[str, ...]

    @property
    def title(self) -> str:
        return f"Giao ước thi đua năm {self.year} của {self.unit}"


@dataclass(frozen=True, kw_only=True)
class UnitPledgeFact:
    """One unit in the common pledge; without targets and signatures when it has not signed."""

    unit: str
    targets: tuple[TargetFact, ...]
    signings: tuple[SigningFact, ...]


@dataclass(frozen=True, kw_only=True)
class CommonPledgeFacts(Facts):
    """The pledge of the whole bloc: every unit with its targets and its signature, and the year's joint events."""

    bloc: str
    authority: str
    leader: str
    year: int
    locality: str
    made_on: str
    units: tuple[UnitPledgeFact, ...]
    events: tuple[tuple[str, str, str], ...]
    illustrative: tuple[str, ...]

    @property
    def title(self) -> str:
        return f"Giao ước thi đua năm {self.year} của {self.bloc}"


def iso(moment: datetime | None) -> str:
    """A moment as facts keep it; empty for none."""
    return moment.astimezone(VIETNAM).isoformat(timespec="minutes") if moment else ""


def uncapitalised(text: str) -> str:
    """The same within a sentence: "Hội nghị sơ kết" becomes "hội nghị sơ kết"."""
    return text[:1].lower() + text[1:]


def revived(kind: Any, value: Any) -> Any:
    """What `to_json` has written, as it was: facts within facts, tuples of facts, or plain values."""
    if value is None:
        return None
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{key: revived(hints[key], one) for key, one in value.items()})
    inner = get_args(kind)
    if get_origin(kind) is tuple:
        kinds = repeat(inner[0]) if inner[-1] is Ellipsis else inner
        return tuple(revived(one, each) for one, each in zip(kinds, value, strict=False))
    if NoneType in inner:
        return revived(inner[0], value)
    return value
