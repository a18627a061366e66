"""What is asked of the projector."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.conferences.models import Slide
from thidua.kernel.forms import Form
from thidua.web.projector.show import Stop


class StopForm(Form):
    """One of the things that there are to show."""

    slide = forms.ChoiceField(label=_("Nội dung chiếu"), choices=Slide.choices)
    contest = forms.IntegerField(required=False)
    revealed = forms.IntegerField(required=False, min_value=0)

    def __init__(self, *arguments: Any, stops: Sequence[Stop], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.stops = stops

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "slide" not in given:
            return given
        stop = Stop(slide=Slide(given["slide"]), contest=given.get("contest"), revealed=given.get("revealed") or 0)
        if stop not in self.stops:
            sentence = _("Nội dung này không còn để chiếu, có thể vì cuộc bỏ phiếu vừa bị huỷ. Chọn lại.")
            self.add_error("slide", forms.ValidationError(sentence, code="no_such_stop"))
        return given

    def values(self) -> dict[str, Any]:
        """The arguments of the action."""
        given = self.cleaned_data
        return {
            "slide": given["slide"], "contest_number": given["contest"], "revealed": given["revealed"] or 0,
        }  # fmt: skip
