"""What the minutes of a conference tell of its secret votes, in the words of the minutes."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db.models import Q

from thidua.ballots.models import Contest, ContestState, Mode
from thidua.ballots.queries.counting import COUNTS, outcome_of
from thidua.ballots.queries.scans import scans_in_order, standing
from thidua.ballots.vocabulary import BASES, MODES, QUESTIONS
from thidua.conferences.models import Conference
from thidua.rulebook.contests import Base, Outcome, Question
from thidua.rulebook.measures import write_share


@dataclass(frozen=True, kw_only=True)
class CandidateTold:
    """A candidate with the votes received, and whether that was enough."""

    name: str
    agree: int
    disagree: int
    because: str
    chosen: bool
    tied: bool


@dataclass(frozen=True, kw_only=True)
class ScanTold:
    """A scan of the signed tally sheet: its name, and the SHA-256 of the file that is kept and handed out."""

    name: str
    sha256: str
    added_by: str
    added_at: datetime


@dataclass(frozen=True, kw_only=True)
class ContestTold:
    """A contest that was recognised, or annulled with a reason and then without figures. `root` is of a sealed box."""

    title: str
    mode: str
    rule: str
    source: str
    figures: dict[str, int]
    candidates: tuple[CandidateTold, ...]
    asked_each: bool
    turnout: str
    root: str
    annulled_because: str
    scans: tuple[ScanTold, ...] = ()


def contests_told(conference: Conference) -> tuple[ContestTold, ...]:
    """The contests of a conference that are over, in the order in which they were prepared. Three queries."""
    over = Q(state=ContestState.CONFIRMED) | Q(state=ContestState.ANNULLED)
    rows = Contest.objects.filter(over, conference=conference).prefetch_related("candidates", "scans").order_by("pk")
    return tuple(_told(one) for one in rows)


def _told(contest: Contest) -> ContestTold:
    outcome = outcome_of(contest) if contest.confirmed else None
    counted = contest.counted if contest.confirmed else None
    return ContestTold(
        title=contest.title,
        mode=MODES[Mode(contest.mode)],
        rule=_rule(contest),
        source=contest.source,
        figures={name: counted[name] for name in COUNTS} if counted else {},
        candidates=_candidates(contest, outcome),
        asked_each=contest.question == Question.EACH,
        turnout=outcome.turnout.because.vi if outcome and outcome.turnout else "",
        root=contest.root,
        annulled_because=contest.annulled_because,
        scans=tally_scans_told(contest),
    )


def tally_scans_told(contest: Contest) -> tuple[ScanTold, ...]:
    """The scans of a contest that stand, as they were added; those that were replaced are left out."""
    return tuple(
        ScanTold(name=one.name, sha256=one.kept_sha256, added_by=one.added_by, added_at=one.added_at)
        for one in standing(scans_in_order(contest))
    )


def _rule(contest: Contest) -> str:
    """ "Chọn nhiều nhất bằng số được bầu, 1 chỗ; cần trên 1/2 tổng số người bỏ phiếu trong danh sách"."""
    least = "trên" if contest.strict else "ít nhất"
    share = write_share(Fraction(contest.share), language="vi")
    asked = QUESTIONS[Question(contest.question)]
    return f"{asked}, {contest.seats} chỗ; cần {least} {share} {BASES[Base(contest.base)]}"


def _candidates(contest: Contest, outcome: Outcome | None) -> tuple[CandidateTold, ...]:
    if outcome is None or contest.counted is None:
        return ()
    votes = contest.counted["votes"]
    return tuple(
        CandidateTold(
            name=one.name, agree=votes[one.key]["agree"], disagree=votes[one.key]["disagree"],
            because=outcome.findings[one.key].because.vi, chosen=one.key in outcome.chosen, tied=one.key in outcome.tied,
        )
        for one in sorted(contest.candidates.all(), key=lambda one: one.position)
    )  # fmt: skip
