"""What the conference may already decide: attendance, quorum, the agreement, and what is missing to close."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from thidua.assessment.queries import ranking_is_final
from thidua.bodies.models import Body
from thidua.conferences.models import Agreement, Attendance, ChoiceMethod, Conference, LeadershipRule
from thidua.conferences.queries.leadership import choices_of, missing_choices
from thidua.conferences.queries.rules import DEFAULT_SOURCE, base_of, present_count, rule_of, share_verdict
from thidua.rulebook.counting import least_count
from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.quorum import quorum_met

# The conference's own rules: no instrument fixes a quorum or a majority for an emulation bloc.
LEADERSHIP = Text(
    "Giao {leader} làm Khối trưởng, {deputy} làm Khối phó năm {year}, khi trên 1/2 trong {base} đơn vị có mặt nhất trí",
    "{leader} heads and {deputy} deputises in {year}, when more than half of the {base} units present agree",
)
LEADERSHIP_BY_RULE = Text(
    "Giao {leader} làm Khối trưởng, {deputy} làm Khối phó năm {year}, theo quy ước khối đã ghi, tính trên {base} đơn vị",
    "{leader} heads and {deputy} deputises in {year}, by the rule written down, counted of {base} units",
)


def no_attendance_yet(rows: Sequence[Attendance]) -> list[Attendance]:
    """The units about which nobody has said whether they are present."""
    return [row for row in rows if row.present is None]


def quorum_of(rows: Sequence[Attendance]) -> Finding:
    """Whether the share of the members that the bloc has set is present; the base is every member of the year."""
    rule = rows[0].conference if rows else Conference()
    finding = quorum_met(present=present_count(rows), base=len(rows), share=rule.quorum)
    said = _("Quy ước của hội nghị khối: ít nhất %(share)s số đơn vị thành viên có mặt; pháp luật không quy định")
    return replace(finding, reference=rule.quorum_basis or said % {"share": rule.quorum})


def needed_for_quorum(conference: Conference, members: int) -> int:
    """The smallest number of units that reaches the share the bloc has set."""
    return least_count(base=members, share=conference.quorum)


def verdict_on(
    rows: Sequence[Attendance], *, leader: Body, deputy: Body, agreed: int, base: int, year: int,
    rule: LeadershipRule | None = None,
) -> Finding:  # fmt: skip
    """Whether `agreed` of the `base` units present carry next year's head and deputy, at a quorate conference.

    By the bloc's rule, otherwise more than half of the base, written as the smallest whole number of units above it.
    """
    rule = rule or LeadershipRule(source="")
    counted = share_verdict(rule, agreed=agreed, base=base)
    parts = (quorum_of(rows), replace(counted, reference=rule.source if rule.pk else _(DEFAULT_SOURCE)))
    said = LEADERSHIP_BY_RULE if rule.pk else LEADERSHIP
    because = said.filled(leader=leader.name, deputy=deputy.name, base=base, year=str(year))
    return Finding("conference.leadership", all(part.holds for part in parts), because, parts=parts)


def verdict_of(recorded: Agreement, rows: Sequence[Attendance], *, year: int) -> Finding:
    """The verdict on the agreement that is recorded, as counted then."""
    return verdict_on(
        rows, leader=recorded.leader, deputy=recorded.deputy, agreed=recorded.agreed, base=recorded.base, year=year,
        rule=rule_of(recorded.emulation_year),
    )  # fmt: skip


def recorded_agreement(conference: Conference) -> Agreement | None:
    """The agreement on next year's head and deputy; None until it is recorded."""
    return (
        Agreement.objects.filter(conference=conference)
        .select_related("leader", "deputy", "emulation_year__leadership_rule")
        .first()
    )


def missing_before_closing(conference: Conference, rows: Sequence[Attendance]) -> list[str]:
    """What still has to be done before the conference can be closed, in sentences; empty when nothing has."""
    missing = []
    silent = no_attendance_yet(rows)
    if silent:
        missing.append(_("điểm danh %(count)s đơn vị còn lại") % {"count": len(silent)})
    if conference.reports and not conference.review.strip():
        missing.append(_("ghi nội dung tổng kết năm") if conference.reviews_year else _("ghi nội dung sơ kết"))
    return missing + _missing_of_the_review(conference, rows) if conference.reviews_year else missing


def _missing_of_the_review(conference: Conference, rows: Sequence[Attendance]) -> list[str]:
    """What only the conference that reviews the year has to decide."""
    missing = []
    if not conference.tasks.exists():
        missing.append(_("ghi ít nhất một nhiệm vụ năm sau"))
    missing += _missing_agreement(conference, rows)
    if not ranking_is_final(conference.emulation_year):
        missing.append(_("chốt xếp hạng của khối"))
    return missing


def _missing_agreement(conference: Conference, rows: Sequence[Attendance]) -> list[str]:
    """What is missing of next year's head and deputy: by open agreement on both, or post by post in any other way."""
    year, recorded = conference.emulation_year, recorded_agreement(conference)
    choices = choices_of(year)
    if any(one.stands and (recorded is None or one.method != ChoiceMethod.AGREEMENT) for one in choices):
        return missing_choices(year, choices)
    if recorded is None:
        return [_("ghi kết quả thống nhất Khối trưởng, Khối phó năm sau")]
    if recorded.base != base_of(rule_of(recorded.emulation_year), rows):
        return [_("ghi lại kết quả thống nhất Khối trưởng, Khối phó, vì số đơn vị có mặt đã đổi")]
    if not verdict_of(recorded, rows, year=year.year + 1).holds:
        return [_("thống nhất lại Khối trưởng, Khối phó, vì lần biểu quyết đã ghi chưa đạt")]
    return missing_choices(year, choices) if choices else []
