"""What a unit hands in as evidence."""

from __future__ import annotations

from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from thidua.kernel.forms import DateField, Form
from thidua.kernel.uploads.field import FilesField


class FilesForm(Form):
    """One or several files, with a caption for all of them."""

    files = FilesField(  # type: ignore[assignment]  # a field named as the form's own files
        label=_("Chọn tệp hoặc chụp ảnh"),
        allow_empty_file=True,
        help_text=_(
            "Ảnh JPG, PNG, WEBP; tài liệu PDF, DOCX, XLSX. Mỗi tệp nhiều nhất %(most)s MB. Vị trí chụp ghi trong ảnh được xoá."
        )
        % {"most": settings.UPLOAD_MOST_BYTES // 2**20},
    )
    caption = forms.CharField(label=_("Chú thích"), required=False, max_length=300)


class LinkForm(Form):
    """An address on the web."""

    url = forms.CharField(
        label=_("Địa chỉ trang"),
        max_length=1000,
        widget=forms.URLInput,
        help_text=_(
            "Chép cả địa chỉ, bắt đầu bằng https:// hoặc http://. Hệ thống chỉ hiển thị, không tự mở trang này."
        ),
    )
    caption = forms.CharField(label=_("Chú thích"), required=False, max_length=300)

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        try:
            parts = urlsplit(url)
            sound = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
        except ValueError:
            sound = False
        if not sound or any(one.isspace() or not one.isprintable() for one in url):
            raise forms.ValidationError(
                _("Địa chỉ chưa đúng. Chép lại từ thanh địa chỉ của trình duyệt, bắt đầu bằng https:// hoặc http://."),
                code="not_an_address",
            )
        scheme, rest = url.split("://", 1)
        return f"{scheme.lower()}://{rest}"


class DocumentForm(Form):
    """A document kept elsewhere."""

    number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=100, help_text=_("Ví dụ: 12/BC-CTĐ"))
    issued_on = DateField(label=_("Ngày ban hành"))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    caption = forms.CharField(label=_("Trích yếu hoặc nơi lưu"), required=False, max_length=300)
