"""The writes of this app: the rules of awards, the draft list, and settling it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from thidua.assessment.queries import ranking_is_final
from thidua.conferences.queries.resolving import ResolutionRow
from thidua.conferences.queries.stages import YearNotRunning
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import members, year_to_change
from thidua.honours import events, policies, queries
from thidua.honours.models import AwardRule, Nomination, NominationList, NominationState, NomineeKind
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action
from thidua.rulebook.findings import Finding


class AlreadySettled(Refusal):
    code = "already_settled"
    sentence = _("Danh sách đã chốt lúc %(when)s. Cơ quan tổ chức khối mở lại (có lý do) thì mới sửa được.")


class RuleKnown(Refusal):
    code = "rule_known"
    field = "name"
    sentence = _("Hình thức này của cùng cơ quan và cùng hạng đã có trong danh sách.")


class RuleUsed(Refusal):
    code = "rule_used"
    sentence = _("Đã có người, đơn vị ghi vào hình thức này bằng tay. Rút các đề nghị đó trước.")


class NoRules(Refusal):
    code = "no_rules"
    sentence = _("Chưa ghi hình thức khen thưởng nào. Thêm hình thức và cách đề nghị trước.")


class NotRankedYet(Refusal):
    code = "not_ranked_yet"
    sentence = _("Xếp hạng của khối chưa chốt, nên chưa lập dự thảo theo điểm được. Chốt xếp hạng trước.")


class AlreadyNominated(Refusal):
    code = "already_nominated"
    field = "name"
    sentence = _("%(nominee)s đã được đề nghị cho hình thức này.")


class NotAMember(Refusal):
    code = "not_a_member"
    field = "unit"
    sentence = _("Đơn vị này không phải thành viên của khối. Chọn trong danh sách, hoặc ghi tên ở mục khác.")


class TiesLeft(Refusal):
    code = "ties_left"
    sentence = _("Còn %(count)s nơi ngang nhau ở vị trí cuối. Khối quyết định: đề nghị hoặc rút từng nơi, có lý do.")


class NotDraftedYet(Refusal):
    code = "not_drafted_yet"
    sentence = _("Chưa lập dự thảo danh sách. Lập dự thảo trước.")


class NotSettled(Refusal):
    code = "not_settled"
    sentence = _("Danh sách chưa chốt, nên không cần mở lại.")


def _require_open(year: EmulationYear) -> NominationList | None:
    if not year.running:
        raise YearNotRunning
    found = queries.list_of(year)
    if found and found.settled_at:
        raise AlreadySettled(when=found.settled_at.strftime("%d/%m/%Y"))
    return found


def _about(year: EmulationYear, unit_id: int | None = None) -> dict[str, Any]:
    return {"subject": f"nominations:{year.pk}", "emulation_year_id": year.pk, "unit_id": unit_id}


@action(needs=policies.DRAFT, loads=year_to_change)
def add_rule(year: EmulationYear, *, actor: Actor, at: datetime, values: Mapping[str, Any]) -> Recorded[AwardRule]:
    """An award the bloc proposes for, and how it decides whom."""
    _require_open(year)
    same = {name: values[name] for name in ("name", "grantor", "grade")}
    if AwardRule.objects.filter(emulation_year=year, **same).exists():
        raise RuleKnown
    last = AwardRule.objects.filter(emulation_year=year).aggregate(last=Max("position"))["last"] or 0
    rule = AwardRule.objects.create(emulation_year=year, position=last + 1, **values)
    event = events.AwardRuleAdded(
        **_about(year), award=rule.name, grantor=rule.grantor, places=rule.places, source=rule.source
    )
    return Recorded(rule, event)


@action(needs=policies.DRAFT, loads=queries.rule_to_change)
def remove_rule(rule: AwardRule, *, actor: Actor, at: datetime) -> Recorded[EmulationYear]:
    """An award leaves the list together with what was drafted for it."""
    year = rule.emulation_year
    _require_open(year)
    if rule.nominations.filter(by_hand=True).exclude(state=NominationState.REMOVED).exists():
        raise RuleUsed
    event = events.AwardRuleRemoved(**_about(year), award=rule.name)
    rule.nominations.all().delete()
    rule.delete()
    return Recorded(year, event)


@action(needs=policies.DRAFT, loads=year_to_change)
def draft_list(year: EmulationYear, *, actor: Actor, at: datetime) -> Recorded[NominationList]:
    """The list is drafted by the rules. Drafted again, it follows the facts; what people did by hand stays."""
    _require_open(year)
    drafted = queries.drafts_of(year)
    if not drafted:
        raise NoRules
    if not ranking_is_final(year):
        raise NotRankedYet
    found, _created = NominationList.objects.update_or_create(
        emulation_year=year, defaults={"drafted_by": actor.describe(), "drafted_at": at}
    )
    units = {str(unit.pk): unit for unit in members(year)}
    made: list[Nomination] = []
    for rule, draft in drafted:
        rule.nominations.filter(by_hand=False).delete()
        kept = set(rule.nominations.values_list("name", flat=True))
        judged = [
            *((NominationState.PROPOSED, one) for one in draft.proposed),
            *((NominationState.TIED, one) for one in draft.tied),
            *((NominationState.PASSED, one) for one in draft.passed),
        ]
        made += [
            Nomination(
                emulation_year=year, rule=rule, position=position, unit=units[key], name=units[key].name, state=state,
                why=as_lines(finding), conflict=_conflict(year, int(key)), entered_by=actor.describe(), entered_at=at,
            )
            for position, (state, (key, finding)) in enumerate(judged, start=1)
            if key in units and units[key].name not in kept
        ]  # fmt: skip
    Nomination.objects.bulk_create(made)
    event = events.NominationsDrafted(
        **_about(year), proposed=_said(made, NominationState.PROPOSED), tied=_said(made, NominationState.TIED)
    )
    return Recorded(found, event)


class NotAdopted(Refusal):
    code = "not_adopted"
    field = "resolution"
    sentence = _("Nội dung biểu quyết này không thuộc năm này hoặc không được thông qua. Chọn lại.")


def as_lines(finding: Finding) -> list[list[str]]:
    """The finding and its parts as pairs of sentences, Vietnamese and English."""
    return [[one.because.vi, one.because.en] for one in (finding, *finding.parts)]


def _by_vote(row: ResolutionRow) -> list[list[str]]:
    text = row.resolution.text
    return [[f"Hội nghị biểu quyết công khai: {text}", f"The conference voted openly: {text}"], *as_lines(row.verdict)]


def _conflict(year: EmulationYear, unit_id: int | None) -> str:
    return (
        "Đơn vị của Khối trưởng được đề nghị trong danh sách do Khối trưởng chốt." if unit_id == year.leader_id else ""
    )


def _said(made: list[Nomination], state: str) -> tuple[str, ...]:
    return tuple(f"{one.name}: {one.rule.name}" for one in made if one.state == state) or ("–",)


@action(needs=policies.DRAFT, loads=queries.rule_to_change)
def nominate(
    rule: AwardRule, *, actor: Actor, at: datetime, nominee: str, unit_id: int | None, name: str, reason: str,
    conflict: str = "", resolution_id: int | None = None,
) -> Recorded[Nomination]:  # fmt: skip
    """Somebody is proposed by hand, with a reason: a unit that stands equal, a person, or somebody who is no member.

    When an open vote decided it, its exact count is kept as the ground. Raises NotAdopted for one that did not carry.
    """
    year = rule.emulation_year
    _require_open(year)
    unit = next((one for one in members(year) if one.pk == unit_id), None)
    if nominee == NomineeKind.UNIT and unit is None:
        raise NotAMember
    adopted = queries.adopted_resolutions(year)
    if resolution_id is not None and resolution_id not in adopted:
        raise NotAdopted
    called = unit.name if unit and nominee == NomineeKind.UNIT else name
    before = rule.nominations.filter(name=called).first()
    if before and before.proposed:
        raise AlreadyNominated(nominee=called)
    found = before or Nomination(
        emulation_year=year, rule=rule, name=called, unit=unit, nominee=nominee,
        position=rule.nominations.count() + 1,
    )  # fmt: skip
    found.state, found.by_hand, found.reason = NominationState.PROPOSED, True, reason
    found.resolution_id = resolution_id
    found.why = _by_vote(adopted[resolution_id]) if resolution_id is not None else []
    found.conflict = "\n".join(part for part in (_conflict(year, unit_id), conflict.strip()) if part)[:1000]
    found.entered_by, found.entered_at = actor.describe(), at
    found.save()
    event = events.NominationAdded(**_about(year, unit_id), nominee=called, award=rule.name, reason=reason)
    return Recorded(found, event)


@action(needs=policies.DRAFT, loads=queries.nomination_to_change)
def remove_nomination(nomination: Nomination, *, actor: Actor, at: datetime, reason: str) -> Recorded[Nomination]:
    """A proposal, or a claim to an equal place, is taken out with a reason; the row stays as removed."""
    _require_open(nomination.emulation_year)
    nomination.state, nomination.by_hand, nomination.reason = NominationState.REMOVED, True, reason
    nomination.entered_by, nomination.entered_at = actor.describe(), at
    nomination.save(update_fields=["state", "by_hand", "reason", "entered_by", "entered_at"])
    event = events.NominationRemoved(
        **_about(nomination.emulation_year, nomination.unit_id), nominee=nomination.name, award=nomination.rule.name,
        reason=reason,
    )  # fmt: skip
    return Recorded(nomination, event)


@action(needs=policies.SETTLE, loads=queries.list_to_change)
def settle_list(found: NominationList, *, actor: Actor, at: datetime) -> Recorded[NominationList]:
    """The head of the bloc settles the list; the whole bloc and the authority see it. Raises TiesLeft."""
    year = found.emulation_year
    _require_open(year)
    rows = list(Nomination.objects.filter(emulation_year=year).select_related("rule").order_by("rule__position", "pk"))
    tied = sum(1 for one in rows if one.state == NominationState.TIED)
    if tied:
        raise TiesLeft(count=tied)
    found.settled_by, found.settled_at = actor.describe(), at
    found.save(update_fields=["settled_by", "settled_at"])
    return Recorded(found, events.NominationsSettled(**_about(year), proposed=_said(rows, NominationState.PROPOSED)))


@action(needs=policies.REOPEN, loads=queries.list_to_change)
def reopen_list(found: NominationList, *, actor: Actor, at: datetime, reason: str) -> Recorded[NominationList]:
    """The authority gives the list back to be changed, with a reason."""
    if not found.emulation_year.running:
        raise YearNotRunning
    if not found.settled:
        raise NotSettled
    found.settled_by, found.settled_at = "", None
    found.save(update_fields=["settled_by", "settled_at"])
    return Recorded(found, events.NominationsReopened(**_about(found.emulation_year), reason=reason))
