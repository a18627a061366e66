"""What a unit types when it enters a paper signature or amends its pledge."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.assessment.models import Target
from thidua.kernel.forms import DateField, Form, NumberField


class PaperSigningForm(Form):
    """On which day a pledge was signed on paper, and by whom."""

    signed_on = DateField(label=_("Ngày ký trên bản giấy"))
    signer = forms.CharField(label=_("Người ký"), max_length=300, help_text=_("Họ tên và chức vụ như trên bản giấy."))


class AmendmentForm(Form):
    """The decision and its reason, and a new plan for each target; plans left as they are do not change."""

    number = forms.CharField(label=_("Số quyết định"), max_length=100, help_text=_("Ví dụ: 25/QĐ-HCTĐ"))
    decided_on = DateField(label=_("Ngày quyết định"))
    reason = forms.CharField(label=_("Lý do điều chỉnh"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *arguments: Any, targets: Sequence[Target], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.targets = targets
        for target in targets:
            self.fields[f"plan_{target.pk}"] = NumberField(
                label=_("%(indicator)s (%(unit)s)") % {"indicator": target.indicator, "unit": target.unit_of_measure},
                required=target.planned is not None,
                help_text=_("Mức kế hoạch mới. Không đổi thì để nguyên."),
            )

    def values(self) -> dict[str, Any]:
        """The keywords of `propose_amendment`."""
        cleaned = self.cleaned_data
        plans: dict[int, Decimal] = {
            target.pk: cleaned[f"plan_{target.pk}"]
            for target in self.targets
            if cleaned[f"plan_{target.pk}"] is not None
        }
        return {name: cleaned[name] for name in ("number", "decided_on", "reason")} | {"plans": plans}
