"""The bloc's rule of leadership as the open vote goes by it: who is counted, and how many must agree."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from django.utils.translation import gettext_noop

from thidua.conferences.models import Attendance, LeadershipRule
from thidua.cycles.models import EmulationYear
from thidua.rulebook.counting import least_count
from thidua.rulebook.findings import Finding
from thidua.rulebook.rotation import Order
from thidua.rulebook.tally import agreement

DEFAULT_SOURCE = gettext_noop(
    "Quy ước của hội nghị khối: trên 1/2 số đơn vị có mặt, biểu quyết công khai; pháp luật không quy định"
)

SUGGESTED = "Gợi ý của phần mềm: khối chưa ghi quy ước luân phiên, pháp luật không quy định"


def rotation_source(rule: LeadershipRule) -> str:
    """What the order of rotation and the bars rest on; said plainly where the bloc has written nothing down."""
    return rule.source if rule.pk else SUGGESTED


def rule_of(year: EmulationYear) -> LeadershipRule:
    """The bloc's rule in this year; where none was written down, what the conference goes by (not saved)."""
    found: LeadershipRule | None = getattr(year, "leadership_rule", None)
    return found or LeadershipRule(order=Order.NEVER_FIRST, source=DEFAULT_SOURCE)


def present_count(rows: Sequence[Attendance]) -> int:
    """How many units are present."""
    return sum(1 for row in rows if row.present)


def base_of(rule: LeadershipRule, rows: Sequence[Attendance]) -> int:
    """How many units are counted: all members, or those present."""
    return len(rows) if rule.base == "members" else present_count(rows)


def share_verdict(rule: LeadershipRule, *, agreed: int, base: int) -> Finding:
    """Whether a count carries by the bloc's rule, written as the smallest whole number that is enough."""
    needed = least_count(base=base, share=Fraction(rule.share), strict=rule.strict)
    found = agreement(agreed=agreed, base=base, share=Fraction(min(needed, base), base))
    return replace(found, reference=rule.source, holds=found.holds and needed <= base)
