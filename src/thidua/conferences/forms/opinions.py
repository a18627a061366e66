"""Parsing a written opinion."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.bodies.models import Body
from thidua.conferences.models import SAID_LABELS, WAY_LABELS, Said, Way
from thidua.conferences.models.opinions import WRITTEN
from thidua.kernel.forms import DateField, Form


class OpinionForm(Form):
    """What a unit says in writing about one matter. `matters` are those known, to be chosen from while typing."""

    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    matter = forms.CharField(
        label=_("Về việc"), max_length=300,
        help_text=_("Ghi như trong tài liệu hội nghị. Ví dụ: Thông qua Quy chế hoạt động của khối năm 2025."),
    )  # fmt: skip
    said = forms.ChoiceField(
        label=_("Ý kiến"), choices=[("", _("Chưa ghi")), *((one.value, _(SAID_LABELS[one])) for one in WRITTEN)]
    )
    text = forms.CharField(
        label=_("Nội dung ý kiến"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *arguments: Any, units: Sequence[Body], matters: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.TypedChoiceField)
        unit.choices = [(one.pk, one.name) for one in units]
        self.matters = matters

    def values(self) -> dict[str, Any]:
        """The keywords of `record_opinion`."""
        cleaned = dict(self.cleaned_data)
        return cleaned | {"unit_id": cleaned.pop("unit"), "said": Said(cleaned["said"])}


class ReceivedOpinionForm(OpinionForm):
    """The same as it came in from outside: who signed it, how and when it came."""

    signer = forms.CharField(label=_("Người ký, chức vụ"), max_length=300)
    way = forms.ChoiceField(
        label=_("Gửi bằng"),
        choices=[(one.value, _(WAY_LABELS[one])) for one in (Way.LETTER, Way.MAIL)],
    )
    reference = forms.CharField(label=_("Số, ký hiệu"), max_length=100, required=False, help_text=_("Ví dụ: 12/CV-CTĐ"))
    received_on = DateField(label=_("Ngày nhận"))

    def values(self) -> dict[str, Any]:
        """The keywords of `record_opinion`."""
        return super().values() | {"way": Way(self.cleaned_data["way"])}


class WithdrawalForm(Form):
    """Why an opinion is taken back."""

    reason = forms.CharField(label=_("Lý do rút"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
