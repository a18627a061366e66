"""Forms for what holds for the whole sheet: scale, rounding, classes, tie-breaks, and its guards."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.cycles.forms.asks import BoundedField, capitalised, said
from thidua.cycles.presets import NotUnderstood
from thidua.cycles.presets.notation import CLASSES_HINT, code_of, read_classes, write_classes
from thidua.kernel.forms import WholeNumberField
from thidua.kernel.versions import VersionForm, version_field
from thidua.rulebook.facts import Sheet
from thidua.rulebook.findings import Text
from thidua.rulebook.guards import ClassBand, Guard, Then, When
from thidua.rulebook.measures import Rounding
from thidua.rulebook.ranking import TieBy, TieKey
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.rules.inputs import KEY
from thidua.rulebook.sheet import MOST_PLACES, NotApplicable
from thidua.rulebook.wording import settings as words

MOST = Decimal(1_000_000)
TIES = 6
_TIE_MARK = ":"


class SettingsForm(VersionForm):
    """Scale, rounding, lines that do not apply, classes, tie-breaks."""

    VERSION = "revision"

    version = None  # type: ignore[assignment]
    revision = version_field()
    scale = BoundedField(
        label=_("Thang điểm"), required=False, least=Decimal(0), most=MOST, above=True,
        help_text=_("Tổng điểm chuẩn ghi trên bảng, ví dụ 100. Để trống nếu bảng không ghi."),
    )  # fmt: skip
    most = BoundedField(
        label=_("Tổng điểm nhiều nhất"), required=False, least=Decimal(0), most=MOST, above=True,
        help_text=_("Kể cả điểm thưởng. Để trống nếu không giới hạn."),
    )  # fmt: skip
    places = forms.TypedChoiceField(
        label=_("Số chữ số sau dấu phẩy"), coerce=int, choices=[(one, str(one)) for one in range(MOST_PLACES + 1)]
    )
    rounding = forms.ChoiceField(label=_("Làm tròn"), widget=forms.RadioSelect)
    not_applicable = forms.ChoiceField(label=_("Khi một tiêu chí không áp dụng cho đơn vị"), widget=forms.RadioSelect)
    classes = forms.CharField(
        label=_("Xếp loại theo tổng điểm"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *arguments: Any, sheet: Sheet, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.sheet = sheet
        self.fields["rounding"].choices = _choices(words.ROUNDING)  # type: ignore[attr-defined]
        self.fields["not_applicable"].choices = _choices(words.NOT_APPLICABLE)  # type: ignore[attr-defined]
        self.fields["classes"].help_text = said(CLASSES_HINT)
        for place in range(1, TIES + 1):
            label = _("Khi bằng điểm, xét thứ %(place)s") % {"place": place}
            self.fields[f"tie_{place}"] = forms.ChoiceField(label=label, required=False, choices=tie_choices(sheet))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        try:
            self.bands = tuple(self._kept(one) for one in read_classes("classes", values.get("classes") or ""))
        except NotUnderstood as error:
            self.add_error("classes", forms.ValidationError(said(error.text), code="not_understood"))
        chosen = [values.get(f"tie_{place}") for place in range(1, TIES + 1)]
        self.ties = tuple(_tie_of(one) for one in dict.fromkeys(chosen) if one)
        if not self.errors:
            self._try()
        return values

    def _kept(self, one: ClassBand) -> ClassBand:
        """The class with what the line does not say, from the class that had this name."""
        before = next((other for other in self.sheet.classes if other.label == one.label), None)
        return one if before is None else replace(one, titles=before.titles)

    def _try(self) -> None:
        try:
            replace(self.sheet, **self.settings)
        except InvalidSheet as error:
            fields = {"class_order": "classes", "unknown_label": "classes", "too_precise": "places"}
            message = forms.ValidationError(said(error.text), code=error.code)
            self.add_error(fields.get(error.code), message)

    @property
    def settings(self) -> dict[str, Any]:
        """The fields of the sheet by name."""
        typed = self.cleaned_data
        return {
            "scale": typed["scale"], "most": typed["most"], "places": typed["places"],
            "rounding": Rounding(typed["rounding"]), "not_applicable": NotApplicable(typed["not_applicable"]),
            "classes": self.bands, "ties": self.ties,
        }  # fmt: skip

    @classmethod
    def initial_of(cls, sheet: Sheet) -> dict[str, Any]:
        """What the form of a sheet holds."""
        ties = {f"tie_{place}": f"{key.by}{_TIE_MARK}{key.code}" for place, key in enumerate(sheet.ties, start=1)}
        return {
            "scale": sheet.scale, "most": sheet.most, "places": sheet.places, "rounding": sheet.rounding.value,
            "not_applicable": sheet.not_applicable.value, "classes": write_classes(sheet.classes), **ties,
        }  # fmt: skip


class GuardForm(VersionForm):
    """One condition, and what follows from it."""

    VERSION = "revision"

    version = None  # type: ignore[assignment]
    revision = version_field()
    title = forms.CharField(label=_("Tên điều kiện"), max_length=300, help_text=_("Ví dụ: Có người bị kỷ luật"))
    clause = forms.CharField(label=_("Điều, mục làm căn cứ"), max_length=200)
    when = forms.ChoiceField(label=_("Khi nào"), widget=forms.RadioSelect)
    question = forms.CharField(
        label=_("Câu hỏi để khối trả lời cho từng đơn vị"), max_length=500, required=False,
        help_text=_("Chỉ khi là sự việc. Ví dụ: Số người bị kỷ luật trong năm"),
    )  # fmt: skip
    times = WholeNumberField(
        label=_("Từ bao nhiêu lần"), required=False, help_text=_("Chỉ khi là sự việc; thường là 1.")
    )
    code = forms.ChoiceField(
        label=_("Phần hoặc tiêu chí"), required=False,
        help_text=_("Cần khi điều kiện nói về điểm của một phần, một tiêu chí."),
    )  # fmt: skip
    share = BoundedField(
        label=_("Dưới bao nhiêu phần trăm điểm tối đa"), required=False, least=Decimal(0), most=Decimal(100), above=True
    )
    then = forms.ChoiceField(label=_("Thì"), widget=forms.RadioSelect)
    label = forms.ChoiceField(label=_("Loại"), required=False, help_text=_("Cần khi hậu quả là một mức xếp loại."))
    levels = WholeNumberField(label=_("Hạ bao nhiêu bậc"), required=False)
    limit = BoundedField(
        label=_("Phần đó tính tối đa bao nhiêu phần trăm"), required=False, least=Decimal(0), most=Decimal(100)
    )

    def __init__(self, *arguments: Any, sheet: Sheet, before: Guard | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.sheet, self.before = sheet, before
        self.guard: Guard | None = None
        self.fields["when"].choices = _choices(WHEN)  # type: ignore[attr-defined]
        self.fields["then"].choices = _choices(THEN)  # type: ignore[attr-defined]
        self.fields["code"].choices = [("", _("Không nói riêng dòng nào")), *entry_choices(sheet)]  # type: ignore[attr-defined]
        labels = [(one.label, one.label) for one in sheet.classes]
        self.fields["label"].choices = [("", _("Không có")), *labels]  # type: ignore[attr-defined]
        for name in ("share", "limit"):
            self.fields[name].unit = "%"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors:
            try:
                guard = self._guard(values)
                guard.require_known("", **_known(self.sheet))
                self.guard = guard
            except InvalidSheet as error:
                self._refuse(error)
        return values

    def _guard(self, values: dict[str, Any]) -> Guard:
        when, then = When(values["when"]), Then(values["then"])
        event = when == When.EVENT
        return Guard(
            title=values["title"], clause=values["clause"], when=when, then=then,
            key=self._key(values["title"]) if event else "", question=values["question"] if event else "",
            times=values["times"] if event and values["times"] is not None else 1, code=values["code"],
            share=values["share"] if when == When.BELOW else None,
            label=values["label"] if then in (Then.CEILING, Then.EXACTLY) else "",
            levels=values["levels"] if then == Then.LOWER and values["levels"] is not None else 1,
            limit=values["limit"] if then == Then.LIMIT else None,
        )  # fmt: skip

    def _key(self, title: str) -> str:
        """The key of the event: the one it had, or one made from the title that no other guard uses."""
        if self.before is not None and self.before.key:
            return self.before.key
        taken = {one.key for one in self.sheet.guards}
        plain = code_of(title)[:36]
        stem = plain if KEY.fullmatch(plain) else f"k{plain}"[:36]
        return next(key for key in (stem, *(f"{stem}_{number}" for number in range(2, 1000))) if key not in taken)

    def _refuse(self, error: InvalidSheet) -> None:
        name = str(error.data.get("field", "")).rpartition(".")[2]
        sentence = _("Cần điền mục này, trong giới hạn cho phép, thì điều kiện mới rõ.")
        if name in self.fields and error.code == "missing_field":
            self.add_error(name, forms.ValidationError(sentence, code="missing"))
        else:
            self.add_error(name if name in self.fields else None, forms.ValidationError(said(error.text)))

    @classmethod
    def initial_of(cls, guard: Guard) -> dict[str, Any]:
        """What the form of an existing guard holds."""
        names = ("title", "clause", "question", "times", "code", "share", "label", "levels", "limit")
        return {**{name: getattr(guard, name) for name in names}, "when": guard.when.value, "then": guard.then.value}


WHEN = {
    When.EVENT: Text("Có một sự việc mà khối trả lời cho từng đơn vị", "Something happened, answered for each unit"),
    When.ZERO: Text("Có tiêu chí không được điểm nào", "A line has no points"),
    When.BELOW: Text("Một phần hoặc tiêu chí dưới một tỷ lệ điểm tối đa", "A section or line is below a share of its maximum"),
    When.NO_SELF_SCORE: Text("Đơn vị không nộp bảng tự chấm", "The unit handed no self-score in"),
}  # fmt: skip
THEN = {
    Then.NOT_RANKED: Text("Không xếp hạng", "Not ranked"),
    Then.DEFERRED: Text("Tạm hoãn đến khi có kết luận", "Deferred until the case is closed"),
    Then.NO_TITLE: Text("Không đề nghị danh hiệu, khen thưởng", "Not put forward for titles or awards"),
    Then.CEILING: Text("Xếp loại không cao hơn một mức", "No higher class than a named one"),
    Then.EXACTLY: Text("Xếp đúng một loại", "Exactly a named class"),
    Then.LOWER: Text("Hạ bậc xếp loại", "Some classes lower"),
    Then.LIMIT: Text("Một phần chỉ tính đến một tỷ lệ điểm tối đa", "A section counts at most a share of its maximum"),
}


def entry_choices(sheet: Sheet) -> list[tuple[str, str]]:
    """Every section and line, by code."""
    lines = [(one.code, f"{one.code} {one.title}"[:120]) for one in sheet.criteria]
    return [*((section.code, section.heading) for section, _depth in sheet.sections()), *lines]


def tie_choices(sheet: Sheet) -> list[tuple[str, Any]]:
    """Everything by which equal totals can be told apart."""
    sections = [TieKey(by=TieBy.SECTION, code=section.code) for section, _depth in sheet.sections()]
    lines = [TieKey(by=TieBy.LINE, code=one.code) for one in sheet.criteria]
    rest = [TieKey(by=by) for by in (TieBy.BASE, TieBy.BONUS, TieBy.FULL_LINES, TieBy.FEWER_DEDUCTIONS)]
    found = [
        (f"{key.by}{_TIE_MARK}{key.code}", capitalised(said(words.tie(key)))) for key in (*sections, *lines, *rest)
    ]
    return [("", _("Không xét thêm")), *found]


def _tie_of(chosen: str) -> TieKey:
    by, _mark, code = chosen.partition(_TIE_MARK)
    return TieKey(by=TieBy(by), code=code)


def _choices(texts: Any) -> list[tuple[str, str]]:
    return [(one.value, capitalised(said(text))) for one, text in texts.items()]


def _known(sheet: Sheet) -> dict[str, set[str]]:
    return {
        "sections": {section.code for section, _depth in sheet.sections()},
        "lines": {one.code for one in sheet.criteria},
        "labels": {one.label for one in sheet.classes},
    }
