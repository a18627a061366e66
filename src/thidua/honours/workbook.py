"""The list of nominations as a workbook."""

from thidua.honours.models import AwardRule, Nomination
from thidua.honours.queries import NominationsPage
from thidua.honours.vocabulary import kind_label, nominee_label, state_label
from thidua.kernel.workbook import list_as_workbook

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = ("Hình thức", "Loại", "Cơ quan tặng", "Hạng, mức", "Người, đơn vị", "Đề nghị cho", "Trạng thái", "Vì sao",
            "Lý do ghi tay", "Xung đột lợi ích", "Căn cứ")  # fmt: skip
WIDTHS = (40, 18, 36, 14, 40, 20, 20, 60, 40, 40, 40)


def workbook_of(page: NominationsPage) -> bytes:
    """The bytes of an XLSX with a row for each nomination."""
    rows = (_row(rule, one) for rule in page.rules for one in rule.nominations.all())
    return list_as_workbook("Đề nghị khen thưởng", headings=HEADINGS, widths=WIDTHS, rows=rows)


def _row(rule: AwardRule, one: Nomination) -> tuple[str, ...]:
    return (
        rule.name, kind_label(rule.kind), rule.grantor, rule.grade, one.name, nominee_label(one.nominee),
        state_label(one.state), "; ".join(pair[0] for pair in one.why), one.reason, one.conflict, rule.source,
    )  # fmt: skip
