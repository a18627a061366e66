"""What waits for a person in contests: a key, a vote, a count, the second of two people, a scan of the sheet.

Everything is asked in one query, whatever the number of contests.
"""

from collections.abc import Callable, Sequence

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.ballots import policies
from thidua.ballots.models import (
    CommitteeMember,
    Contest,
    ContestState,
    PaperCount,
    Step,
    StepConsent,
    TallySheetScan,
    Voter,
)
from thidua.ballots.queries.pages import NEXT
from thidua.ballots.vocabulary import step_label
from thidua.cycles.models import EmulationYear
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.kernel.tasks import Task

ADDRESSES = {Step.FREEZE: "freeze", Step.OPEN: "open", Step.CLOSE: "close", Step.CONFIRM: "confirm"}


def tasks_for(actor: Actor, *, years: Sequence[EmulationYear]) -> list[Task]:
    """What waits for the actor in the contests of these years, which the actor sees. One query."""
    if not any(gate.may_ever(actor, needs) for needs in (policies.CAST, policies.COUNT, policies.LEAD)):
        return []
    found = []
    for contest in _at_work(actor, years):
        found += [task for ask in ASKED if (task := ask(actor, contest)) is not None]
    return found


def _at_work(actor: Actor, years: Sequence[EmulationYear]) -> QuerySet[Contest]:
    """The contests that are not over, each with what the actor has to do with it."""
    here = {"contest": OuterRef("pk")}
    mine = here | {"person_id": actor.id}
    step = Case(*(When(state=state, then=Value(step.value)) for state, step in NEXT.items()), output_field=CharField())
    counts = PaperCount.objects.filter(**here).order_by().values("contest").annotate(of=Count("pk")).values("of")
    first = StepConsent.objects.filter(**here, step=OuterRef("next_step"))
    over = Q(state__in=(ContestState.CONFIRMED, ContestState.ANNULLED))
    return (
        Contest.objects.filter(emulation_year__in=[year.pk for year in years])
        .exclude(over)
        .select_related("conference__emulation_year__bloc")
        .annotate(
            next_step=step,
            votes_here=Exists(Voter.objects.filter(**mine, unit_id=actor.body_id, voted=False)),
            counts_here=Exists(CommitteeMember.objects.filter(**mine)),
            key_missing=Exists(CommitteeMember.objects.filter(**mine, public_key__isnull=True)),
            typed=Exists(PaperCount.objects.filter(**mine)),
            typed_by=Subquery(counts),
            scanned=Exists(TallySheetScan.objects.filter(**here)),
            proposed=Exists(first),
            proposed_by_me=Exists(first.filter(person_id=actor.id)),
        )
        .order_by("pk")
    )


def _key(actor: Actor, contest: Contest) -> Task | None:
    wanted = contest.sealed and contest.frozen and contest.key_missing  # type: ignore[attr-defined]
    if not wanted or not gate.may_ever(actor, policies.COUNT):
        return None
    why = _("Bạn ở trong tổ kiểm phiếu; cuộc bỏ phiếu mở được khi mọi thành viên đã gửi khoá.")
    return _task(contest, "key", _("Tạo khoá kiểm phiếu: %(title)s"), why, _("Tạo khoá"))


def _vote(actor: Actor, contest: Contest) -> Task | None:
    wanted = contest.sealed and contest.open and contest.votes_here  # type: ignore[attr-defined]
    if not wanted or not gate.may_ever(actor, policies.CAST):
        return None
    why = _("Cuộc bỏ phiếu đang mở và bạn chưa bỏ phiếu. Mỗi người bỏ một lần.")
    return _task(contest, "vote", _("Bỏ phiếu: %(title)s"), why, _("Bỏ phiếu"))


def _count(actor: Actor, contest: Contest) -> Task | None:
    if not contest.closed or not contest.counts_here or not gate.may_ever(actor, policies.COUNT):  # type: ignore[attr-defined]
        return None
    heading = _("Kiểm phiếu: %(title)s")
    if contest.sealed:
        why = _("Hòm phiếu đã đóng. Tải hòm về, mở cùng tổ kiểm phiếu rồi nộp tệp kết quả.")
        return _task(contest, "contest", heading, why, _("Kiểm phiếu"))
    if (contest.typed_by or 0) > 1:  # type: ignore[attr-defined]
        why = _("Các thành viên tổ kiểm phiếu nhập khác nhau. Cùng đếm lại biên bản, rồi mỗi người nhập lại.")
        return _task(contest, "count", heading, why, _("Nhập lại"))
    if contest.typed:  # type: ignore[attr-defined]
        return None
    why = _("Hai thành viên tổ kiểm phiếu nhập riêng số liệu từ cùng một biên bản.")
    return _task(contest, "count", heading, why, _("Nhập kết quả"))


def _second(actor: Actor, contest: Contest) -> Task | None:
    asked = contest.proposed and not contest.proposed_by_me  # type: ignore[attr-defined]
    if not asked or not gate.may(actor, policies.LEAD, contest):
        return None
    step = Step(contest.next_step)  # type: ignore[attr-defined]
    heading = _("Đồng ý %(step)s cuộc bỏ phiếu: %(title)s") % {"step": step_label(step), "title": "%(title)s"}
    return _task(contest, ADDRESSES[step], heading, _("Một người đã đề nghị; cần người thứ hai."), _("Xem và đồng ý"))


def _scan(actor: Actor, contest: Contest) -> Task | None:
    counted = contest.state == ContestState.COUNTED and not contest.sealed
    wanted = counted and contest.counts_here and not contest.scanned  # type: ignore[attr-defined]
    if not wanted or not gate.may_ever(actor, policies.COUNT):
        return None
    why = _("Đã kiểm phiếu. Ký biên bản kiểm phiếu, quét rồi gắn vào cuộc bỏ phiếu.")
    return _task(contest, "add_scan", _("Gắn bản quét biên bản: %(title)s"), why, _("Gắn bản quét"))


ASKED: tuple[Callable[[Actor, Contest], Task | None], ...] = (_key, _vote, _count, _second, _scan)


def _task(contest: Contest, page: str, heading: str, why: str, button: str) -> Task:
    return Task(
        heading=heading % {"title": contest.title},
        why=why,
        url=reverse(f"ballots:{page}", args=[contest.emulation_year_id, contest.pk]),
        action=button,
    )
