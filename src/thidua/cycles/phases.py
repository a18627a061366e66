"""The words for phases."""

from django.utils.translation import gettext, gettext_noop

from thidua.rulebook.calendar import Phase

PHASE_LABELS = {
    Phase.PLEDGE: gettext_noop("Ký giao ước"),
    Phase.CARRY_OUT: gettext_noop("Thực hiện"),
    Phase.REPORT: gettext_noop("Báo cáo"),
    Phase.SCORE: gettext_noop("Chấm điểm"),
    Phase.CONFERENCE: gettext_noop("Hội nghị"),
    Phase.COMMEND: gettext_noop("Khen thưởng"),
}


def phase_label(phase: str) -> str:
    return gettext(PHASE_LABELS[Phase(phase)])
