"""Who drafts, approves, reviews and ranks. Drafts belong to the unit; what is approved belongs to the bloc."""

from dataclasses import dataclass

from thidua.assessment.models import Ranking, Result, ScoreLine, ScoreSheet, UnitPaper
from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear, Reopening
from thidua.cycles.policies import is_deputy_head, is_leader_head, organises
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


UNIT = (Office.UNIT_HEAD, Office.UNIT_OFFICER)
READERS = (*UNIT, Office.AUTHORITY_OFFICER, Office.COUNCIL_MEMBER, Office.AUDITOR)


def paper_of(thing: UnitPaper | Result | ScoreLine) -> UnitPaper:
    """A result answers for its report and a line for its sheet."""
    if isinstance(thing, Result):
        return thing.report
    return thing.sheet if isinstance(thing, ScoreLine) else thing


def drafts(actor: Actor, thing: UnitPaper | Result | ScoreLine) -> bool:
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
    )


def ranks(actor: Actor, ranking: Ranking) -> bool:
    """The bloc's head, the deputy or the authority propose and finalise; the action asks for two people."""
    year = ranking.emulation_year
    return is_leader_head(actor, year) or is_deputy_head(actor, year) or organises(actor, year)


SEE = permission("assessment.see", offices=READERS)
START = permission("assessment.start_paper", offices=UNIT)
EDIT_PLEDGE = permission("assessment.edit_pledge", offices=UNIT, when=drafts)
SIGN_PLEDGE = permission("assessment.sign_pledge", offices=[Office.UNIT_HEAD], when=approves)
RETURN_PLEDGE = permission(
    "assessment.return_pledge", offices=[Office.UNIT_HEAD, Office.AUTHORITY_OFFICER], when=returns
)
REPORT_RESULT = permission("assessment.report_result", offices=UNIT, when=drafts)
SUBMIT_REPORT = permission("assessment.submit_report", offices=[Office.UNIT_HEAD], when=approves)
RETURN_REPORT = permission(
    "assessment.return_report", offices=[Office.UNIT_HEAD, Office.AUTHORITY_OFFICER], when=returns
)
SCORE_OWN = permission("assessment.score_own", offices=UNIT, when=drafts)
SUBMIT_SCORES = permission("assessment.submit_scores", offices=[Office.UNIT_HEAD], when=approves)
RETURN_SCORES = permission(
    "assessment.return_scores", offices=[Office.UNIT_HEAD, Office.AUTHORITY_OFFICER], when=returns
)
REVIEW = permission("assessment.review_scores", offices=[Office.UNIT_HEAD], when=reviews)
PREVIEW_STANDINGS = permission(
    "assessment.preview_standings",
    offices=[Office.UNIT_HEAD, Office.AUTHORITY_OFFICER, Office.AUDITOR],
    when=previews,
)
RANK = permission("assessment.rank", offices=[Office.UNIT_HEAD, Office.AUTHORITY_OFFICER], when=ranks)
ANSWER_GUARDS = permission(
    "assessment.answer_guards", offices=[Office.UNIT_HEAD, Office.AUTHORITY_OFFICER], when=answers
)
REOPEN = permission("assessment.reopen_period", offices=[Office.UNIT_HEAD, Office.AUTHORITY_OFFICER], when=reopens)
