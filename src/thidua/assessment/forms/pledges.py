"""What a unit types into its pledge."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.assessment.forms.base import VersionForm
from thidua.assessment.models import TargetKind
from thidua.assessment.vocabulary import (
    DIRECTIONS,
    TARGET_KINDS,
    TITLES,
    direction_label,
    target_kind_label,
    title_label,
)
from thidua.cycles.models import Criterion
from thidua.kernel.forms import NumberField
from thidua.rulebook.facts import Direction


class TargetForm(VersionForm):
    """One target of a pledge."""

    indicator = forms.CharField(
        label=_("Chỉ tiêu"), max_length=300, help_text=_("Ghi rõ đếm cái gì. Ví dụ: Số phần quà Tết trao cho hộ nghèo")
    )
    kind = forms.ChoiceField(label=_("Dạng chỉ tiêu"), initial=TargetKind.FIGURE, required=False)
    wording = forms.CharField(
        label=_("Ghi trong giao ước"),
        max_length=300,
        required=False,
        help_text=_("Chép đúng lời, nếu không chỉ là một con số. Ví dụ: từ 15–20%; không để xảy ra; giảm ít nhất 5%"),
    )
    planned = NumberField(
        label=_("Mức kế hoạch"), required=False, help_text=_("Viết như trên giấy: 36.500 hoặc 12,5 hoặc 1,2 tỷ.")
    )
    planned_to = NumberField(
        label=_("Đầu trên của khoảng"),
        required=False,
        help_text=_("Chỉ ghi cho chỉ tiêu dạng khoảng; mức kế hoạch là đầu dưới."),
    )
    compared_with = forms.CharField(
        label=_("So với"), max_length=200, required=False, help_text=_("Chỉ tiêu giảm phải ghi. Ví dụ: so với năm 2023")
    )
    previous = NumberField(
        label=_("Kết quả năm trước"),
        required=False,
        help_text=_("Nếu biết. Để khối thấy kế hoạch cao hay thấp so với chính đơn vị."),
    )
    unit_of_measure = forms.CharField(
        label=_("Đơn vị tính"), max_length=60, help_text=_("Ví dụ: phần quà, hợp tác xã, đồng, %")
    )
    direction = forms.ChoiceField(label=_("Thế nào là tốt"), widget=forms.RadioSelect, initial=Direction.MORE)
    criterion: "forms.ModelChoiceField[Criterion]" = forms.ModelChoiceField(
        label=_("Tính điểm ở tiêu chí"),
        queryset=None,
        required=False,
        empty_label=_("Không tính điểm, chỉ theo dõi"),
    )

    def __init__(self, *arguments: Any, criteria: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["kind"].choices = [(one, target_kind_label(one)) for one in TARGET_KINDS]  # type: ignore[attr-defined]
        self.fields["direction"].choices = [(one.value, direction_label(one)) for one in DIRECTIONS]  # type: ignore[attr-defined]
        self.fields["criterion"].queryset = criteria  # type: ignore[attr-defined]

    def clean_kind(self) -> str:
        """A plain figure unless something else was said."""
        return self.cleaned_data["kind"] or TargetKind.FIGURE

    def clean(self) -> dict[str, Any]:
        """What shall never happen has one plan and one way to be good, so neither need be typed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind") == TargetKind.NEVER and "planned" in cleaned:
            cleaned["direction"] = Direction.LESS.value
            if cleaned["planned"] is None:
                cleaned["planned"] = Decimal(0)
        return cleaned


class CommitmentsForm(VersionForm):
    """What the unit commits to in words, and the titles it registers for."""

    commitments = forms.CharField(
        label=_("Nội dung cam kết"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 8})
    )
    titles = forms.MultipleChoiceField(
        label=_("Danh hiệu, hình thức khen thưởng đăng ký"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["titles"].choices = [(title, title_label(title)) for title in TITLES]  # type: ignore[attr-defined]
