"""What the conference's pages show."""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from thidua.conferences import policies
from thidua.conferences.models import AgendaItem, Agreement, Attendance, Conference, Task
from thidua.conferences.queries.finding import attendance_rows
from thidua.conferences.queries.handing import heads_of_next_year
from thidua.conferences.queries.judging import (
    missing_before_closing,
    needed_for_quorum,
    no_attendance_yet,
    quorum_of,
    recorded_agreement,
    verdict_of,
)
from thidua.conferences.queries.rules import base_of, present_count, rule_of
from thidua.cycles.models import EmulationYear
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.rulebook.findings import Finding


@dataclass(frozen=True)
class ConferencePage:
    """The conference as its page shows it to one actor."""

    conference: Conference
    agenda: list[AgendaItem]
    rows: list[Attendance]
    tasks: list[Task]
    agreement: Agreement | None
    may_run: bool
    may_write: bool
    may_hand_over: bool
    missing: list[str] = field(default_factory=list)

    @property
    def next_year(self) -> int:
        return self.conference.emulation_year.year + 1

    @cached_property
    def current(self) -> AgendaItem | None:
        """The first item not done while the conference is open."""
        if not self.conference.open:
            return None
        return next((item for item in self.agenda if item.done_at is None), None)

    @property
    def present(self) -> int:
        return present_count(self.rows)

    @property
    def needed(self) -> int:
        return needed_for_quorum(self.conference, len(self.rows))

    @property
    def quorum(self) -> Finding:
        return quorum_of(self.rows)

    @property
    def silent(self) -> int:
        return len(no_attendance_yet(self.rows))

    @property
    def signed(self) -> int:
        return sum(1 for row in self.rows if row.next_pledge_signed_at)

    @cached_property
    def verdict(self) -> Finding | None:
        return verdict_of(self.agreement, self.rows, year=self.next_year) if self.agreement else None


def conference_page(actor: Actor, conference: Conference) -> ConferencePage:
    """Everything on the conference's page, a fixed number of queries whatever the number of units."""
    rows = attendance_rows(conference)
    year = conference.emulation_year
    running = year.running and not conference.closed
    may_run = running and gate.may(actor, policies.RUN, conference)
    over = year.running and conference.closed and conference.reviews_year
    hands_over = over and gate.may(actor, policies.HAND_OVER, conference)
    return ConferencePage(
        conference=conference,
        agenda=list(conference.agenda.order_by("position", "pk").prefetch_related("remarks__unit")),
        rows=rows,
        tasks=list(conference.tasks.order_by("position")),
        agreement=recorded_agreement(conference),
        may_run=may_run,
        may_write=running and gate.may(actor, policies.TAKE_MINUTES, conference),
        may_hand_over=hands_over,
        missing=missing_before_closing(conference, rows) if may_run and conference.open else [],
    )


@dataclass(frozen=True)
class AgreementPage:
    """What must be known to record the agreement on next year's head and deputy."""

    conference: Conference
    rows: list[Attendance]
    quorum: Finding
    recorded: Agreement | None
    verdict: Finding | None

    @property
    def base(self) -> int:
        return base_of(rule_of(self.conference.emulation_year), self.rows)

    @property
    def silent(self) -> int:
        return len(no_attendance_yet(self.rows))

    @property
    def as_typed(self) -> dict[str, object]:
        """What the form begins with: what was recorded before, if anything."""
        if self.recorded is None:
            return {}
        return {"leader": self.recorded.leader_id, "deputy": self.recorded.deputy_id, "agreed": self.recorded.agreed}


def agreement_page(conference: Conference) -> AgreementPage:
    """Quorum, base, and the agreement recorded so far."""
    rows = attendance_rows(conference)
    recorded = recorded_agreement(conference)
    year = conference.emulation_year.year + 1
    verdict = verdict_of(recorded, rows, year=year) if recorded else None
    return AgreementPage(conference, rows, quorum_of(rows), recorded, verdict)


@dataclass(frozen=True)
class SigningPage:
    """Who has signed next year's pledge at the conference."""

    conference: Conference
    rows: list[Attendance]
    may_record: bool

    @property
    def signed(self) -> int:
        return sum(1 for row in self.rows if row.next_pledge_signed_at)


def signing_page(actor: Actor, conference: Conference) -> SigningPage:
    """Member by member: present, signed, and whether the actor may record it now."""
    running = conference.emulation_year.running and conference.open
    may_record = running and gate.may(actor, policies.RUN, conference)
    return SigningPage(conference, attendance_rows(conference), may_record)


def closing_consequences(conference: Conference) -> list[str]:
    """What closing the conference means, in sentences."""
    if not conference.reviews_year:
        return [
            _("Điểm danh, chương trình và nội dung của hội nghị không sửa được nữa."),
            _("Mọi đơn vị trong khối và cán bộ thi đua của tỉnh xem được."),
        ]
    return [
        _("Điểm danh, nội dung tổng kết, nhiệm vụ, kết quả thống nhất và việc ký giao ước không sửa được nữa."),
        _("Mọi đơn vị trong khối và cán bộ thi đua của tỉnh xem được."),
        _("Sau đó có thể lập biên bản hội nghị, rồi bàn giao sang năm %(year)s.")
        % {"year": conference.emulation_year.year + 1},
    ]


def said_when_closed(conference: Conference) -> str:
    """What comes next, said when the conference has been closed."""
    if not conference.reviews_year:
        return _("Hội nghị đã bế mạc.")
    return _("Hội nghị đã bế mạc. Bước tiếp theo: lập biên bản, rồi bàn giao.")


def handover_consequences(conference: Conference) -> list[str]:
    """What handing over means, in sentences."""
    year = conference.emulation_year.year
    heads = heads_of_next_year(conference)
    found = [
        _("Năm %(year)s khép lại vĩnh viễn: không ai sửa được gì nữa, kể cả cán bộ thi đua của tỉnh.") % {"year": year},
        _("Năm %(year)s bắt đầu với cùng các đơn vị thành viên, cùng bảng điểm; mỗi mốc thời gian dời sau một năm.")
        % {"year": year + 1},
    ]
    if heads:
        leader, deputy = heads
        sentence = _("%(leader)s làm Khối trưởng, %(deputy)s làm Khối phó năm %(year)s.")
        found.append(sentence % {"leader": leader, "deputy": deputy or "–", "year": year + 1})
    signed = conference.attendances.filter(next_pledge_signed_at__isnull=False).count()
    sentence = _("%(count)s đơn vị đã ký tại hội nghị có giao ước năm %(year)s, ghi ngày ký; chỉ tiêu nhập sau.")
    found.append(sentence % {"count": signed, "year": year + 1})
    found.append(_("Mọi đơn vị trong khối và cán bộ thi đua của tỉnh thấy năm mới ngay."))
    return found


def may_prepare(actor: Actor, year: EmulationYear) -> bool:
    """Whether the page without a conference offers to prepare one."""
    return year.running and gate.may(actor, policies.PREPARE, year)
