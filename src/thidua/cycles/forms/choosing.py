"""Forms that choose: a way to score, and a place on the sheet."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.cycles.forms.asks import said
from thidua.cycles.presets import COMBINED, PRESETS, RAW
from thidua.kernel.forms import Form
from thidua.rulebook.facts import Section


class PresetForm(Form):
    """Which way a line is scored; the ways made of others ask of which."""

    how = forms.ChoiceField(label=_("Chấm điểm thế nào"), widget=forms.RadioSelect)
    first = forms.ChoiceField(label=_("Phần thứ nhất chấm theo"), required=False)
    second = forms.ChoiceField(label=_("Phần thứ hai chấm theo"), required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        ways = [
            (code, f"{said(one.name)}: {_small(said(one.about))}") for code, one in {**PRESETS, RAW.code: RAW}.items()
        ]
        made = [(code, f"{said(name)}: {_small(said(about))}") for code, (name, about, _count) in COMBINED.items()]
        parts = [("", _("Chọn một cách")), *((code, said(one.name)) for code, one in PRESETS.items())]
        self.fields["how"].choices = [*ways[:-1], *made, ways[-1]]  # type: ignore[attr-defined]
        for name in ("first", "second"):
            self.fields[name].choices = parts  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        count = COMBINED[values["how"]][2] if values.get("how") in COMBINED else 0
        for name in ("first", "second")[:count]:
            if not values.get(name) and name not in self.errors:
                self.add_error(name, forms.ValidationError(_("Chọn cách chấm của phần này."), code="part_missing"))
        return values

    @property
    def preset(self) -> str:
        """The code of the preset chosen."""
        how = self.cleaned_data["how"]
        count = COMBINED[how][2] if how in COMBINED else 0
        parts = [self.cleaned_data[name] for name in ("first", "second")[:count]]
        return f"{how}:{'+'.join(parts)}" if parts else how


class MoveForm(Form):
    """Where an entry goes: so many places among its neighbours, or into a section, before one of its entries."""

    steps = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=-1000, max_value=1000)
    before = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    into = forms.ChoiceField(label=_("Chuyển vào"), required=False)

    def __init__(self, *arguments: Any, sections: Sequence[Section], **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices = [("", _("Ngoài các phần, ở cuối bảng")), *((one.code, one.heading) for one in sections)]
        self.fields["into"].choices = choices  # type: ignore[attr-defined]

    @property
    def move(self) -> dict[str, Any]:
        """The keywords of `move_entry`."""
        steps = self.cleaned_data["steps"]
        return {"steps": steps} if steps is not None else {name: self.cleaned_data[name] for name in ("into", "before")}


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
