"""Parsing who is opened again, for what, until when and why."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.bodies.models import Body
from thidua.cycles.forms import LastMomentForm
from thidua.cycles.models import PAPER_PHASES
from thidua.cycles.phases import phase_label


class ReopenForm(LastMomentForm):
    """One unit, one phase, until a moment, for a reason."""

    membership_id = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    phase = forms.ChoiceField(label=_("Kỳ mở lại"))
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Đơn vị và những người chịu trách nhiệm về xếp hạng đọc được lý do này."),
    )
    field_order = ("membership_id", "phase", "last", "hour", "reason")

    def __init__(self, *arguments: Any, units: Sequence[tuple[int, Body]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["last"].label = _("Mở lại đến ngày")
        choices = [("", _("Chọn đơn vị")), *((str(pk), unit.name) for pk, unit in units)]
        self.fields["membership_id"].choices = choices  # type: ignore[attr-defined]
        self.fields["phase"].choices = [(phase.value, phase_label(phase)) for phase in PAPER_PHASES]  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """The keywords of `reopen`."""
        typed = self.cleaned_data
        return {"phase": typed["phase"], "until": self.deadline_at, "reason": typed["reason"]}
