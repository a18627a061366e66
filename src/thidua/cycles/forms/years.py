"""Parsing what the authority types when it sets up a bloc and its year."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from thidua.bodies.models import Body
from thidua.cycles.models import EmulationBloc, NumberStyle, ScoringTable, write_bloc_number
from thidua.cycles.phases import PHASE_LABELS, phase_label
from thidua.kernel.forms import DateField, Form, WholeNumberField, start_of_day
from thidua.rulebook.calendar import Phase

# Deadlines fall at the end of the working day unless another hour is written.
CLOSING = time(17)
HOUR = re.compile(r"(?P<hour>[0-9]{1,2})\s*(?:(?::|h|giờ|g)\s*(?P<minute>[0-9]{2})?)?\s*(?:phút)?", re.IGNORECASE)


class HourField(forms.CharField):
    """An hour as people write it: `17:00`, `17h30`, `17 giờ`. Cleans to a time."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 20)
        super().__init__(**options)
        self.widget.attrs.update(autocomplete="off")

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%H:%M") if isinstance(value, time) else value

    def clean(self, value: Any) -> Any:
        match = HOUR.fullmatch(super().clean(value).strip())
        try:
            return time(int(match["hour"]), int(match["minute"] or 0)) if match else self._refuse()
        except ValueError:
            return self._refuse()

    @staticmethod
    def _refuse() -> time:
        raise forms.ValidationError(_("Giờ này không đọc được. Viết như 17:00 hoặc 17 giờ 30."), code="bad_hour")


def moment_of(day: date, hour: time) -> datetime:
    """An hour of a day at the authority's clock."""
    return timezone.make_aware(datetime.combine(day, hour))


class BlocForm(Form):
    """What a bloc is called, its number as the decision writes it, and what it belongs to."""

    name = forms.CharField(label=_("Tên đầy đủ"), max_length=200, help_text=_("Ví dụ: Khối thi đua số 12"))
    word = forms.CharField(
        label=_("Gọi là"), max_length=40, initial=gettext_noop("Khối"),
        help_text=_("Khối, cụm, nhóm hoặc từ khác của cơ quan. Chỉ để hiển thị."),
    )  # fmt: skip
    number = WholeNumberField(label=_("Số"), required=False, help_text=_("Để trống nếu khối không có số. Ví dụ: 12"))
    number_style = forms.ChoiceField(label=_("Cách viết số"), initial=NumberStyle.ARABIC, widget=forms.RadioSelect)
    parent_id = forms.TypedChoiceField(label=_("Thuộc khối, cụm"), coerce=int, empty_value=None, required=False)

    def __init__(self, *arguments: Any, parents: Sequence[EmulationBloc], **options: Any) -> None:
        super().__init__(*arguments, **options)
        styles = [(style.value, write_bloc_number(7, style)) for style in NumberStyle]
        self.fields["number_style"].choices = styles  # type: ignore[attr-defined]
        above = [("", _("Không thuộc khối nào")), *((str(one.pk), one.name) for one in parents)]
        self.fields["parent_id"].choices = above  # type: ignore[attr-defined]

    def clean_number(self) -> int | None:
        number: int | None = self.cleaned_data["number"]
        if number is not None and not 1 <= number <= 9999:
            raise forms.ValidationError(_("Số của khối phải từ 1 đến 9999."), code="number_out_of_range")
        return number


def bloc_as_typed(bloc: EmulationBloc) -> dict[str, Any]:
    """What the form of a bloc begins with."""
    return {
        "name": bloc.name, "word": bloc.word, "number": bloc.number, "number_style": bloc.number_style,
        "parent_id": bloc.parent_id,
    }  # fmt: skip


class DaysForm(Form):
    """From which day to which a year goes, and what stands after the word “năm”."""

    first_on = DateField(label=_("Ngày đầu của năm thi đua"))
    last_on = DateField(label=_("Ngày cuối của năm thi đua"))
    label = forms.CharField(
        label=_("Tên của năm"), max_length=60,
        help_text=_("Ghi phần đứng sau chữ “năm”. Ví dụ: 2025; học 2024–2025; nhiệm kỳ thì ghi 2022–2027."),
    )  # fmt: skip


class DecisionForm(Form):
    """The decision by which the year's list of members was made."""

    decision_number = forms.CharField(label=_("Số quyết định"), max_length=100, help_text=_("Ví dụ: 12/QĐ-BTĐKT"))
    decision_on = DateField(label=_("Ngày quyết định"))


class YearForm(DecisionForm):
    """A new year of a bloc and its decision."""

    year = WholeNumberField(label=_("Năm"), help_text=_("Ví dụ: 2024"))
    first_on = DateField(label=_("Ngày đầu"), required=False, help_text=_("Để trống nếu là ngày 1/1 của năm."))
    last_on = DateField(label=_("Ngày cuối"), required=False, help_text=_("Để trống nếu là ngày 31/12 của năm."))
    label = forms.CharField(
        label=_("Tên của năm"), max_length=60, required=False,
        help_text=_("Để trống nếu gọi theo năm dương lịch. Ví dụ: học 2024–2025; 2022–2027."),
    )  # fmt: skip
    field_order = ("year", "decision_number", "decision_on", "first_on", "last_on", "label")

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not 2000 <= year <= 2199:
            raise forms.ValidationError(_("Năm phải từ 2000 đến 2199."), code="year_out_of_range")
        return year


class MembersForm(Form):
    """A number in the decision's list for each unit; units without one stay outside the bloc."""

    def __init__(self, *arguments: Any, units: Sequence[Body], chosen: Sequence[Body], **options: Any) -> None:
        options["initial"] = {f"unit_{unit.pk}": place for place, unit in enumerate(chosen, start=1)}
        super().__init__(*arguments, **options)
        self.units = {f"unit_{unit.pk}": unit for unit in units}
        for name, unit in self.units.items():
            self.fields[name] = WholeNumberField(label=unit.name, required=False, max_length=4)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        taken: dict[int, str] = {}
        for name, place in list(values.items()):  # add_error takes the value out
            if place == 0:
                self.add_error(name, forms.ValidationError(_("Số thứ tự bắt đầu từ 1."), code="place_zero"))
            elif place is not None and taken.setdefault(place, name) != name:
                other = self.units[taken[place]].name
                sentence = _("Số %(place)s đã ghi cho %(other)s. Mỗi đơn vị một số.") % {"place": place, "other": other}
                self.add_error(name, forms.ValidationError(sentence, code="place_taken"))
        return values

    @property
    def unit_ids(self) -> list[int]:
        """The chosen units in the order of their numbers."""
        numbered = [(place, name) for name, place in self.cleaned_data.items() if place is not None]
        return [self.units[name].pk for _place, name in sorted(numbered)]


class LeadershipForm(Form):
    """Which unit leads the bloc, which deputises."""

    leader_id = forms.TypedChoiceField(label=_("Khối trưởng"), coerce=int)
    deputy_id = forms.TypedChoiceField(label=_("Khối phó"), coerce=int)

    def __init__(self, *arguments: Any, members: Sequence[Body], **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices = [("", _("Chọn đơn vị")), *((str(unit.pk), unit.name) for unit in members)]
        for name in ("leader_id", "deputy_id"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class CalendarForm(Form):
    """From which day until which hour of which day each phase is open."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for phase in PHASE_LABELS:
            named = {"phase": phase_label(phase)}
            self.fields[f"{phase}_first"] = DateField(label=_("%(phase)s: từ ngày") % named, help_text="")
            self.fields[f"{phase}_last"] = DateField(label=_("%(phase)s: đến ngày") % named, help_text="")
            self.fields[f"{phase}_hour"] = HourField(label=_("%(phase)s: hết hạn lúc") % named)

    @property
    def rows(self) -> list[tuple[str, list[BoundField]]]:
        """The fields by phase, for the page."""
        return [
            (phase_label(phase), [self[f"{phase}_{part}"] for part in ("first", "last", "hour")])
            for phase in PHASE_LABELS
        ]

    @property
    def windows(self) -> Mapping[Phase, tuple[datetime, datetime]]:
        """The windows, each from the midnight that begins its first day."""
        typed = self.cleaned_data
        return {
            phase: (
                start_of_day(typed[f"{phase}_first"]),
                moment_of(typed[f"{phase}_last"], typed[f"{phase}_hour"]),
            )
            for phase in PHASE_LABELS
        }


class ExtendForm(Form):
    """A later deadline for one phase, and why."""

    phase = forms.ChoiceField(label=_("Giai đoạn"))
    last = DateField(label=_("Hạn mới"))
    hour = HourField(label=_("Hết hạn lúc"), initial=CLOSING)
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Các đơn vị trong khối đọc được lý do này trong lịch sử của năm."),
    )

    def __init__(self, *arguments: Any, phases: Sequence[Phase], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["phase"].choices = [(phase.value, phase_label(phase)) for phase in phases]  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """The keywords of `extend_deadline`."""
        typed = self.cleaned_data
        deadline_at = moment_of(typed["last"], typed["hour"])
        return {"phase": typed["phase"], "deadline_at": deadline_at, "reason": typed["reason"]}


class ChooseSheetForm(Form):
    """One of the bloc's adopted sheets."""

    table_id = forms.TypedChoiceField(label=_("Bảng điểm"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, tables: Sequence[ScoringTable], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["table_id"].choices = [(str(one.pk), one.title) for one in tables]  # type: ignore[attr-defined]
