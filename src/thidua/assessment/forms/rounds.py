"""What is typed in the rounds of scoring: the plan, points of many lines at once, visits, questions and appeals."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thidua.assessment.forms.base import ReasonForm, VersionForm
from thidua.assessment.models import ScoringPlan
from thidua.assessment.planning import PlanSettings
from thidua.assessment.queries.rounds import EnteredLine
from thidua.assessment.vocabulary import round_label
from thidua.kernel.forms import DateField, Form, NumberField, WholeNumberField, start_of_day
from thidua.rulebook.rounds import ORDER, Round

END_OF_DAY = time(17)


def _closing(day: date | None) -> datetime | None:
    """The end of office hours on a day; a deadline is half-open, so nothing is taken from that moment on."""
    return None if day is None else timezone.make_aware(datetime.combine(day, END_OF_DAY))


def _opening(day: date | None) -> datetime | None:
    return None if day is None else start_of_day(day)


class PlanForm(VersionForm):
    """Which rounds a year uses, when each is open, and the thresholds."""

    each = WholeNumberField(
        label=_("Mỗi đơn vị được bao nhiêu đơn vị khác chấm chéo"),
        help_text=_("Chỉ dùng khi có vòng chấm chéo. Mỗi đơn vị cũng chấm bấy nhiêu đơn vị."),
    )
    binding = forms.BooleanField(
        label=_("Bình quân chấm chéo là điểm của khối"),
        required=False,
        help_text=_("Không đánh dấu thì bình quân chỉ để người thẩm định tham khảo."),
    )
    anonymous = forms.BooleanField(
        label=_("Đơn vị được chấm không biết ai cho bao nhiêu điểm"),
        required=False,
        help_text=_("Sau khi mở điểm, tên người chấm chỉ hiện với người thẩm định và cơ quan tổ chức khối."),
    )
    no_repeats = forms.BooleanField(label=_("Không lặp lại cặp chấm chéo của năm trước"), required=False)
    four_eyes = forms.BooleanField(
        label=_("Thẩm định của cơ quan cần hai người"),
        required=False,
        help_text=_("Điểm của cơ quan chỉ được tính khi cán bộ thứ hai đồng ý. Bỏ chọn thì nhật ký ghi lại."),
    )
    threshold_points = NumberField(
        label=_("Chênh lệch quá bao nhiêu điểm thì phải giải trình"),
        required=False,
        help_text=_("Để trống nếu không dùng."),
    )
    threshold_percent = NumberField(
        label=_("Chênh lệch quá bao nhiêu phần trăm điểm tối đa của dòng thì phải giải trình"),
        required=False,
        help_text=_("Để trống nếu không dùng. Có cả hai ngưỡng thì vượt một ngưỡng là đủ."),
    )
    appeals_first = DateField(label=_("Nhận kiến nghị: từ ngày"), required=False)
    appeals_last = DateField(label=_("Nhận kiến nghị: đến 17 giờ ngày"), required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for one in Round:
            named = {"round": round_label(one)}
            if one != Round.BLOC:
                self.fields[f"{one}_used"] = forms.BooleanField(label=_("Dùng vòng: %(round)s") % named, required=False)
            first = DateField(label=_("%(round)s: từ ngày") % named, required=False, help_text="")
            last = DateField(label=_("%(round)s: đến 17 giờ ngày") % named, required=False, help_text="")
            self.fields |= {f"{one}_first": first, f"{one}_last": last}

    @property
    def rows(self) -> list[tuple[str, BoundField | None, BoundField, BoundField]]:
        """The fields of each round, for the page."""
        return [
            (
                round_label(one),
                self[f"{one}_used"] if one != Round.BLOC else None,
                self[f"{one}_first"],
                self[f"{one}_last"],
            )
            for one in Round
        ]

    @property
    def others(self) -> list[BoundField]:
        """The fields that are about no round."""
        return [self[name] for name in self.base_fields if name != "version"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in [*(one.value for one in Round), "appeals"]:
            first, last = cleaned.get(f"{name}_first"), cleaned.get(f"{name}_last")
            if first and last and last < first:
                self.add_error(f"{name}_last", _("Ngày kết thúc sớm hơn ngày bắt đầu. Sửa một trong hai ngày."))
        if bool(cleaned.get("appeals_first")) != bool(cleaned.get("appeals_last")):
            self.add_error("appeals_last", _("Ghi cả ngày bắt đầu và ngày kết thúc, hoặc để trống cả hai."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """The keywords of `plan_scoring`."""
        typed = self.cleaned_data
        rounds = {
            one: (_opening(typed[f"{one}_first"]), _closing(typed[f"{one}_last"]))
            for one in Round
            if one == Round.BLOC or typed[f"{one}_used"]
        }
        names = ("each", "binding", "anonymous", "no_repeats", "four_eyes", "threshold_points", "threshold_percent")
        settings = PlanSettings(
            **{name: typed[name] for name in names}, appeals_first_at=_opening(typed["appeals_first"]),
            appeals_deadline_at=_closing(typed["appeals_last"]),
        )  # fmt: skip
        return {"rounds": rounds, "settings": settings, "version": typed["version"]}


def plan_as_typed(plan: ScoringPlan | None) -> dict[str, Any]:
    """A plan as it stands in its form; the usual settings where there is none yet."""
    if plan is None:
        return {"each": 3, "anonymous": True, "four_eyes": True}
    typed: dict[str, Any] = {
        name: getattr(plan, name) for name in ("each", "binding", "anonymous", "no_repeats", "four_eyes", "version")
    }
    for name in ("threshold_points", "threshold_percent"):
        value = getattr(plan, name)
        typed[name] = "" if value is None else format(value.normalize(), "f").replace(".", ",")
    typed |= {"appeals_first": _day(plan.appeals_first_at), "appeals_last": _day(plan.appeals_deadline_at)}
    for one in sorted(plan.rounds.all(), key=lambda row: ORDER[Round(row.round)]):
        typed |= {
            f"{one.round}_used": True, f"{one.round}_first": _day(one.first_at), f"{one.round}_last": _day(one.deadline_at)
        }  # fmt: skip
    return typed


def _day(at: datetime | None) -> date | None:
    return None if at is None else timezone.localtime(at).date()


class EntriesForm(VersionForm):
    """Points and reasons of many lines at once. An empty field stays missing; it is not zero."""

    def __init__(self, *arguments: Any, lines: Sequence[EnteredLine], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.lines = lines
        for row in lines:
            code = {"code": row.criterion.code}
            self.fields[f"points_{row.line.pk}"] = NumberField(
                label=_("Điểm dòng %(code)s") % code, required=False, allow_negative=True
            )
            self.fields[f"reason_{row.line.pk}"] = forms.CharField(
                label=_("Lý do dòng %(code)s") % code, required=False, max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip

    @property
    def rows(self) -> list[tuple[EnteredLine, BoundField, BoundField]]:
        """Each line with its two fields, for the page."""
        return [(row, self[f"points_{row.line.pk}"], self[f"reason_{row.line.pk}"]) for row in self.lines]

    def entries(self) -> Mapping[int, tuple[Decimal | None, str]]:
        """What was typed, by id of line."""
        typed = self.cleaned_data
        return {row.line.pk: (typed[f"points_{row.line.pk}"], typed[f"reason_{row.line.pk}"]) for row in self.lines}

    def values(self) -> dict[str, Any]:
        """The keywords of the action that keeps the entries."""
        return {"entries": self.entries(), "version": self.cleaned_data["version"]}


class VisitForm(EntriesForm):
    """The record of a visit, with points or notes line by line."""

    visited_on = DateField(label=_("Ngày kiểm tra"), required=False)
    place = forms.CharField(label=_("Nơi kiểm tra"), required=False, max_length=300)
    present = forms.CharField(
        label=_("Thành phần dự"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Họ tên, chức vụ, đơn vị; mỗi người một dòng."),
    )  # fmt: skip
    findings = forms.CharField(
        label=_("Nhận xét chung"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )

    @property
    def general(self) -> list[BoundField]:
        return [self[name] for name in ("visited_on", "place", "present", "findings")]

    def values(self) -> dict[str, Any]:
        """The keywords of `write_visit`."""
        names = ("visited_on", "place", "present", "findings")
        return super().values() | {name: self.cleaned_data[name] for name in names}


class ReassignForm(ReasonForm):
    """Who scores instead, and why."""

    scorer = forms.ChoiceField(label=_("Đơn vị chấm thay"))

    def __init__(self, *arguments: Any, units: Iterable[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["scorer"] = forms.ChoiceField(label=_("Đơn vị chấm thay"), choices=list(units))
        self.order_fields(["scorer", "reason"])

    def values(self) -> dict[str, Any]:
        """The keywords of `reassign_cross`."""
        return {"scorer_id": int(self.cleaned_data["scorer"]), "reason": self.cleaned_data["reason"]}


class TeamForm(Form):
    """A cross-check team: its name, the units in it, whose head leads it."""

    name = forms.CharField(label=_("Tên tổ"), max_length=200, help_text=_("Ví dụ: Tổ kiểm tra chéo số 1."))
    decision_number = forms.CharField(label=_("Số quyết định, nếu có"), max_length=100, required=False)

    def __init__(self, *arguments: Any, units: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["units"] = forms.MultipleChoiceField(
            label=_("Các đơn vị trong tổ"), choices=list(units), widget=forms.CheckboxSelectMultiple
        )
        self.fields["lead"] = forms.ChoiceField(
            label=_("Đơn vị cử tổ trưởng"), choices=list(units), help_text=_("Đơn vị này ghi biên bản; thủ trưởng ký.")
        )
        self.fields["people"] = forms.CharField(
            label=_("Người tham gia"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Họ tên, chức vụ, đơn vị; mỗi người một dòng, theo thứ tự các đơn vị trên."),
        )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """The keywords of `set_up_team`: a person for each unit, as far as the lines go."""
        typed = self.cleaned_data
        people = typed["people"].splitlines()
        ids = [int(one) for one in typed["units"]]
        return {
            "name": typed["name"], "decision_number": typed["decision_number"], "lead_id": int(typed["lead"]),
            "people": {pk: people[place].strip()[:300] if place < len(people) else "" for place, pk in enumerate(ids)},
        }  # fmt: skip


class QuestionForm(Form):
    """Whom to ask about a line, and what."""

    question = forms.CharField(
        label=_("Nội dung cần giải trình"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *arguments: Any, units: Iterable[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["asked_of"] = forms.ChoiceField(
            label=_("Đề nghị ai giải trình"), choices=list(units), widget=forms.RadioSelect
        )
        self.order_fields(["asked_of", "question"])

    def values(self) -> dict[str, Any]:
        """The keywords of `ask_explanation`."""
        return {"asked_of_id": int(self.cleaned_data["asked_of"]), "question": self.cleaned_data["question"]}


class AnswerForm(Form):
    """The explanation asked for."""

    answer = forms.CharField(
        label=_("Giải trình"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Nêu căn cứ, số liệu, minh chứng. Gửi rồi thì không sửa được."),
    )  # fmt: skip


class AppealForm(Form):
    """Why a line or the ranking should be looked at again."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Nêu điều chưa đúng, căn cứ và điểm mà đơn vị cho là đúng."),
    )  # fmt: skip


class DecisionForm(Form):
    """Whether a request or an appeal is upheld, why, and the points that follow."""

    upheld = forms.ChoiceField(
        label=_("Kết luận"), choices=[("yes", _("Chấp nhận")), ("no", _("Không chấp nhận"))], widget=forms.RadioSelect
    )
    points = NumberField(
        label=_("Điểm mới của dòng"), required=False, allow_negative=True,
        help_text=_("Bắt buộc khi chấp nhận đề nghị về một dòng; để trống khi không chấp nhận."),
    )  # fmt: skip
    decision = forms.CharField(label=_("Lý do của kết luận"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *arguments: Any, about_line: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if not about_line:
            del self.fields["points"]

    def values(self) -> dict[str, Any]:
        """The keywords of `decide_appeal`."""
        typed = self.cleaned_data
        return {"upheld": typed["upheld"] == "yes", "decision": typed["decision"], "points": typed.get("points")}


class AppraiseForm(Form):
    """The authority's points of one line."""

    points = NumberField(label=_("Điểm của cơ quan"), allow_negative=True)
    reason = forms.CharField(
        label=_("Lý do"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bắt buộc khi điểm khác điểm khối chấm."),
    )  # fmt: skip
