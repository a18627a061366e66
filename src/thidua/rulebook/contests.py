"""Contests: who is chosen by a vote, by the rule that was laid down before it was opened.

Everything is compared in whole numbers and fractions. The share a rule asks for is a share *of something*, and
authorities differ in what: all members, those present, ballots issued, returned or valid. The base is therefore
part of the rule, with the text it rests on, and never a default.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from thidua.rulebook.counting import judge_count, least_count
from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.refusals import RulebookError


class Base(StrEnum):
    """What a required share is a share of."""

    MEMBERS = "members"
    PRESENT = "present"
    ISSUED = "issued"
    RETURNED = "returned"
    VALID = "valid"


class Question(StrEnum):
    """What a ballot asks: yes or no to each candidate, or to choose at most as many as there are seats."""

    EACH = "each"
    CHOOSE = "choose"


class InvalidContest(RulebookError):
    """A rule that could not decide anything."""

    sentences = {
        "no_candidates": Text(
            "candidates: chưa có ai để bầu; hãy thêm ít nhất một người hoặc đơn vị.",
            "candidates: there is nobody to vote for; add at least one.",
        ),
        "duplicate_candidate": Text(
            "candidates: “{candidate}” có hai lần; hãy bỏ một.",
            "candidates: “{candidate}” is there twice; remove one.",
        ),
        "seats_out_of_range": Text(
            "seats: số được chọn phải từ 1 đến số ứng viên ({most}), không phải {seats}; hãy sửa lại.",
            "seats: the number to be chosen must be 1 to the number of candidates ({most}), not {seats}; correct it.",
        ),
        "share_out_of_range": Text(
            "share: tỷ lệ yêu cầu phải từ 0 đến 1, không phải {share}; hãy sửa lại.",
            "share: the required share must be 0 to 1, not {share}; correct it.",
        ),
        "no_source": Text(
            "source: chưa ghi căn cứ của tỷ lệ yêu cầu; hãy ghi văn bản, điều, khoản.",
            "source: what the required share rests on is not given; name the document, article and clause.",
        ),
        "rounds_out_of_range": Text(
            "rounds: số vòng phải từ 1 đến {most}, không phải {rounds}; hãy sửa lại.",
            "rounds: the number of rounds must be 1 to {most}, not {rounds}; correct it.",
        ),
    }


class InvalidBallots(RulebookError):
    """Counts that cannot all be true."""

    sentences = {
        "negative": Text(
            "{field}: không thể là số âm ({given}); hãy đếm lại.", "{field}: cannot be {given}; count again."
        ),
        "more_present_than_members": Text(
            "present: có mặt {given} nhưng chỉ có {most} thành viên; hãy đếm lại.",
            "present: {given} present of {most} members; count again.",
        ),
        "more_issued_than_members": Text(
            "issued: phát ra {given} phiếu nhưng chỉ có {most} người bỏ phiếu; hãy đếm lại.",
            "issued: {given} ballots issued to {most} voters; count again.",
        ),
        "more_returned_than_issued": Text(
            "returned: thu về {given} phiếu nhưng chỉ phát ra {most}; hãy đếm lại.",
            "returned: {given} ballots returned of {most} issued; count again.",
        ),
        "valid_and_invalid": Text(
            "valid: hợp lệ {valid} cộng không hợp lệ {invalid} phải bằng số thu về {returned}; hãy đếm lại.",
            "valid: {valid} valid and {invalid} invalid must make the {returned} returned; count again.",
        ),
        "other_candidates": Text(
            "votes: danh sách ứng viên trên biên bản kiểm phiếu không khớp với cuộc bầu; hãy nhập lại.",
            "votes: the candidates counted are not those of the contest; enter them again.",
        ),
        "agree_and_disagree": Text(
            "{candidate}: đồng ý {agree} cộng không đồng ý {disagree} phải bằng số phiếu hợp lệ {valid}; hãy đếm lại.",
            "{candidate}: {agree} for and {disagree} against must make the {valid} valid ballots; count again.",
        ),
        "more_than_valid": Text(
            "{candidate}: {agree} phiếu bầu nhưng chỉ có {valid} phiếu hợp lệ; hãy đếm lại.",
            "{candidate}: {agree} votes on {valid} valid ballots; count again.",
        ),
        "more_than_seats": Text(
            "votes: tổng {given} lượt bầu vượt {most}, tức {seats} người trên mỗi phiếu; hãy đếm lại.",
            "votes: {given} votes in all exceed {most}, that is {seats} on each ballot; count again.",
        ),
    }


MOST_ROUNDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestRule:
    """How a contest is decided. `source` names the document, article and clause; raises InvalidContest.

    `share` of `base` is needed to be chosen, exceeded when `strict`; `turnout` is the least share of the members
    that must have returned a ballot for the contest to count at all.
    """

    candidates: tuple[str, ...]
    question: Question
    seats: int
    share: Fraction
    base: Base
    source: str
    strict: bool = False
    turnout: Fraction = Fraction(0)
    rounds: int = 1

    def __post_init__(self) -> None:
        if not self.candidates:
            raise InvalidContest("no_candidates", {})
        for place, candidate in enumerate(self.candidates):
            if candidate in self.candidates[:place]:
                raise InvalidContest("duplicate_candidate", {"candidate": candidate})
        if not 1 <= self.seats <= len(self.candidates):
            raise InvalidContest("seats_out_of_range", {"seats": self.seats, "most": len(self.candidates)})
        for share in (self.share, self.turnout):
            if not 0 <= share <= 1:
                raise InvalidContest("share_out_of_range", {"share": str(share)})
        if not self.source.strip():
            raise InvalidContest("no_source", {})
        if not 1 <= self.rounds <= MOST_ROUNDS:
            raise InvalidContest("rounds_out_of_range", {"rounds": self.rounds, "most": MOST_ROUNDS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """What one candidate received. `disagree` is counted only where each candidate is asked about."""

    agree: int
    disagree: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballots:
    """What the counting committee counted: heads, ballots, and votes by candidate."""

    members: int
    present: int
    issued: int
    returned: int
    valid: int
    invalid: int
    votes: Mapping[str, Votes] = field(hash=False)

    def of(self, base: Base) -> int:
        """The number that a share is a share of."""
        return {
            Base.MEMBERS: self.members,
            Base.PRESENT: self.present,
            Base.ISSUED: self.issued,
            Base.RETURNED: self.returned,
            Base.VALID: self.valid,
        }[base]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a count decides.

    `findings` hold one finding a candidate, in the order of the rule; `chosen` is in the order of votes; `tied` are
    those who stand equal across the last seat, and then nobody of them is chosen: a further round or the rule of the
    chair decides, never a name or an id. `turnout` is there where the rule asks for one.
    """

    findings: Mapping[str, Finding]
    chosen: tuple[str, ...]
    tied: tuple[str, ...]
    seats_left: int
    turnout: Finding | None = None

    @property
    def valid(self) -> bool:
        """Whether enough ballots came back for the contest to count."""
        return self.turnout is None or self.turnout.holds


def check(*, rule: ContestRule, ballots: Ballots) -> None:
    """Refuse counts that cannot all be true. Raises InvalidBallots at the first that is not."""
    _check_sums(ballots)
    if set(ballots.votes) != set(rule.candidates):
        raise InvalidBallots("other_candidates", {})
    for candidate, votes in ballots.votes.items():
        _refuse_negative({candidate: votes.agree, f"{candidate} (−)": votes.disagree})
        if rule.question is Question.EACH and votes.agree + votes.disagree != ballots.valid:
            raise InvalidBallots("agree_and_disagree", _said(candidate, votes, ballots))
        if votes.agree > ballots.valid:
            raise InvalidBallots("more_than_valid", _said(candidate, votes, ballots))
    given, most = sum(votes.agree for votes in ballots.votes.values()), rule.seats * ballots.valid
    if rule.question is Question.CHOOSE and given > most:
        raise InvalidBallots("more_than_seats", {"given": given, "most": most, "seats": rule.seats})


def _said(candidate: str, votes: Votes, ballots: Ballots) -> dict[str, str | int | Decimal]:
    return {"candidate": candidate, "agree": votes.agree, "disagree": votes.disagree, "valid": ballots.valid}


def _check_sums(ballots: Ballots) -> None:
    counts = ("members", "present", "issued", "returned", "valid", "invalid")
    _refuse_negative({name: getattr(ballots, name) for name in counts})
    if ballots.present > ballots.members:
        raise InvalidBallots("more_present_than_members", {"given": ballots.present, "most": ballots.members})
    if ballots.issued > ballots.members:
        raise InvalidBallots("more_issued_than_members", {"given": ballots.issued, "most": ballots.members})
    if ballots.returned > ballots.issued:
        raise InvalidBallots("more_returned_than_issued", {"given": ballots.returned, "most": ballots.issued})
    if ballots.valid + ballots.invalid != ballots.returned:
        sums = {"valid": ballots.valid, "invalid": ballots.invalid, "returned": ballots.returned}
        raise InvalidBallots("valid_and_invalid", sums)


def _refuse_negative(counts: Mapping[str, int]) -> None:
    for name, given in counts.items():
        if given < 0:
            raise InvalidBallots("negative", {"field": name, "given": given})


_CHOSEN = Text(
    "{counted}/{base} phiếu ({shown}%), cần {required} tức {needed}: đạt",
    "{counted} of {base} ({shown}%), {required} is needed, that is {needed}: enough",
)
_NOT_CHOSEN = Text(
    "{counted}/{base} phiếu ({shown}%), cần {required} tức {needed}: chưa đạt",
    "{counted} of {base} ({shown}%), {required} is needed, that is {needed}: not enough",
)
_TURNED_OUT = Text(
    "thu về {counted}/{base} phiếu ({shown}%), cần {required} tức {needed}: cuộc bỏ phiếu có giá trị",
    "{counted} of {base} ballots returned ({shown}%), {required} is needed, that is {needed}: the contest counts",
)
_NOT_TURNED_OUT = Text(
    "thu về {counted}/{base} phiếu ({shown}%), cần {required} tức {needed}: cuộc bỏ phiếu không có giá trị",
    "{counted} of {base} ballots returned ({shown}%), {required} is needed, that is {needed}: the contest does not count",
)
_NO_BASE = Text("không có phiếu nào để tính", "there is nothing to count against")


def decide(*, rule: ContestRule, ballots: Ballots) -> Outcome:
    """Who is chosen. Raises InvalidBallots when the counts cannot be true.

    A candidate needs the rule's share; of more who have it than there are seats, those with the most votes are
    chosen. Candidates equal across the last seat are all left open.
    """
    check(rule=rule, ballots=ballots)
    findings = {candidate: _judged(rule, ballots, candidate) for candidate in rule.candidates}
    turnout = _turnout(rule, ballots)
    if turnout is not None and not turnout.holds:
        return Outcome(findings=findings, chosen=(), tied=(), seats_left=rule.seats, turnout=turnout)
    enough = [candidate for candidate in rule.candidates if findings[candidate].holds]
    enough.sort(key=lambda candidate: -ballots.votes[candidate].agree)
    chosen, tied = _seated(enough, rule.seats, {name: ballots.votes[name].agree for name in enough})
    return Outcome(
        findings=findings, chosen=chosen, tied=tied, seats_left=rule.seats - len(chosen), turnout=turnout
    )  # fmt: skip


def _judged(rule: ContestRule, ballots: Ballots, candidate: str) -> Finding:
    base = ballots.of(rule.base)
    if base == 0:
        return Finding("contest.share", False, _NO_BASE, reference=rule.source)
    found = judge_count(
        rule="contest.share", sentences=(_CHOSEN, _NOT_CHOSEN), field=candidate,
        counted=ballots.votes[candidate].agree, base=base, share=rule.share, strict=rule.strict,
    )  # fmt: skip
    return Finding(found.rule, found.holds, found.because, reference=rule.source, data=found.data)


def _turnout(rule: ContestRule, ballots: Ballots) -> Finding | None:
    if not rule.turnout:
        return None
    if ballots.members == 0:
        return Finding("contest.turnout", False, _NO_BASE, reference=rule.source)
    return judge_count(
        rule="contest.turnout", sentences=(_TURNED_OUT, _NOT_TURNED_OUT), field="returned",
        counted=ballots.returned, base=ballots.members, share=rule.turnout, strict=False,
    )  # fmt: skip


def _seated(enough: list[str], seats: int, votes: Mapping[str, int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those above the last seat, and those who stand equal across it; `enough` is in the order of votes."""
    if len(enough) <= seats or votes[enough[seats - 1]] != votes[enough[seats]]:
        return tuple(enough[:seats]), ()
    level = votes[enough[seats]]
    return (
        tuple(one for one in enough if votes[one] > level),
        tuple(one for one in enough if votes[one] == level),
    )


def further_round(*, rule: ContestRule, outcome: Outcome) -> ContestRule | None:
    """The rule of the next round among those who stand equal, or None: nobody does, or no round is left."""
    if not outcome.tied or rule.rounds <= 1:
        return None
    return ContestRule(
        candidates=outcome.tied, question=rule.question, seats=outcome.seats_left, share=rule.share, base=rule.base,
        source=rule.source, strict=rule.strict, turnout=rule.turnout, rounds=rule.rounds - 1,
    )  # fmt: skip


FEWEST = 5  # below this number of voters a sealed ballot is refused; paper and people are better

_FEW = Text(
    "Chỉ có {members} người bỏ phiếu. Dưới {fewest} người, kết quả gần như cho biết ai bầu thế nào; hãy dùng phiếu giấy.",
    "There are only {members} voters. Below {fewest} the result all but tells who voted how; use paper ballots.",
)
_UNANIMITY = Text(
    "Cần {needed}/{base} phiếu, tức là mọi người. Nếu trúng, ai cũng biết tất cả đã đồng ý; tính bí mật chỉ là hình thức.",
    "{needed} of {base} votes are needed, that is everybody. If it passes, all will know that everyone agreed; secrecy is only nominal.",
)
_ONE_DISSENT = Text(
    "Cần {needed}/{base} phiếu, chỉ được {spare} phiếu khác. Khi kết quả sát ngưỡng, dễ đoán ai đã bầu khác.",
    "{needed} of {base} votes are needed, with room for {spare} dissent. A result near the limit makes the dissenter easy to guess.",
)


def secrecy_warnings(*, rule: ContestRule, members: int) -> list[Text]:
    """What to say before a secret contest is opened: where its secrecy is only nominal. `members` above 0.

    Everybody is taken to vote: with fewer ballots the room for dissent only shrinks.
    """
    found = []
    if members < FEWEST:
        found.append(_FEW.filled(members=members, fewest=FEWEST))
    needed = least_count(base=members, share=rule.share, strict=rule.strict)
    if needed >= members:
        found.append(_UNANIMITY.filled(needed=needed, base=members))
    elif needed == members - 1:
        found.append(_ONE_DISSENT.filled(needed=needed, base=members, spare=1))
    return found
