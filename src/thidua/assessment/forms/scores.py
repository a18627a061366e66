"""What a unit and the bloc's head type into score sheets."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.assessment.forms.base import VersionForm
from thidua.kernel.forms import Form, NumberField, WholeNumberField
from thidua.rulebook.guards import Guard
from thidua.rulebook.measures import plain, write_number
from thidua.rulebook.rules.inputs import Input, InputKind


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
