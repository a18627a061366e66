"""What the bloc's head types into the calendar of joint events."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.bodies.models import Body
from thidua.cycles.forms.years import HourField
from thidua.cycles.vocabulary import EVENT_KINDS, event_kind_label
from thidua.kernel.forms import DateField
from thidua.kernel.versions import VersionForm


class OptionalHourField(HourField):
    """An hour that may be left out."""

    def clean(self, value: Any) -> time | None:
        return super().clean(value) if str(value or "").strip() else None


class JointEventForm(VersionForm):
    """A joint event: what, when, where, and who hosts it."""

    title = forms.CharField(
        label=_("Tên hoạt động"), max_length=300, help_text=_("Ví dụ: Hội nghị sơ kết 6 tháng đầu năm")
    )
    kind = forms.ChoiceField(label=_("Loại"), initial="other")
    first_on = DateField(label=_("Ngày bắt đầu"))
    last_on = DateField(label=_("Ngày kết thúc"), required=False, help_text=_("Để trống nếu chỉ diễn ra một ngày."))
    begins = OptionalHourField(
        label=_("Giờ bắt đầu"), required=False, help_text=_("Ví dụ: 14 giờ 00. Chưa định thì để trống.")
    )
    place = forms.CharField(label=_("Địa điểm"), max_length=300, required=False)
    host = forms.ChoiceField(label=_("Đơn vị chủ trì"), required=False)
    note = forms.CharField(
        label=_("Ghi chú"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *arguments: Any, units: Sequence[Body], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["kind"].choices = [(kind, event_kind_label(kind)) for kind in EVENT_KINDS]  # type: ignore[attr-defined]
        chosen = [("", _("Cả khối")), *((str(unit.pk), unit.name) for unit in units)]
        self.fields["host"].choices = chosen  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The keywords of `plan_event`."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in ("host", "version")}
        host = self.cleaned_data["host"]
        return values | {"host_id": int(host) if host else None}
