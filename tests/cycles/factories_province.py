"""A whole province as a workbook."""

from collections.abc import Sequence

from thidua.cycles.province import template

Rows = Sequence[Sequence[str]]


def workbook(*, bodies: Rows = (), blocs: Rows = (), members: Rows = ()) -> bytes:
    """An XLSX with these rows under the headings of the template."""
    return template({"bodies": bodies, "blocs": blocs, "members": members})


def whole_province(*, blocs: int = 25, bodies: int = 300) -> bytes:
    """So many bodies dealt out to so many blocs, five of which hold the others."""
    return workbook(
        bodies=[(f"Đơn vị số {one}", f"ĐV {one}", "", "Đồng Tháp", "Cơ quan") for one in range(1, bodies + 1)],
        blocs=[
            (f"Cụm thi đua số {one}", "Cụm" if one > 5 else "Khối", str(one), f"Cụm thi đua số {one % 5 + 1}" if one > 5 else "")
            for one in range(1, blocs + 1)
        ],
        members=[
            (f"Cụm thi đua số {one % blocs + 1}", "2025", "", f"Đơn vị số {one}", "12/QĐ-HĐTĐ", "15/1/2025")
            for one in range(1, bodies + 1)
        ],
    )  # fmt: skip
