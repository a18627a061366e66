"""Parsing what people type about more time for one unit."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.bodies.models import Body
from thidua.cycles.forms.years import CLOSING, HourField, moment_of
from thidua.cycles.models import PAPER_PHASES
from thidua.cycles.phases import phase_label
from thidua.kernel.forms import DateField, Form


class LastMomentForm(Form):
    """A day and an hour until which something may be done."""

    last = DateField(label=_("Hạn mới"))
    hour = HourField(label=_("Hết hạn lúc"), initial=CLOSING)

    @property
    def deadline_at(self) -> datetime:
        """The moment that the day and the hour make."""
        return moment_of(self.cleaned_data["last"], self.cleaned_data["hour"])


class AskExtensionForm(LastMomentForm):
    """A unit asks for more time in one phase."""

    phase = forms.ChoiceField(label=_("Kỳ xin gia hạn"))
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nêu việc gì làm đơn vị chưa kịp. Cán bộ thi đua đọc lý do này khi trả lời."),
    )
    field_order: Sequence[str] = ("phase", "last", "hour", "reason")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["phase"].choices = [(phase.value, phase_label(phase)) for phase in PAPER_PHASES]  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """The keywords of `ask_extension`."""
        typed = self.cleaned_data
        return {"phase": typed["phase"], "deadline_at": self.deadline_at, "reason": typed["reason"]}


class ExtendUnitForm(AskExtensionForm):
    """The authority gives one unit more time."""

    unit_id = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    field_order = ("unit_id", "phase", "last", "hour", "reason")

    def __init__(self, *arguments: Any, units: Sequence[Body], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["phase"].label = _("Kỳ được gia hạn")
        self.fields["reason"].help_text = _("Các đơn vị trong khối đọc được lý do này.")
        choices = [("", _("Chọn đơn vị")), *((str(unit.pk), unit.name) for unit in units)]
        self.fields["unit_id"].choices = choices  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """The keywords of `extend_unit`."""
        return super().values | {"unit_id": self.cleaned_data["unit_id"]}


class GrantForm(LastMomentForm):
    """The time that is given, and a word about it."""

    answer = forms.CharField(
        label=_("Lời nhắn cho đơn vị"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    @property
    def values(self) -> dict[str, Any]:
        """The keywords of `grant_extension`."""
        return {"deadline_at": self.deadline_at, "answer": self.cleaned_data["answer"]}


class RefuseForm(Form):
    """Why the time is not given."""

    answer = forms.CharField(
        label=_("Lý do không chấp nhận"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
