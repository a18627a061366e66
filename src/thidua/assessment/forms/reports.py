"""What a unit types into its report. Numbers are read as people write them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.assessment.forms.base import VersionForm
from thidua.assessment.vocabulary import BASES, MEASURED
from thidua.kernel.forms import QuantityField
from thidua.reading.claims import read_claim
from thidua.reading.numbers import Quantity, Unreadable
from thidua.rulebook.progress import Basis

# Words before a number that say it is an estimate.
ESTIMATING = ("ước", "ước tính")


class ResultForm(VersionForm):
    """What came of one target. An empty value stays missing; it is not zero."""

    value = QuantityField(
        label=_("Kết quả"),
        required=False,
        help_text=_(
            "Viết như trên giấy: 74.958 hoặc 1,2 tỷ hoặc 185,7%. Chưa có số liệu thì để trống; trống không phải là 0."
        ),
    )
    estimated = forms.BooleanField(
        label=_("Số này có phần ước (ước đạt)"),
        required=False,
        help_text=_("Đánh dấu khi chốt số trước ngày cuối kỳ và phần còn lại mới là ước."),
    )
    basis = forms.ChoiceField(
        label=_("Số này tính"),
        required=False,
        widget=forms.RadioSelect,
        choices=list(BASES.items()),
    )
    measured = forms.ChoiceField(
        label=_("Số này đếm gì"),
        required=False,
        choices=[("", _("Theo đơn vị tính")), *MEASURED.items()],
        help_text=_("Lượt người khác với số người: một người đến hai lần là hai lượt."),
    )
    year_estimate = QuantityField(
        label=_("Ước cả năm, nếu có"),
        required=False,
        help_text=_("Đơn vị dự kiến cả năm đạt bao nhiêu."),
    )
    second_value = QuantityField(
        label=_("Số liệu kèm theo, nếu có"),
        required=False,
        help_text=_("Ví dụ chỉ tiêu là 17 căn nhà thì kèm theo là số tiền: 1 tỷ 200 triệu."),
    )
    second_unit = forms.CharField(label=_("Đơn vị tính của số kèm theo"), required=False, max_length=60)
    same_period = QuantityField(
        label=_("Cùng kỳ năm trước, nếu biết"),
        required=False,
        help_text=_("Chỉ dùng khi hệ thống chưa có báo cáo cùng kỳ năm trước của đơn vị."),
    )
    evidence = forms.CharField(
        label=_("Ghi chú về minh chứng"),
        required=False,
        max_length=400,
        help_text=_("Số và ngày văn bản, nơi lưu. Ví dụ: Báo cáo số 12/BC-CTĐ ngày 5/2/2024"),
    )
    claim = forms.CharField(
        label=_("Lời đã đăng hoặc đã in, nếu có"),
        required=False,
        max_length=200,
        help_text=_("Chép đúng nguyên văn, ví dụ: vượt 185,7% chỉ tiêu. Hệ thống đối chiếu với số tính được."),
    )
    claim_source = forms.CharField(label=_("Nguồn của lời đó"), required=False, max_length=200)
    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *arguments: Any, unit_of_measure: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.unit_of_measure = unit_of_measure
        self.fields["value"].label = _("Kết quả (%(unit)s)") % {"unit": unit_of_measure}

    def clean_basis(self) -> str:
        basis: str = self.cleaned_data["basis"]
        return basis or Basis.CUMULATIVE.value

    def clean_second_unit(self) -> str:
        unit: str = self.cleaned_data["second_unit"]
        if self.cleaned_data.get("second_value") is not None and not unit:
            raise forms.ValidationError(
                _("Đã ghi số liệu kèm theo nhưng chưa ghi đơn vị tính của nó. Ghi đơn vị tính, ví dụ: đồng."),
                code="second_unit_missing",
            )
        return unit

    def clean_value(self) -> Quantity | None:
        quantity: Quantity | None = self.cleaned_data["value"]
        if quantity and quantity.is_percent and "%" not in self.unit_of_measure:
            raise forms.ValidationError(
                _(
                    "Chỉ tiêu này tính bằng “%(unit)s”, không phải phần trăm. Ghi số đạt được; hệ thống tự tính phần trăm."
                ),
                code="percent_of_count",
                params={"unit": self.unit_of_measure},
            )
        return quantity

    def clean_claim(self) -> str:
        claim: str = self.cleaned_data["claim"]
        if claim:
            try:
                read_claim(claim)
            except Unreadable as unreadable:
                raise forms.ValidationError(
                    _("Không thấy tỷ lệ nào trong lời trích. Chép đoạn có chữ “đạt” hoặc “vượt” và số phần trăm."),
                    code=unreadable.code,
                ) from unreadable
        return claim

    def values(self) -> dict[str, Any]:
        """The keywords of `report_result`: every number as written and as understood."""
        cleaned = dict(self.cleaned_data)
        quantity: Quantity | None = cleaned.pop("value")
        read = {
            "written": quantity.text if quantity else "",
            "value": quantity.value if quantity else None,
            "qualifier": quantity.word if quantity else "",
            "estimated": cleaned["estimated"] or bool(quantity and quantity.word in ESTIMATING),
        }
        for name in ("year_estimate", "second_value", "same_period"):
            more: Quantity | None = cleaned.pop(name)
            read |= {
                f"{name.removesuffix('_value')}_written": more.text if more else "",
                name: more.value if more else None,
            }
        return cleaned | read


class SummaryForm(VersionForm):
    """The unit's view of the period."""

    summary = forms.CharField(
        label=_("Đánh giá chung"), required=False, max_length=10000, widget=forms.Textarea(attrs={"rows": 10})
    )
    difficulties = forms.CharField(
        label=_("Khó khăn, vướng mắc"), required=False, max_length=10000, widget=forms.Textarea(attrs={"rows": 6})
    )
    proposals = forms.CharField(
        label=_("Đề xuất, kiến nghị"), required=False, max_length=10000, widget=forms.Textarea(attrs={"rows": 6})
    )
