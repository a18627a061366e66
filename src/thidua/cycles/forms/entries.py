"""Forms for what stands on a sheet: sections, criteria through a preset, and where an entry goes."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from thidua.cycles.forms.asks import BoundedField, field_of, said
from thidua.cycles.presets import NotUnderstood, Preset
from thidua.cycles.trying import Tried, tried, try_asks
from thidua.kernel.forms import Form
from thidua.kernel.versions import VersionForm, version_field
from thidua.rulebook.facts import Criterion, InvalidFacts, Section, Sheet
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.sheet import NotApplicable, Role
from thidua.rulebook.wording.settings import NOT_APPLICABLE, ROLE

MOST = Decimal(1_000_000)
UNLIMITED = ("không giới hạn", "unlimited")


class CodeField(forms.CharField):
    """The code of an entry. It stands in addresses, so it holds at least one letter or digit."""

    def __init__(self, **options: Any) -> None:
        super().__init__(label=_("Mã"), max_length=40, help_text=_("Ví dụ: II.1"), **options)

    def clean(self, value: Any) -> str:
        code: str = super().clean(value)
        if code and not any(sign.isalnum() for sign in code):
            raise forms.ValidationError(_("Mã cần ít nhất một chữ cái hoặc chữ số, ví dụ II.1."), code="no_letter")
        return code


class LimitField(BoundedField):
    """A bound on a line: a number, “không giới hạn”, or nothing for what follows from the rule."""

    def prepare_value(self, value: Any) -> Any:
        return UNLIMITED[0] if value == UNLIMITED[1] else super().prepare_value(value)

    def clean(self, value: Any) -> Any:
        if isinstance(value, str) and value.strip().lower() in UNLIMITED:
            return UNLIMITED[1]
        return super().clean(value)


class EntryForm(VersionForm):
    """What sections and criteria have in common. `revision` is the state of the sheet that the writer saw."""

    VERSION = "revision"

    version = None  # type: ignore[assignment]
    revision = version_field()
    code = CodeField()

    def refuse(self, error: InvalidSheet) -> None:
        """Show a refusal of the rulebook at the field it names, or above the form."""
        name = str(error.data.get("field", "")).rpartition(".")[2]
        self.add_error(name if name in self.fields else None, forms.ValidationError(said(error.text), code=error.code))


class SectionForm(EntryForm):
    """A section's heading and what happens to the sum of its lines."""

    title = forms.CharField(label=_("Tên phần"), max_length=1000)
    max_points = BoundedField(
        label=_("Điểm tối đa của phần"), required=False, least=Decimal(0), most=MOST,
        help_text=_("Để trống nếu bảng điểm không ghi."),
    )  # fmt: skip
    capped = forms.BooleanField(
        label=_("Tổng các dòng vượt điểm tối đa thì chỉ tính điểm tối đa"), required=False, initial=True
    )
    role = forms.ChoiceField(label=_("Phần này"), widget=forms.RadioSelect, initial=Role.BASE.value)
    least = BoundedField(
        label=_("Không thấp hơn"), required=False, least=-MOST, most=MOST,
        help_text=_("Để trống nếu không có mức thấp nhất."),
    )  # fmt: skip
    weight = BoundedField(
        label=_("Hệ số"), required=False, least=Decimal(0), most=Decimal(100), above=True, initial=Decimal(1),
        help_text=_("Tổng điểm của phần được nhân với hệ số này; thường là 1."),
    )  # fmt: skip
    not_applicable = forms.ChoiceField(label=_("Khi một tiêu chí không áp dụng cho đơn vị"), required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["role"].choices = [(role.value, said(ROLE[role])) for role in Role]  # type: ignore[attr-defined]
        policies = [(one.value, said(NOT_APPLICABLE[one])) for one in NotApplicable]
        self.fields["not_applicable"].choices = [("", _("Theo quy định chung của bảng điểm")), *policies]  # type: ignore[attr-defined]
        self.entry: Section | None = None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors:
            policy = values["not_applicable"]
            plain = {name: values[name] for name in ("code", "title", "max_points", "capped", "least")}
            weight = Decimal(1) if values["weight"] is None else values["weight"]
            try:
                self.entry = Section(
                    **plain, weight=weight, role=Role(values["role"]),
                    not_applicable=NotApplicable(policy) if policy else None,
                )  # fmt: skip
            except InvalidSheet as error:
                self.refuse(error)
        return values

    @classmethod
    def initial_of(cls, section: Section) -> dict[str, Any]:
        """What the form of an existing section holds."""
        names = ("code", "title", "max_points", "capped", "role", "least", "weight")
        policy = "" if section.not_applicable is None else section.not_applicable.value
        return {**{name: getattr(section, name) for name in names}, "not_applicable": policy}


class CriterionForm(EntryForm):
    """One line: its code, title and clause, how it is scored in the words of a preset, and its bounds."""

    title = forms.CharField(label=_("Tiêu chí"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    clause = forms.CharField(label=_("Điều, mục làm căn cứ"), max_length=200, help_text=_("Ví dụ: Mục II, điểm 1"))
    evidence = forms.BooleanField(label=_("Đơn vị phải gửi kèm minh chứng"), required=False)
    appraiser = forms.CharField(
        label=_("Cơ quan ngoài khối chấm dòng này"), max_length=300, required=False,
        help_text=_("Để trống nếu khối tự chấm."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Ghi chú"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    max_points = BoundedField(
        label=_("Điểm tối đa in trên bảng"), required=False, least=Decimal(0), most=MOST,
        help_text=_("Để trống để lấy theo cách chấm."),
    )  # fmt: skip
    least = LimitField(
        label=_("Điểm thấp nhất của dòng"), required=False, least=-MOST, most=MOST,
        help_text=_("Để trống để lấy theo cách chấm; ghi số âm hoặc “không giới hạn” nếu dòng được trừ quá 0."),
    )  # fmt: skip
    over = LimitField(
        label=_("Được vượt điểm tối đa bao nhiêu"), required=False, least=Decimal(0), most=MOST,
        help_text=_("Để trống để lấy theo cách chấm."),
    )  # fmt: skip

    FIRST = ("code", "title", "clause")
    MORE = ("evidence", "appraiser", "note", "max_points", "least", "over")

    def __init__(
        self, *arguments: Any, preset: Preset, sheet: Sheet, looking: bool = False, before: Criterion | None = None,
        **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*arguments, **options)
        self.preset, self.sheet, self.before = preset, sheet, before
        self.entry: Criterion | None = None
        for ask in preset.asks:
            self.fields[ask.name] = field_of(ask)
        for name in self.FIRST if looking else ():
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not set(self.errors) - set(self.FIRST):
            try:
                self.entry = self._composed({name: values.get(name) or "?" for name in self.FIRST}, values)
            except NotUnderstood as error:
                field = error.field if error.field in self.fields else None
                self.add_error(field, forms.ValidationError(said(error.text), code="not_understood"))
            except InvalidSheet as error:
                self.refuse(error)
        return values

    def _composed(self, named: Mapping[str, str], values: Mapping[str, Any]) -> Criterion:
        scoring = self.preset.compose({ask.name: values.get(ask.name) for ask in self.preset.asks})
        least, over = _bound(values["least"], scoring.least), _bound(values["over"], scoring.over)
        most = scoring.max_points if values["max_points"] is None else values["max_points"]
        names: dict[str, Any] = dict(named)
        plain: dict[str, Any] = {name: values[name] for name in ("evidence", "appraiser", "note")}
        entry = Criterion(rule=scoring.rule, max_points=most, least=least, over=over, **names, **plain)
        # Alone on a sheet with the same settings: what is too fine for its places is said here, at the form.
        Sheet(title="?", entries=(entry,), places=self.sheet.places)
        return entry

    @property
    def entry_to_try(self) -> Criterion | None:
        """The line as it is being written, whatever its name still lacks; the stored one before anything is typed."""
        if not self.is_bound:
            return self.before
        return self.entry if not set(self.errors) - set(self.FIRST) else None

    @property
    def first(self) -> list[BoundField]:
        return [self[name] for name in self.FIRST]

    @property
    def asked(self) -> list[BoundField]:
        return [self[ask.name] for ask in self.preset.asks if not self[ask.name].is_hidden]

    @property
    def more(self) -> list[BoundField]:
        return [self[name] for name in self.MORE]

    @property
    def more_open(self) -> bool:
        """Whether the further settings are worth showing at once."""
        return any(self[name].errors or (name != "evidence" and self[name].value()) for name in self.MORE)

    @classmethod
    def initial_of(cls, criterion: Criterion, preset: Preset, values: Mapping[str, Any] | None) -> dict[str, Any]:
        """What the form of an existing line holds: bounds only where they differ from what the rule gives."""
        found = {
            name: getattr(criterion, name) for name in ("code", "title", "clause", "evidence", "appraiser", "note")
        }
        if values is None:
            return found
        natural = preset.compose(values)
        for name in ("max_points", "least", "over"):
            own = getattr(criterion, name)
            if own != getattr(natural, name):
                found[name] = UNLIMITED[1] if own is None else own
        return found | dict(values)


def _bound(typed: Any, natural: Decimal | None) -> Decimal | None:
    if typed is None:
        return natural
    return None if typed == UNLIMITED[1] else typed


class TryForm(Form):
    """The figures a line is tried with. Every one may be left out; a wrong one is only named."""

    def __init__(self, *arguments: Any, criterion: Criterion, sheet: Sheet, **options: Any) -> None:
        asks = try_asks(criterion)
        data: Any = arguments[0] if arguments else None
        # A form that has just changed its shape begins with invented figures again.
        fresh = data is None or not any(ask.name in data for ask in asks)
        super().__init__(None if fresh else data, **options)
        self.criterion, self.sheet = criterion, sheet
        self.fields.update({ask.name: field_of(ask) for ask in asks})
        self.figures = {ask.name: ask.default for ask in asks}

    def tried(self) -> Tried | None:
        """The line's points for these figures; None, with errors, when they do not fit."""
        if self.is_bound:
            if not self.is_valid():
                return None
            self.figures = self.cleaned_data
        try:
            return tried(self.criterion, self.sheet, self.figures)
        except InvalidFacts as error:
            if self.is_bound:
                self.add_error(None, forms.ValidationError(said(error.text), code=error.code))
            return None
