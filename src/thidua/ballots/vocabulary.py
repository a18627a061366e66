"""The words for codes of this app."""

from django.utils.translation import gettext, gettext_noop

from thidua.ballots.models import ContestState, Mode, Purpose, Step
from thidua.ballots.sealing.opening import Void
from thidua.rulebook.contests import Base, Question

MODES = {
    Mode.PAPER: gettext_noop("phiếu giấy kín"),
    Mode.SEALED: gettext_noop("phiếu điện tử niêm phong"),
}
PURPOSES = {
    Purpose.LEADER: gettext_noop("Bầu Khối trưởng"),
    Purpose.DEPUTY: gettext_noop("Bầu Khối phó"),
    Purpose.FLAG: gettext_noop("Đề nghị tặng Cờ thi đua"),
    Purpose.AWARD: gettext_noop("Đề nghị khen thưởng"),
    Purpose.OTHER: gettext_noop("Việc khác"),
}
QUESTIONS = {
    Question.CHOOSE: gettext_noop("Chọn nhiều nhất bằng số được bầu"),
    Question.EACH: gettext_noop("Đồng ý hay không với từng ứng viên"),
}
BASES = {
    Base.MEMBERS: gettext_noop("tổng số người bỏ phiếu trong danh sách"),
    Base.PRESENT: gettext_noop("số người có mặt"),
    Base.ISSUED: gettext_noop("số phiếu phát ra"),
    Base.RETURNED: gettext_noop("số phiếu thu về"),
    Base.VALID: gettext_noop("số phiếu hợp lệ"),
}
STATES = {
    ContestState.PREPARED: gettext_noop("Đang chuẩn bị"),
    ContestState.FROZEN: gettext_noop("Đã chốt danh sách"),
    ContestState.OPEN: gettext_noop("Đang bỏ phiếu"),
    ContestState.CLOSED: gettext_noop("Đã đóng, chờ kiểm phiếu"),
    ContestState.COUNTED: gettext_noop("Đã kiểm phiếu, chờ công nhận"),
    ContestState.CONFIRMED: gettext_noop("Đã công nhận"),
    ContestState.ANNULLED: gettext_noop("Đã huỷ"),
}
STEPS = {
    Step.FREEZE: gettext_noop("chốt danh sách của"),
    Step.OPEN: gettext_noop("mở"),
    Step.CLOSE: gettext_noop("đóng"),
    Step.CONFIRM: gettext_noop("công nhận kết quả của"),
}
VOIDS = {
    Void.DOES_NOT_OPEN: gettext_noop("không mở được bằng khoá của tổ kiểm phiếu"),
    Void.OTHER_CONTEST: gettext_noop("niêm phong cho cuộc bỏ phiếu khác hoặc đã bị sửa"),
    Void.MALFORMED: gettext_noop("nội dung không phải một lá phiếu"),
    Void.UNKNOWN_CANDIDATE: gettext_noop("ghi tên không có trong danh sách ứng viên"),
    Void.TOO_MANY: gettext_noop("chọn quá số được bầu"),
    Void.COPIED: gettext_noop("chép từ lá phiếu khác"),
}


def mode_label(mode: str) -> str:
    return gettext(MODES[Mode(mode)])


def purpose_label(purpose: str) -> str:
    return gettext(PURPOSES[Purpose(purpose)])


def question_label(question: str) -> str:
    return gettext(QUESTIONS[Question(question)])


def base_label(base: str) -> str:
    return gettext(BASES[Base(base)])


def state_label(state: str) -> str:
    return gettext(STATES[ContestState(state)])


def step_label(step: str) -> str:
    return gettext(STEPS[Step(step)])


def void_label(void: str) -> str:
    return gettext(VOIDS[Void(void)])
