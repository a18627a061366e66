"""Cross-check teams: set up, visiting, writing down what was found, signed by both sides."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.assessment import events, policies, queries
from thidua.assessment.actions import flow
from thidua.assessment.actions.rounds import Entries, RoundNotPlanned, keep_entries, require_round
from thidua.assessment.actions.scores import require_points_open
from thidua.assessment.models import CheckTeam, CheckTeamMember, RoundScore, VisitRecord
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import members, year_to_change
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.kernel.templatetags.thidua import moment
from thidua.ledger.actions import Recorded, action
from thidua.rulebook.rounds import Round


class TeamNameTaken(Refusal):
    code = "team_name_taken"
    field = "name"
    sentence = _("Năm nay đã có tổ tên “%(name)s”. Ghi tên khác.")


class LeadOutsideTeam(Refusal):
    code = "lead_outside_team"
    field = "lead"
    sentence = _("Đơn vị cử tổ trưởng phải thuộc tổ. Chọn đơn vị ấy vào tổ, hoặc chọn đơn vị khác cử tổ trưởng.")


class NotAMember(Refusal):
    code = "not_a_member"
    field = "units"
    sentence = _("Có đơn vị không thuộc khối trong năm. Tải lại trang rồi chọn lại.")


class TeamAtWork(Refusal):
    code = "team_at_work"
    sentence = _("Tổ đã có biên bản kiểm tra, nên không giải thể được.")


class OwnUnit(Refusal):
    code = "own_unit"
    sentence = _("Tổ không kiểm tra đơn vị có người trong tổ. Giao đơn vị này cho tổ khác.")


class VisitedAlready(Refusal):
    code = "visited_already"
    sentence = _("Đơn vị này đã có biên bản kiểm tra trong năm. Mở biên bản đó.")


class SheetNotHandedIn(Refusal):
    code = "sheet_not_handed_in"
    sentence = _("Đơn vị chưa nộp bảng tự chấm, nên chưa kiểm tra được.")


class VisitSettled(Refusal):
    code = "visit_settled"
    sentence = _("Biên bản đã ký nên không sửa được nữa. Đơn vị được kiểm tra có thể trả lại kèm lý do trước khi ký.")


class VisitIncomplete(Refusal):
    code = "visit_incomplete"
    sentence = _("Biên bản còn thiếu: %(what)s. Ghi đủ rồi ký.")


class NotSignedYet(Refusal):
    code = "not_signed_yet"
    sentence = _("Tổ trưởng chưa ký biên bản, nên đơn vị chưa ký hoặc trả lại được.")


@action(needs=policies.RUN_ROUNDS, loads=year_to_change)
def set_up_team(
    year: EmulationYear, *, actor: Actor, at: datetime, name: str, lead_id: int, people: Mapping[int, str],
    decision_number: str = "",
) -> Recorded[CheckTeam]:  # fmt: skip
    """The bloc's head or the authority sets up a team: which units send whom, and whose head leads it."""
    if not year.running:
        raise flow.YearNotRunning
    if queries.round_of(queries.plan_of(year), Round.TEAM) is None:
        raise RoundNotPlanned
    names = {unit.pk: unit.name for unit in members(year)}
    if not people or people.keys() - names.keys():
        raise NotAMember
    if lead_id not in people:
        raise LeadOutsideTeam
    if CheckTeam.objects.filter(emulation_year=year, name=name).exists():
        raise TeamNameTaken(name=name)
    team = CheckTeam.objects.create(
        emulation_year=year, name=name, lead_id=lead_id, decision_number=decision_number, set_up_by=actor.describe(),
        set_up_at=at,
    )  # fmt: skip
    CheckTeamMember.objects.bulk_create(
        CheckTeamMember(emulation_year=year, team=team, unit_id=unit_id, person=person)
        for unit_id, person in people.items()
    )
    event = events.TeamSetUp(
        subject=f"rounds:{year.pk}", emulation_year_id=year.pk, team=name, lead=names[lead_id],
        units=tuple(names[unit_id] for unit_id in people),
    )  # fmt: skip
    return Recorded(team, event)


@action(needs=policies.RUN_ROUNDS, loads=queries.team_to_change)
def dissolve_team(team: CheckTeam, *, actor: Actor, at: datetime, reason: str) -> Recorded[EmulationYear]:
    """A team that has begun no record is dissolved, with a reason."""
    year = team.emulation_year
    if not year.running:
        raise flow.YearNotRunning
    if team.visits.exists():
        raise TeamAtWork
    event = events.TeamDissolved(subject=f"rounds:{year.pk}", emulation_year_id=year.pk, team=team.name, reason=reason)
    team.members.all().delete()
    team.delete()
    return Recorded(year, event)


def about(visit: VisitRecord) -> dict[str, Any]:
    """The columns of an event about a visit."""
    return {
        "subject": f"visit:{visit.pk}",
        "emulation_year_id": visit.emulation_year_id,
        "unit_id": visit.sheet.unit_id,
        "unit": visit.sheet.unit.name,
        "team": visit.team.name,
    }


@action(needs=policies.WRITE_VISIT, loads=queries.team_to_change)
def start_visit(team: CheckTeam, *, actor: Actor, at: datetime, unit_id: int) -> Recorded[VisitRecord]:
    """The team begins the record of a visit to a unit that has handed its scores in; never to a unit of its own."""
    year = team.emulation_year
    require_round(year, Round.TEAM, at=at)
    if unit_id in queries.team_units(team):
        raise OwnUnit
    sheet = queries.handed_in_sheet(year, unit_id)
    if sheet is None:
        raise SheetNotHandedIn
    if VisitRecord.objects.filter(sheet=sheet).exists():
        raise VisitedAlready
    visit = VisitRecord.objects.create(emulation_year=year, team=team, sheet=sheet)
    return Recorded(visit, events.VisitStarted(**about(visit)))


@action(needs=policies.WRITE_VISIT, loads=queries.visit_to_change)
def write_visit(
    visit: VisitRecord, *, actor: Actor, at: datetime, visited_on: date | None, place: str, present: str,
    findings: str, entries: Entries, version: int | None = None,
) -> Recorded[VisitRecord]:  # fmt: skip
    """The team writes when and where it was, who was there, what it found, and points or notes line by line."""
    require_round(visit.emulation_year, Round.TEAM, at=at)
    if not visit.draft:
        raise VisitSettled
    flow.require_version(version, visit.version, row=visit)
    visit.visited_on, visit.place, visit.present, visit.findings = visited_on, place, present, findings
    visit.version += 1
    visit.save()
    keep_entries(
        visit.sheet, Round.TEAM, visit.team.lead_id, entries, entered_by=f"{visit.team.name}; {actor.describe()}"[:300],
        entered_by_id=actor.id, at=at,
    )  # fmt: skip
    return Recorded(visit, events.VisitWritten(**about(visit) | {"unit_id": visit.team.lead_id}))


@action(needs=policies.SIGN_VISIT, loads=queries.visit_to_change)
def sign_visit(visit: VisitRecord, *, actor: Actor, at: datetime) -> Recorded[VisitRecord]:
    """The team's head signs; the record then waits for the head of the unit."""
    require_round(visit.emulation_year, Round.TEAM, at=at)
    if not visit.draft:
        raise flow.AlreadyDone(when=moment(visit.team_signed_at))
    _require_complete(visit)
    visit.team_signed_by, visit.team_signed_by_id, visit.team_signed_at = actor.describe(), actor.id, at
    visit.return_reason = visit.returned_by = ""
    visit.returned_at = None
    visit.version += 1
    visit.save()
    return Recorded(visit, events.VisitSigned(**about(visit)))


@action(needs=policies.RECEIVE_VISIT, loads=queries.visit_to_change)
def return_visit(visit: VisitRecord, *, actor: Actor, at: datetime, reason: str) -> Recorded[VisitRecord]:
    """The unit's head does not sign and says why; the record goes back to the team."""
    _require_awaiting(visit)
    visit.team_signed_by, visit.team_signed_by_id, visit.team_signed_at = "", None, None
    visit.return_reason, visit.returned_by, visit.returned_at = reason, actor.describe(), at
    visit.version += 1
    visit.save()
    return Recorded(visit, events.VisitReturned(**about(visit), reason=reason))


@action(needs=policies.RECEIVE_VISIT, loads=queries.visit_to_change)
def agree_to_visit(visit: VisitRecord, *, actor: Actor, at: datetime) -> Recorded[VisitRecord]:
    """The unit's head signs too: from here on the record is frozen and its points are a round."""
    _require_awaiting(visit)
    require_points_open(visit.emulation_year)
    visit.unit_signed_by, visit.unit_signed_by_id, visit.unit_signed_at = actor.describe(), actor.id, at
    visit.version += 1
    visit.save()
    given = RoundScore.objects.filter(sheet=visit.sheet, round=Round.TEAM)
    given.update(confirmed_at=at)
    codes = given.filter(points__isnull=False).order_by("criterion__position").values_list("criterion__code", flat=True)
    return Recorded(visit, events.VisitAgreed(**about(visit), codes=tuple(codes) or ("–",)))


def _require_awaiting(visit: VisitRecord) -> None:
    if not visit.emulation_year.running:
        raise flow.YearNotRunning
    if visit.frozen:
        raise flow.AlreadyDone(when=moment(visit.unit_signed_at))
    if visit.draft:
        raise NotSignedYet


def _require_complete(visit: VisitRecord) -> None:
    """Refuse to sign what says not when, where or with whom, or points that differ without a reason."""
    missing = []
    if visit.visited_on is None:
        missing.append(str(_("ngày kiểm tra")))
    if not visit.place:
        missing.append(str(_("nơi kiểm tra")))
    if not visit.present:
        missing.append(str(_("thành phần dự")))
    rows = queries.lines_to_enter(visit.sheet, Round.TEAM, visit.team.lead_id)
    for row in rows:
        mine = row.mine
        if mine and mine.points is not None and mine.points != row.computed and not mine.reason:
            missing.append(str(_("lý do ở dòng %(code)s")) % {"code": row.criterion.code})
    if missing:
        raise VisitIncomplete(what=", ".join(missing))
