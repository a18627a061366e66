"""What the developers' page shows: every component's own declaration, and the values its example needs."""

import re
from dataclasses import dataclass
from pathlib import Path

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from thidua.kernel.forms import DateField, Form, MeasuredField, NumberField
from thidua.rulebook.findings import Finding, Text

COMPONENTS = Path(__file__).parent / "templates" / "cotton"
DECLARATION = re.compile(r"\{#\s*(?P<purpose>.*?)\s*#\}\s*<c-vars\s*(?P<arguments>.*?)\s*/>", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Declared:
    """A component as its file declares it."""

    name: str
    purpose: str
    arguments: str


def declared() -> dict[str, Declared]:
    """Every component by name. ValueError for a file that does not begin with its purpose and arguments."""
    found: dict[str, Declared] = {}
    for file in sorted(COMPONENTS.glob("*.html")):
        match = DECLARATION.match(file.read_text(encoding="utf-8"))
        if match is None:
            raise ValueError(f"{file.name} does not begin with a purpose and <c-vars ... />")
        found[file.stem] = Declared(name=file.stem, **match.groupdict())
    return found


class ExampleForm(Form):
    """One field of each kind."""

    target = forms.CharField(label="Tên chỉ tiêu", help_text="Ghi như trong giao ước, không viết tắt.")
    value = NumberField(label="Kết quả cả năm")
    due = DateField(label="Hạn hoàn thành")
    unit = forms.ChoiceField(
        label="Đơn vị",
        choices=[("1", "Hội Chữ thập đỏ tỉnh"), ("2", "Liên minh Hợp tác xã tỉnh")],
    )
    basis = forms.ChoiceField(
        label="So với",
        widget=forms.RadioSelect,
        choices=[("plan", "Kế hoạch năm"), ("last", "Cùng kỳ năm trước")],
    )
    evidence = forms.FileField(label="Minh chứng", required=False, help_text="PDF, DOCX, XLSX hoặc ảnh.")
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
    seen = forms.BooleanField(label="Tôi đã kiểm tra số liệu này")


def example_form(data: dict[str, str] | None = None) -> ExampleForm:
    """The form with a unit of measure beside its number; bound when there are data."""
    form = ExampleForm(data, auto_id="bad_%s" if data is not None else "id_%s")
    value = form.fields["value"]
    assert isinstance(value, MeasuredField)
    value.unit, value.understood = "phần quà", "74.958 phần quà"
    return form


def example_finding() -> Finding:
    """Three levels of findings, one of which does not hold."""
    reached = Finding(
        rule="target.percent",
        holds=True,
        because=Text(
            "Kết quả 74.958 phần quà bằng 205,36% kế hoạch 36.500 phần quà.",
            "The result, 74,958 gifts, is 205.36% of the plan of 36,500 gifts.",
        ),
        reference="Giao ước thi đua năm 2024, chỉ tiêu 1",
        parts=(
            Finding(
                rule="target.evidence",
                holds=True,
                because=Text("Có 2 minh chứng đã được xác nhận.", "Two pieces of evidence are confirmed."),
            ),
        ),
    )
    late = Finding(
        rule="report.in_time",
        holds=False,
        because=Text(
            "Báo cáo nộp ngày 12/12/2024, sau hạn 10/12/2024.",
            "The report came on 12/12/2024, after the deadline of 10/12/2024.",
        ),
        reference="Quy chế khối, điều 7 khoản 2",
    )
    return Finding(
        rule="sheet.section",
        holds=False,
        because=Text(
            "Mục I được 38,00 trên 40,00 điểm: trừ 2,00 điểm vì nộp báo cáo chậm.",
            "Section I gives 38.00 of 40.00 points: 2.00 are taken off for a late report.",
        ),
        reference="Bảng chấm điểm năm 2024, mục I",
        parts=(reached, late),
    )


def examples() -> dict[str, object]:
    """The context of the developers' page, under the key `examples`."""
    return {
        "declared": declared(),
        "form": example_form(),
        "refused": example_form({"target": "Vận động quà Tết", "value": "nhiều", "due": "", "unit": "1"}),
        "finding": example_finding(),
        "page": Paginator(range(275), 20).page(2),
        "phases": [
            {"name": _("Ký giao ước"), "state": "past", "deadline_text": "31/01/2024", "current": False},
            {"name": _("Thực hiện"), "state": "past", "deadline_text": "30/11/2024", "current": False},
            {"name": _("Báo cáo"), "state": "past", "deadline_text": "10/12/2024", "current": False},
            {"name": _("Chấm điểm"), "state": "open", "deadline_text": "đến 25/12/2024", "current": True},
            {"name": _("Hội nghị"), "state": "future", "deadline_text": "21/01/2025", "current": False},
            {"name": _("Khen thưởng"), "state": "future", "deadline_text": "15/02/2025", "current": False},
        ],
        "signed": [
            {
                "name": "Nguyễn Thị Hạnh",
                "office": "Chủ tịch Hội Chữ thập đỏ tỉnh",
                "at": "14:00 ngày 20/12/2024",
            },
        ],
        "consequences": [
            "Bảng điểm của 11 đơn vị được khoá và gửi đến tất cả thành viên khối.",
            "Người không chấm điểm cũng xem được tổng điểm và thứ hạng.",
        ],
    }
