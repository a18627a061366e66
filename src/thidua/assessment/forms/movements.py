"""What people type about movements, waves, taking part and activities."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.assessment.forms.base import VersionForm
from thidua.assessment.models import ActivityKind, Launcher, Movement
from thidua.assessment.vocabulary import ACTIVITY_KINDS, activity_kind_label, launcher_label
from thidua.kernel.forms import DateField, Form, NumberField, WholeNumberField

# The largest count a column holds.
MOST = 2_147_483_647


class MovementForm(VersionForm):
    """A movement: who launched it, by which document, what for, from when to when."""

    level = forms.ChoiceField(label=_("Cấp phát động"), widget=forms.RadioSelect)
    launched_by = forms.CharField(
        label=_("Cơ quan, đơn vị phát động"),
        max_length=300,
        help_text=_("Ví dụ: Thủ tướng Chính phủ; Khối thi đua số 12"),
    )
    name = forms.CharField(label=_("Tên phong trào"), max_length=300)
    document_number = forms.CharField(
        label=_("Số văn bản phát động"), max_length=100, required=False, help_text=_("Ví dụ: 05/KH-KTĐ")
    )
    document_on = DateField(label=_("Ngày văn bản"), required=False)
    parent = forms.ChoiceField(
        label=_("Thuộc phong trào"),
        required=False,
        help_text=_("Phong trào cấp trên mà phong trào này hưởng ứng, nếu có."),
    )
    aim = forms.CharField(
        label=_("Mục đích, nội dung"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )
    first_on = DateField(label=_("Từ ngày"))
    last_on = DateField(label=_("Đến ngày"), required=False, help_text=_("Chưa định ngày kết thúc thì để trống."))

    def __init__(self, *arguments: Any, levels: Sequence[str], parents: Iterable[Movement], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["level"].choices = [(one, launcher_label(one)) for one in levels]  # type: ignore[attr-defined]
        if len(levels) == 1:
            self.fields["level"].initial = levels[0]
        chosen = [("", _("Không thuộc phong trào nào")), *((str(one.pk), one.name) for one in parents)]
        self.fields["parent"].choices = chosen  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The keywords of `launch_movement`."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in ("parent", "version")}
        parent = self.cleaned_data["parent"]
        return values | {"parent_id": int(parent) if parent else None}


class ChangedMovementForm(MovementForm):
    """A movement that is corrected: whose it is stays."""

    def __init__(self, *arguments: Any, level: str, parents: Iterable[Movement], **options: Any) -> None:
        super().__init__(*arguments, levels=[Launcher(level)], parents=parents, **options)
        del self.fields["level"]

    def values(self) -> dict[str, Any]:
        """The keywords of `change_movement`."""
        return super().values() | {"version": self.cleaned_data["version"]}


class WaveForm(Form):
    """A wave: its name, days and aim."""

    name = forms.CharField(
        label=_("Tên đợt"), max_length=300, help_text=_("Ví dụ: Đợt 1, chào mừng ngày thành lập Hội")
    )
    first_on = DateField(label=_("Từ ngày"))
    last_on = DateField(label=_("Đến ngày"))
    aim = forms.CharField(
        label=_("Mục đích"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ParticipationForm(VersionForm):
    """Since when a unit takes part, and its figures in its own words."""

    since_on = DateField(label=_("Tham gia từ ngày"))
    figures = forms.CharField(
        label=_("Số liệu bằng lời"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ví dụ: vận động 74.958 phần quà Tết cho hộ nghèo, hộ cận nghèo."),
    )


class ActivityForm(VersionForm):
    """An activity. People and occurrences are asked for apart; an empty figure stays missing."""

    title = forms.CharField(label=_("Tên hoạt động"), max_length=300)
    kind = forms.ChoiceField(label=_("Loại"), widget=forms.RadioSelect, initial=ActivityKind.EVENT)
    occasion = forms.ChoiceField(label=_("Thuộc phong trào, đợt"), required=False)
    first_on = DateField(label=_("Ngày làm"))
    last_on = DateField(label=_("Đến ngày"), required=False, help_text=_("Để trống nếu chỉ một ngày."))
    place = forms.CharField(label=_("Địa điểm"), max_length=300, required=False)
    done = forms.CharField(
        label=_("Đã làm gì"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )
    people = WholeNumberField(
        label=_("Số người (mỗi người đếm một lần)"), required=False, help_text=_("Chưa có số liệu thì để trống.")
    )
    occurrences = WholeNumberField(
        label=_("Số lượt (một người đến ba lần là ba lượt)"), required=False, help_text=_("Ví dụ: 1.250")
    )
    quantity = NumberField(label=_("Số lượng khác"), required=False, help_text=_("Ví dụ: 74.958"))
    quantity_unit = forms.CharField(
        label=_("Đơn vị tính của số lượng"), max_length=60, required=False, help_text=_("Ví dụ: phần quà, căn nhà")
    )
    money = NumberField(
        label=_("Số tiền (đồng)"), required=False, help_text=_("Viết như trên giấy: 1,2 tỷ hoặc 35.000.000.")
    )
    source = forms.CharField(
        label=_("Nguồn số liệu"), max_length=300, required=False, help_text=_("Số, ngày văn bản hoặc bài báo, nếu có.")
    )

    def __init__(self, *arguments: Any, occasions: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["kind"].choices = [(one, activity_kind_label(one)) for one in ACTIVITY_KINDS]  # type: ignore[attr-defined]
        self.fields["occasion"].choices = [("", _("Không thuộc phong trào nào")), *occasions]  # type: ignore[attr-defined]

    def clean_people(self) -> int | None:
        return self._counted("people")

    def clean_occurrences(self) -> int | None:
        return self._counted("occurrences")

    def clean_money(self) -> Decimal | None:
        return self._bounded("money")

    def clean_quantity(self) -> Decimal | None:
        return self._bounded("quantity")

    def _counted(self, name: str) -> int | None:
        value: int | None = self.cleaned_data[name]
        if value is not None and value > MOST:
            raise forms.ValidationError(_("Số này lớn quá mức có thể có. Kiểm tra lại số chữ số."), code="too_large")
        return value

    def _bounded(self, name: str) -> Decimal | None:
        value: Decimal | None = self.cleaned_data[name]
        if value is not None and value >= Decimal(10) ** 17:
            raise forms.ValidationError(_("Số này lớn quá mức có thể có. Kiểm tra lại số chữ số."), code="too_large")
        return value

    def values(self) -> dict[str, Any]:
        """The keywords of `change_activity`; without the version, those of `record_activity`."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "acts_for")}


class NewActivityForm(ActivityForm):
    """An activity of the own unit; whoever leads the bloc also says whether it was the bloc's."""

    acts_for = forms.ChoiceField(label=_("Ai làm"), widget=forms.RadioSelect, initial="unit")
    field_order = ("acts_for",)

    def __init__(self, *arguments: Any, acts_for: Sequence[str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        words = {"unit": _("Đơn vị của tôi"), "bloc": _("Cả khối cùng làm")}
        self.fields["acts_for"].choices = [(one, words[one]) for one in acts_for]  # type: ignore[attr-defined]
        if len(acts_for) == 1:
            del self.fields["acts_for"]

    @property
    def of_bloc(self) -> bool:
        return bool(self.cleaned_data.get("acts_for") == "bloc")
