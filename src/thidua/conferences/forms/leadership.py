"""Parsing what people type about next year's leadership and the handover."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.conferences.forms.conference import read_share
from thidua.conferences.vocabulary import ORDERS
from thidua.kernel.forms import DateField, Form, WholeNumberField
from thidua.kernel.versions import VersionForm
from thidua.reading.folding import fold


class LeadershipRuleForm(VersionForm):
    """How the bloc chooses its head and deputy, by its own rules."""

    source = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        help_text=_("Văn bản, điều, khoản. Ví dụ: Quy chế hoạt động của khối, Điều 5"),
    )
    order = forms.ChoiceField(label=_("Thứ tự luân phiên"), choices=[(key, _(label)) for key, label in ORDERS.items()])
    listed = forms.CharField(
        label=_("Danh sách luân phiên"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Mỗi đơn vị một dòng, theo thứ tự. Để trống thì theo thứ tự trong quyết định."),
    )
    rest = WholeNumberField(
        label=_("Số năm nghỉ sau khi làm Khối trưởng"), initial=0, help_text=_("Ghi 0 nếu được làm liên tiếp.")
    )
    has_deputy = forms.BooleanField(label=_("Khối có Khối phó"), required=False)
    deputy_follows = forms.BooleanField(label=_("Khối phó năm trước lên làm Khối trưởng"), required=False)
    bar_unreviewed = forms.BooleanField(
        label=_("Đơn vị không được xếp hạng năm trước thì không làm Khối trưởng, Khối phó"), required=False
    )
    base = forms.ChoiceField(
        label=_("Biểu quyết tính trên"),
        choices=[("present", _("Số đơn vị có mặt")), ("members", _("Tất cả đơn vị thành viên"))],
    )
    share = forms.CharField(label=_("Mức cần đạt"), max_length=20, help_text=_("Phân số, ví dụ 1/2, 2/3, 3/4."))
    strict = forms.BooleanField(label=_("Phải trên mức đó (bằng thì chưa đạt)"), required=False)

    def __init__(self, *arguments: Any, units: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.units = units

    def clean_share(self) -> str:
        share = read_share(self.cleaned_data["share"])
        if share is None or not 0 < share <= 1:
            raise forms.ValidationError(_("Ghi một phân số lớn hơn 0, nhiều nhất là 1, ví dụ 1/2 hoặc 2/3."))
        return str(share)

    def clean_rest(self) -> int:
        rest = self.cleaned_data["rest"]
        if not isinstance(rest, int) or not 0 <= rest <= 20:
            raise forms.ValidationError(_("Số năm nghỉ từ 0 đến 20."))
        return rest

    def clean_listed(self) -> list[int]:
        known = {fold(name): unit_id for unit_id, name in self.units}
        lines = [line.strip() for line in str(self.cleaned_data["listed"]).splitlines() if line.strip()]
        unknown = next((line for line in lines if fold(line) not in known), None)
        if unknown is not None:
            raise forms.ValidationError(
                _("“%(line)s” không phải tên đơn vị thành viên. Chép đúng tên trong danh sách thành viên."),
                params={"line": unknown},
            )
        found = [known[fold(line)] for line in lines]
        if len(set(found)) < len(found):
            raise forms.ValidationError(_("Có đơn vị được ghi hai lần. Mỗi đơn vị một dòng."))
        return found

    def values(self) -> dict[str, Any]:
        """The keywords of `set_leadership_rule`."""
        cleaned = dict(self.cleaned_data)
        return {"version": cleaned.pop("version"), "values": cleaned}


class PastLeadershipForm(Form):
    """Who led in a year before the bloc was kept here."""

    past_year = WholeNumberField(label=_("Năm"))
    leader = forms.TypedChoiceField(label=_("Khối trưởng"), coerce=int)
    deputy = forms.TypedChoiceField(label=_("Khối phó"), coerce=int, required=False, empty_value=None)
    source = forms.CharField(
        label=_("Theo tài liệu"), max_length=300, help_text=_("Ví dụ: Quyết định số 12/QĐ-UBND ngày 5/1/2019")
    )

    def __init__(self, *arguments: Any, units: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        _choose_from(self.fields["leader"], units, _("Chọn đơn vị"))
        _choose_from(self.fields["deputy"], units, _("Không có"))

    def clean_past_year(self) -> int:
        found = self.cleaned_data["past_year"]
        if not isinstance(found, int) or not 1945 <= found <= 2200:
            raise forms.ValidationError(_("Ghi năm bốn chữ số, ví dụ 2019."))
        return found

    def values(self) -> dict[str, Any]:
        """The keywords of `record_past_leadership`."""
        cleaned = self.cleaned_data
        return {
            "past_year": cleaned["past_year"], "leader_id": cleaned["leader"], "deputy_id": cleaned["deputy"],
            "source": cleaned["source"],
        }  # fmt: skip


class HolderForm(Form):
    """Who holds a post: a person and their title in the unit."""

    person_name = forms.CharField(label=_("Người đảm nhiệm"), max_length=200, help_text=_("Họ và tên."))
    person_title = forms.CharField(label=_("Chức vụ của người đó"), max_length=200, help_text=_("Ví dụ: Chủ tịch"))


class ChoiceForm(HolderForm):
    """What is needed to choose in one way; the fields of other ways are taken out."""

    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    agreed = WholeNumberField(label=_("Số đơn vị nhất trí"))
    document_number = forms.CharField(label=_("Số văn bản"), max_length=100)
    document_on = DateField(label=_("Ngày văn bản"))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=300)
    conflict = forms.CharField(
        label=_("Xung đột lợi ích"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ghi nếu có, ví dụ: người kiểm đếm thuộc đơn vị được chọn. Để trống nếu không có."),
    )
    reason = forms.CharField(label=_("Lý do không bố trí"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    NEEDED = {
        "agreement": ("unit", "person_name", "person_title", "agreed", "conflict"),
        "rotation": ("person_name", "person_title", "conflict"),
        "appointment": (
            "unit", "person_name", "person_title", "document_number", "document_on", "issuer", "conflict",
        ),
        "absent": ("reason",),
    }  # fmt: skip

    def __init__(self, *arguments: Any, method: str, units: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        _choose_from(self.fields["unit"], units, _("Chọn đơn vị"))
        self.fields = {name: self.fields[name] for name in self.NEEDED[method]}

    def values(self) -> dict[str, Any]:
        """The keywords of the action of this way."""
        cleaned = dict(self.cleaned_data)
        return cleaned | ({"unit_id": cleaned.pop("unit")} if "unit" in cleaned else {})


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class NoteForm(Form):
    """A note, or none."""

    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=1000, help_text=_("Ví dụ: đủ 3 tập, còn thiếu phụ lục 2.")
    )


class HandoverItemForm(Form):
    """One more thing to hand over."""

    title = forms.CharField(label=_("Nội dung bàn giao"), max_length=300)
    detail = forms.CharField(
        label=_("Chi tiết"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


def _choose_from(field: forms.Field, units: Sequence[tuple[int, str]], nothing: Any) -> None:
    assert isinstance(field, forms.TypedChoiceField)
    field.choices = [("", nothing), *units]
