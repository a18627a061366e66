"""What the forms of this app have in common."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.kernel.forms import Form
from thidua.kernel.versions import VersionForm

__all__ = ["ReasonForm", "VersionForm"]


class ReasonForm(Form):
    """Why something goes back."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Nêu điều cần sửa. Người nhận thấy lý do này trước tiên."),
    )
