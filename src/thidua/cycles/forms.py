"""Parsing what the authority types when it sets up a bloc and its year."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear, ScoringTable
from thidua.cycles.phases import PHASE_LABELS, kind_label, phase_label
from thidua.kernel.forms import DateField, Form, NumberField, WholeNumberField
from thidua.rulebook.calendar import Phase
from thidua.rulebook.facts import CriterionKind

# Deadlines fall at the end of the working day.
CLOSING = time(17)


def closing_of(day: date) -> datetime:
    """Five in the afternoon of a day at the authority's clock."""
    return timezone.make_aware(datetime.combine(day, CLOSING))


class BlocForm(Form):
    number = WholeNumberField(label=_("Số của khối"), help_text=_("Ví dụ: 12"))
    name = forms.CharField(label=_("Tên khối"), max_length=200, help_text=_("Ví dụ: Khối thi đua số 12"))


class YearForm(Form):
    year = WholeNumberField(label=_("Năm"), help_text=_("Ví dụ: 2024"))
    decision_number = forms.CharField(label=_("Số quyết định"), max_length=100, help_text=_("Ví dụ: 12/QĐ-BTĐKT"))
    decision_on = DateField(label=_("Ngày quyết định"))

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not 2000 <= year <= 2199:
            raise forms.ValidationError(_("Năm phải từ 2000 đến 2199."), code="year_out_of_range")
        return year


class MembersForm(Form):
    units = forms.ModelMultipleChoiceField(
        label=_("Đơn vị thành viên"), queryset=Body.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, units: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["units"].queryset = units  # type: ignore[attr-defined]


class LeadershipForm(Form):
    leader = forms.ChoiceField(label=_("Khối trưởng"))
    deputy = forms.ChoiceField(label=_("Khối phó"))

    def __init__(self, *arguments: Any, members: Sequence[Body], **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices = [("", _("Chọn đơn vị")), *((str(unit.pk), unit.name) for unit in members)]
        for name in ("leader", "deputy"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class CalendarForm(Form):
    """From and until, for each phase; the deadline is at 17:00 of the last day."""

    def __init__(self, *arguments: Any, year: EmulationYear, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for phase in PHASE_LABELS:
            name = phase_label(phase)
            self.fields[f"{phase}_first"] = DateField(label=_("%(phase)s: từ ngày") % {"phase": name})
            self.fields[f"{phase}_last"] = DateField(
                label=_("%(phase)s: đến 17:00 ngày") % {"phase": name}, help_text=""
            )

    def windows(self) -> dict[Phase, tuple[datetime, datetime]]:
        """The windows, from the first midnight until the last five o'clock."""
        midnight = time(0)
        return {
            phase: (
                timezone.make_aware(datetime.combine(self.cleaned_data[f"{phase}_first"], midnight)),
                closing_of(self.cleaned_data[f"{phase}_last"]),
            )
            for phase in PHASE_LABELS
        }


class ExtendForm(Form):
    phase = forms.ChoiceField(label=_("Giai đoạn"))
    last = DateField(label=_("Hạn mới: 17:00 ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["phase"].choices = [(phase.value, phase_label(phase)) for phase in PHASE_LABELS]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The keywords of `extend_deadline`."""
        cleaned = self.cleaned_data
        return {"phase": cleaned["phase"], "deadline_at": closing_of(cleaned["last"]), "reason": cleaned["reason"]}


class SheetForm(Form):
    title = forms.CharField(label=_("Tên bảng điểm"), max_length=300)
    source = forms.CharField(
        label=_("Căn cứ"), max_length=300, required=False, help_text=_("Số, ngày của văn bản ban hành, nếu có.")
    )


class CriterionForm(Form):
    section = forms.CharField(label=_("Phần"), max_length=200, required=False, help_text=_("Ví dụ: II. Công tác thi đua"))
    code = forms.CharField(label=_("Mã"), max_length=20, help_text=_("Ví dụ: II.1"))
    title = forms.CharField(label=_("Tiêu chí"), max_length=400)
    kind = forms.ChoiceField(label=_("Cách chấm"), widget=forms.RadioSelect)
    max_points = NumberField(label=_("Điểm tối đa"), help_text=_("Với dòng trừ điểm: mức trừ nhiều nhất."))
    per_occurrence = NumberField(
        label=_("Điểm trừ mỗi lần"), required=False, help_text=_("Chỉ ghi cho dòng trừ điểm.")
    )
    clause = forms.CharField(label=_("Điều, mục làm căn cứ"), max_length=200)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["kind"].choices = [(kind.value, kind_label(kind)) for kind in CriterionKind]  # type: ignore[attr-defined]


class ChooseSheetForm(Form):
    table = forms.ModelChoiceField(label=_("Bảng điểm"), queryset=ScoringTable.objects.none())

    def __init__(self, *arguments: Any, sheets: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["table"].queryset = sheets  # type: ignore[attr-defined]
