"""The words for phases and for kinds of rules."""

from django.utils.translation import gettext, gettext_noop

from thidua.rulebook.calendar import Phase
from thidua.rulebook.findings import Text

PHASE_LABELS = {
    Phase.PLEDGE: gettext_noop("Ký giao ước"),
    Phase.CARRY_OUT: gettext_noop("Thực hiện"),
    Phase.REPORT: gettext_noop("Báo cáo"),
    Phase.SCORE: gettext_noop("Chấm điểm"),
    Phase.CONFERENCE: gettext_noop("Hội nghị"),
    Phase.COMMEND: gettext_noop("Khen thưởng"),
}

# A rule in a word or two, where its whole description would not fit.
KIND_WORDS = {
    "fixed": Text("Điểm cố định", "Fixed points"),
    "judged": Text("Chấm theo đánh giá", "Judged"),
    "choice": Text("Chọn một mức", "One of several levels"),
    "proportion": Text("Theo tỷ lệ", "In proportion"),
    "per_unit": Text("Theo số lượng", "By the count"),
    "bands": Text("Theo bậc", "By bands"),
    "sum": Text("Cộng nhiều phần", "Several parts added up"),
    "best": Text("Lấy một trong nhiều cách tính", "One of several routes"),
    "period_mean": Text("Bình quân các kỳ", "Mean of periods"),
    "relative": Text("So với cả khối", "Relative to the bloc"),
}


def phase_label(phase: str) -> str:
    return gettext(PHASE_LABELS[Phase(phase)])
