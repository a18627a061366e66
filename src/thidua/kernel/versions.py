"""Two people at one thing: a form knows the version it was opened on, and a stale one is set against what was saved.

The form carries, signed, what stood in its fields when it was opened. When somebody else has saved in the meantime there
are three texts for every field: as it was, as they left it, as it was typed. Where nobody else touched a field of the
form, the work is saved on the new version. Where they did, the page shows the fields that differ and asks for each which
of the two is to stand; fields that only one of the two changed are settled beforehand, so that one press merges both.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core import signing
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.kernel.forms import Answer, Form
from thidua.kernel.refusals import Refusal

MINE, THEIRS = "mine", "theirs"
_OPENED, _SETTLED = "opened", "settled"
_SALT = "thidua.kernel.versions"


class Stale(Refusal):
    """The form was opened before somebody else saved. `who` and `at` say who that was, where it is known."""

    code = "stale"
    sentence = _("Người khác vừa lưu đúng lúc này, nên chưa ghi gì. Bấm lưu lần nữa để so với bản mới.")

    def __init__(self, *, who: str = "", at: datetime | None = None, what: str = "") -> None:
        super().__init__()
        self.who, self.at, self.what = who, at, what


class VersionInput(forms.HiddenInput):
    """The version, and beside it what the form held when it was opened."""

    template_name = "kernel/version.html"
    opened: Callable[[], str]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"opened": self.opened()}


def version_field() -> forms.IntegerField:
    """The field in which a form carries its version."""
    return forms.IntegerField(widget=VersionInput, required=False)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One field in its three states, in words, and which of the two it will be unless somebody chooses otherwise."""

    field: BoundField
    opened: str | None
    theirs: str
    mine: str
    chosen: str

    @property
    def name(self) -> str:
        return f"keep_{self.field.html_name}"


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """What two people made of the same thing. `settled` goes back with the form, signed; `again` when a choice that was
    asked for is still missing."""

    who: str
    at: datetime | None
    what: str
    differences: list[Difference]
    untouched: list[BoundField]
    settled: str
    again: bool = False

    @property
    def clash(self) -> bool:
        """Whether both changed the same field, so that somebody has to choose."""
        return any(not one.chosen for one in self.differences)


class VersionForm(Form):
    """A form that knows which version of the thing it was opened on. `VERSION` names the field that carries it."""

    VERSION = "version"

    version = version_field()

    def __init__(self, data: Any = None, *arguments: Any, **options: Any) -> None:
        self.conflict: Conflict | None = None
        self._unsettled: list[str] = []
        self._before = _loaded(data.get(_OPENED)) if data else None
        self._theirs: dict[str, Any] | None = None
        super().__init__(self._settle(data), *arguments, **options)
        widget = self.fields[self.VERSION].widget
        assert isinstance(widget, VersionInput)
        widget.opened = self._opened

    def _settle(self, data: Any) -> Any:
        """The data with the choices of the page before carried out: theirs stand where they were chosen."""
        settled = _loaded(data.get(_SETTLED)) if data else None
        if settled is None:
            return data
        self._theirs, data = settled["values"], data.copy()
        for name in settled["names"]:
            choice = data.get(f"keep_{name}")
            if choice == THEIRS:
                _put(data, name, settled["values"].get(name))
            elif choice != MINE:
                self._unsettled.append(name)
        if not self._unsettled:
            data[self.VERSION], self._before = str(settled["version"]), settled["values"]
        return data

    def full_clean(self) -> None:
        """Validate; where the page before asked for a choice that was not made, it is asked for again."""
        super().full_clean()
        if self._unsettled and self._theirs is not None:
            self.conflict = self._conflict(Stale(), self._theirs)
            self.add_error(None, gettext("Chọn một trong hai ở từng mục hai người cùng sửa, rồi lưu."))

    def submit(self, action: Callable[..., Answer], *arguments: Any, **values: Any) -> Answer | None:
        """Run the action. When somebody else saved meanwhile: save on the new version where they touched nothing that
        stands in this form, otherwise set both against each other in `conflict`."""
        if not self.is_valid():
            return None
        try:
            return action(*arguments, **values)
        except Stale as stale:
            theirs, current = self._stored(), self.initial.get(self.VERSION)
            if current in (None, values.get(self.VERSION)):
                self.refused(stale)
                return None
            if self._before is not None and not any(self._changed(self._before, theirs)):
                return super().submit(action, *arguments, **values | {self.VERSION: current})
            self.conflict = self._conflict(stale, theirs)
            # For a page that shows its form alone: nothing is refused in silence.
            self.add_error(None, gettext("Người khác đã lưu trong lúc bạn nhập, nên chưa ghi gì. Mở lại trang để so."))
            return None
        except Refusal as refusal:
            self.refused(refusal)
            return None

    @property
    def opened_on(self) -> BoundField:
        """The field with the version, for a template that sets its fields out itself."""
        return self[self.VERSION]

    def _opened(self) -> str:
        """What the form held when it was opened, signed; on an answer, as it came."""
        if self.is_bound:
            return "" if self._before is None else _signed(self._before)
        return "" if self.initial.get(self.VERSION) is None else _signed(self._stored())

    def _names(self) -> Iterator[str]:
        return (name for name in self.fields if name != self.VERSION and not self[name].is_hidden)

    def _stored(self) -> dict[str, Any]:
        """What is stored now, as the form would show it."""
        return {
            name: _plain(self[name].field, self.get_initial_for_field(self.fields[name], name))
            for name in self._names()
        }

    def _typed(self) -> dict[str, Any]:
        return {name: _plain(self[name].field, self[name].data) for name in self._names()}

    def _changed(self, before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
        """The names of the fields in which two states differ in what they mean, not in how they are written."""
        for name in self._names():
            field = self.fields[name]
            if meant(field, before.get(name)) != meant(field, after.get(name)):
                yield name

    def _conflict(self, stale: Stale, theirs: dict[str, Any]) -> Conflict:
        mine, names = self._typed(), []
        by_them = None if self._before is None else set(self._changed(self._before, theirs))
        by_me = None if self._before is None else set(self._changed(self._before, mine))
        differences = []
        for name in self._changed(mine, theirs):
            chosen = "" if by_them is None or by_me is None else _only_one(name in by_them, name in by_me)
            names.append(name)
            opened = None if self._before is None else in_words(self.fields[name], self._before.get(name))
            differences.append(
                Difference(
                    field=self[name], opened=opened, theirs=in_words(self.fields[name], theirs.get(name)),
                    mine=in_words(self.fields[name], mine.get(name)), chosen=chosen,
                )
            )  # fmt: skip
        kept = {"version": self.initial.get(self.VERSION), "values": theirs, "names": names}
        return Conflict(
            who=stale.who, at=stale.at, what=stale.what, differences=differences, settled=_signed(kept),
            untouched=[self[name] for name in self._names() if name not in names], again=bool(self._unsettled),
        )  # fmt: skip


def shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page of a form; the page of its conflict, as a 409, when somebody else saved meanwhile."""
    form = context["form"]
    if isinstance(form, VersionForm) and form.conflict:
        return render(request, "kernel/conflict.html", {"form": form, "conflict": form.conflict}, status=409)
    return render(request, template, context)


def _only_one(theirs: bool, mine: bool) -> str:
    """Whose change stands when only one of the two made one; empty when both did, or nobody knows."""
    return "" if theirs == mine else THEIRS if theirs else MINE


def _signed(values: dict[str, Any]) -> str:
    return signing.dumps(values, salt=_SALT, compress=True)


def _loaded(signed: str | None) -> Any:
    """What was signed; None for nothing, or for what we did not sign."""
    try:
        return signing.loads(signed, salt=_SALT) if signed else None
    except signing.BadSignature:
        return None


def _plain(field: forms.Field, value: Any) -> Any:
    """A value as the form sends it: text, a list of texts, yes or no."""
    if isinstance(field, forms.BooleanField):
        return value not in (None, False, "", "False", "false", "0")
    if isinstance(value, list | tuple):
        return sorted(str(one) for one in value)
    prepared = field.prepare_value(value)
    return "" if prepared is None else str(prepared).replace("\r\n", "\n").strip()


def meant(field: forms.Field, raw: Any) -> Any:
    """What a value means once read, so that 74958 and 74.958 are the same; as it stands when it cannot be read."""
    if raw in (None, "", [], False):
        return None
    try:
        read = field.clean(raw)
    except forms.ValidationError:
        return raw
    return getattr(read, "value", read)


def _put(data: Any, name: str, value: Any) -> None:
    """Let a field of what was sent hold another value."""
    data.pop(name, None)
    if isinstance(value, list):
        data.setlist(name, value)
    elif value is True:
        data[name] = "on"
    elif value not in (None, False):
        data[name] = value


def in_words(field: forms.Field, raw: Any) -> str:
    """A value as people read it: the label of a choice, yes or no, the text itself."""
    if isinstance(raw, bool):
        return gettext("Có") if raw else gettext("Không")
    given = raw if isinstance(raw, list) else [raw]
    labels = {str(value): str(label) for value, label in _choices(field)}
    said = "; ".join(labels.get(str(one), str(one)) for one in given if one not in (None, ""))
    return said or gettext("(để trống)")


def _choices(field: forms.Field) -> Iterator[tuple[Any, Any]]:
    for value, label in getattr(field, "choices", ()):
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label
