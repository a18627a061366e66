"""From closed to decided: paper figures typed twice, or the result of an opened box; then recognised by two people."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from thidua.ballots import events, policies, queries
from thidua.ballots.actions import flow, preparing
from thidua.ballots.models import Contest, ContestState, PaperCount, Step
from thidua.ballots.sealing.result import BoxResult, UnreadableResult, verify
from thidua.conferences.queries import attendance_rows, present_count
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal, TextRefusal
from thidua.ledger.actions import Recorded, action
from thidua.rulebook.contests import Ballots, InvalidBallots, Outcome, check, further_round


class FiguresDiffer(Refusal):
    code = "figures_differ"
    sentence = _(
        "Hai thành viên tổ kiểm phiếu nhập khác nhau ở: %(fields)s. Cùng đếm lại tờ kiểm phiếu, rồi mỗi người nhập lại."
    )


class OtherBox(Refusal):
    code = "other_box"
    field = "file"
    sentence = _("Kết quả này không phải của hòm phiếu đã đóng: %(why)s. Kiểm tra đã chọn đúng tệp kết quả.")


class NothingTied(Refusal):
    code = "nothing_tied"
    sentence = _("Không có ứng viên ngang phiếu ở chỗ cuối cùng, hoặc đã hết số vòng theo thể lệ.")


@action(needs=policies.COUNT, loads=queries.contest_to_change)
def type_paper_count(contest: Contest, *, actor: Actor, at: datetime, figures: Mapping[str, Any]) -> Recorded[Contest]:
    """A member types the tally sheet; when a second has typed the same, the contest is counted.

    Raises what the rulebook refuses about figures that cannot be true, and never tells what the other one typed.
    """
    flow.require_state(contest, ContestState.CLOSED)
    if contest.sealed:
        raise flow.OtherState
    whole = {"members": len(contest.roll.all()), **figures}
    _sound(contest, queries.ballots_from(whole))
    PaperCount.objects.update_or_create(
        contest=contest, person_id=actor.id, emulation_year_id=contest.emulation_year_id,
        defaults={"figures": whole, "typed_at": at},
    )  # fmt: skip
    other = PaperCount.objects.filter(contest=contest).exclude(person_id=actor.id).order_by("typed_at").first()
    if other is None or other.figures != whole:
        return Recorded(contest, events.PaperCountTyped(**flow.about(contest)))
    return _counted(contest, whole)


@action(needs=policies.COUNT, loads=queries.contest_to_change)
def import_result(contest: Contest, *, actor: Actor, at: datetime, text: str) -> Recorded[Contest]:
    """The committee hands in what came out of the box: held against root, roll and keys before it is believed."""
    flow.require_state(contest, ContestState.CLOSED)
    if not contest.sealed:
        raise flow.OtherState
    box = queries.box_of(contest)
    try:
        result = verify(text, box=box, root=contest.root)
    except UnreadableResult as error:
        raise OtherBox(why=_why(error.code)) from error
    voted = sum(one.voted for one in contest.roll.all())
    if result.ballots != voted:
        raise OtherBox(why=_why("other_count"))
    whole = _figures(contest, result, voted)
    _sound(contest, queries.ballots_from(whole))
    return _counted(contest, whole)


WHYS = {
    "not_json": _("tệp không đọc được"),
    "other_format": _("tệp không phải tệp kết quả mở hòm phiếu"),
    "other_box": _("cuộc bỏ phiếu hoặc mã gốc của hòm phiếu khác nhau"),
    "signatures": _("chưa đủ chữ ký hợp lệ của tổ kiểm phiếu"),
    "sums": _("tổng các số không khớp nhau"),
    "other_count": _("số lá phiếu khác số người đã bỏ phiếu"),
}


def _why(code: str) -> str:
    return str(WHYS[code])


def _figures(contest: Contest, result: BoxResult, voted: int) -> dict[str, Any]:
    """The result as the rulebook's figures. Whoever has voted has been given a ballot and has returned it."""
    present = present_count(attendance_rows(contest.conference))
    each = contest.question == "each"
    votes = {
        key: {"agree": agree, "disagree": result.valid - agree if each else 0} for key, agree in result.votes.items()
    }
    members = len(contest.roll.all())
    return {
        "members": members, "present": min(members, max(present, voted)), "issued": voted, "returned": voted,
        "valid": result.valid, "invalid": result.ballots - result.valid, "votes": votes,
        "blank": result.blank, "void": dict(result.void),
    }  # fmt: skip


def _sound(contest: Contest, ballots: Ballots) -> None:
    """Refuse figures that cannot be true, naming candidates by their names."""
    try:
        check(rule=queries.rule_of(contest), ballots=ballots)
    except InvalidBallots as error:
        text, names = error.text, queries.names_by_key(contest)

        def sentence() -> str:
            said = text.in_language(get_language() or "vi")
            key, colon, rest = said.partition(":")
            return f"{names.get(key.removesuffix(' (−)'), key)}{colon}{rest}"

        raise TextRefusal(code=error.code, sentence=sentence, field=None) from error


def _counted(contest: Contest, figures: dict[str, Any]) -> Recorded[Contest]:
    contest.state, contest.counted = ContestState.COUNTED, figures
    flow.save(contest, "state", "counted")
    names = queries.names_by_key(contest)
    votes = tuple(f"{names[key]} {given['agree']}" for key, given in figures["votes"].items())
    counts = {name: figures[name] for name in ("issued", "returned", "valid", "invalid")}
    return Recorded(contest, events.ContestCounted(**flow.about(contest), **counts, votes=votes))


@action(needs=policies.LEAD, loads=queries.contest_to_change)
def confirm_result(contest: Contest, *, actor: Actor, at: datetime) -> Recorded[Contest]:
    """The result is recognised once a second person agrees; what it decides follows from the rule alone."""
    flow.require_state(contest, ContestState.COUNTED)
    first = flow.second_of(contest, Step.CONFIRM, actor=actor, at=at)
    if first is None:
        return Recorded(contest, events.StepProposed(**flow.about(contest), step=Step.CONFIRM))
    contest.state, contest.confirmed_at = ContestState.CONFIRMED, at
    flow.save(contest, "state", "confirmed_at")
    outcome = queries.outcome_of(contest)
    names = queries.names_by_key(contest)
    chosen = tuple(names[key] for key in outcome.chosen) if outcome else ()
    event = events.ContestConfirmed(**flow.about(contest), chosen=chosen or ("–",), first=first.by)
    return Recorded(contest, event)


@action(needs=policies.LEAD, loads=queries.contest_to_change)
def next_round(contest: Contest, *, actor: Actor, at: datetime) -> Recorded[Contest]:
    """A further round among those who stand equal across the last seat, with the same roll and new keys."""
    flow.require_state(contest, ContestState.CONFIRMED)
    outcome: Outcome | None = queries.outcome_of(contest)
    again = further_round(rule=queries.rule_of(contest), outcome=outcome) if outcome else None
    if again is None or hasattr(contest, "next_round"):
        raise NothingTied
    return preparing.follow_up(contest, again)
