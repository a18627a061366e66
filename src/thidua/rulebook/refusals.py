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
        data = {name: _showable(piece) for name, piece in data.items()}
        super().__init__(code, data)
        self.code = code
        self.data = {name: _plainly(piece) for name, piece in data.items()}
        self.text = self.sentences[code].filled(**data)
        self.place = ""
        self._given = data

    def at(self, path: str) -> "RulebookError":
        """The same refusal, saying where in the file it arose; a place already said is kept."""
        if not path or self.place:
            return self
        placed = type(self)(self.code, self._given)
        placed.place = path
        placed.text = Text(f"{path}: {self.text.vi}", f"{path}: {self.text.en}")
        return placed

    @property
    def text_beside_field(self) -> Text:
        """What to say on a page that shows it at the field itself: without the field's name in the file."""
        sentence = self.sentences[self.code]
        vi, en = (text.replace(", {field}", "") for text in (sentence.vi, sentence.en))
        return Text(vi, en).filled(**self._given)

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
        "{field}: không có trường này; hãy xoá hoặc sửa lại tên.",
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
    "not_a_flag": Text(
        "{field}: phải là true hoặc false; hãy sửa lại.",
        "{field}: must be true or false; correct it.",
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
            "entries: bảng điểm chưa có tiêu chí; hãy thêm ít nhất một tiêu chí.",
            "entries: the sheet has no criterion; add at least one.",
        ),
        "duplicate_code": Text(
            "mã “{code}” bị trùng; mỗi phần và mỗi tiêu chí cần một mã riêng.",
            "the code “{code}” is used twice; give every section and every criterion its own code.",
        ),
        "places_out_of_range": Text(
            "places: số chữ số thập phân phải từ 0 đến {most}, không phải {value}; hãy sửa lại.",
            "places: the number of decimals must be 0 to {most}, not {value}; correct it.",
        ),
        "points_out_of_bounds": Text(
            "{field}: số điểm phải từ {least} đến {most}; hãy sửa lại.",
            "{field}: points must be {least} to {most}; correct them.",
        ),
        "bounds_crossed": Text(
            "mức thấp nhất {least} lớn hơn mức cao nhất {most}; hãy đổi lại.",
            "the lowest bound {least} is above the highest {most}; correct them.",
        ),
        "too_precise": Text(
            "“{code}”, {field}: {value} quá {places} chữ số thập phân; hãy làm tròn hoặc tăng places.",
            "“{code}”, {field}: {value} has more than {places} decimals; round it or raise places.",
        ),
        "too_deep": Text(
            "{field}: quy tắc lồng nhau quá sâu; hãy tách thành nhiều tiêu chí.",
            "{field}: rules are nested too deeply; split them into several criteria.",
        ),
        "too_many": Text(
            "{field}: quá {most} mục; hãy tách thành nhiều bảng điểm.",
            "{field}: more than {most} items; split them into several sheets.",
        ),
        "bad_key": Text(
            "mã số liệu “{key}” chỉ được gồm chữ thường không dấu, chữ số và gạch dưới, bắt đầu bằng chữ; hãy sửa lại.",
            "the key “{key}” may hold only lower-case letters, digits and underscores, a letter first; correct it.",
        ),
        "key_means_two_things": Text(
            "mã số liệu “{key}” dùng cho hai thứ khác nhau trong một tiêu chí; hãy đổi một mã.",
            "the key “{key}” means two different things in one criterion; rename one of them.",
        ),
        "not_above_zero": Text(
            "{field}: phải lớn hơn 0, không phải {value}; hãy sửa lại.",
            "{field}: must be more than 0, not {value}; correct it.",
        ),
        "levels": Text(
            "{field}: cần ít nhất hai mức, mỗi mức một mã riêng; hãy sửa lại.",
            "{field}: at least two levels are needed, each with its own code; correct them.",
        ),
        "not_a_percentage": Text(
            "{field}: chấm theo tỷ lệ cần một số liệu tính bằng phần trăm; hãy chọn số liệu khác.",
            "{field}: a proportion needs a figure in percent; choose another figure.",
        ),
        "cap_out_of_range": Text(
            "cap: mức tính tối đa phải trên 0 và không quá 1000%, không phải {value}; hãy sửa lại.",
            "cap: must be more than 0 and at most 1000%, not {value}; correct it.",
        ),
        "floor_out_of_range": Text(
            "floor: ngưỡng phải trên 0 và không quá {most}%, không phải {value}; hãy sửa lại.",
            "floor: must be more than 0 and at most {most}%, not {value}; correct it.",
        ),
        "share_out_of_range": Text(
            "{field}: phải từ 0 đến 100%, không phải {value}; hãy sửa lại.",
            "{field}: must be 0 to 100%, not {value}; correct it.",
        ),
        "no_points_per_unit": Text(
            "{field}: số điểm cho mỗi đơn vị phải khác 0; hãy điền số dương để cộng, số âm để trừ.",
            "{field}: the points for each unit must not be 0; write a positive number to add, a negative one to deduct.",
        ),
        "bound_excludes_zero": Text(
            "{field}: giới hạn {value} không cho phép 0 điểm khi chưa có gì xảy ra; hãy sửa lại.",
            "{field}: the bound {value} leaves no room for 0 points when nothing happened; correct it.",
        ),
        "ratio_sides": Text(
            "{field}: tỷ lệ cần tử số, và mẫu số là các số đếm hoặc một số cố định (base); hãy sửa lại.",
            "{field}: a ratio needs what stands above, and below either counts or a fixed base; correct it.",
        ),
        "compared_twice": Text(
            "{field}: một số liệu chỉ so với khối một lần; hãy bỏ bớt.",
            "{field}: a figure is compared with the bloc only once; remove one comparison.",
        ),
        "band_empty": Text(
            "bậc từ {start} đến {end} không chứa số nào; hãy sửa lại hai đầu.",
            "the band from {start} to {end} holds no number; correct its ends.",
        ),
        "no_bands": Text(
            "{field}: cần ít nhất một bậc; hãy thêm.",
            "{field}: at least one band is needed; add it.",
        ),
        "no_parts": Text(
            "{field}: cần ít nhất một phần; hãy thêm.",
            "{field}: at least one part is needed; add it.",
        ),
        "one_route": Text(
            "{field}: cần ít nhất hai cách tính để chọn; hãy thêm.",
            "{field}: at least two routes are needed to choose from; add one.",
        ),
        "periods": Text(
            "{field}: cần ít nhất hai kỳ, mỗi kỳ có tên; hãy sửa lại.",
            "{field}: at least two periods are needed, each with a name; correct them.",
        ),
        "periods_in_periods": Text(
            "{field}: kỳ không được lồng trong kỳ; hãy bỏ bớt.",
            "{field}: periods cannot be nested; remove one.",
        ),
        "into_itself": Text(
            "không chuyển được phần {code} vào chính nó; hãy chọn phần khác.",
            "section {code} cannot be moved into itself; choose another section.",
        ),
        "unknown_reference": Text(
            "{field}: bảng điểm không có mã “{code}”; hãy sửa lại.",
            "{field}: the sheet has no code “{code}”; correct it.",
        ),
        "unknown_label": Text(
            "{field}: không có loại “{label}” trong bảng xếp loại; hãy sửa lại.",
            "{field}: there is no class “{label}”; correct it.",
        ),
        "class_order": Text(
            "classes: các loại phải xếp từ cao xuống thấp, mỗi tên một lần; hãy sửa lại.",
            "classes: the classes must go from the highest to the lowest, each name once; correct them.",
        ),
        "weight_out_of_range": Text(
            "{field}: hệ số phải trên 0 và không quá 100, không phải {value}; hãy sửa lại.",
            "{field}: the weight must be more than 0 and at most 100, not {value}; correct it.",
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
            "Tiêu chí {code}: bảng điểm không hỏi “{field}”; hãy xoá.",
            "Criterion {code}: the sheet does not ask for “{field}”; remove it.",
        ),
        "foreign_targets": Text(
            "Tiêu chí {code}, targets: điểm của dòng này không tính từ chỉ tiêu; hãy xoá.",
            "Criterion {code}, targets: this line does not count targets; remove them.",
        ),
        "unknown_level": Text(
            "Tiêu chí {code}, {field}: không có mức “{value}”; hãy chọn một trong: {choices}.",
            "Criterion {code}, {field}: there is no level “{value}”; choose one of: {choices}.",
        ),
        "no_points_given": Text(
            "Tiêu chí {code}, {field}: chưa có điểm của người chấm nào; hãy ghi điểm hoặc để trống cả dòng.",
            "Criterion {code}, {field}: no judge has given points; give them or leave the field out.",
        ),
        "one_judge": Text(
            "Tiêu chí {code}, {field}: chỉ một người chấm; hãy ghi một điểm.",
            "Criterion {code}, {field}: there is one judge; give one figure.",
        ),
        "not_a_count": Text(
            "Tiêu chí {code}, {field}: phải là số nguyên từ 0 trở lên, không phải {value}; hãy nhập lại.",
            "Criterion {code}, {field}: must be a whole number, 0 or more, not {value}; enter it again.",
        ),
        "not_in_steps": Text(
            "Tiêu chí {code}, {field}: {value} không đúng bước điểm {step}; hãy nhập lại.",
            "Criterion {code}, {field}: {value} is not in steps of {step}; enter it again.",
        ),
        "not_applicable_refused": Text(
            "Tiêu chí {code}: bảng điểm không cho ghi “không áp dụng”; hãy nhập số liệu.",
            "Criterion {code}: the sheet does not allow “not applicable”; give the figures.",
        ),
        "unknown_event": Text(
            "{field}: bảng điểm không hỏi “{key}”; hãy xoá.",
            "{field}: the sheet does not ask about “{key}”; remove it.",
        ),
        "out_of_range": Text(
            "Tiêu chí {code}, {field}: {value} nằm ngoài khung từ {least} đến {most}; hãy nhập lại.",
            "Criterion {code}, {field}: {value} is outside the range {least} to {most}; enter it again.",
        ),
        "too_precise": Text(
            "Tiêu chí {code}, {field}: {value} có quá {places} chữ số thập phân; hãy làm tròn.",
            "Criterion {code}, {field}: {value} has more than {places} decimals; round it.",
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


def _showable(piece: str | int | Decimal) -> str | int | Decimal:
    """JSON may smuggle in half characters that no screen can show; a refusal must still be read."""
    return piece.encode(errors="replace").decode() if isinstance(piece, str) else piece


def _plainly(piece: str | int | Decimal) -> str:
    return plain(piece) if isinstance(piece, Decimal) else str(piece)
