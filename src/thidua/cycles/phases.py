"""The words for phases and for kinds of criteria."""

from django.utils.translation import gettext, gettext_noop

from thidua.rulebook.calendar import Phase
from thidua.rulebook.facts import CriterionKind

PHASE_LABELS = {
    Phase.PLEDGE: gettext_noop("Ký giao ước"),
    Phase.CARRY_OUT: gettext_noop("Thực hiện"),
    Phase.REPORT: gettext_noop("Báo cáo"),
    Phase.SCORE: gettext_noop("Chấm điểm"),
    Phase.CONFERENCE: gettext_noop("Hội nghị"),
    Phase.COMMEND: gettext_noop("Khen thưởng"),
}

KIND_LABELS = {
    CriterionKind.PROPORTION: gettext_noop("Theo tỷ lệ hoàn thành chỉ tiêu"),
    CriterionKind.JUDGED: gettext_noop("Điểm đánh giá, tối đa"),
    CriterionKind.DEDUCTION: gettext_noop("Trừ điểm theo số lần, có mức trần"),
}


def phase_label(phase: str) -> str:
    return gettext(PHASE_LABELS[Phase(phase)])


def kind_label(kind: str) -> str:
    return gettext(KIND_LABELS[CriterionKind(kind)])
