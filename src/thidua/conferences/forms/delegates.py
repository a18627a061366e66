"""Parsing what people type about delegates and the items of the agenda."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.bodies.models import Appointment, Body
from thidua.kernel.forms import Form, WholeNumberField


class DelegateForm(Form):
    """Somebody who comes to the conference."""

    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int, empty_value=None, required=False)
    person = forms.TypedChoiceField(
        label=_("Người có tài khoản"), coerce=int, empty_value=None, required=False,
        help_text=_("Chọn khi đại biểu có tài khoản, để tự xem thư mời và tự ghi có mặt khi dự từ xa."),
    )  # fmt: skip
    name = forms.CharField(label=_("Họ và tên"), max_length=200, required=False)
    post = forms.CharField(label=_("Chức vụ"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("Vai trò"))
    remote = forms.BooleanField(label=_("Dự từ xa"), required=False)

    def __init__(
        self, *arguments: Any, units: Sequence[Body], people: Sequence[Appointment], guests: bool, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        of_unit = [("official", _("đại biểu chính thức"))]
        others = [("guest", _("khách mời")), ("observer", _("quan sát viên"))]
        nobody = [("", _("Không thuộc đơn vị thành viên"))] if guests else []
        for name, choices in (
            ("unit", [*nobody, *((unit.pk, unit.name) for unit in units)]),
            (
                "person",
                [("", _("Không chọn")), *((one.person_id, f"{one.person} ({one.title} {one.body})") for one in people)],
            ),
            ("role", [*of_unit, *(others if guests else [])]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def values(self) -> dict[str, Any]:
        """The keywords of `register_delegate`."""
        cleaned = dict(self.cleaned_data)
        return cleaned | {"unit_id": cleaned.pop("unit"), "person_id": cleaned.pop("person")}


class SubstituteForm(Form):
    """Who comes instead, and why."""

    name = forms.CharField(label=_("Họ và tên người dự thay"), max_length=200)
    post = forms.CharField(label=_("Chức vụ"), max_length=200, required=False)
    reason = forms.CharField(label=_("Lý do"), max_length=300)
    remote = forms.BooleanField(label=_("Dự từ xa"), required=False)


class QuorumForm(Form):
    """What share of the members has to be present, and where that is written."""

    part = WholeNumberField(label=_("Số phần cần có mặt"), help_text=_("Ví dụ 2 trong “2 trên 3”."))
    whole = WholeNumberField(label=_("Trên tổng số phần"), help_text=_("Ví dụ 3 trong “2 trên 3”."))
    basis = forms.CharField(
        label=_("Căn cứ"), max_length=300, required=False,
        help_text=_("Ví dụ: Quy chế hoạt động của khối, Điều 6. Để trống khi chỉ là quy ước của khối."),
    )  # fmt: skip


class OpeningForm(Form):
    """Why the conference opens although too few units are present."""

    reason = forms.CharField(
        label=_("Lý do vẫn khai mạc khi chưa đủ số đơn vị"), max_length=500, required=False,
        help_text=_("Chỉ cần ghi khi số đơn vị có mặt chưa đủ theo quy định của khối."),
    )  # fmt: skip


class ItemMinutesForm(Form):
    """Who presented an item and what happened under it."""

    speaker = forms.CharField(label=_("Người trình bày"), max_length=300, required=False)
    notes = forms.CharField(
        label=_("Diễn biến"), max_length=20000, required=False, widget=forms.Textarea(attrs={"rows": 8})
    )


class RemarkForm(Form):
    """What somebody said under an item."""

    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int, empty_value=None, required=False)
    speaker = forms.CharField(label=_("Người phát biểu"), max_length=300)
    text = forms.CharField(label=_("Nội dung"), max_length=10000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *arguments: Any, units: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["unit"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("Khách mời, không thuộc đơn vị")), *units]

    def values(self) -> dict[str, Any]:
        """The keywords of `record_remark`."""
        cleaned = dict(self.cleaned_data)
        return cleaned | {"unit_id": cleaned.pop("unit")}
