"""The words this app shows for its codes."""

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy, gettext_noop

from thidua.assessment.models import ActivityKind, Launcher, SigningWay, Target, TargetKind
from thidua.rulebook.facts import Direction
from thidua.rulebook.progress import Basis, Measured
from thidua.rulebook.rounds import Round

DIRECTIONS = {
    Direction.MORE: gettext_noop("Càng nhiều càng tốt"),
    Direction.LESS: gettext_noop("Càng ít càng tốt, không vượt mức"),
    Direction.REACH: gettext_noop("Đạt mức đã định"),
}

# What a unit may register for under the Law on Emulation and Commendation 06/2022/QH15. The conditions of each
# title are not judged here.
TITLES = {
    "excellent_labour_collective": gettext_noop("Tập thể Lao động xuất sắc"),
    "advanced_labour_collective": gettext_noop("Tập thể Lao động tiên tiến"),
    "provincial_flag": gettext_noop("Cờ thi đua của Ủy ban nhân dân tỉnh"),
    "government_flag": gettext_noop("Cờ thi đua của Chính phủ"),
    "provincial_merit": gettext_noop("Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"),
}


PERIOD_KINDS = {
    "half_year": gettext_lazy("6 tháng"),
    "nine_month": gettext_lazy("9 tháng"),
    "year": gettext_lazy("Cả năm"),
    "ad_hoc": gettext_lazy("Đột xuất"),
}
BASES = {
    Basis.CUMULATIVE.value: gettext_lazy("Lũy kế từ đầu năm"),
    Basis.PERIOD.value: gettext_lazy("Chỉ trong kỳ này"),
}
MEASURED = {
    Measured.AMOUNT.value: gettext_lazy("Số vật, số tiền, số buổi (cộng được)"),
    Measured.OCCURRENCES.value: gettext_lazy("Lượt người, lượt việc (cộng được)"),
    Measured.PEOPLE.value: gettext_lazy("Số người (mỗi người một lần, không cộng giữa các đơn vị)"),
    Measured.SHARE.value: gettext_lazy("Tỷ lệ phần trăm"),
    Measured.MEAN.value: gettext_lazy("Số bình quân"),
}


def period_kind_label(kind: str) -> str:
    return str(PERIOD_KINDS[kind])


def measured_label(measured: str) -> str:
    return str(MEASURED[measured])


TARGET_KINDS = {
    TargetKind.FIGURE: gettext_noop("Một con số"),
    TargetKind.THRESHOLD: gettext_noop("Từ mức này trở lên, hoặc trở xuống"),
    TargetKind.RANGE: gettext_noop("Trong một khoảng, ví dụ từ 15 đến 20"),
    TargetKind.NEVER: gettext_noop("Không để xảy ra"),
    TargetKind.REDUCTION: gettext_noop("Giảm ít nhất bao nhiêu so với trước"),
    TargetKind.AWARD: gettext_noop("Danh hiệu, khen thưởng sẽ đạt"),
}

LAUNCHERS = {
    Launcher.STATE: gettext_noop("Nhà nước, Thủ tướng Chính phủ"),
    Launcher.MINISTRY: gettext_noop("Bộ, ngành, trung ương hội"),
    Launcher.PROVINCE: gettext_noop("Tỉnh"),
    Launcher.BLOC: gettext_noop("Khối thi đua"),
    Launcher.UNIT: gettext_noop("Đơn vị"),
}

ACTIVITY_KINDS = {
    ActivityKind.EVENT: gettext_noop("Hoạt động, ra quân, lễ"),
    ActivityKind.TALK: gettext_noop("Hội nghị, nói chuyện chuyên đề"),
    ActivityKind.HELP: gettext_noop("Trao tặng, hỗ trợ"),
    ActivityKind.MODEL: gettext_noop("Mô hình"),
    ActivityKind.CONTEST: gettext_noop("Hội thi, văn nghệ, thể thao"),
    ActivityKind.OTHER: gettext_noop("Việc khác"),
}

SIGNING_WAYS = {
    SigningWay.CONFERENCE: gettext_noop("Ký tại hội nghị"),
    SigningWay.REMOTE: gettext_noop("Ký từ xa trên phần mềm"),
    SigningWay.PAPER: gettext_noop("Ký bản giấy"),
}


# When a target of another kind than a figure is reached; a threshold has two sides.
REACHED: dict[tuple[TargetKind, Direction] | TargetKind, str] = {
    (TargetKind.THRESHOLD, Direction.MORE): gettext_noop("Từ mức này trở lên"),
    (TargetKind.THRESHOLD, Direction.REACH): gettext_noop("Từ mức này trở lên"),
    (TargetKind.THRESHOLD, Direction.LESS): gettext_noop("Từ mức này trở xuống"),
    TargetKind.RANGE: gettext_noop("Nằm trong khoảng này"),
    TargetKind.NEVER: gettext_noop("Không để xảy ra"),
    TargetKind.REDUCTION: gettext_noop("Giảm ít nhất mức này"),
    TargetKind.AWARD: gettext_noop("Đạt danh hiệu, được khen thưởng"),
}


def good_when(target: Target) -> str:
    """What counts as reaching the target, in words: by its direction, or by its kind and what it is compared with."""
    kind, direction = TargetKind(target.kind), Direction(target.direction)
    reached = REACHED.get((kind, direction)) or REACHED.get(kind)
    said = gettext(reached) if reached else direction_label(direction)
    return f"{said}, {target.compared_with}" if target.compared_with else said


def target_kind_label(kind: str) -> str:
    return gettext(TARGET_KINDS[TargetKind(kind)])


def launcher_label(level: str) -> str:
    return gettext(LAUNCHERS[Launcher(level)])


def activity_kind_label(kind: str) -> str:
    return gettext(ACTIVITY_KINDS[ActivityKind(kind)])


def signing_way_label(way: str) -> str:
    return gettext(SIGNING_WAYS[SigningWay(way)])


def direction_label(direction: str) -> str:
    return gettext(DIRECTIONS[Direction(direction)])


def title_label(title: str) -> str:
    return gettext(TITLES[title]) if title in TITLES else title


@dataclass(frozen=True)
class PaperWords:
    """How tasks speak of one kind of paper."""

    begin: str
    go_on: str
    approve: str
    why: str


WORDS = {
    "pledge": PaperWords(
        begin=gettext_noop("Soạn giao ước thi đua"),
        go_on=gettext_noop("Hoàn thành giao ước thi đua"),
        approve=gettext_noop("Ký giao ước thi đua"),
        why=gettext_noop("Đơn vị ghi chỉ tiêu và danh hiệu đăng ký, thủ trưởng ký."),
    ),
    "report": PaperWords(
        begin=gettext_noop("Báo cáo kết quả thực hiện chỉ tiêu"),
        go_on=gettext_noop("Hoàn thành báo cáo kết quả"),
        approve=gettext_noop("Duyệt và nộp báo cáo kết quả"),
        why=gettext_noop("Mỗi chỉ tiêu đã ký cần một kết quả."),
    ),
    "scores": PaperWords(
        begin=gettext_noop("Tự chấm điểm"),
        go_on=gettext_noop("Hoàn thành bảng tự chấm"),
        approve=gettext_noop("Duyệt và nộp bảng tự chấm"),
        why=gettext_noop("Điểm tính từ báo cáo; các dòng đánh giá do đơn vị ghi."),
    ),
}


ROUNDS = {
    Round.CROSS: gettext_noop("Chấm chéo"),
    Round.TEAM: gettext_noop("Tổ kiểm tra chéo"),
    Round.BLOC: gettext_noop("Khối chấm"),
    Round.AUTHORITY: gettext_noop("Cơ quan thẩm định"),
}
APPEALS = {
    "review": gettext_noop("Đề nghị xem xét lại"),
    "line": gettext_noop("Kiến nghị về điểm"),
    "ranking": gettext_noop("Kiến nghị về xếp hạng"),
}
OUTCOMES = {
    "open": gettext_noop("đang chờ giải quyết"),
    "upheld": gettext_noop("chấp nhận"),
    "rejected": gettext_noop("không chấp nhận"),
    "withdrawn": gettext_noop("đã rút"),
}


def round_label(round_: str) -> str:
    return gettext(ROUNDS[Round(round_)])


def appeal_label(kind: str) -> str:
    return gettext(APPEALS[kind])


def appeal_outcome_label(state: str) -> str:
    return gettext(OUTCOMES[state])


FILE_STATES = {
    "quarantine": gettext_noop("chờ quét mã độc"),
    "clean": gettext_noop("đã quét, không có mã độc"),
    "infected": gettext_noop("có mã độc"),
    "scan_error": gettext_noop("chưa quét được"),
}


def file_state_label(state: str) -> str:
    return gettext(FILE_STATES[state])
