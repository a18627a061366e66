"""A period of the year on which the units report."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thidua.assessment.models import PeriodKind
from thidua.assessment.vocabulary import PERIOD_KINDS
from thidua.kernel.forms import DateField, Form, start_of_day

# Reports are due at the end of the working day.
CLOSING = time(17)


class PeriodForm(Form):
    """The name and the days of a period. That of the whole year follows the calendar and is not typed."""

    kind = forms.ChoiceField(
        label=_("Loại kỳ"),
        choices=[(kind.value, PERIOD_KINDS[kind]) for kind in PeriodKind if kind != PeriodKind.YEAR],
        help_text=_("Kỳ cùng loại của năm trước được dùng để so với cùng kỳ. Kỳ đột xuất không có cùng kỳ."),
    )
    title = forms.CharField(label=_("Tên kỳ"), max_length=120, help_text=_("Ví dụ: 6 tháng đầu năm 2024"))
    first_on = DateField(label=_("Số liệu tính từ ngày"))
    last_on = DateField(label=_("Số liệu tính đến hết ngày"))
    opens_on = DateField(label=_("Nhận báo cáo từ ngày"))
    deadline_on = DateField(
        label=_("Hạn nộp"), help_text=_("Đến 17 giờ của ngày này. Báo cáo nộp sau hạn vẫn được nhận và ghi là muộn.")
    )

    def values(self) -> dict[str, Any]:
        """The keywords of `add_period` and `change_period`."""
        cleaned = dict(self.cleaned_data)
        opens_on, deadline_on = cleaned.pop("opens_on"), cleaned.pop("deadline_on")
        deadline_at = timezone.make_aware(datetime.combine(deadline_on, CLOSING))
        return cleaned | {"opens_at": start_of_day(opens_on), "deadline_at": deadline_at}
