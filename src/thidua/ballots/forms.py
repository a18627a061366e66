"""Parsing what people type about contests. A vote is not among it: it comes sealed."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from thidua.ballots.models import Candidate, Contest, Mode, Purpose
from thidua.ballots.vocabulary import base_label, mode_label, purpose_label, question_label
from thidua.bodies.models import Appointment, Person
from thidua.kernel.forms import Form, WholeNumberField
from thidua.kernel.uploads.field import FileField
from thidua.reading.numbers import Unreadable, read_quantity
from thidua.rulebook.contests import Base, Question


class ShareField(forms.CharField):
    """A share as people write it: `2/3`, `80%`, `một nửa` is not one. Cleans to a fraction as text ("2/3")."""

    def clean(self, value: Any) -> str:
        written = (super().clean(value) or "").strip()
        if not written:
            return "0"
        share = self._read(written)
        if share is None or not 0 <= share <= 1:
            raise forms.ValidationError(
                _("“%(typed)s” không đọc được thành tỷ lệ. Viết phân số hoặc phần trăm, ví dụ 2/3 hoặc 80%%."),
                code="bad_share",
                params={"typed": written},
            )
        return str(share)

    @staticmethod
    def _read(written: str) -> Fraction | None:
        over, slash, under = written.partition("/")
        if slash:
            whole = over.strip().isdecimal() and under.strip().isdecimal() and int(under) > 0
            return Fraction(int(over), int(under)) if whole else None
        try:
            quantity = read_quantity(written)
        except Unreadable:
            return None
        return Fraction(quantity.value) / 100 if quantity.is_percent else None


class ContestForm(Form):
    """The rule of a contest, and who stands."""

    title = forms.CharField(label=_("Nội dung bỏ phiếu"), max_length=300)
    purpose = forms.ChoiceField(label=_("Loại việc"))
    mode = forms.ChoiceField(label=_("Hình thức"), widget=forms.RadioSelect, initial=Mode.PAPER)
    question = forms.ChoiceField(label=_("Cách hỏi trên phiếu"), widget=forms.RadioSelect, initial=Question.CHOOSE)
    units = forms.MultipleChoiceField(label=_("Đơn vị ra ứng cử"), required=False, widget=forms.CheckboxSelectMultiple)
    names = forms.CharField(
        label=_("Ứng viên khác"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một tên, khi ứng viên không phải đơn vị thành viên."),
    )  # fmt: skip
    seats = WholeNumberField(label=_("Số được chọn"), initial="1")
    share = ShareField(label=_("Tỷ lệ cần đạt"), max_length=20, help_text=_("Ví dụ: 2/3 hoặc 80%."))
    strict = forms.BooleanField(label=_("Phải vượt tỷ lệ này, bằng thì chưa đạt"), required=False)
    base = forms.ChoiceField(label=_("Tỷ lệ tính trên"), widget=forms.RadioSelect)
    source = forms.CharField(
        label=_("Căn cứ"), max_length=300, help_text=_("Văn bản, điều, khoản quy định tỷ lệ và cách tính.")
    )
    turnout = ShareField(
        label=_("Tỷ lệ phiếu thu về ít nhất"), max_length=20, required=False,
        help_text=_("Để trống khi quy chế không đòi hỏi."),
    )  # fmt: skip
    rounds = WholeNumberField(
        label=_("Số vòng nhiều nhất"),
        initial="2",
        help_text=_("Khi ngang phiếu ở chỗ cuối cùng, bỏ phiếu lại giữa những người ngang phiếu."),
    )

    def __init__(self, *arguments: Any, units: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices = {
            "purpose": [(one.value, purpose_label(one)) for one in Purpose],
            "mode": [(one.value, mode_label(one)) for one in Mode],
            "question": [(one.value, question_label(one)) for one in Question],
            "base": [(one.value, base_label(one)) for one in Base],
            "units": [(str(unit_id), name) for unit_id, name in units],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The keywords of `prepare_contest`."""
        cleaned = dict(self.cleaned_data)
        units = [int(one) for one in cleaned.pop("units")]
        names = [line.strip()[:300] for line in cleaned.pop("names").splitlines() if line.strip()]
        return {"values": cleaned, "units": units, "names": names}


class RollForm(Form):
    """Who votes for each unit."""

    def __init__(
        self, *arguments: Any, people: Mapping[int, Sequence[Appointment]], names: Mapping[int, str], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        for unit_id, rows in people.items():
            choices = [
                ("", _("Không bỏ phiếu")),
                *((str(row.person_id), f"{row.person.name}, {row.title}") for row in rows),
            ]
            first = str(rows[0].person_id) if rows else ""
            self.fields[f"unit_{unit_id}"] = forms.ChoiceField(
                label=names[unit_id], choices=choices, required=False, initial=first
            )

    def values(self) -> dict[str, Any]:
        """The keyword of `write_roll`."""
        chosen = {int(name.removeprefix("unit_")): value for name, value in self.cleaned_data.items()}
        return {"voters": {unit_id: int(value) for unit_id, value in chosen.items() if value}}


class CommitteeForm(Form):
    """Who counts, and how many of them open a sealed box."""

    members = forms.MultipleChoiceField(
        label=_("Tổ kiểm phiếu"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Từ 2 đến 5 người; người của đơn vị ra ứng cử không có trong danh sách."),
    )
    threshold = WholeNumberField(
        label=_("Số người cần để mở hòm phiếu điện tử"),
        initial="2",
        help_text=_("Ít hơn số người trong tổ thì vắng một người vẫn mở được."),
    )

    def __init__(self, *arguments: Any, people: Sequence[Person], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["members"].choices = [(str(one.pk), one.name) for one in people]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The keywords of `choose_committee`."""
        members = [int(one) for one in self.cleaned_data["members"]]
        return {"members": members, "threshold": self.cleaned_data["threshold"] or 0}


class BytesField(forms.CharField):
    """What the browser's code hands in, in base64. Cleans to bytes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.HiddenInput, strip=True, **options)

    def clean(self, value: Any) -> bytes:
        try:
            return base64.b64decode(super().clean(value), validate=True)
        except binascii.Error as error:
            raise forms.ValidationError(
                _("Dữ liệu gửi lên không nguyên vẹn. Tải lại trang rồi làm lại."), code="bad_bytes"
            ) from error


class KeyForm(Form):
    """The public half of a key that the browser made."""

    public_key = BytesField(max_length=2000)


class BallotForm(Form):
    """A sealed ballot."""

    blob = BytesField(max_length=60_000)


class PaperCountForm(Form):
    """The figures of the tally sheet, typed by one member of the committee."""

    present = WholeNumberField(label=_("Số người có mặt"))
    issued = WholeNumberField(label=_("Số phiếu phát ra"))
    returned = WholeNumberField(label=_("Số phiếu thu về"))
    valid = WholeNumberField(label=_("Số phiếu hợp lệ"))
    invalid = WholeNumberField(label=_("Số phiếu không hợp lệ"))

    def __init__(self, *arguments: Any, contest: Contest, candidates: Sequence[Candidate], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.each, self.keys = contest.question == Question.EACH, [one.key for one in candidates]
        for one in candidates:
            agree = _("%(name)s: đồng ý") if self.each else _("%(name)s: số phiếu bầu")
            self.fields[f"agree_{one.key}"] = WholeNumberField(label=agree % {"name": one.name})
            if self.each:
                label = _("%(name)s: không đồng ý") % {"name": one.name}
                self.fields[f"disagree_{one.key}"] = WholeNumberField(label=label)

    def values(self) -> dict[str, Any]:
        """The keyword of `type_paper_count`."""
        cleaned = self.cleaned_data
        votes = {
            key: {"agree": cleaned[f"agree_{key}"], "disagree": cleaned.get(f"disagree_{key}", 0)} for key in self.keys
        }
        counts = {name: cleaned[name] for name in ("present", "issued", "returned", "valid", "invalid")}
        return {"figures": counts | {"votes": votes}}


class ResultFileForm(Form):
    """The signed result of an opened box."""

    file = forms.FileField(label=_("Tệp kết quả mở hòm phiếu"), max_length=200)

    def clean_file(self) -> str:
        """The text of the file; larger or binary files are none of ours."""
        file = self.cleaned_data["file"]
        if file.size > 200_000:
            raise forms.ValidationError(
                _("Tệp này lớn quá, không phải tệp kết quả. Chọn tệp do lệnh mở hòm ghi ra."), code="too_large"
            )
        try:
            return str(file.read().decode("utf-8"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(
                _("Tệp này không phải tệp kết quả. Chọn tệp do lệnh mở hòm ghi ra."), code="not_text"
            ) from error

    def values(self) -> dict[str, Any]:
        """The keyword of `import_result`."""
        return {"text": self.cleaned_data["file"]}


class TallyScanForm(Form):
    """A scan of the signed tally sheet."""

    file = FileField(
        kinds=("pdf", "png", "jpg"),
        held=True,
        label=_("Bản quét biên bản kiểm phiếu đã ký"),
        max_length=200,
        help_text=_("Tệp PDF, PNG hoặc JPG, nhiều nhất %(most)s MB; nhiều trang thì gộp vào một tệp PDF.")
        % {"most": settings.UPLOAD_MOST_BYTES // 2**20},
    )


class ReplacedScanForm(TallyScanForm):
    """A scan in the place of another, with the reason."""

    reason = forms.CharField(label=_("Lý do thay"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(Form):
    """Why a contest does not count."""

    reason = forms.CharField(label=_("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
