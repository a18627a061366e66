"""Making a document of a year: rendered once, kept for ever."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from thidua.assessment.models import Pledge
from thidua.assessment.queries import pledge_to_change
from thidua.conferences.handing import draw_up
from thidua.conferences.models import Handover
from thidua.conferences.policies import GIVE
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import year_to_change
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action
from thidua.papers import events, package, pledges, policies, queries
from thidua.papers.models import Paper
from thidua.papers.pledgewords import printed_common_pledge, printed_pledge
from thidua.papers.setting import set_document


class NotSignedYet(Refusal):
    code = "not_signed_yet"
    sentence = _("Giao ước chưa ký thì chưa lập thành văn bản được. Ký giao ước trước.")


class NobodySigned(Refusal):
    code = "nobody_signed"
    sentence = _("Chưa đơn vị nào ký giao ước, nên chưa lập được giao ước chung của khối.")


@action(needs=policies.MAKE_PLEDGE, loads=pledge_to_change)
def make_pledge_paper(pledge: Pledge, *, actor: Actor, at: datetime) -> Recorded[list[Paper]]:
    """A unit's signed pledge is set in Word and in PDF. Raises NotSignedYet, and AlreadyMade when nothing changed."""
    if not pledge.approved:
        raise NotSignedYet
    facts, year = pledges.pledge_facts(pledge), pledge.emulation_year
    papers, before = set_document(
        year, queries.PLEDGE, facts, printed_pledge(facts), unit_id=pledge.unit_id, by=actor.describe(), at=at
    )
    hashes = {paper.format: paper.sha256 for paper in papers}
    event = events.PledgePaperMade(
        subject=f"pledge:{pledge.pk}", emulation_year_id=year.pk, unit_id=pledge.unit_id, unit=pledge.unit.name,
        year=year.year, docx=hashes["docx"], pdf=hashes["pdf"], replaces=bool(before),
    )  # fmt: skip
    return Recorded(papers, event)


@action(needs=policies.MAKE_COMMON_PLEDGE, loads=year_to_change)
def make_common_pledge(year: EmulationYear, *, actor: Actor, at: datetime) -> Recorded[list[Paper]]:
    """The bloc's common pledge with every unit's targets and signature is set in Word and in PDF.

    Units that have not signed stand in it as such. Raises NobodySigned, and AlreadyMade when nothing changed.
    """
    facts = pledges.common_pledge_facts(year, at=at)
    if not any(one.signings for one in facts.units):
        raise NobodySigned
    papers, before = set_document(
        year, queries.COMMON_PLEDGE, facts, printed_common_pledge(facts), by=actor.describe(), at=at
    )
    hashes = {paper.format: paper.sha256 for paper in papers}
    event = events.CommonPledgeMade(
        subject=f"year:{year.pk}", emulation_year_id=year.pk, bloc=year.bloc.name, year=year.year,
        docx=hashes["docx"], pdf=hashes["pdf"], replaces=bool(before),
    )  # fmt: skip
    return Recorded(papers, event)


@action(needs=GIVE, loads=year_to_change)
def draw_up_handover(year: EmulationYear, *, actor: Actor, at: datetime) -> Recorded[Handover]:
    """The list of what is handed over is drawn up, with the papers of the year counted by kind."""
    files = [(title, detail) for title, detail in package.files_of(year)]
    return Recorded(*draw_up(year, actor=actor, at=at, files=files))
