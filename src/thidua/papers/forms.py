"""Parsing what people type about the minutes of a conference."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.bodies.models import Appointment
from thidua.kernel.forms import Form
from thidua.kernel.uploads.field import FileField


class CorrectionForm(Form):
    """What the secretary writes into a part, and why; left empty, what stood there goes."""

    text = forms.CharField(
        label=_("Nội dung"), max_length=20000, required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Mỗi đoạn một dòng. Để trống rồi lưu thì bỏ nội dung đã ghi tay."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Lý do ghi"), max_length=300)


class SignersForm(Form):
    """Two people among those who act for the members or the authority."""

    chair = forms.TypedChoiceField(label=_("Ký với tư cách chủ trì"), coerce=int)
    secretary = forms.TypedChoiceField(label=_("Ký với tư cách thư ký"), coerce=int)

    def __init__(self, *arguments: Any, people: Sequence[Appointment], **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices = [(row.person_id, f"{row.person.name}, {row.title} ({row.body.name})") for row in people]
        for name in ("chair", "secretary"):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = [("", _("Chọn một người")), *choices]


class SigningForm(Form):
    """The hash of what the signer has read, and that they have."""

    content = forms.CharField(max_length=64, widget=forms.HiddenInput)
    read = forms.BooleanField(label=_("Tôi đã đọc biên bản này và xác nhận nội dung"))

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or {})
        cleaned.pop("read", None)
        return cleaned


class ScanForm(Form):
    """A scan or photo of the document signed by hand, and the hash of what was signed."""

    content = forms.CharField(max_length=64, widget=forms.HiddenInput)
    file = FileField(
        kinds=("pdf", "jpg", "png"), label=_("Bản scan hoặc ảnh chụp đã ký"),
        help_text=_("PDF, JPG hoặc PNG. Nhiều trang thì gộp vào một tệp PDF."),
    )  # fmt: skip


class SupplementForm(Form):
    """What is added to signed minutes, and why."""

    reason = forms.CharField(label=_("Lý do bổ sung"), max_length=300)
    text = forms.CharField(
        label=_("Nội dung bổ sung"), max_length=20000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Mỗi đoạn một dòng. Nêu rõ phần của biên bản được bổ sung, đính chính."),
    )  # fmt: skip
