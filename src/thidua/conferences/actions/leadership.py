"""Next year's head and deputy: the rule, the history, choosing, accepting, declining, taking back."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from thidua.conferences import choosing, events, policies, queries
from thidua.conferences.models import (
    ChoiceMethod,
    ChoiceState,
    LeadershipChoice,
    LeadershipRule,
    PastLeadership,
    Post,
)
from thidua.conferences.queries import leadership, stages
from thidua.conferences.queries.judging import no_attendance_yet, quorum_of
from thidua.conferences.queries.rota import Rota
from thidua.conferences.queries.rules import base_of, rotation_source, rule_of, share_verdict
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import members, year_to_change
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.kernel.versions import Stale
from thidua.ledger.actions import Recorded, action
from thidua.ledger.queries import last_entry
from thidua.reading.dates import write_date


class NotCarried(Refusal):
    code = "not_carried"
    field = "agreed"
    sentence = _("%(agreed)s/%(base)s đơn vị nhất trí: chưa đạt mức theo quy ước. Biểu quyết lại hoặc chọn cách khác.")


class OutOfRange(Refusal):
    code = "out_of_range"
    field = "agreed"
    sentence = _("Có %(base)s đơn vị được tính, nên không thể có %(agreed)s đơn vị nhất trí. Đếm lại rồi ghi.")


class NobodyMeets(Refusal):
    code = "nobody_meets"
    sentence = _("Không có hội nghị nào đang họp. Khai mạc hội nghị rồi biểu quyết, hoặc chọn cách khác.")


class NotQuorate(Refusal):
    code = "not_quorate"
    sentence = _("Điểm danh chưa đủ hoặc chưa đủ số đơn vị có mặt để biểu quyết. Điểm danh trước.")


class NobodysTurn(Refusal):
    code = "nobodys_turn"
    sentence = _("Không đơn vị nào đủ điều kiện theo kế hoạch luân phiên. Xem lại quy ước hoặc chọn cách khác.")


class AlreadyAnswered(Refusal):
    code = "already_answered"
    sentence = _("Đơn vị đã trả lời, hoặc lựa chọn này đã được rút. Tải lại trang.")


class StillBarred(Refusal):
    code = "still_barred"
    sentence = _("Đơn vị còn vướng: %(bars)s. Cơ quan tổ chức khối cho phép (có lý do) thì mới nhận được.")


class NothingBars(Refusal):
    code = "nothing_bars"
    sentence = _("Đơn vị này không vướng quy ước nào, nên không cần cho phép.")


class YearKnown(Refusal):
    code = "year_known"
    field = "past_year"
    sentence = _("Năm %(year)s đã có trong lịch sử của khối. Bỏ dòng cũ trước nếu ghi nhầm.")


class NotInThePast(Refusal):
    code = "not_in_the_past"
    field = "past_year"
    sentence = _("Chỉ ghi các năm trước năm %(year)s.")


class SameUnits(Refusal):
    code = "same_units"
    field = "deputy"
    sentence = _("Khối trưởng và Khối phó phải là hai đơn vị khác nhau.")


@action(needs=policies.SET_RULE, loads=year_to_change)
def set_leadership_rule(
    year: EmulationYear, *, actor: Actor, at: datetime, values: Mapping[str, Any], version: int | None = None
) -> Recorded[LeadershipRule]:
    """The bloc's rule is written down, with what it rests on: order, rest, deputy, bars, majority."""
    if not year.running:
        raise stages.YearNotRunning
    rule = LeadershipRule.objects.filter(emulation_year=year).first() or LeadershipRule(emulation_year=year, version=0)
    if version is not None and version != rule.version:
        last = last_entry(f"leadership:{year.pk}")
        raise Stale(who=last.who if last else "", at=last.at if last else None)
    known = {unit.pk for unit in members(year)}
    for name, value in values.items():
        setattr(rule, name, value)
    rule.listed = [unit_id for unit_id in rule.listed if unit_id in known]
    rule.set_by, rule.set_at, rule.version = actor.describe(), at, rule.version + 1
    rule.save()
    event = events.LeadershipRuleSet(subject=f"leadership:{year.pk}", emulation_year_id=year.pk, source=rule.source)
    return Recorded(rule, event)


@action(needs=policies.SET_RULE, loads=year_to_change)
def record_past_leadership(
    year: EmulationYear, *, actor: Actor, at: datetime, past_year: int, leader_id: int, deputy_id: int | None,
    source: str,
) -> Recorded[PastLeadership]:  # fmt: skip
    """Who led the bloc in a year before it was kept here, with the document that says so."""
    if past_year >= year.year:
        raise NotInThePast(year=year.year)
    if leader_id == deputy_id:
        raise SameUnits
    known = {unit.pk: unit for unit in members(year)}
    if leader_id not in known or (deputy_id and deputy_id not in known):
        raise choosing.NotOfTheBloc(field="deputy" if leader_id in known else "leader")
    if EmulationYear.objects.filter(bloc_id=year.bloc_id, year=past_year).exists():
        raise YearKnown(year=past_year)
    try:
        with transaction.atomic():
            past = PastLeadership.objects.create(
                bloc_id=year.bloc_id, year=past_year, leader_id=leader_id, deputy_id=deputy_id, source=source,
                recorded_by=actor.describe(), recorded_at=at,
            )  # fmt: skip
    except IntegrityError as error:
        raise YearKnown(year=past_year) from error
    event = events.PastLeadershipRecorded(
        subject=f"leadership:{year.pk}", emulation_year_id=year.pk, past_year=past_year,
        leader=known[leader_id].name, deputy=known[deputy_id].name if deputy_id else "–", source=source,
    )  # fmt: skip
    return Recorded(past, event)


@action(needs=policies.SET_RULE, loads=year_to_change)
def remove_past_leadership(year: EmulationYear, *, actor: Actor, at: datetime, past_id: int) -> Recorded[EmulationYear]:
    """A year typed in by mistake leaves the history."""
    past = leadership.past_of_year(actor, year.pk, past_id)
    event = events.PastLeadershipRemoved(
        subject=f"leadership:{year.pk}", emulation_year_id=year.pk, past_year=past.year, leader=past.leader.name
    )
    past.delete()
    return Recorded(year, event)


@action(needs=policies.CHOOSE, loads=year_to_change)
def choose_by_agreement(
    year: EmulationYear, *, actor: Actor, at: datetime, post: str, unit_id: int, person_name: str, person_title: str,
    agreed: int, conflict: str = "",
) -> Recorded[LeadershipChoice]:  # fmt: skip
    """The units agree openly on one post, at a conference that meets; base and majority are those of the bloc's rule."""
    choosing.require_free(year, post=post, unit_id=unit_id)
    conference, rule = leadership.open_conference_of(year), rule_of(year)
    if conference is None:
        raise NobodyMeets
    rows = queries.attendance_rows(conference)
    if no_attendance_yet(rows) or not quorum_of(rows).holds:
        raise NotQuorate
    base = base_of(rule, rows)
    if not 0 <= agreed <= base:
        raise OutOfRange(base=base, agreed=agreed)
    verdict = share_verdict(rule, agreed=agreed, base=base)
    if not verdict.holds:
        raise NotCarried(agreed=agreed, base=base)
    choice, event = choosing.put(
        year, actor=actor, at=at, post=post, method=ChoiceMethod.AGREEMENT, unit_id=unit_id, person_name=person_name,
        person_title=person_title, evidence=verdict.because.vi, basis=rule.source, conflict=conflict,
    )  # fmt: skip
    return Recorded(choice, event)


@action(needs=policies.CHOOSE, loads=year_to_change)
def choose_by_rotation(
    year: EmulationYear, *, actor: Actor, at: datetime, post: str, person_name: str, person_title: str,
    conflict: str = "",
) -> Recorded[LeadershipChoice]:  # fmt: skip
    """Whose turn it is by the bloc's rule and history takes the post; the explanation is kept as evidence."""
    key, why = Rota(year).next_turn(post)
    if not key or why is None:
        raise NobodysTurn
    choice, event = choosing.put(
        year, actor=actor, at=at, post=post, method=ChoiceMethod.ROTATION, unit_id=int(key), person_name=person_name,
        person_title=person_title, evidence=why.because.vi, basis=rotation_source(rule_of(year)), conflict=conflict,
    )  # fmt: skip
    return Recorded(choice, event)


@action(needs=policies.CHOOSE, loads=year_to_change)
def choose_by_appointment(
    year: EmulationYear, *, actor: Actor, at: datetime, post: str, unit_id: int, person_name: str, person_title: str,
    document_number: str, document_on: date, issuer: str, conflict: str = "",
) -> Recorded[LeadershipChoice]:  # fmt: skip
    """A higher body has appointed the unit by a dated document."""
    evidence = f"Văn bản số {document_number} ngày {write_date(document_on)} của {issuer}"
    choice, event = choosing.put(
        year, actor=actor, at=at, post=post, method=ChoiceMethod.APPOINTMENT, unit_id=unit_id,
        person_name=person_name, person_title=person_title, evidence=evidence, basis=evidence, conflict=conflict,
        document_number=document_number, document_on=document_on, issuer=issuer,
    )  # fmt: skip
    return Recorded(choice, event)


@action(needs=policies.CHOOSE, loads=year_to_change)
def leave_deputy_out(year: EmulationYear, *, actor: Actor, at: datetime, reason: str) -> Recorded[LeadershipChoice]:
    """Next year has no deputy, for a reason."""
    choice, event = choosing.put(
        year, actor=actor, at=at, post=Post.DEPUTY, method=ChoiceMethod.ABSENT, unit_id=None, evidence=reason,
        basis=rule_of(year).source,
    )  # fmt: skip
    return Recorded(choice, event)


@action(needs=policies.ANSWER, loads=leadership.choice_to_change)
def accept_leadership(
    choice: LeadershipChoice, *, actor: Actor, at: datetime, person_name: str, person_title: str
) -> Recorded[LeadershipChoice]:
    """The head of the chosen unit accepts, and names who holds the post."""
    _require_waiting(choice)
    standing_bars(choice)
    choice.person_name, choice.person_title = person_name, person_title
    _answered(choice, ChoiceState.ACCEPTED, actor=actor, at=at)
    person = f"{person_name}, {person_title}"
    return Recorded(choice, events.LeadershipAccepted(**_named(choice), person=person))


@action(needs=policies.ANSWER, loads=leadership.choice_to_change)
def decline_leadership(
    choice: LeadershipChoice, *, actor: Actor, at: datetime, reason: str
) -> Recorded[LeadershipChoice]:
    """The head of the chosen unit declines with a reason; another choice is made."""
    _require_waiting(choice)
    _answered(choice, ChoiceState.DECLINED, actor=actor, at=at, answer=reason)
    return Recorded(choice, events.LeadershipDeclined(**_named(choice), reason=reason))


@action(needs=policies.CHOOSE, loads=leadership.choice_to_change)
def withdraw_choice(choice: LeadershipChoice, *, actor: Actor, at: datetime, reason: str) -> Recorded[LeadershipChoice]:
    """A choice that stands is taken back with a reason; it stays in the history."""
    if not choice.stands or not choice.emulation_year.running:
        raise AlreadyAnswered
    _answered(choice, ChoiceState.WITHDRAWN, actor=actor, at=at, answer=reason)
    return Recorded(choice, events.LeadershipWithdrawn(**_named(choice), reason=reason))


@action(needs=policies.ALLOW, loads=leadership.choice_to_change)
def allow_choice(choice: LeadershipChoice, *, actor: Actor, at: datetime, reason: str) -> Recorded[LeadershipChoice]:
    """The authority lets a unit lead that a rule bars, with a reason; the bars stand beside it in the ledger."""
    bars = bars_of_choice(choice)
    if not choice.stands or not bars:
        raise NothingBars
    choice.allowed_because, choice.allowed_by = reason, actor.describe()
    choice.save(update_fields=["allowed_because", "allowed_by"])
    return Recorded(choice, events.LeadershipAllowed(**_named(choice), bars="; ".join(bars), reason=reason))


def bars_of_choice(choice: LeadershipChoice) -> list[str]:
    """What bars the chosen unit, in sentences; whether lifted or not."""
    if choice.unit is None:
        return []
    return [one.because.vi for one in Rota(choice.emulation_year).bars_on(choice.unit, choice.post)]


def standing_bars(choice: LeadershipChoice) -> None:
    """Refuse while a bar stands that the authority has not lifted."""
    bars = bars_of_choice(choice)
    if bars and not choice.allowed_because:
        raise StillBarred(bars="; ".join(bars))


def _require_waiting(choice: LeadershipChoice) -> None:
    if not choice.waiting or not choice.emulation_year.running:
        raise AlreadyAnswered


def _answered(choice: LeadershipChoice, state: str, *, actor: Actor, at: datetime, answer: str = "") -> None:
    choice.state, choice.answer, choice.answered_by, choice.answered_at = state, answer, actor.describe(), at
    choice.save(update_fields=["state", "answer", "answered_by", "answered_at", "person_name", "person_title"])


def _named(choice: LeadershipChoice) -> dict[str, Any]:
    return {**choosing.about(choice), "unit": choice.unit.name if choice.unit else "–"}
