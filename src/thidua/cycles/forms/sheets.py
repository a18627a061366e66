"""Forms for a sheet as a whole: its title and source, its settings, its adoption."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.kernel.forms import Form
from thidua.rulebook.findings import Finding


class SheetForm(Form):
    """The title of a criteria sheet and where it comes from."""

    title = forms.CharField(label=_("Tên bảng điểm"), max_length=300, help_text=_("Ví dụ: Bảng điểm thi đua năm 2025"))
    source = forms.CharField(
        label=_("Căn cứ"), max_length=300, required=False, help_text=_("Số, ngày của văn bản ban hành, nếu có.")
    )


class AdoptForm(Form):
    """Nothing to fill in, but a tick when the linter has found errors."""

    despite = forms.BooleanField(
        label=_("Tôi đã đọc các lỗi trên và vẫn ban hành"),
        error_messages={
            "required": _("Bảng điểm còn lỗi. Sửa các lỗi đó, hoặc đánh dấu ô này để ban hành dù còn lỗi.")
        },
    )

    def __init__(self, *arguments: Any, errors: Sequence[Finding], **options: Any) -> None:
        super().__init__(*arguments, **options)
        if not errors:
            del self.fields["despite"]
