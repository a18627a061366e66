"""The three worksheets and their columns, as the template has them and the reader finds them."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: the key in the code, its heading, the most characters it holds."""

    key: str
    heading: str
    width: int
    most: int = 300
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class Worksheet:
    """One worksheet: its name, its columns, and rows of example."""

    key: str
    name: str
    columns: tuple[Column, ...]
    examples: tuple[tuple[str, ...], ...]


BODIES = Worksheet(
    key="bodies",
    name="Đơn vị",
    columns=(
        Column(key="name", heading="Tên đầy đủ", width=46, required=True),
        Column(key="short_name", heading="Tên ngắn", width=24, most=120),
        Column(key="parent", heading="Cơ quan chủ quản", width=36),
        Column(key="place", heading="Nơi", width=18, most=120),
        Column(key="kind", heading="Loại hình", width=24, most=120),
    ),
    examples=(
        ("Sở Khoa học và Công nghệ", "Sở KH&CN", "", "Đồng Tháp", "Cơ quan chuyên môn"),
        ("Chi cục Tiêu chuẩn Đo lường", "Chi cục TCĐL", "Sở Khoa học và Công nghệ", "Đồng Tháp", "Chi cục"),
    ),
)
BLOCS = Worksheet(
    key="blocs",
    name="Khối",
    columns=(
        Column(key="name", heading="Tên khối", width=40, most=200, required=True),
        Column(key="word", heading="Gọi là", width=12, most=40),
        Column(key="number", heading="Số", width=8, most=10),
        Column(key="parent", heading="Thuộc khối", width=40, most=200),
    ),
    examples=(
        ("Khối thi đua các sở, ban, ngành", "Khối", "I", ""),
        ("Cụm thi đua số 02", "Cụm", "02", "Khối thi đua các sở, ban, ngành"),
    ),
)
MEMBERS = Worksheet(
    key="members",
    name="Thành viên",
    columns=(
        Column(key="bloc", heading="Tên khối", width=40, most=200, required=True),
        Column(key="year", heading="Năm", width=8, most=4, required=True),
        Column(key="position", heading="Số thứ tự", width=10, most=4),
        Column(key="unit", heading="Đơn vị", width=46, required=True),
        Column(key="decision_number", heading="Số quyết định", width=20, most=100, required=True),
        Column(key="decision_on", heading="Ngày quyết định", width=16, most=40, required=True),
    ),
    examples=(
        ("Cụm thi đua số 02", "2025", "1", "Sở Khoa học và Công nghệ", "12/QĐ-HĐTĐ", "15/1/2025"),
        ("Cụm thi đua số 02", "2025", "2", "Chi cục Tiêu chuẩn Đo lường", "12/QĐ-HĐTĐ", "15/1/2025"),
    ),
)
WORKSHEETS = (BODIES, BLOCS, MEMBERS)
