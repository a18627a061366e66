"""Parsing how a person wants mail."""

from datetime import time
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from thidua.kernel.forms import Form
from thidua.notices.models import Kind, Rhythm
from thidua.notices.wording import kind_label, rhythm_label

HOURS = [(str(hour), f"{hour}:00") for hour in range(24)]


class AddressForm(Form):
    """The address to which mail is to go, once it is confirmed."""

    address = forms.EmailField(
        label=_("Địa chỉ thư điện tử"),
        max_length=254,
        help_text=_("Chỉ dùng để gửi lời nhắc cho bạn; người khác không thấy. Ví dụ: nguyen.van.a@dongthap.gov.vn"),
        error_messages={"invalid": _("Địa chỉ này chưa đúng. Ghi như nguyen.van.a@dongthap.gov.vn, không có dấu.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class PreferencesForm(Form):
    """Whether, how often, when and about what."""

    on = forms.BooleanField(label=_("Gửi lời nhắc cho tôi bằng thư điện tử"), required=False)
    rhythm = forms.ChoiceField(label=_("Gửi thế nào"), widget=forms.RadioSelect)
    kinds = forms.MultipleChoiceField(
        label=_("Nhắc về những việc nào"), widget=forms.CheckboxSelectMultiple, required=False
    )
    quiet_from = forms.ChoiceField(label=_("Giờ yên lặng: từ"), choices=HOURS)
    quiet_until = forms.ChoiceField(
        label=_("Giờ yên lặng: đến"),
        choices=HOURS,
        help_text=_(
            "Giờ Hà Nội. Trong khoảng này không gửi thư, thư chờ đến hết giờ yên lặng. Hai giờ giống nhau: gửi suốt ngày đêm."
        ),
    )
    language = forms.ChoiceField(label=_("Ngôn ngữ của thư"), choices=settings.LANGUAGES)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["rhythm"].choices = [(one.value, rhythm_label(one)) for one in Rhythm]  # type: ignore[attr-defined]
        self.fields["kinds"].choices = [(one.value, kind_label(one)) for one in Kind]  # type: ignore[attr-defined]

    def clean_quiet_from(self) -> time:
        return time(int(self.cleaned_data["quiet_from"]))

    def clean_quiet_until(self) -> time:
        return time(int(self.cleaned_data["quiet_until"]))
