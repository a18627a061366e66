"""Parsing an uploaded criteria sheet; what the file says is read by `exchange`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from thidua.cycles.exchange import Imported, read_document, read_json, read_workbook
from thidua.kernel.forms import Form

LARGEST = 20 * 1024 * 1024
READERS: dict[str, Callable[[bytes], Imported]] = {
    ".xlsx": read_workbook,
    ".docx": read_document,
    ".json": read_json,
}


class UploadForm(Form):
    """A file with a criteria sheet: our own workbook, a plain table, a Word table, or JSON."""

    file = forms.FileField(
        label=_("Tệp bảng điểm"),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(READERS)}),
        help_text=_("XLSX, DOCX hoặc JSON, nhiều nhất 20 MB. Xem lại từng dòng trước khi ghi."),
    )

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if _ending(file) not in READERS:
            raise forms.ValidationError(
                _("Chỉ đọc được tệp .xlsx, .docx hoặc .json. Lưu lại theo một trong các dạng đó.")
            )
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("Tệp lớn hơn 20 MB. Bỏ bớt hình và trang không cần rồi tải lại."))
        return file

    def read(self) -> Imported:
        """What the file says."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        return READERS[_ending(file)](file.read())

    @property
    def origin(self) -> str:
        """The name of the file, for the ledger."""
        return str(self.cleaned_data["file"].name)[:150]


def _ending(file: UploadedFile[Any]) -> str:
    name = (file.name or "").lower()
    return name[name.rfind(".") :] if "." in name else ""


class PreviewForm(Form):
    """The sheet as it was read, sent back by the preview to be kept."""

    content = forms.CharField(widget=forms.HiddenInput, max_length=5_000_000)
    origin = forms.CharField(widget=forms.HiddenInput, max_length=150)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def sheet(self) -> Any:
        """What was sent back, read strictly again: a page between two steps proves nothing."""
        return read_json(self.cleaned_data["content"].encode())
