"""Refusals: what the rulebook will not work with, said so that the reader can put it right.

Every refusal has a stable `code`, the `data` it speaks about, and a `text` naming the field and the
remedy. A code without a sentence cannot be raised.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from thidua.rulebook.findings import Text
from thidua.rulebook.measures import plain

Refused = Mapping[str, str | int | Decimal]


class RulebookError(ValueError):
    """The root of all refusals of the rulebook."""

    sentences: ClassVar[Mapping[str, Text]] = {}

    def __init__(self, code: str, data: Refused) -> None:
        """`code` is a key of `sentences`; `data` fills that sentence."""
        super().__init__(code, data)
        self.code = code
        self.data = {name: _plainly(piece) for name, piece in data.items()}
        self.text = self.sentences[code].filled(**data)

    def __str__(self) -> str:
        return f"{self.code}: {self.text.en}"


FORM_SENTENCES: dict[str, Text] = {
    "not_an_object": Text(
        "{field}: cần một nhóm trường có tên; hãy sửa lại cấu trúc tệp.",
        "{field}: named fields are expected; correct the structure of the file.",
    ),
    "not_a_list": Text(
        "{field}: cần một danh sách; hãy đặt các mục trong dấu [ ].",
        "{field}: a list is expected; put the items inside [ ].",
    ),
    "unknown_field": Text(
        "{field}: không có trường này; hãy xóa hoặc sửa lại tên.",
        "{field}: there is no such field; remove it or correct its name.",
    ),
    "missing_field": Text(
        "{field}: còn thiếu hoặc để trống; hãy điền giá trị.",
        "{field}: missing or blank; give it a value.",
    ),
    "not_text": Text(
        "{field}: phải là chữ; hãy đặt giá trị trong dấu ngoặc kép.",
        "{field}: must be text; put the value in quotation marks.",
    ),
    "not_a_number": Text(
        '{field}: không phải số viết đúng cách; hãy viết như "12.5" trong ngoặc kép hoặc số nguyên.',
        '{field}: not a well-written number; write it like "12.5" in quotation marks, or as a whole number.',
    ),
    "float_number": Text(
        '{field}: số lẻ không được viết trần; hãy đặt trong ngoặc kép, như "12.5", để không sai lệch.',
        '{field}: a bare decimal loses precision; put it in quotation marks, like "12.5".',
    ),
    "not_whole": Text(
        "{field}: phải là số nguyên; hãy bỏ phần lẻ.",
        "{field}: must be a whole number; remove the decimals.",
    ),
    "not_a_day": Text(
        "{field}: phải là một ngày; hãy viết như 2025-07-01.",
        "{field}: must be a day; write it like 2025-07-01.",
    ),
    "unknown_choice": Text(
        "{field}: giá trị “{value}” không dùng được; hãy chọn một trong: {choices}.",
        "{field}: “{value}” cannot be used; choose one of: {choices}.",
    ),
}


class InvalidSheet(RulebookError):
    """A criteria sheet that could not be scored by."""

    sentences = FORM_SENTENCES | {
        "empty_sheet": Text(
            "criteria: bảng điểm chưa có tiêu chí; hãy thêm ít nhất một tiêu chí.",
            "criteria: the sheet has no criterion; add at least one.",
        ),
        "duplicate_code": Text(
            "criteria: mã tiêu chí “{code}” bị trùng; mỗi tiêu chí cần một mã riêng.",
            "criteria: the code “{code}” is used twice; give each criterion its own code.",
        ),
        "places_out_of_range": Text(
            "places: số chữ số thập phân phải từ 0 đến {most}, không phải {value}; hãy sửa lại.",
            "places: the number of decimals must be 0 to {most}, not {value}; correct it.",
        ),
        "points_out_of_range": Text(
            "Tiêu chí {code}, {field}: phải lớn hơn 0 và không quá {most}, không phải {value}; hãy sửa lại.",
            "Criterion {code}, {field}: must be more than 0 and at most {most}, not {value}; correct it.",
        ),
        "too_precise": Text(
            "Tiêu chí {code}, {field}: {value} quá {places} chữ số thập phân; hãy làm tròn hoặc tăng places.",
            "Criterion {code}, {field}: {value} has more than {places} decimals; round it or raise places.",
        ),
        "per_occurrence_missing": Text(
            "Tiêu chí {code}, per_occurrence: tiêu chí điểm trừ phải ghi số điểm trừ mỗi lần; hãy bổ sung.",
            "Criterion {code}, per_occurrence: a deduction needs the points lost per occurrence; add them.",
        ),
        "per_occurrence_foreign": Text(
            "Tiêu chí {code}, per_occurrence: chỉ dùng cho tiêu chí điểm trừ; hãy xóa.",
            "Criterion {code}, per_occurrence: belongs to deductions only; remove it.",
        ),
    }


class InvalidFacts(RulebookError):
    """Facts about a unit that contradict themselves or the sheet."""

    sentences = FORM_SENTENCES | {
        "not_finite": Text(
            "Chỉ tiêu {key}, {field}: không phải một số; hãy nhập lại.",
            "Target {key}, {field}: not a number; enter it again.",
        ),
        "planned_not_positive": Text(
            "Chỉ tiêu {key}, planned: kế hoạch phải lớn hơn 0, không phải {value}; hãy nhập lại kế hoạch.",
            "Target {key}, planned: the plan must be more than 0, not {value}; enter the plan again.",
        ),
        "negative": Text(
            "Chỉ tiêu {key}, {field}: không được âm, đang là {value}; hãy nhập lại.",
            "Target {key}, {field}: must not be negative, it is {value}; enter it again.",
        ),
        "duplicate_line": Text(
            "{field}: tiêu chí “{code}” xuất hiện hai lần; hãy giữ lại một.",
            "{field}: criterion “{code}” appears twice; keep one.",
        ),
        "duplicate_target": Text(
            "Tiêu chí {code}, targets: chỉ tiêu “{key}” xuất hiện hai lần; hãy giữ lại một.",
            "Criterion {code}, targets: target “{key}” appears twice; keep one.",
        ),
        "unknown_code": Text(
            "{field}: bảng điểm không có tiêu chí “{code}”; hãy sửa mã hoặc bỏ dòng này.",
            "{field}: the sheet has no criterion “{code}”; correct the code or remove the line.",
        ),
        "foreign_input": Text(
            "Tiêu chí {code}, {field}: không dùng cho loại tiêu chí “{kind}”; hãy xóa.",
            "Criterion {code}, {field}: has no place in a criterion of the kind “{kind}”; remove it.",
        ),
        "out_of_range": Text(
            "Tiêu chí {code}, {field}: {value} nằm ngoài khung từ {least} đến {most}; hãy nhập lại.",
            "Criterion {code}, {field}: {value} is outside the range {least} to {most}; enter it again.",
        ),
        "too_precise": Text(
            "Tiêu chí {code}, {field}: {value} có quá {places} chữ số thập phân; hãy làm tròn.",
            "Criterion {code}, {field}: {value} has more than {places} decimals; round it.",
        ),
        "negative_occurrences": Text(
            "Tiêu chí {code}, occurrences: số lần không được âm, đang là {value}; hãy nhập lại.",
            "Criterion {code}, occurrences: must not be negative, it is {value}; enter it again.",
        ),
        "review_without_reason": Text(
            "Tiêu chí {code}, reason: khối thay đổi điểm thì phải ghi lý do; hãy bổ sung.",
            "Criterion {code}, reason: a review that changes the points must say why; add the reason.",
        ),
        "review_without_reviewer": Text(
            "Tiêu chí {code}, reviewed_by: phải ghi người thẩm định; hãy bổ sung.",
            "Criterion {code}, reviewed_by: the reviewer must be named; add the name.",
        ),
    }


def _plainly(piece: str | int | Decimal) -> str:
    return plain(piece) if isinstance(piece, Decimal) else str(piece)
