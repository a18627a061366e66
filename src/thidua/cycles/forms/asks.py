"""Fields of a form made from what a preset asks."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from thidua.cycles.presets import Ask, Kind, written
from thidua.kernel.forms import NumberField
from thidua.rulebook.findings import Text

MOST_DIGITS = 9


def said(text: Text | None) -> str:
    """A text of the pure packages in the language of the page; nothing for nothing."""
    return "" if text is None else text.in_language(get_language() or "vi")


def capitalised(words: str) -> str:
    """The words as a label begins."""
    return words[:1].upper() + words[1:]


class BoundedField(NumberField):
    """A number between bounds, shown again as Vietnamese offices write it."""

    def __init__(self, *, least: Decimal | None, most: Decimal | None, above: bool = False, **options: Any) -> None:
        super().__init__(allow_negative=True, **options)
        self.least, self.most, self.above = least, most, above

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, Decimal) else value

    def check(self, quantity: Any) -> Decimal:
        # A percent sign after a percentage is no mistake.
        value = quantity.value if quantity.is_percent and self.unit == "%" else super().check(quantity)
        if self.least is not None and (value < self.least or (self.above and value == self.least)):
            sentence = _("Số này phải lớn hơn %(least)s.") if self.above else _("Số này phải từ %(least)s trở lên.")
            raise forms.ValidationError(sentence, code="too_little", params={"least": written(self.least)})
        if self.most is not None and value > self.most:
            sentence = _("Số này nhiều nhất là %(most)s.")
            raise forms.ValidationError(sentence, code="too_much", params={"most": written(self.most)})
        if -int(value.normalize().as_tuple().exponent) > MOST_DIGITS:
            raise forms.ValidationError(_("Ghi nhiều nhất chín chữ số sau dấu phẩy."), code="too_fine")
        return value


def field_of(ask: Ask) -> forms.Field:
    """The form field for one thing asked."""
    plain: dict[str, Any] = {
        "label": capitalised(said(ask.label)), "help_text": said(ask.hint), "required": ask.required, "initial": ask.default,
    }  # fmt: skip
    if ask.kind == Kind.NUMBER:
        number = BoundedField(least=ask.least, most=ask.most, above=ask.above, **plain)
        number.unit = said(ask.unit)
        return number
    if ask.kind == Kind.CHOICE:
        choices = [(code, said(words)) for code, words in ask.choices]
        few = len(choices) <= 3
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect if few else forms.Select, **plain)
    if ask.kind == Kind.TICK:
        return forms.BooleanField(**plain)
    if ask.kind == Kind.LINES:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 6}), max_length=20_000, **plain)
    if ask.kind == Kind.KEPT:
        return forms.CharField(widget=forms.HiddenInput, max_length=60, **plain)
    return forms.CharField(max_length=300, **plain)
