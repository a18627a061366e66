"""From the facts of pledges to the words that are printed."""

from datetime import date
from decimal import Decimal
from typing import Any

from thidua.assessment.models import SigningWay, TargetKind
from thidua.papers.facts import CommonPledgeFacts, PledgeFacts, SigningFact, TargetFact, UnitPledgeFact
from thidua.papers.phrases import MADE_UP, line, name_of, of
from thidua.reading.dates import write_date, write_long_date
from thidua.reading.numbers import write_number
from thidua.rulebook.facts import Direction

WAYS = {
    SigningWay.CONFERENCE: "Ký tại hội nghị",
    SigningWay.REMOTE: "Ký từ xa trên phần mềm",
    SigningWay.PAPER: "Ký bản giấy",
}
# What a plan of another kind than a figure is called before its number.
LEADS = {
    (TargetKind.THRESHOLD, Direction.MORE): "từ {planned} trở lên",
    (TargetKind.THRESHOLD, Direction.REACH): "từ {planned} trở lên",
    (TargetKind.THRESHOLD, Direction.LESS): "từ {planned} trở xuống",
}
ILLUSTRATIVE = {"pledges": "chỉ tiêu, nội dung cam kết", "people": "tên người ký", "events": "lịch hoạt động chung"}


def printed_pledge(facts: PledgeFacts) -> dict[str, Any]:
    """The texts of a unit's pledge. Every key is always there."""
    return {
        "title": line(facts.title),
        "bloc": line(facts.bloc).upper(),
        "organ": line(facts.unit).upper(),
        "place_and_date": _place_and_date(facts.locality, facts.signed_on),
        "year": str(facts.year),
        "unit": line(facts.unit),
        "bloc_name": line(facts.bloc),
        "note": _note(facts.illustrative),
        "targets": _targets(facts.targets),
        "commitments": [line(one) for one in facts.commitments.splitlines() if one.strip()],
        "titles": [{"number": str(number), "text": line(one)} for number, one in enumerate(facts.titles, start=1)],
        "signings": _signings(facts.signings),
        "leader": line(facts.leader),
        "signer_name": _last_signer(facts.signings),
        "recipients": [f"{line(facts.authority)};", f"Các đơn vị thành viên {line(facts.bloc)};"],
        "archive": line(facts.unit),
        "ledger_hash": facts.ledger_hash,
    }


def printed_common_pledge(facts: CommonPledgeFacts) -> dict[str, Any]:
    """The texts of the bloc's common pledge."""
    signed = [one for one in facts.units if one.signings]
    return {
        "title": line(facts.title),
        "bloc": line(facts.bloc).upper(),
        "organ": line(facts.authority).upper(),
        "place_and_date": _place_and_date(facts.locality, facts.made_on),
        "year": str(facts.year),
        "bloc_name": line(facts.bloc),
        "note": _note(facts.illustrative),
        "completeness": f"Có {of(len(signed), len(facts.units))} đơn vị thành viên đã ký giao ước.",
        "units": [
            {"number": str(number), "unit": line(one.unit), "targets": _targets(one.targets)}
            for number, one in enumerate(facts.units, start=1)
        ],
        "events": [{"days": days, "text": line(text), "place": line(place)} for days, text, place in facts.events],
        "signatures": [_signature(number, one) for number, one in enumerate(facts.units, start=1)],
        "leader": line(facts.leader),
        "recipients": [f"{line(facts.authority)};", "Các đơn vị thành viên của khối;"],
        "archive": line(facts.leader) or line(facts.bloc),
        "ledger_hash": facts.ledger_hash,
    }


def plan_in_words(target: TargetFact) -> str:
    """A plan as a pledge puts it: its own wording first, otherwise made from the figures."""
    if target.wording:
        return line(target.wording)
    planned, upper = _number(target.planned), _number(target.planned_to)
    compared = f" {line(target.compared_with)}" if target.compared_with else ""
    if target.kind == TargetKind.RANGE:
        return f"từ {planned} đến {upper}{compared}"
    if target.kind == TargetKind.NEVER:
        return f"không để xảy ra{compared}"
    if target.kind == TargetKind.REDUCTION:
        return f"giảm ít nhất {planned}{compared}"
    lead = LEADS.get((TargetKind(target.kind), Direction(target.direction)), "{planned}")
    return lead.format(planned=planned) + compared


def _targets(targets: tuple[TargetFact, ...]) -> list[dict[str, str]]:
    return [
        {
            "number": str(number),
            "indicator": line(one.indicator),
            "unit": line(one.unit_of_measure),
            "plan": plan_in_words(one) + _before(one),
        }
        for number, one in enumerate(targets, start=1)
    ]


def _before(target: TargetFact) -> str:
    """What the plan was, where a decision amended it; an own wording also gets the figure now in force."""
    if not target.decision:
        return ""
    now = f"; nay là {_number(target.planned)}" if target.wording else ""
    return f" (trước điều chỉnh: {_number(target.before)}{now}, {line(target.decision)})"


def _number(text: str) -> str:
    return write_number(Decimal(text)) if text else "chưa định"


def _signings(signings: tuple[SigningFact, ...]) -> list[dict[str, str]]:
    return [{"way": WAYS[SigningWay(one.way)], "day": _day(one), "signer": line(one.signer)} for one in signings]


def _signature(number: int, one: UnitPledgeFact) -> dict[str, str]:
    """A row of the page of signatures: the last way in which the unit signed."""
    last = one.signings[-1] if one.signings else None
    return {
        "number": str(number),
        "unit": line(one.unit),
        "signer": line(last.signer) if last else "",
        "signed": f"{WAYS[SigningWay(last.way)]}, {_day(last)}" if last else "Chưa ký",
    }


def _day(one: SigningFact) -> str:
    late = " (muộn so với hạn)" if one.late else ""
    return f"{write_date(date.fromisoformat(one.signed_on), language='vi')}{late}"


def _last_signer(signings: tuple[SigningFact, ...]) -> str:
    return name_of(signings[-1].signer) if signings else ""


def _place_and_date(locality: str, day: str) -> str:
    written = write_long_date(date.fromisoformat(day)) if day else "ngày     tháng     năm"
    return f"{line(locality)}, {written}" if locality else written


def _note(illustrative: tuple[str, ...]) -> str:
    parts = [ILLUSTRATIVE[key] for key in illustrative]
    return f"Văn bản có {MADE_UP}: {'; '.join(parts)}." if parts else ""
