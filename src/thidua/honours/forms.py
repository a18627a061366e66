"""Parsing what people type about awards and nominees."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.assessment.vocabulary import TITLES
from thidua.honours.vocabulary import KINDS, NOMINEES, WAYS
from thidua.kernel.forms import Form, NumberField, WholeNumberField


class AwardRuleForm(Form):
    """An award, and how the bloc decides whom to propose."""

    name = forms.CharField(
        label=_("Hình thức khen thưởng"), max_length=300, help_text=_("Ví dụ: Cờ thi đua của Ủy ban nhân dân tỉnh")
    )
    kind = forms.ChoiceField(label=_("Loại"), choices=[(key, _(label)) for key, label in KINDS.items()])
    grantor = forms.CharField(label=_("Cơ quan tặng"), max_length=300)
    grade = forms.CharField(
        label=_("Hạng, mức"), max_length=120, required=False, help_text=_("Ví dụ: hạng Nhất. Để trống nếu không có.")
    )
    by = forms.ChoiceField(label=_("Cách đề nghị"), choices=[(key, _(label)) for key, label in WAYS.items()])
    places = WholeNumberField(label=_("Số được đề nghị"))
    least_points = NumberField(label=_("Điểm ít nhất"), required=False, help_text=_("Để trống nếu quy chế không đòi."))
    title = forms.ChoiceField(label=_("Phải đã đăng ký danh hiệu"), required=False)
    contest_id = forms.TypedChoiceField(
        label=_("Cuộc bỏ phiếu đã công nhận"), coerce=int, required=False, empty_value=None
    )
    source = forms.CharField(
        label=_("Căn cứ"), max_length=300, help_text=_("Văn bản, điều, khoản. Ví dụ: Quy chế của khối, Điều 9")
    )

    def __init__(self, *arguments: Any, votes: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        title, contest = self.fields["title"], self.fields["contest_id"]
        assert isinstance(title, forms.ChoiceField)
        assert isinstance(contest, forms.TypedChoiceField)
        title.choices = [("", _("Không đòi đăng ký")), *((key, _(label)) for key, label in TITLES.items())]
        contest.choices = [("", _("Chưa có hoặc không cần")), *votes]

    def clean_places(self) -> int:
        places = self.cleaned_data["places"]
        if not isinstance(places, int) or not 1 <= places <= 100:
            raise forms.ValidationError(_("Số được đề nghị từ 1 đến 100."))
        return places


class NominateForm(Form):
    """Somebody proposed by hand."""

    nominee = forms.ChoiceField(label=_("Đề nghị cho"), choices=[(key, _(label)) for key, label in NOMINEES.items()])
    unit = forms.TypedChoiceField(
        label=_("Đơn vị"), coerce=int, required=False, empty_value=None,
        help_text=_("Đơn vị được đề nghị, hoặc đơn vị của cá nhân được đề nghị."),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Tên cá nhân hoặc tập thể"), max_length=300, required=False,
        help_text=_("Chỉ ghi khi không phải đơn vị thành viên. Ví dụ: Nguyễn Văn A, cán bộ Hội"),
    )  # fmt: skip
    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    resolution = forms.TypedChoiceField(
        label=_("Theo nội dung biểu quyết"), coerce=int, required=False, empty_value=None,
        help_text=_("Chọn khi hội nghị đã biểu quyết công khai đề nghị này; số phiếu được ghi làm căn cứ."),
    )  # fmt: skip
    conflict = forms.CharField(
        label=_("Xung đột lợi ích"), max_length=500, required=False, help_text=_("Ghi nếu có. Để trống nếu không có.")
    )

    def __init__(
        self, *arguments: Any, units: Sequence[tuple[int, str]], resolutions: Sequence[tuple[int, str]], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        unit, resolution = self.fields["unit"], self.fields["resolution"]
        assert isinstance(unit, forms.TypedChoiceField)
        assert isinstance(resolution, forms.TypedChoiceField)
        unit.choices = [("", _("Chọn đơn vị")), *units]
        resolution.choices = [("", _("Không theo biểu quyết")), *resolutions]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("nominee") == "unit" and cleaned.get("unit") is None:
            self.add_error("unit", _("Chọn đơn vị được đề nghị."))
        if cleaned.get("nominee") in ("person", "other") and not cleaned.get("name"):
            self.add_error("name", _("Ghi tên cá nhân hoặc tập thể được đề nghị."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """The keywords of `nominate`."""
        cleaned = dict(self.cleaned_data)
        return cleaned | {"unit_id": cleaned.pop("unit"), "resolution_id": cleaned.pop("resolution")}
