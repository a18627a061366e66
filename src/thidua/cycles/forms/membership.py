"""Parsing what the authority types about members of a running year, roles around a bloc, and changes of bodies."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.bodies.decisions import Decision
from thidua.bodies.models import Body, Person
from thidua.cycles.forms.years import DecisionForm, LeadershipForm
from thidua.cycles.models import RoleKind
from thidua.cycles.roles import role_label
from thidua.kernel.forms import DateField, Form


def reason_field() -> forms.CharField:
    """Why; the units of the bloc read it."""
    return forms.CharField(
        label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Các đơn vị trong khối đọc được lý do này."),
    )  # fmt: skip


class AddMemberForm(DecisionForm):
    """By which decision a unit joins, from when, and why."""

    first_on = DateField(label=_("Tham gia từ ngày"), required=False, help_text=_("Để trống nếu từ đầu năm thi đua."))
    reason = reason_field()


class LetGoForm(DecisionForm):
    """By which decision a unit leaves, its last day, and why."""

    last_on = DateField(label=_("Ngày cuối cùng là thành viên"))
    reason = reason_field()


class ReplaceLeadershipForm(LeadershipForm):
    """Another head or deputy in a running year, by a decision."""

    decision_number = forms.CharField(label=_("Số quyết định"), max_length=100)
    decision_on = DateField(label=_("Ngày quyết định"))
    reason = reason_field()


class RoleForm(Form):
    """Who stands beside the bloc, as what, and from when."""

    kind = forms.ChoiceField(label=_("Vai trò"), widget=forms.RadioSelect)
    person_id = forms.TypedChoiceField(label=_("Người"), coerce=int, empty_value=None, required=False)
    body_id = forms.TypedChoiceField(
        label=_("Hoặc cơ quan, đơn vị"), coerce=int, empty_value=None, required=False,
        help_text=_("Khi phân công cho cơ quan, mọi người giữ chức vụ ở đó đều đọc được."),
    )  # fmt: skip
    first_on = DateField(label=_("Từ ngày"))
    note = forms.CharField(
        label=_("Ghi chú"), max_length=300, required=False, help_text=_("Ví dụ: số văn bản phân công.")
    )

    def __init__(self, *arguments: Any, people: Iterable[Person], bodies: Iterable[Body], **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices: dict[str, Any] = {
            "kind": [(kind.value, role_label(kind)) for kind in RoleKind],
            "person_id": [("", _("Không chọn người")), *((str(one.pk), one.name) for one in people)],
            "body_id": [("", _("Không chọn cơ quan")), *((str(one.pk), one.name) for one in bodies)],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]


class EndRoleForm(Form):
    """The last day of a role."""

    last_on = DateField(label=_("Ngày cuối cùng giữ vai trò"))


class ChangeForm(DecisionForm):
    """The decision about a body, and the first day on which it holds."""

    effective_on = DateField(label=_("Có hiệu lực từ ngày"))
    note = forms.CharField(label=_("Ghi chú"), max_length=1000, required=False)

    def __init__(self, *arguments: Any, body: Body, others: Sequence[Body] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.body, self.others = body, {one.pk: one for one in others}

    @property
    def decision(self) -> Decision:
        """The decision as the actions take it."""
        typed = self.cleaned_data
        return Decision(
            number=typed["decision_number"], on=typed["decision_on"], effective_on=typed["effective_on"],
            note=typed["note"],
        )  # fmt: skip

    @property
    def values(self) -> dict[str, Any]:
        """The keywords of the action."""
        return {"decision": self.decision}

    @property
    def ended(self) -> list[Body]:
        """The bodies that are no more afterwards."""
        return [self.body]

    @property
    def touched(self) -> list[Body]:
        """The bodies whose open years the page tells about."""
        return self.ended


class RenameForm(ChangeForm):
    """The new name."""

    name = forms.CharField(label=_("Tên đầy đủ mới"), max_length=300)
    short_name = forms.CharField(label=_("Tên ngắn mới"), max_length=120, help_text=_("Dùng trong bảng hẹp."))
    field_order: tuple[str, ...] = ("name", "short_name")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.initial = {"name": self.body.name, "short_name": self.body.short_name, **self.initial}

    @property
    def values(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {"decision": self.decision, "name": typed["name"], "short_name": typed["short_name"]}

    @property
    def ended(self) -> list[Body]:
        return []

    @property
    def touched(self) -> list[Body]:
        return [self.body]


class MergeForm(RenameForm):
    """Which bodies are merged into this one, and what it is called afterwards."""

    merged_ids = forms.TypedMultipleChoiceField(
        label=_("Các đơn vị nhập vào"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(
        label=_("Tên sau sáp nhập"), max_length=300, help_text=_("Giữ nguyên nếu đơn vị tiếp tục không đổi tên.")
    )
    short_name = forms.CharField(label=_("Tên ngắn sau sáp nhập"), max_length=120)
    field_order = ("merged_ids", "name", "short_name")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["merged_ids"].choices = [(str(one.pk), one.name) for one in self.others.values()]  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        return super().values | {"merged_ids": self.cleaned_data["merged_ids"]}

    @property
    def ended(self) -> list[Body]:
        return [self.others[pk] for pk in self.cleaned_data["merged_ids"]]

    @property
    def touched(self) -> list[Body]:
        return [self.body, *self.ended]


class SplitForm(ChangeForm):
    """The new bodies, one a line, and whether the old one goes on."""

    parts = forms.CharField(
        label=_("Các đơn vị mới"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Mỗi đơn vị một dòng: tên đầy đủ; tên ngắn. Ví dụ: Sở Tài chính; Sở TC"),
    )  # fmt: skip
    continues = forms.BooleanField(label=_("Đơn vị cũ vẫn tiếp tục hoạt động"), required=False)
    field_order = ("parts", "continues")

    def clean_parts(self) -> list[tuple[str, str]]:
        found = []
        for line in self.cleaned_data["parts"].splitlines():
            name, _sign, short = (piece.strip() for piece in line.partition(";"))
            if name:
                found.append((name[:300], (short or name)[:120]))
        twice = next((name for place, (name, _short) in enumerate(found) if name in dict(found[:place])), None)
        if twice is not None:
            raise forms.ValidationError(
                _("“%(name)s” ghi hai lần. Bỏ một dòng, hoặc ghi tên phân biệt được."), code="twice",
                params={"name": twice},
            )  # fmt: skip
        return found

    def clean(self) -> dict[str, Any]:
        """Too few new bodies are told of before the page that asks whether it is meant."""
        typed = super().clean() or {}
        needed = 1 if typed.get("continues") else 2
        if "parts" in typed and len(typed["parts"]) < needed:
            sentence = _("Chia tách cần ít nhất %(needed)s đơn vị mới. Ghi mỗi đơn vị một dòng.")
            self.add_error("parts", forms.ValidationError(sentence, code="too_few", params={"needed": needed}))
        return typed

    @property
    def values(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {"decision": self.decision, "parts": typed["parts"], "continues": typed["continues"]}

    @property
    def ended(self) -> list[Body]:
        return [] if self.cleaned_data["continues"] else [self.body]
