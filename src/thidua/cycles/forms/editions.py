"""Parsing what begins a sheet from another one, and a changed edition of an adopted one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.kernel.forms import DateField, Form


class EditionForm(Form):
    """The decision that changes an adopted sheet."""

    decision_number = forms.CharField(label=_("Số quyết định"), max_length=100, help_text=_("Ví dụ: 12/QĐ-BTĐKT"))
    effective_on = DateField(label=_("Có hiệu lực từ ngày"))


class CopyForm(Form):
    """Another sheet to begin from: one of the authority's own, or a shipped one."""

    origin = forms.ChoiceField(label=_("Lấy nội dung từ"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Tên bảng điểm"), max_length=300, help_text=_("Ví dụ: Bảng điểm thi đua năm 2025"))

    def __init__(self, *arguments: Any, origins: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["origin"].choices = origins  # type: ignore[attr-defined]
