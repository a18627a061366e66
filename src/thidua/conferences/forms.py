"""Parsing what people type about a conference."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from fractions import Fraction
from typing import Any, NamedTuple

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thidua.bodies.models import Appointment, Body
from thidua.conferences.models import KIND_LABELS, Attendance, Kind
from thidua.conferences.vocabulary import ORDERS
from thidua.kernel.forms import DateField, Form, WholeNumberField
from thidua.kernel.versions import VersionForm
from thidua.reading.folding import fold

# 14:00, 14h00, 14 giờ, 14 giờ 30
HOUR = re.compile(r"(?P<hour>[0-9]{1,2})\s*(?:(?::|h|giờ|g)\s*(?P<minute>[0-9]{1,2})?)?(?:\s*phút)?", re.IGNORECASE)
SHARE = re.compile(r"[0-9]{1,3}(?:/[0-9]{1,3})?")


class HourField(forms.CharField):
    """An hour as people write it: `14:00`, `14h00`, `14 giờ 30`. Cleans to a time."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 20)
        super().__init__(**options)
        self.widget.attrs.update(autocomplete="off")

    def clean(self, value: Any) -> time:
        written: str = super().clean(value)
        match = HOUR.fullmatch(written.strip())
        hour, minute = (int(match["hour"]), int(match["minute"] or 0)) if match else (24, 0)
        if hour > 23 or minute > 59:
            raise forms.ValidationError(
                _("“%(typed)s” không đọc được thành giờ. Viết giờ và phút, ví dụ 14:00."),
                code="bad_hour",
                params={"typed": written},
            )
        return time(hour, minute)


class DetailsForm(VersionForm):
    """When and where the conference is held, and by whom."""

    held_on = DateField(label=_("Ngày tổ chức"))
    held_time = HourField(label=_("Giờ bắt đầu"), help_text=_("Ví dụ: 14:00"))
    place = forms.CharField(
        label=_("Địa điểm"), max_length=300, help_text=_("Tên hội trường và địa chỉ, ghi như trong biên bản.")
    )
    locality = forms.CharField(
        label=_("Địa danh ghi trên biên bản"), max_length=120, help_text=_("Tên tỉnh, thành phố. Ví dụ: Đồng Tháp")
    )
    chair = forms.CharField(
        label=_("Người chủ trì"),
        max_length=300,
        help_text=_("Họ và tên, dấu phẩy, chức vụ. Ví dụ: Nguyễn Văn A, Chủ tịch"),
    )
    secretary = forms.CharField(
        label=_("Thư ký"),
        max_length=300,
        help_text=_("Họ và tên, dấu phẩy, chức vụ. Ví dụ: Trần Thị B, Chánh Văn phòng"),
    )

    def values(self) -> dict[str, Any]:
        """The keywords of `prepare` and, with the version, of `change_details`."""
        cleaned = dict(self.cleaned_data)
        day, hour = cleaned.pop("held_on"), cleaned.pop("held_time")
        return cleaned | {"held_at": timezone.make_aware(datetime.combine(day, hour))}


class PrepareForm(DetailsForm):
    """What the conference is for, besides when, where and by whom."""

    kinds = forms.MultipleChoiceField(
        label=_("Loại hội nghị"),
        choices=[(kind.value, _(KIND_LABELS[kind])) for kind in Kind],
        widget=forms.CheckboxSelectMultiple,
        initial=[Kind.REVIEW, Kind.SIGNING],
        help_text=_("Chọn một hoặc nhiều loại, ví dụ tổng kết và ký giao ước. Mỗi năm có một hội nghị tổng kết."),
    )
    subject = forms.CharField(
        label=_("Chuyên đề"), max_length=200, required=False, help_text=_("Chỉ ghi khi hội nghị bàn một chuyên đề.")
    )
    field_order = ("kinds", "subject")

    def values(self) -> dict[str, Any]:
        """The keywords of `prepare`."""
        return {name: value for name, value in super().values().items() if name != "version"}


class AgendaItemForm(Form):
    """One item of the agenda."""

    title = forms.CharField(label=_("Nội dung"), max_length=300)
    speaker = forms.CharField(label=_("Người trình bày"), max_length=300, required=False)


class AttendanceRow(NamedTuple):
    """A unit with its two fields, for the table."""

    attendance: Attendance
    present: forms.BoundField
    delegates: forms.BoundField


class AttendanceForm(VersionForm):
    """The whole table at once: for each unit whether it is present, and its delegates."""

    ANSWERS = {"": None, "yes": True, "no": False}
    CHOICES = (("", _("Chưa ghi")), ("yes", _("Có mặt")), ("no", _("Vắng")))

    def __init__(
        self, *arguments: Any, attendances: Sequence[Attendance], everyone: bool = False, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.attendances = attendances
        for one in attendances:
            shown = "yes" if everyone and one.present is None else self._shown(one.present)
            label = _("%(unit)s: điểm danh") % {"unit": one.unit.name}
            self.fields[f"present_{one.unit_id}"] = forms.ChoiceField(
                label=label, choices=self.CHOICES, required=False, initial=shown,
                widget=forms.Select(attrs={"aria-label": label}),
            )  # fmt: skip
            label = _("%(unit)s: đại biểu") % {"unit": one.unit.name}
            self.fields[f"delegates_{one.unit_id}"] = forms.CharField(
                label=label, required=False, max_length=300, initial=one.delegates,
                widget=forms.TextInput(attrs={"aria-label": label}),
            )  # fmt: skip

    def _shown(self, present: bool | None) -> str:
        return next(answer for answer, meant in self.ANSWERS.items() if meant is present)

    def rows(self) -> Iterator[AttendanceRow]:
        """Unit by unit, for the template."""
        for one in self.attendances:
            yield AttendanceRow(one, self[f"present_{one.unit_id}"], self[f"delegates_{one.unit_id}"])

    def values(self) -> dict[str, Any]:
        """The keywords of `record_attendance`."""
        cleaned = self.cleaned_data
        rows = {
            one.unit_id: (self.ANSWERS[cleaned[f"present_{one.unit_id}"]], cleaned[f"delegates_{one.unit_id}"])
            for one in self.attendances
        }
        return {"rows": rows, "version": cleaned["version"]}


class ReviewForm(VersionForm):
    """The year in review, as it will stand in the minutes."""

    text = forms.CharField(
        label=_("Nội dung tổng kết"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_("Mỗi đoạn một dòng. Đoạn này in nguyên văn vào biên bản hội nghị."),
    )


class TaskForm(Form):
    """One task for next year."""

    text = forms.CharField(
        label=_("Nhiệm vụ"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi nhiệm vụ một câu, ghi như trong biên bản."),
    )


class AgreementForm(Form):
    """Next year's head and deputy, and how many units agreed."""

    leader = forms.TypedChoiceField(label=_("Khối trưởng năm sau"), coerce=int)
    deputy = forms.TypedChoiceField(label=_("Khối phó năm sau"), coerce=int)
    agreed = WholeNumberField(label=_("Số đơn vị nhất trí"))

    def __init__(self, *arguments: Any, units: Sequence[tuple[int, str]], base: int, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name in ("leader", "deputy"):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = [("", _("Chọn đơn vị")), *units]
        self.fields["agreed"].help_text = _("Đếm tay giơ trong %(base)s đơn vị có mặt.") % {"base": base}

    def values(self) -> dict[str, Any]:
        """The keywords of `record_agreement`."""
        cleaned = self.cleaned_data
        return {"leader_id": cleaned["leader"], "deputy_id": cleaned["deputy"], "agreed": cleaned["agreed"]}


class UnitForm(Form):
    """Which unit signed, or signed by mistake."""

    unit = forms.IntegerField()
    undo = forms.BooleanField(required=False)


class HandoverForm(Form):
    """The authority's decision on the next year's bloc."""

    decision_number = forms.CharField(
        label=_("Số quyết định"), max_length=100, help_text=_("Ví dụ: 09/QĐ-BTĐKT, quyết định về khối thi đua năm sau.")
    )
    decision_on = DateField(label=_("Ngày quyết định"))
    reason = forms.CharField(
        label=_("Lý do bàn giao khi chưa xong"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Chỉ ghi khi còn việc chưa xong nêu ở trên."),
    )


class LeadershipRuleForm(VersionForm):
    """How the bloc chooses its head and deputy, by its own rules."""

    source = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        help_text=_("Văn bản, điều, khoản. Ví dụ: Quy chế hoạt động của khối, Điều 5"),
    )
    order = forms.ChoiceField(label=_("Thứ tự luân phiên"), choices=[(key, _(label)) for key, label in ORDERS.items()])
    listed = forms.CharField(
        label=_("Danh sách luân phiên"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Mỗi đơn vị một dòng, theo thứ tự. Để trống thì theo thứ tự trong quyết định."),
    )
    rest = WholeNumberField(
        label=_("Số năm nghỉ sau khi làm Khối trưởng"), initial=0, help_text=_("Ghi 0 nếu được làm liên tiếp.")
    )
    has_deputy = forms.BooleanField(label=_("Khối có Khối phó"), required=False)
    deputy_follows = forms.BooleanField(label=_("Khối phó năm trước lên làm Khối trưởng"), required=False)
    bar_unreviewed = forms.BooleanField(
        label=_("Đơn vị không được xếp hạng năm trước thì không làm Khối trưởng, Khối phó"), required=False
    )
    base = forms.ChoiceField(
        label=_("Biểu quyết tính trên"),
        choices=[("present", _("Số đơn vị có mặt")), ("members", _("Tất cả đơn vị thành viên"))],
    )
    share = forms.CharField(label=_("Mức cần đạt"), max_length=20, help_text=_("Phân số, ví dụ 1/2, 2/3, 3/4."))
    strict = forms.BooleanField(label=_("Phải trên mức đó (bằng thì chưa đạt)"), required=False)

    def __init__(self, *arguments: Any, units: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.units = units

    def clean_share(self) -> str:
        written = str(self.cleaned_data["share"]).replace(" ", "")
        try:
            share = Fraction(written)
        except (ValueError, ZeroDivisionError):
            share = Fraction(-1)
        if not 0 < share <= 1 or not SHARE.fullmatch(written):
            raise forms.ValidationError(_("Ghi một phân số lớn hơn 0, nhiều nhất là 1, ví dụ 1/2 hoặc 2/3."))
        return str(share)

    def clean_rest(self) -> int:
        rest = self.cleaned_data["rest"]
        if not isinstance(rest, int) or not 0 <= rest <= 20:
            raise forms.ValidationError(_("Số năm nghỉ từ 0 đến 20."))
        return rest

    def clean_listed(self) -> list[int]:
        known = {fold(name): unit_id for unit_id, name in self.units}
        lines = [line.strip() for line in str(self.cleaned_data["listed"]).splitlines() if line.strip()]
        unknown = next((line for line in lines if fold(line) not in known), None)
        if unknown is not None:
            raise forms.ValidationError(
                _("“%(line)s” không phải tên đơn vị thành viên. Chép đúng tên trong danh sách thành viên."),
                params={"line": unknown},
            )
        found = [known[fold(line)] for line in lines]
        if len(set(found)) < len(found):
            raise forms.ValidationError(_("Có đơn vị được ghi hai lần. Mỗi đơn vị một dòng."))
        return found

    def values(self) -> dict[str, Any]:
        """The keywords of `set_leadership_rule`."""
        cleaned = dict(self.cleaned_data)
        return {"version": cleaned.pop("version"), "values": cleaned}


class PastLeadershipForm(Form):
    """Who led in a year before the bloc was kept here."""

    past_year = WholeNumberField(label=_("Năm"))
    leader = forms.TypedChoiceField(label=_("Khối trưởng"), coerce=int)
    deputy = forms.TypedChoiceField(label=_("Khối phó"), coerce=int, required=False, empty_value=None)
    source = forms.CharField(
        label=_("Theo tài liệu"), max_length=300, help_text=_("Ví dụ: Quyết định số 12/QĐ-UBND ngày 5/1/2019")
    )

    def __init__(self, *arguments: Any, units: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        _choose_from(self.fields["leader"], units, _("Chọn đơn vị"))
        _choose_from(self.fields["deputy"], units, _("Không có"))

    def clean_past_year(self) -> int:
        found = self.cleaned_data["past_year"]
        if not isinstance(found, int) or not 1945 <= found <= 2200:
            raise forms.ValidationError(_("Ghi năm bốn chữ số, ví dụ 2019."))
        return found

    def values(self) -> dict[str, Any]:
        """The keywords of `record_past_leadership`."""
        cleaned = self.cleaned_data
        return {
            "past_year": cleaned["past_year"], "leader_id": cleaned["leader"], "deputy_id": cleaned["deputy"],
            "source": cleaned["source"],
        }  # fmt: skip


class HolderForm(Form):
    """Who holds a post: a person and their title in the unit."""

    person_name = forms.CharField(label=_("Người đảm nhiệm"), max_length=200, help_text=_("Họ và tên."))
    person_title = forms.CharField(label=_("Chức vụ của người đó"), max_length=200, help_text=_("Ví dụ: Chủ tịch"))


class ChoiceForm(HolderForm):
    """What is needed to choose in one way; the fields of other ways are taken out."""

    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    agreed = WholeNumberField(label=_("Số đơn vị nhất trí"))
    document_number = forms.CharField(label=_("Số văn bản"), max_length=100)
    document_on = DateField(label=_("Ngày văn bản"))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=300)
    conflict = forms.CharField(
        label=_("Xung đột lợi ích"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ghi nếu có, ví dụ: người kiểm đếm thuộc đơn vị được chọn. Để trống nếu không có."),
    )
    reason = forms.CharField(label=_("Lý do không bố trí"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    NEEDED = {
        "agreement": ("unit", "person_name", "person_title", "agreed", "conflict"),
        "rotation": ("person_name", "person_title", "conflict"),
        "appointment": (
            "unit", "person_name", "person_title", "document_number", "document_on", "issuer", "conflict",
        ),
        "absent": ("reason",),
    }  # fmt: skip

    def __init__(self, *arguments: Any, method: str, units: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        _choose_from(self.fields["unit"], units, _("Chọn đơn vị"))
        self.fields = {name: self.fields[name] for name in self.NEEDED[method]}

    def values(self) -> dict[str, Any]:
        """The keywords of the action of this way."""
        cleaned = dict(self.cleaned_data)
        return cleaned | ({"unit_id": cleaned.pop("unit")} if "unit" in cleaned else {})


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class NoteForm(Form):
    """A note, or none."""

    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=1000, help_text=_("Ví dụ: đủ 3 tập, còn thiếu phụ lục 2.")
    )


class HandoverItemForm(Form):
    """One more thing to hand over."""

    title = forms.CharField(label=_("Nội dung bàn giao"), max_length=300)
    detail = forms.CharField(
        label=_("Chi tiết"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


def _choose_from(field: forms.Field, units: Sequence[tuple[int, str]], nothing: Any) -> None:
    assert isinstance(field, forms.TypedChoiceField)
    field.choices = [("", nothing), *units]


class DelegateForm(Form):
    """Somebody who comes to the conference."""

    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int, empty_value=None, required=False)
    person = forms.TypedChoiceField(
        label=_("Người có tài khoản"), coerce=int, empty_value=None, required=False,
        help_text=_("Chọn khi đại biểu có tài khoản, để tự xem thư mời và tự ghi có mặt khi dự từ xa."),
    )  # fmt: skip
    name = forms.CharField(label=_("Họ và tên"), max_length=200, required=False)
    post = forms.CharField(label=_("Chức vụ"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("Vai trò"))
    remote = forms.BooleanField(label=_("Dự từ xa"), required=False)

    def __init__(
        self, *arguments: Any, units: Sequence[Body], people: Sequence[Appointment], guests: bool, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        of_unit = [("official", _("đại biểu chính thức"))]
        others = [("guest", _("khách mời")), ("observer", _("quan sát viên"))]
        nobody = [("", _("Không thuộc đơn vị thành viên"))] if guests else []
        for name, choices in (
            ("unit", [*nobody, *((unit.pk, unit.name) for unit in units)]),
            (
                "person",
                [("", _("Không chọn")), *((one.person_id, f"{one.person} ({one.title} {one.body})") for one in people)],
            ),
            ("role", [*of_unit, *(others if guests else [])]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def values(self) -> dict[str, Any]:
        """The keywords of `register_delegate`."""
        cleaned = dict(self.cleaned_data)
        return cleaned | {"unit_id": cleaned.pop("unit"), "person_id": cleaned.pop("person")}


class SubstituteForm(Form):
    """Who comes instead, and why."""

    name = forms.CharField(label=_("Họ và tên người dự thay"), max_length=200)
    post = forms.CharField(label=_("Chức vụ"), max_length=200, required=False)
    reason = forms.CharField(label=_("Lý do"), max_length=300)
    remote = forms.BooleanField(label=_("Dự từ xa"), required=False)


class QuorumForm(Form):
    """What share of the members has to be present, and where that is written."""

    part = WholeNumberField(label=_("Số phần cần có mặt"), help_text=_("Ví dụ 2 trong “2 trên 3”."))
    whole = WholeNumberField(label=_("Trên tổng số phần"), help_text=_("Ví dụ 3 trong “2 trên 3”."))
    basis = forms.CharField(
        label=_("Căn cứ"), max_length=300, required=False,
        help_text=_("Ví dụ: Quy chế hoạt động của khối, Điều 6. Để trống khi chỉ là quy ước của khối."),
    )  # fmt: skip


class OpeningForm(Form):
    """Why the conference opens although too few units are present."""

    reason = forms.CharField(
        label=_("Lý do vẫn khai mạc khi chưa đủ số đơn vị"), max_length=500, required=False,
        help_text=_("Chỉ cần ghi khi số đơn vị có mặt chưa đủ theo quy định của khối."),
    )  # fmt: skip


class ItemMinutesForm(Form):
    """Who presented an item and what happened under it."""

    speaker = forms.CharField(label=_("Người trình bày"), max_length=300, required=False)
    notes = forms.CharField(
        label=_("Diễn biến"), max_length=20000, required=False, widget=forms.Textarea(attrs={"rows": 8})
    )


class RemarkForm(Form):
    """What somebody said under an item."""

    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int, empty_value=None, required=False)
    speaker = forms.CharField(label=_("Người phát biểu"), max_length=300)
    text = forms.CharField(label=_("Nội dung"), max_length=10000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *arguments: Any, units: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["unit"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("Khách mời, không thuộc đơn vị")), *units]

    def values(self) -> dict[str, Any]:
        """The keywords of `record_remark`."""
        cleaned = dict(self.cleaned_data)
        return cleaned | {"unit_id": cleaned.pop("unit")}
