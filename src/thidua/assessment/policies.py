"""Who drafts, approves, reviews and ranks. Drafts belong to the unit; what is approved belongs to the bloc."""

from dataclasses import dataclass
from datetime import date

from thidua.assessment.models import (
    Activity,
    ActivityPhoto,
    Appeal,
    AppealKind,
    CheckTeam,
    CrossAssignment,
    Evidence,
    Explanation,
    Launcher,
    Movement,
    PledgeAmendment,
    Ranking,
    ReportingPeriod,
    Result,
    ScoreLine,
    ScoreSheet,
    UnitPaper,
    VisitRecord,
)
from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear, Reopening
from thidua.cycles.policies import is_deputy_head, is_leader_head, organises, stands_beside
from thidua.kernel.actor import Actor, Office
from thidua.kernel.gate import permission


@dataclass(frozen=True, kw_only=True)
class AboutUnit:
    """A member unit in its year: what is answered about it concerns no paper of its own."""

    year: EmulationYear
    unit: Body

    @property
    def unit_id(self) -> int:
        return self.unit.pk


@dataclass(frozen=True, kw_only=True)
class AboutMovement:
    """A movement with the running year it touches, and the last day of the closed years it touched, if any."""

    movement: Movement
    year: EmulationYear | None = None
    closed_until: date | None = None


UNIT = (Office.UNIT_HEAD, Office.UNIT_OFFICER)
READERS = (*UNIT, Office.AUTHORITY_OFFICER, Office.COUNCIL_MEMBER, Office.AUDITOR)


def paper_of(thing: UnitPaper | Result | ScoreLine | Evidence) -> UnitPaper:
    """A result answers for its report, a line for its sheet, and evidence for what it is put forward for."""
    if isinstance(thing, Evidence):
        return paper_of(thing.claim)
    if isinstance(thing, Result):
        return thing.report
    return thing.sheet if isinstance(thing, ScoreLine) else thing


def drafts(actor: Actor, thing: UnitPaper | Result | ScoreLine | Evidence) -> bool:
    """The unit's head and officers write the unit's own papers, nobody else's."""
    return actor.office in UNIT and actor.body_id == paper_of(thing).unit_id


def approves(actor: Actor, paper: UnitPaper) -> bool:
    """Only the head of the unit signs for it."""
    return actor.holds(Office.UNIT_HEAD, paper.unit_id)


def reviews(actor: Actor, thing: ScoreSheet | ScoreLine) -> bool:
    """The bloc's head reviews every unit but its own; the deputy reviews the head's unit."""
    sheet = paper_of(thing)
    year = sheet.emulation_year
    if sheet.unit_id == year.leader_id:
        return is_deputy_head(actor, year)
    return is_leader_head(actor, year)


def returns(actor: Actor, paper: UnitPaper) -> bool:
    """The unit's head returns a draft to the officer; the bloc returns an approved paper to the unit.

    The bloc's head does not return the own unit's paper: the deputy or the authority does.
    """
    year = paper.emulation_year
    if approves(actor, paper) and not paper.approved:
        return True
    if not paper.approved:
        return False
    leads = is_leader_head(actor, year) and paper.unit_id != year.leader_id
    deputises = is_deputy_head(actor, year) and paper.unit_id != year.deputy_id
    return leads or deputises or organises(actor, year)


def answers(actor: Actor, about: AboutUnit) -> bool:
    """The authority answers the sheet's questions for every unit, the bloc's head for all but its own."""
    year = about.year
    if organises(actor, year):
        return True
    leads = is_leader_head(actor, year) and about.unit_id != year.leader_id
    return leads or (is_deputy_head(actor, year) and about.unit_id == year.leader_id)


def plans(actor: Actor, thing: ReportingPeriod | EmulationYear) -> bool:
    """The authority and the bloc's head say on which days of the year the units report."""
    year = thing.emulation_year if isinstance(thing, ReportingPeriod) else thing
    return organises(actor, year) or is_leader_head(actor, year)


def reopens(actor: Actor, thing: AboutUnit | Reopening) -> bool:
    """As with answering: the authority for every unit, the bloc's head for all but its own, the deputy for that one."""
    if isinstance(thing, Reopening):
        thing = AboutUnit(year=thing.emulation_year, unit=thing.unit)
    return answers(actor, thing)


def previews(actor: Actor, year: EmulationYear) -> bool:
    """Provisional standings are for those who answer for them."""
    return (
        is_leader_head(actor, year)
        or is_deputy_head(actor, year)
        or organises(actor, year)
        or actor.office is Office.AUDITOR
        or stands_beside(actor, year)
    )


def ranks(actor: Actor, ranking: Ranking) -> bool:
    """The bloc's head, the deputy or the authority propose and finalise; the action asks for two people."""
    year = ranking.emulation_year
    return is_leader_head(actor, year) or is_deputy_head(actor, year) or organises(actor, year)


def launches(actor: Actor, year: EmulationYear) -> bool:
    """The authority writes down movements of the province and above; a unit its own; the bloc's head also the bloc's."""
    return actor.office in UNIT or organises(actor, year)


def levels_of(actor: Actor, year: EmulationYear) -> tuple[Launcher, ...]:
    """The launchers for which the actor may write a movement down."""
    if organises(actor, year):
        return (Launcher.STATE, Launcher.MINISTRY, Launcher.PROVINCE)
    return (Launcher.BLOC, Launcher.UNIT) if is_leader_head(actor, year) else (Launcher.UNIT,)


def writes_movement(actor: Actor, about: AboutMovement) -> bool:
    """Whoever may launch one like it: the unit, the head of the bloc's running year, or the authority."""
    movement = about.movement
    if movement.level == Launcher.UNIT:
        return actor.office in UNIT and actor.body_id == movement.unit_id
    if movement.level == Launcher.BLOC:
        return about.year is not None and is_leader_head(actor, about.year)
    return actor.holds(Office.AUTHORITY_OFFICER, movement.authority_id)


def writes_activity(actor: Actor, activity: Activity) -> bool:
    """The unit writes what it did; the bloc's head what the bloc itself did."""
    if activity.unit_id is None:
        return is_leader_head(actor, activity.emulation_year)
    return actor.office in UNIT and actor.body_id == activity.unit_id


def writes_photo(actor: Actor, photo: ActivityPhoto) -> bool:
    """Whoever writes its activity."""
    return writes_activity(actor, photo.activity)


def amends(actor: Actor, amendment: PledgeAmendment) -> bool:
    """The head of the unit approves what its officers propose."""
    return approves(actor, amendment.pledge)


def agrees_to_amendment(actor: Actor, amendment: PledgeAmendment) -> bool:
    """The authority agrees when a plan is lowered."""
    return organises(actor, amendment.emulation_year)


def returns_amendment(actor: Actor, amendment: PledgeAmendment) -> bool:
    """The unit's head returns a proposal to the officer, the authority what waits for its agreement."""
    if amendment.state == "proposed":
        return amends(actor, amendment)
    return agrees_to_amendment(actor, amendment)


SEE = permission("assessment.see", offices=READERS)
START = permission("assessment.start_paper", offices=UNIT)
EDIT_PLEDGE = permission("assessment.edit_pledge", offices=UNIT, when=drafts)
SIGN_PLEDGE = permission("assessment.sign_pledge", offices=[Office.UNIT_HEAD], when=approves)
RETURN_PLEDGE = permission(
    "assessment.return_pledge", offices=[Office.UNIT_HEAD, Office.AUTHORITY_OFFICER], when=returns
)
REPORT_RESULT = permission("assessment.report_result", offices=UNIT, when=drafts)
ADD_EVIDENCE = permission("assessment.add_evidence", offices=UNIT, when=drafts)
RESCAN = permission("assessment.rescan", offices=[*UNIT, Office.AUTHORITY_OFFICER])
SCAN_FILE = permission("assessment.scan_file", offices=[Office.SYSTEM])
SUBMIT_REPORT = permission("assessment.submit_report", offices=[Office.UNIT_HEAD], when=approves)
RETURN_REPORT = permission(
    "assessment.return_report", offices=[Office.UNIT_HEAD, Office.AUTHORITY_OFFICER], when=returns
)
PLAN_PERIODS = permission("assessment.plan_periods", offices=[Office.UNIT_HEAD, Office.AUTHORITY_OFFICER], when=plans)
SCORE_OWN = permission("assessment.score_own", offices=UNIT, when=drafts)
SUBMIT_SCORES = permission("assessment.submit_scores", offices=[Office.UNIT_HEAD], when=approves)
RETURN_SCORES = permission(
    "assessment.return_scores", offices=[Office.UNIT_HEAD, Office.AUTHORITY_OFFICER], when=returns
)
REVIEW = permission("assessment.review_scores", offices=[Office.UNIT_HEAD], when=reviews)
PREVIEW_STANDINGS = permission(
    "assessment.preview_standings",
    offices=READERS,
    when=previews,
)
RANK = permission("assessment.rank", offices=[Office.UNIT_HEAD, Office.AUTHORITY_OFFICER], when=ranks)
ANSWER_GUARDS = permission(
    "assessment.answer_guards", offices=[Office.UNIT_HEAD, Office.AUTHORITY_OFFICER], when=answers
)
LAUNCH_MOVEMENT = permission("assessment.launch_movement", offices=[*UNIT, Office.AUTHORITY_OFFICER], when=launches)
WRITE_MOVEMENT = permission(
    "assessment.write_movement", offices=[*UNIT, Office.AUTHORITY_OFFICER], when=writes_movement
)
TAKE_PART = permission("assessment.take_part", offices=UNIT)
RECORD_ACTIVITY = permission("assessment.record_activity", offices=UNIT)
WRITE_ACTIVITY = permission("assessment.write_activity", offices=UNIT, when=writes_activity)
WRITE_PHOTO = permission("assessment.write_photo", offices=UNIT, when=writes_photo)
PROPOSE_AMENDMENT = permission("assessment.propose_amendment", offices=UNIT, when=drafts)
APPROVE_AMENDMENT = permission("assessment.approve_amendment", offices=[Office.UNIT_HEAD], when=amends)
AGREE_TO_AMENDMENT = permission(
    "assessment.agree_to_amendment", offices=[Office.AUTHORITY_OFFICER], when=agrees_to_amendment
)
RETURN_AMENDMENT = permission(
    "assessment.return_amendment", offices=[Office.UNIT_HEAD, Office.AUTHORITY_OFFICER], when=returns_amendment
)


# The rounds of scoring.


def runs_rounds(actor: Actor, thing: EmulationYear | CrossAssignment | CheckTeam) -> bool:
    """The bloc's head or the authority assigns, reveals, and sets up teams."""
    year = thing if isinstance(thing, EmulationYear) else thing.emulation_year
    return is_leader_head(actor, year) or organises(actor, year)


def cross_scores(actor: Actor, assignment: CrossAssignment) -> bool:
    """Only the unit that was assigned scores, and nobody scores the own unit."""
    return actor.office in UNIT and actor.body_id == assignment.scorer_id != assignment.scored_id


def writes_visit(actor: Actor, visit: VisitRecord | CheckTeam) -> bool:
    """The unit that leads the team writes the record."""
    team = visit.team if isinstance(visit, VisitRecord) else visit
    return actor.office in UNIT and actor.body_id == team.lead_id


def receives_visit(actor: Actor, visit: VisitRecord) -> bool:
    """The head of the unit that was visited."""
    return actor.holds(Office.UNIT_HEAD, visit.sheet.unit_id)


def appraises(actor: Actor, thing: ScoreSheet | ScoreLine) -> bool:
    """An officer of the authority that organises the bloc."""
    return organises(actor, paper_of(thing).emulation_year)


def asks(actor: Actor, line: ScoreLine) -> bool:
    """Who reviews a line may ask about it, and so may the authority."""
    return reviews(actor, line) or appraises(actor, line)


def names_scorers(actor: Actor, sheet: ScoreSheet) -> bool:
    """Who reads the names of cross scorers where the plan keeps them from the unit: never somebody of that unit."""
    if actor.body_id == sheet.unit_id:
        return False
    return reviews(actor, sheet) or appraises(actor, sheet) or actor.office is Office.AUDITOR


def explains(actor: Actor, explanation: Explanation) -> bool:
    """The unit that was asked."""
    return actor.office in UNIT and actor.body_id == explanation.asked_of_id


def appeals(actor: Actor, thing: ScoreLine | Appeal) -> bool:
    """Only the head of the unit speaks for it."""
    unit_id = thing.unit_id if isinstance(thing, Appeal) else thing.sheet.unit_id
    return actor.holds(Office.UNIT_HEAD, unit_id)


def decides(actor: Actor, appeal: Appeal) -> bool:
    """Who reviews the unit decides whether to look again; the authority decides appeals."""
    if appeal.kind == AppealKind.REVIEW and appeal.line is not None:
        return reviews(actor, appeal.line)
    return organises(actor, appeal.emulation_year)


_LEADING = [Office.UNIT_HEAD, Office.AUTHORITY_OFFICER]
PLAN_SCORING = permission("assessment.plan_scoring", offices=[Office.AUTHORITY_OFFICER], when=organises)
RUN_ROUNDS = permission("assessment.run_rounds", offices=_LEADING, when=runs_rounds)
CROSS_SCORE = permission("assessment.cross_score", offices=UNIT, when=cross_scores)
SUBMIT_CROSS = permission("assessment.submit_cross", offices=[Office.UNIT_HEAD], when=cross_scores)
WRITE_VISIT = permission("assessment.write_visit", offices=UNIT, when=writes_visit)
SIGN_VISIT = permission("assessment.sign_visit", offices=[Office.UNIT_HEAD], when=writes_visit)
RECEIVE_VISIT = permission("assessment.receive_visit", offices=[Office.UNIT_HEAD], when=receives_visit)
APPRAISE = permission("assessment.appraise", offices=[Office.AUTHORITY_OFFICER], when=appraises)
ASK = permission("assessment.ask_explanation", offices=_LEADING, when=asks)
EXPLAIN = permission("assessment.explain", offices=UNIT, when=explains)
APPEAL = permission("assessment.appeal", offices=[Office.UNIT_HEAD], when=appeals)
APPEAL_RANKING = permission("assessment.appeal_ranking", offices=[Office.UNIT_HEAD])
DECIDE_APPEAL = permission("assessment.decide_appeal", offices=_LEADING, when=decides)
REOPEN = permission("assessment.reopen_period", offices=[Office.UNIT_HEAD, Office.AUTHORITY_OFFICER], when=reopens)
