"""The form base, and the fields that read what Vietnamese officials write."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from thidua.kernel import clock
from thidua.kernel.refusals import Refusal
from thidua.reading.dates import read_date
from thidua.reading.numbers import Quantity, Unreadable, read_quantity

Answer = TypeVar("Answer")


class Renderer(TemplatesSetting):
    """Django's own form rendering, through our templates."""

    form_template_name = "kernel/form.html"
    field_template_name = "kernel/field.html"


class MeasuredField(forms.CharField):
    """A text field that knows its unit of measure and how what was typed is understood, for the template."""

    unit: str = ""
    understood: str = ""


# What a field says in the place of Django's sentences, which name no remedy or repeat whatever was sent.
SAID = {
    "required": _("Mục này bắt buộc, hiện còn trống."),
    "invalid_choice": _("Lựa chọn này không có trong danh sách. Tải lại trang rồi chọn lại."),
    "max_length": _("Ghi nhiều nhất %(limit_value)d ký tự; hiện có %(show_value)d. Rút gọn rồi gửi lại."),
    "null_characters_not_allowed": _("Có ký tự không đọc được. Xoá đoạn vừa dán rồi gõ lại."),
}


# The same for files, which have codes and parameters of their own.
SAID_OF_FILES = {
    "invalid": _("Chưa nhận được tệp. Chọn lại tệp rồi gửi."),
    "missing": _("Chưa nhận được tệp. Chọn lại tệp rồi gửi."),
    "empty": _("Tệp trống. Hãy chọn đúng tệp rồi tải lên lại."),
    "max_length": _("Tên tệp nhiều nhất %(max)d ký tự; hiện có %(length)d. Đổi tên tệp ngắn hơn rồi gửi lại."),
}


class Form(forms.Form):
    """Base of every form: parses input to plain values and shows refusals; never writes."""

    required_css_class = "required"
    error_css_class = "invalid"

    def full_clean(self) -> None:
        """Validate, with every field speaking in our words."""
        for field in self.fields.values():
            said = SAID | SAID_OF_FILES if isinstance(field, forms.FileField) else SAID
            field.error_messages = field.error_messages | {code: said[code] for code in said if code != "required"}
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = SAID["required"]
        super().full_clean()

    def submit(self, action: Callable[..., Answer], *arguments: Any, **values: Any) -> Answer | None:
        """Run the action when the input is valid; a refusal becomes an error of this form, and None is returned.

        A refusal of permission is not a matter of input, so it passes through to the refusal page.
        """
        if not self.is_valid():
            return None
        try:
            return action(*arguments, **values)
        except Refusal as refusal:
            self.refused(refusal)
            return None

    def refused(self, refusal: Refusal) -> None:
        """Show a refusal as an error of this form; raise it again when it is about a permission."""
        if refusal.status == 403:
            raise refusal
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


def told(unreadable: Unreadable) -> forms.ValidationError:
    """A reading refusal in the language of the page."""
    return forms.ValidationError(unreadable.text.in_language(get_language() or "vi"), code=unreadable.code)


class QuantityField(MeasuredField):
    """A number as people write it: `74.958`, `1,2 tỷ`, `185,7%`. Cleans to a Quantity, or None when left empty."""

    def __init__(self, *, allow_negative: bool = False, **options: Any) -> None:
        options.setdefault("max_length", 60)
        super().__init__(**options)
        self.allow_negative = allow_negative
        self.widget.attrs.update(inputmode="text", autocomplete="off")

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        if written in self.empty_values:
            return None
        try:
            quantity = read_quantity(written, allow_negative=self.allow_negative)
        except Unreadable as unreadable:
            raise told(unreadable) from unreadable
        return self.check(quantity)

    def check(self, quantity: Quantity) -> Any:
        """What the field makes of a number that was read; subclasses narrow it."""
        return quantity


class NumberField(QuantityField):
    """A plain number: no percent sign and no words around it. Cleans to Decimal or None."""

    def check(self, quantity: Quantity) -> Decimal:
        if quantity.is_percent or quantity.rest:
            raise forms.ValidationError(
                _("“%(text)s” có chữ hoặc dấu %% đi kèm. Chỉ ghi con số, ví dụ 12,5."),
                code="not_plain",
                params={"text": quantity.text},
            )
        return quantity.value


class WholeNumberField(NumberField):
    """A count of things. Cleans to int or None."""

    def check(self, quantity: Quantity) -> Any:
        value = super().check(quantity)
        if value != value.to_integral_value():
            raise forms.ValidationError(_("Số này phải là số nguyên, ví dụ 3."), code="not_whole")
        return int(value)


class DateField(forms.CharField):
    """A date as people write it: `21/1/2025`. Cleans to a date or None."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 40)
        options.setdefault("help_text", _("Ngày/tháng/năm, ví dụ 21/1/2025."))
        super().__init__(**options)
        self.widget.attrs.update(inputmode="text", autocomplete="off")

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%d/%m/%Y") if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        if written in self.empty_values:
            return None
        try:
            return read_date(written, today=_today())
        except Unreadable as unreadable:
            raise told(unreadable) from unreadable


def _today() -> date:
    """The day on which the form was sent, by the clock the page goes by; a day without a year falls in its year."""
    request = clock.request.get()
    return timezone.localdate(request.at if request else clock.now())


def start_of_day(day: date) -> datetime:
    """Midnight at the beginning of a day in the authority's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))
