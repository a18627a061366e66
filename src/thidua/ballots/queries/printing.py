"""What is printed for a contest: the ballots on paper, and the tally sheet, blank or with what was counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from math import ceil

from django.utils.translation import gettext_lazy as _

from thidua.ballots import events, policies
from thidua.ballots.models import Candidate, Contest, ContestState
from thidua.ballots.queries.finding import contest_for
from thidua.ballots.queries.pages import ContestPage, contest_page
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.queries import entries_of
from thidua.rulebook.contests import Base, Question
from thidua.rulebook.counting import least_count


@dataclass(frozen=True, kw_only=True)
class Layout:
    """So many slips on an A4 sheet: how high one may be, and how many letters a line of each part holds on paper."""

    slips: int
    height: int
    place: int
    title: int
    name: int
    name_of_each: int
    how: int


# In millimetres and letters, on the side of too much: a slip that ran over would differ from the others.
LAYOUTS = (
    Layout(slips=4, height=139, place=22, title=34, name=26, name_of_each=18, how=34),
    Layout(slips=2, height=139, place=60, title=76, name=70, name_of_each=58, how=18),
)
# How many values of the base the blank sheet works the needed votes out for.
MOST_BASES = 12


class NoPaperBallots(Refusal):
    code = "no_paper_ballots"
    sentence = _("Cuộc bỏ phiếu này dùng phiếu điện tử niêm phong, nên không có phiếu giấy để in.")


class SlipsNotNow(Refusal):
    code = "slips_not_now"
    sentence = _(
        "Phiếu bầu in được từ khi chốt danh sách đến khi đóng hòm phiếu. Chốt danh sách trước khi in; sau khi đóng thì không phát thêm phiếu."
    )


class NoTallySheet(Refusal):
    code = "no_tally_sheet"
    sentence = _(
        "Chưa có biên bản kiểm phiếu để in. Phiếu giấy: in sau khi chốt danh sách; phiếu điện tử: sau khi mở hòm phiếu. Cuộc bỏ phiếu đã huỷ thì không có biên bản."
    )


@dataclass(frozen=True, kw_only=True)
class Slips:
    """The ballots of a contest on paper: as many as there are voters, each like every other. `held_at` names the conference."""

    contest: Contest
    held_at: str
    candidates: list[Candidate]
    count: int
    on_a_sheet: int

    @property
    def sheets(self) -> list[range]:
        """The slips sheet by sheet; the last may be shorter."""
        return [
            range(min(self.on_a_sheet, self.count - first)) for first in range(0, self.count, self.on_a_sheet)
        ]  # fmt: skip

    @property
    def asks_each(self) -> bool:
        return self.contest.question == Question.EACH

    @property
    def elects(self) -> bool:
        """Whether somebody is elected; else an opinion is asked for."""
        return self.contest.purpose in ("leader", "deputy")


def slips_for(actor: Actor, year_id: int, contest_id: int) -> Slips:
    """The ballots to print. Raises Denied, NoPaperBallots, SlipsNotNow."""
    contest = contest_for(actor, year_id, contest_id)
    gate.require(actor, policies.PRINT, contest)
    if contest.sealed:
        raise NoPaperBallots
    if not (contest.frozen or contest.open):
        raise SlipsNotNow
    candidates = sorted(contest.candidates.all(), key=lambda one: one.position)
    held_at = contest.conference.title
    return Slips(
        contest=contest, held_at=held_at, candidates=candidates, count=len(contest.roll.all()),
        on_a_sheet=slips_on_a_sheet(contest, candidates, held_at=held_at),
    )  # fmt: skip


def slips_on_a_sheet(contest: Contest, candidates: Sequence[Candidate], *, held_at: str) -> int:
    """How many slips of this contest fit on an A4 sheet: 4, 2 or 1."""

    def height(layout: Layout) -> int:
        letters = layout.name_of_each if contest.question == Question.EACH else layout.name
        rows = sum(3 + 5 * ceil(len(one.name) / letters) for one in candidates)
        head = max(30, 5 * (3 + ceil(len(held_at) / layout.place)))
        return 10 + head + 9 + 5 * ceil(len(contest.title) / layout.title) + 3 + 12 + rows + layout.how

    return next((one.slips for one in LAYOUTS if height(one) <= one.height), 1)


@dataclass(frozen=True, kw_only=True)
class Needed:
    """How many votes are enough where this many are counted against."""

    base: int
    votes: int


@dataclass(frozen=True, kw_only=True)
class TallySheet:
    """The record of the committee: blank before the count, with its figures after. `counted_at` is of the ledger."""

    page: ContestPage
    counted_at: datetime | None

    @property
    def contest(self) -> Contest:
        return self.page.contest

    @property
    def filled(self) -> bool:
        return self.contest.counted is not None

    @property
    def asks_each(self) -> bool:
        return self.contest.question == Question.EACH

    @property
    def needed(self) -> list[Needed]:
        """The votes that are enough: for the roll where it is the base, else for the roll and somewhat fewer."""
        members, share = len(self.page.roll), Fraction(self.contest.share)
        least = members if self.contest.base == Base.MEMBERS else max(1, members - MOST_BASES + 1)
        return [
            Needed(base=base, votes=least_count(base=base, share=share, strict=self.contest.strict))
            for base in range(members, least - 1, -1)
        ]

    @property
    def least_returned(self) -> int:
        """How many ballots must come back for the contest to count; 0 where the rule asks for none."""
        return ceil(Fraction(self.contest.turnout) * len(self.page.roll))

    @property
    def chosen(self) -> list[str]:
        return [row.candidate.name for row in self.page.candidates if row.chosen]


def tally_sheet_for(actor: Actor, year_id: int, contest_id: int) -> TallySheet:
    """The tally sheet of a contest the actor may see. Raises NoTallySheet before there is one."""
    contest = contest_for(actor, year_id, contest_id)
    filled = contest.state in (ContestState.COUNTED, ContestState.CONFIRMED)
    blank = not contest.sealed and contest.state in (ContestState.FROZEN, ContestState.OPEN, ContestState.CLOSED)
    if not filled and not blank:
        raise NoTallySheet
    entry = None
    if filled:
        name = events.ContestCounted.name
        entry = entries_of(f"contest:{contest.pk}", reader=actor).filter(event=name).first()
    return TallySheet(page=contest_page(actor, contest), counted_at=entry.at if entry else None)
