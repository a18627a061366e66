"""Parsing the uploaded workbook of a province, and what its preview sends back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from thidua.cycles.province import Province, read_kept, read_province
from thidua.kernel.forms import Form

LARGEST = 20 * 1024 * 1024


class ProvinceForm(Form):
    """A workbook filled in after the template."""

    file = forms.FileField(
        label=_("Tệp Excel"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        help_text=_("Tệp .xlsx theo mẫu, nhiều nhất 20 MB. Xem trước từng dòng rồi mới ghi."),
    )

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if not (file.name or "").lower().endswith(".xlsx"):
            raise forms.ValidationError(_("Chỉ đọc được tệp .xlsx. Mở tệp bằng Excel và lưu lại thành .xlsx."))
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("Tệp lớn hơn 20 MB. Bỏ bớt hình và trang không cần rồi tải lên lại."))
        return file

    def read(self, *, today: date) -> Province:
        """What the file says."""
        return read_province(self.cleaned_data["file"].read(), today=today)

    @property
    def origin(self) -> str:
        """The name of the file, for the ledger."""
        return str(self.cleaned_data["file"].name)[:150]


class KeepProvinceForm(Form):
    """The cells as they were read, sent back by the preview."""

    content = forms.CharField(widget=forms.HiddenInput, max_length=5_000_000, strip=False)
    origin = forms.CharField(widget=forms.HiddenInput, max_length=150)

    def read(self, *, today: date) -> Province:
        """What was sent back, read strictly again."""
        return read_kept(self.cleaned_data["content"], today=today)
