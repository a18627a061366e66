"""Parsing what people type about a conference."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from fractions import Fraction
from typing import Any, NamedTuple

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thidua.conferences.models import KIND_LABELS, Attendance, Kind
from thidua.kernel.forms import DateField, Form, WholeNumberField
from thidua.kernel.versions import VersionForm

# 14:00, 14h00, 14 giờ, 14 giờ 30
HOUR = re.compile(r"(?P<hour>[0-9]{1,2})\s*(?:(?::|h|giờ|g)\s*(?P<minute>[0-9]{1,2})?)?(?:\s*phút)?", re.IGNORECASE)
SHARE = re.compile(r"[0-9]{1,3}(?:/[0-9]{1,3})?")


def read_share(written: str) -> Fraction | None:
    """A share written as a fraction, "2/3"; None for anything else. Whether it is in range is for the form to say."""
    written = written.replace(" ", "")
    try:
        return Fraction(written) if SHARE.fullmatch(written) else None
    except ZeroDivisionError:
        return None


class HourField(forms.CharField):
    """An hour as people write it: `14:00`, `14h00`, `14 giờ 30`. Cleans to a time."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 20)
        super().__init__(**options)
        self.widget.attrs.update(autocomplete="off")

    def clean(self, value: Any) -> time:
        written: str = super().clean(value)
        match = HOUR.fullmatch(written.strip())
        hour, minute = (int(match["hour"]), int(match["minute"] or 0)) if match else (24, 0)
        if hour > 23 or minute > 59:
            raise forms.ValidationError(
                _("“%(typed)s” không đọc được thành giờ. Viết giờ và phút, ví dụ 14:00."),
                code="bad_hour",
                params={"typed": written},
            )
        return time(hour, minute)


class DetailsForm(VersionForm):
    """When and where the conference is held, and by whom."""

    held_on = DateField(label=_("Ngày tổ chức"))
    held_time = HourField(label=_("Giờ bắt đầu"), help_text=_("Ví dụ: 14:00"))
    place = forms.CharField(
        label=_("Địa điểm"), max_length=300, help_text=_("Tên hội trường và địa chỉ, ghi như trong biên bản.")
    )
    locality = forms.CharField(
        label=_("Địa danh ghi trên biên bản"), max_length=120, help_text=_("Tên tỉnh, thành phố. Ví dụ: Đồng Tháp")
    )
    chair = forms.CharField(
        label=_("Người chủ trì"),
        max_length=300,
        help_text=_("Họ và tên, dấu phẩy, chức vụ. Ví dụ: Nguyễn Văn A, Chủ tịch"),
    )
    secretary = forms.CharField(
        label=_("Thư ký"),
        max_length=300,
        help_text=_("Họ và tên, dấu phẩy, chức vụ. Ví dụ: Trần Thị B, Chánh Văn phòng"),
    )

    def values(self) -> dict[str, Any]:
        """The keywords of `prepare` and, with the version, of `change_details`."""
        cleaned = dict(self.cleaned_data)
        day, hour = cleaned.pop("held_on"), cleaned.pop("held_time")
        return cleaned | {"held_at": timezone.make_aware(datetime.combine(day, hour))}


class PrepareForm(DetailsForm):
    """What the conference is for, besides when, where and by whom."""

    kinds = forms.MultipleChoiceField(
        label=_("Loại hội nghị"),
        choices=[(kind.value, _(KIND_LABELS[kind])) for kind in Kind],
        widget=forms.CheckboxSelectMultiple,
        initial=[Kind.REVIEW, Kind.SIGNING],
        help_text=_("Chọn một hoặc nhiều loại, ví dụ tổng kết và ký giao ước. Mỗi năm có một hội nghị tổng kết."),
    )
    subject = forms.CharField(
        label=_("Chuyên đề"), max_length=200, required=False, help_text=_("Chỉ ghi khi hội nghị bàn một chuyên đề.")
    )
    field_order = ("kinds", "subject")

    def values(self) -> dict[str, Any]:
        """The keywords of `prepare`."""
        return {name: value for name, value in super().values().items() if name != "version"}


class AgendaItemForm(Form):
    """One item of the agenda."""

    title = forms.CharField(label=_("Nội dung"), max_length=300)
    speaker = forms.CharField(label=_("Người trình bày"), max_length=300, required=False)


class AttendanceRow(NamedTuple):
    """A unit with its two fields, for the table."""

    attendance: Attendance
    present: forms.BoundField
    delegates: forms.BoundField


class AttendanceForm(VersionForm):
    """The whole table at once: for each unit whether it is present, and its delegates."""

    ANSWERS = {"": None, "yes": True, "no": False}
    CHOICES = (("", _("Chưa ghi")), ("yes", _("Có mặt")), ("no", _("Vắng")))

    def __init__(
        self, *arguments: Any, attendances: Sequence[Attendance], everyone: bool = False, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.attendances = attendances
        for one in attendances:
            shown = "yes" if everyone and one.present is None else self._shown(one.present)
            label = _("%(unit)s: điểm danh") % {"unit": one.unit.name}
            self.fields[f"present_{one.unit_id}"] = forms.ChoiceField(
                label=label, choices=self.CHOICES, required=False, initial=shown,
                widget=forms.Select(attrs={"aria-label": label}),
            )  # fmt: skip
            label = _("%(unit)s: đại biểu") % {"unit": one.unit.name}
            self.fields[f"delegates_{one.unit_id}"] = forms.CharField(
                label=label, required=False, max_length=300, initial=one.delegates,
                widget=forms.TextInput(attrs={"aria-label": label}),
            )  # fmt: skip

    def _shown(self, present: bool | None) -> str:
        return next(answer for answer, meant in self.ANSWERS.items() if meant is present)

    def rows(self) -> Iterator[AttendanceRow]:
        """Unit by unit, for the template."""
        for one in self.attendances:
            yield AttendanceRow(one, self[f"present_{one.unit_id}"], self[f"delegates_{one.unit_id}"])

    def values(self) -> dict[str, Any]:
        """The keywords of `record_attendance`."""
        cleaned = self.cleaned_data
        rows = {
            one.unit_id: (self.ANSWERS[cleaned[f"present_{one.unit_id}"]], cleaned[f"delegates_{one.unit_id}"])
            for one in self.attendances
        }
        return {"rows": rows, "version": cleaned["version"]}


class ReviewForm(VersionForm):
    """The year in review, as it will stand in the minutes."""

    text = forms.CharField(
        label=_("Nội dung tổng kết"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_("Mỗi đoạn một dòng. Đoạn này in nguyên văn vào biên bản hội nghị."),
    )


class TaskForm(Form):
    """One task for next year."""

    text = forms.CharField(
        label=_("Nhiệm vụ"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi nhiệm vụ một câu, ghi như trong biên bản."),
    )


class AgreementForm(Form):
    """Next year's head and deputy, and how many units agreed."""

    leader = forms.TypedChoiceField(label=_("Khối trưởng năm sau"), coerce=int)
    deputy = forms.TypedChoiceField(label=_("Khối phó năm sau"), coerce=int)
    agreed = WholeNumberField(label=_("Số đơn vị nhất trí"))

    def __init__(self, *arguments: Any, units: Sequence[tuple[int, str]], base: int, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name in ("leader", "deputy"):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = [("", _("Chọn đơn vị")), *units]
        self.fields["agreed"].help_text = _("Đếm tay giơ trong %(base)s đơn vị có mặt.") % {"base": base}

    def values(self) -> dict[str, Any]:
        """The keywords of `record_agreement`."""
        cleaned = self.cleaned_data
        return {"leader_id": cleaned["leader"], "deputy_id": cleaned["deputy"], "agreed": cleaned["agreed"]}


class UnitForm(Form):
    """Which unit signed, or signed by mistake."""

    unit = forms.IntegerField()
    undo = forms.BooleanField(required=False)


class HandoverForm(Form):
    """The authority's decision on the next year's bloc."""

    decision_number = forms.CharField(
        label=_("Số quyết định"), max_length=100, help_text=_("Ví dụ: 09/QĐ-BTĐKT, quyết định về khối thi đua năm sau.")
    )
    decision_on = DateField(label=_("Ngày quyết định"))
    reason = forms.CharField(
        label=_("Lý do bàn giao khi chưa xong"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Chỉ ghi khi còn việc chưa xong nêu ở trên."),
    )
