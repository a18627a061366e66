"""A filled workbook that a unit hands in, and the confirmation of what it says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from thidua.kernel.forms import Form
from thidua.kernel.uploads.archives import MOST_BYTES


class WorkbookForm(Form):
    """The file."""

    file = forms.FileField(
        label=_("Tệp báo cáo đã ghi"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        help_text=_("Tệp XLSX tải từ báo cáo này, nhiều nhất 20 MB. Xem lại từng dòng trước khi ghi."),
    )

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if not (file.name or "").lower().endswith(".xlsx"):
            raise forms.ValidationError(_("Chỉ đọc được tệp .xlsx. Lưu lại theo dạng Excel (.xlsx) rồi tải lên."))
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("Tệp lớn hơn 20 MB. Bỏ bớt hình và trang không cần rồi tải lại."))
        return file

    def read(self) -> bytes:
        """What the file holds."""
        content: bytes = self.cleaned_data["file"].read()
        return content

    @property
    def origin(self) -> str:
        """The name of the file, for the ledger."""
        return str(self.cleaned_data["file"].name)[:150]


class KeepForm(Form):
    """The preview as it was sealed."""

    sealed = forms.CharField(widget=forms.HiddenInput, max_length=2_000_000)
