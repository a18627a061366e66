"""Parsing what units and the bloc's head type. Numbers are read as people write them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.assessment.vocabulary import DIRECTIONS, TITLES, direction_label, title_label
from thidua.cycles.models import Criterion
from thidua.kernel.forms import Form, NumberField, QuantityField, WholeNumberField
from thidua.reading.claims import read_claim
from thidua.reading.numbers import Quantity, Unreadable
from thidua.rulebook.facts import Direction
from thidua.rulebook.guards import Guard
from thidua.rulebook.measures import plain, write_number
from thidua.rulebook.rules.inputs import Input, InputKind


class VersionForm(Form):
    """A form that knows which version of the thing it was opened on."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class TargetForm(VersionForm):
    """One target of a pledge."""

    indicator = forms.CharField(
        label=_("Chỉ tiêu"), max_length=300, help_text=_("Ghi rõ đếm cái gì. Ví dụ: Số phần quà Tết trao cho hộ nghèo")
    )
    planned = NumberField(
        label=_("Mức kế hoạch"), required=False, help_text=_("Viết như trên giấy: 36.500 hoặc 12,5 hoặc 1,2 tỷ.")
    )
    previous = NumberField(
        label=_("Kết quả năm trước"),
        required=False,
        help_text=_("Nếu biết. Để khối thấy kế hoạch cao hay thấp so với chính đơn vị."),
    )
    unit_of_measure = forms.CharField(
        label=_("Đơn vị tính"), max_length=60, help_text=_("Ví dụ: phần quà, hợp tác xã, đồng, %")
    )
    direction = forms.ChoiceField(label=_("Thế nào là tốt"), widget=forms.RadioSelect, initial=Direction.MORE)
    criterion: "forms.ModelChoiceField[Criterion]" = forms.ModelChoiceField(
        label=_("Tính điểm ở tiêu chí"),
        queryset=None,
        required=False,
        empty_label=_("Không tính điểm, chỉ theo dõi"),
    )

    def __init__(self, *arguments: Any, criteria: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["direction"].choices = [(one.value, direction_label(one)) for one in DIRECTIONS]  # type: ignore[attr-defined]
        self.fields["criterion"].queryset = criteria  # type: ignore[attr-defined]


class CommitmentsForm(VersionForm):
    """What the unit commits to in words, and the titles it registers for."""

    commitments = forms.CharField(
        label=_("Nội dung cam kết"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 8})
    )
    titles = forms.MultipleChoiceField(
        label=_("Danh hiệu, hình thức khen thưởng đăng ký"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["titles"].choices = [(title, title_label(title)) for title in TITLES]  # type: ignore[attr-defined]


class ResultForm(VersionForm):
    """What came of one target. An empty value stays missing; it is not zero."""

    value = QuantityField(
        label=_("Kết quả"),
        required=False,
        help_text=_(
            "Viết như trên giấy: 74.958 hoặc 1,2 tỷ hoặc 185,7%. Chưa có số liệu thì để trống; trống không phải là 0."
        ),
    )
    evidence = forms.CharField(
        label=_("Minh chứng"),
        required=False,
        max_length=400,
        help_text=_("Số và ngày văn bản, nơi lưu. Ví dụ: Báo cáo số 12/BC-CTĐ ngày 5/2/2024"),
    )
    claim = forms.CharField(
        label=_("Lời đã đăng hoặc đã in, nếu có"),
        required=False,
        max_length=200,
        help_text=_("Chép đúng nguyên văn, ví dụ: vượt 185,7% chỉ tiêu. Hệ thống đối chiếu với số tính được."),
    )
    claim_source = forms.CharField(label=_("Nguồn của lời đó"), required=False, max_length=200)
    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *arguments: Any, unit_of_measure: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.unit_of_measure = unit_of_measure
        self.fields["value"].label = _("Kết quả (%(unit)s)") % {"unit": unit_of_measure}

    def clean_value(self) -> Quantity | None:
        quantity: Quantity | None = self.cleaned_data["value"]
        if quantity and quantity.is_percent and "%" not in self.unit_of_measure:
            raise forms.ValidationError(
                _(
                    "Chỉ tiêu này tính bằng “%(unit)s”, không phải phần trăm. Ghi số đạt được; hệ thống tự tính phần trăm."
                ),
                code="percent_of_count",
                params={"unit": self.unit_of_measure},
            )
        return quantity

    def clean_claim(self) -> str:
        claim: str = self.cleaned_data["claim"]
        if claim:
            try:
                read_claim(claim)
            except Unreadable as unreadable:
                raise forms.ValidationError(
                    _("Không thấy tỷ lệ nào trong lời trích. Chép đoạn có chữ “đạt” hoặc “vượt” và số phần trăm."),
                    code=unreadable.code,
                ) from unreadable
        return claim

    def values(self) -> dict[str, Any]:
        """The keywords of `report_result`: the number as written and as understood."""
        cleaned = dict(self.cleaned_data)
        quantity: Quantity | None = cleaned.pop("value")
        return cleaned | {
            "written": quantity.text if quantity else "",
            "value": quantity.value if quantity else None,
        }


class SummaryForm(VersionForm):
    """The unit's view of the year."""

    summary = forms.CharField(
        label=_("Đánh giá chung"), required=False, max_length=10000, widget=forms.Textarea(attrs={"rows": 10})
    )


class ReasonForm(Form):
    """Why something goes back."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Nêu điều cần sửa. Người nhận thấy lý do này trước tiên."),
    )


class SeveralNumbersField(forms.CharField):
    """The points of several judges, one on a line. Cleans to a list of Decimals."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 5}), max_length=1000, **options)
        self.one = NumberField(allow_negative=True)

    def clean(self, value: Any) -> list[Decimal]:
        written = super().clean(value) or ""
        return [self.one.clean(line) for line in written.splitlines() if line.strip()]


def field_for(asked: Input) -> forms.Field:
    """The field that asks for one input of a rule. An empty one stays missing; it is not zero."""
    label = f"{asked.label} ({asked.unit})" if asked.unit else asked.label
    if asked.kind == InputKind.LEVEL:
        choices = [("", _("Chưa chọn")), *asked.levels]
        return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)
    if asked.kind == InputKind.COUNT:
        return WholeNumberField(label=label, required=False)
    if asked.kind == InputKind.NUMBER:
        return NumberField(label=label, required=False, allow_negative=True)
    told = _points_allowed(asked)
    if asked.several:
        hint = _("%(allowed)s Mỗi dòng một người chấm.") % {"allowed": told}
        return SeveralNumbersField(label=label, required=False, help_text=hint)
    return NumberField(label=label, required=False, allow_negative=asked.least < 0, help_text=told)


def _points_allowed(asked: Input) -> str:
    least, most = (write_number(bound, language="vi") for bound in (asked.least, asked.most))
    allowed = _("Từ %(least)s đến %(most)s điểm.") % {"least": least, "most": most}
    if asked.step is None:
        return str(allowed)
    return str(
        _("%(allowed)s Bước %(step)s điểm.") % {"allowed": allowed, "step": write_number(asked.step, language="vi")}
    )


class LineForm(VersionForm):
    """What a line's rule asks the unit for; a sheet may also let a line be taken out as not applicable."""

    not_applicable = forms.BooleanField(
        label=_("Không áp dụng cho đơn vị"),
        required=False,
        help_text=_("Chỉ đánh dấu khi đơn vị không được giao việc này. Ghi lý do ở căn cứ chấm."),
    )
    note = forms.CharField(
        label=_("Căn cứ chấm"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *arguments: Any, inputs: Sequence[Input], may_be_out: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.inputs = inputs
        if not may_be_out:
            del self.fields["not_applicable"]
        for asked in inputs:
            self.fields[f"input_{asked.key}"] = field_for(asked)
        self.order_fields([f"input_{asked.key}" for asked in inputs])

    def values(self) -> dict[str, Any]:
        """The keywords of `judge_line`: what was given, as text by key, without what was left empty."""
        cleaned = self.cleaned_data
        inputs = {asked.key: _as_stored(cleaned[f"input_{asked.key}"]) for asked in self.inputs}
        return {
            "inputs": {key: raw for key, raw in inputs.items() if raw},
            "not_applicable": cleaned.get("not_applicable", False),
            "note": cleaned["note"],
            "version": cleaned["version"],
        }


def _as_stored(value: Any) -> str | list[str]:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, list):
        return [plain(one) for one in value]
    return plain(Decimal(value))


class ReviewForm(VersionForm):
    """The bloc's review of one line."""

    points = NumberField(label=_("Điểm của khối"), allow_negative=True)
    reason = forms.CharField(
        label=_("Lý do"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bắt buộc khi điểm khác với điểm đơn vị tự chấm."),
    )

    def clean_points(self) -> Decimal:
        points: Decimal = self.cleaned_data["points"]
        return points


class GuardsForm(Form):
    """How often each event that the sheet asks about happened in a unit. Empty is not answered, and not "never"."""

    reason = forms.CharField(
        label=_("Căn cứ"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Số và ngày của văn bản kết luận, nếu có."),
    )

    def __init__(self, *arguments: Any, asked: Sequence[Guard], **options: Any) -> None:
        super().__init__(*arguments, **options)
        for guard in asked:
            hint = _("Số lần; không có thì ghi 0. Để trống nghĩa là chưa trả lời.")
            self.fields[guard.key] = WholeNumberField(label=guard.question, required=False, help_text=hint)
        self.order_fields([guard.key for guard in asked])

    def values(self) -> dict[str, Any]:
        """The keywords of `answer_guards`."""
        answers = {key: value for key, value in self.cleaned_data.items() if key != "reason"}
        return {"times": answers, "reason": self.cleaned_data["reason"]}
