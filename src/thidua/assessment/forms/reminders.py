"""Parsing a word to the late."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.kernel.forms import Form


class RemindForm(Form):
    """What the bloc's head wants to add."""

    note = forms.CharField(
        label=_("Lời nhắn thêm"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Không bắt buộc. Hiện cùng lời nhắc và được ghi vào nhật ký của khối."),
    )
