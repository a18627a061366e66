"""The forms of the top floor."""

from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thidua.kernel.forms import DateField, Form


class SampleClockForm(Form):
    """The day on which the sample is to be. Cleans to nine in the morning of that day."""

    day = DateField(label=_("Ngày trong dữ liệu mẫu"))

    def clean_day(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], time(9)))
