"""Settings in words: classes, guards, tie-breaks, and the named choices of a sheet, a section and a line."""

from __future__ import annotations

from decimal import Decimal

from thidua.rulebook.findings import Text
from thidua.rulebook.guards import ClassBand, Guard, Then, When
from thidua.rulebook.measures import Rounding
from thidua.rulebook.ranking import TieBy, TieKey
from thidua.rulebook.sheet import NotApplicable, Role
from thidua.rulebook.wording.phrases import amount, followed, sentence

ROUNDING = {
    Rounding.HALF_UP: Text("nửa thì tăng", "half up"),
    Rounding.HALF_EVEN: Text("nửa thì về số chẵn", "half to even"),
    Rounding.DOWN: Text("bỏ phần lẻ", "cut off"),
}
NOT_APPLICABLE = {
    NotApplicable.REFUSE: Text("mọi dòng đều áp dụng", "every line applies"),
    NotApplicable.RESCALE: Text("quy đổi các dòng còn lại", "the other lines are scaled up"),
    NotApplicable.SPREAD: Text("chia đều điểm cho các dòng còn lại", "its points are spread over the other lines"),
    NotApplicable.FULL: Text("cho đủ điểm", "the full points are given"),
}
ROLE = {
    Role.BASE: Text("điểm chuẩn", "base points"),
    Role.BONUS: Text("điểm thưởng", "bonus points"),
    Role.PENALTY: Text("điểm trừ", "penalty points"),
}
NONE = Text("không có", "none")
NO_LIMIT = Text("không giới hạn", "no limit")
YES, NO = Text("có", "yes"), Text("không", "no")


def points_or(value: Decimal | None, otherwise: Text) -> Text:
    """So many points, or the words for None."""
    return otherwise if value is None else amount(value)


_CLASS_FROM = Text("từ {start} điểm trở lên", "{start} points or more")
_CLASS_ABOVE = Text("trên {start} điểm", "more than {start} points")
_CLASS_BETWEEN = {
    (True, True): Text("từ {start} đến {end} điểm", "{start} to {end} points"),
    (True, False): Text("từ {start} đến dưới {end} điểm", "{start} to less than {end} points"),
    (False, True): Text("trên {start} đến {end} điểm", "more than {start}, up to {end} points"),
    (False, False): Text("trên {start} đến dưới {end} điểm", "more than {start}, less than {end} points"),
}
_NO_TITLES = Text("không đề nghị danh hiệu, khen thưởng", "not put forward for titles or awards")


def class_words(one: ClassBand) -> Text:
    """The totals of a class, and whether it bars titles: "từ 90 điểm trở lên"."""
    if one.end is None:
        words = (_CLASS_FROM if one.with_start else _CLASS_ABOVE).filled(start=one.start)
    else:
        words = _CLASS_BETWEEN[one.with_start, one.with_end].filled(start=one.start, end=one.end)
    return words if one.titles else followed(words, _NO_TITLES, mark="; ")


_WHEN_EVENT = Text("khi có “{question}”", "when “{question}” is so")
_WHEN_EVENTS = Text("khi “{question}” từ {times} lần", "when “{question}” {times} times or more")
_WHEN_ZERO = Text("khi dòng {code} không có điểm", "when line {code} has no points")
_WHEN_ANY_ZERO = Text("khi có dòng không có điểm", "when any line has no points")
_WHEN_BELOW = Text("khi {code} dưới {share}% mức tối đa", "when {code} is below {share}% of its maximum")
_WHEN_NO_SELF_SCORE = Text("khi không nộp bảng tự chấm", "when no self-score was handed in")
_THEN = {
    Then.NOT_RANKED: Text("không xếp hạng", "not ranked"),
    Then.NO_CLASS: Text("không xếp hạng, không xếp loại", "neither ranked nor classified"),
    Then.DEFERRED: Text("tạm hoãn xếp hạng đến khi có kết luận", "deferred until the case is closed"),
    Then.NO_TITLE: Text("không đề nghị danh hiệu, khen thưởng", "not put forward for titles or awards"),
    Then.CEILING: Text("xếp loại không cao hơn “{label}”", "no higher class than “{label}”"),
    Then.EXACTLY: Text("xếp loại “{label}”", "classified “{label}”"),
    Then.LOWER: Text("hạ {levels} bậc xếp loại", "{levels} classes lower"),
    Then.LIMIT: Text("phần {code} tính tối đa {limit}%", "section {code} counts at most {limit}%"),
}


def guard(one: Guard) -> Text:
    """A guard in one line: "Khi không nộp bảng tự chấm: không xếp hạng"."""
    when = _when(one)
    then = _THEN[one.then].filled(
        label=one.label, levels=one.levels, code=one.code, limit=Decimal(0) if one.limit is None else one.limit
    )
    return sentence(followed(when, then, mark=": "))


def _when(one: Guard) -> Text:
    if one.when == When.NO_SELF_SCORE:
        return _WHEN_NO_SELF_SCORE
    if one.when == When.EVENT:
        return (_WHEN_EVENT if one.times == 1 else _WHEN_EVENTS).filled(question=one.question, times=one.times)
    if one.when == When.BELOW:
        return _WHEN_BELOW.filled(code=one.code, share=Decimal(0) if one.share is None else one.share)
    return _WHEN_ZERO.filled(code=one.code) if one.code else _WHEN_ANY_ZERO


_TIES = {
    TieBy.SECTION: Text("điểm phần {code}", "the points of section {code}"),
    TieBy.LINE: Text("điểm dòng {code}", "the points of line {code}"),
    TieBy.FULL_LINES: Text("số dòng đạt điểm tối đa", "the number of lines with full points"),
    TieBy.FEWER_DEDUCTIONS: Text("bị trừ ít điểm hơn", "fewer points deducted"),
    TieBy.BONUS: Text("điểm thưởng", "the bonus points"),
    TieBy.BASE: Text("điểm không kể điểm thưởng", "the points without bonus"),
}


def tie(one: TieKey) -> Text:
    """A tie-break as a noun: "điểm phần A"."""
    return _TIES[one.by].filled(code=one.code)
