"""Parsing a resolution and the voices of the units."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.conferences.forms.conference import read_share
from thidua.conferences.models import SAID_LABELS, Said
from thidua.kernel.forms import Form
from thidua.kernel.versions import VersionForm
from thidua.rulebook.contests import Base

VOICES = [("", _("Chưa ghi")), *((said.value, _(label)) for said, label in SAID_LABELS.items())]


class VoicesForm(Form):
    """What each of some units said; `begin` fills in what is not typed yet."""

    def __init__(
        self, *arguments: Any, units: Sequence[tuple[int, str]], begin: Mapping[int, str] | None = None, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.units = units
        for unit_id, name in units:
            self.fields[f"said_{unit_id}"] = forms.ChoiceField(
                label=name, choices=VOICES, initial=(begin or {}).get(unit_id, "")
            )

    def voices(self) -> dict[int, Said]:
        return {unit_id: Said(self.cleaned_data[f"said_{unit_id}"]) for unit_id, _name in self.units}


class ResolutionForm(VoicesForm):
    """A resolution: its words, what it needs and on what that rests, and every voice."""

    text = forms.CharField(
        label=_("Nội dung biểu quyết"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ghi nguyên văn điều hội nghị biểu quyết. Ví dụ: Thông qua Quy chế hoạt động của khối năm 2025."),
    )  # fmt: skip
    amount = forms.ChoiceField(
        label=_("Thông qua khi"),
        choices=[
            ("all", _("tất cả tán thành")),
            ("more", _("trên tỷ lệ ghi bên dưới")),
            ("least", _("ít nhất bằng tỷ lệ ghi bên dưới")),
        ],
        initial="more",
    )
    share = forms.CharField(
        label=_("Tỷ lệ"), max_length=20, initial="1/2", required=False, help_text=_("Phân số, ví dụ 1/2 hoặc 2/3.")
    )
    base = forms.ChoiceField(
        label=_("Tính trên"),
        choices=[(Base.PRESENT.value, _("số đơn vị có mặt")), (Base.MEMBERS.value, _("tổng số đơn vị thành viên"))],
        help_text=_("Đơn vị không biểu quyết vì có liên quan không tính vào số này."),
    )
    source = forms.CharField(
        label=_("Căn cứ của tỷ lệ"), max_length=300,
        help_text=_("Quy chế khối hoặc văn bản, có điều khoản; chưa có thì ghi: hội nghị thống nhất."),
    )  # fmt: skip

    def clean_share(self) -> Fraction:
        if self.data.get("amount") == "all":
            return Fraction(1)
        share = read_share(self.cleaned_data["share"])
        strict = self.data.get("amount") == "more"
        if share is None or not 0 < share <= 1 or (strict and share == 1):
            raise forms.ValidationError(_("Ghi một phân số lớn hơn 0 và nhỏ hơn 1, ví dụ 1/2 hoặc 2/3."))
        return share

    def values(self) -> dict[str, Any]:
        """The keywords of `record_resolution`."""
        cleaned = self.cleaned_data
        return {
            "text": cleaned["text"], "share": cleaned["share"], "strict": cleaned["amount"] == "more",
            "base": Base(cleaned["base"]), "source": cleaned["source"], "voices": self.voices(),
        }  # fmt: skip


class CorrectionForm(VersionForm, VoicesForm):
    """The voices as they were, and why they were taken down otherwise."""

    reason = forms.CharField(label=_("Lý do sửa"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def values(self) -> dict[str, Any]:
        """The keywords of `correct_resolution`."""
        cleaned = self.cleaned_data
        return {"voices": self.voices(), "reason": cleaned["reason"], "version": cleaned["version"]}
