"""Facts of minutes, the least there can be and the most."""

from thidua.papers.facts import AgendaFact, AgreementFact, MemberFact, MinutesFacts, RankFact

LEDGER_HASH = "9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab"
NAMES = ("Hội Chữ thập đỏ tỉnh", "Liên minh Hợp tác xã tỉnh", "Liên hiệp các Tổ chức Hữu nghị tỉnh")


def minimal_facts() -> MinutesFacts:
    """Nothing that can be missing is there."""
    return MinutesFacts(
        bloc="Khối thi đua số 12", organ="", authority="Sở Nội vụ", year=2024, locality="Đồng Tháp", place="Hội trường",
        held_at="2025-01-21T08:00+07:00", closed_at="", chair="", secretary="", members=(), agenda=(), review="",
        ranking=(), tasks=(), agreement=None, illustrative=(), ledger_hash=LEDGER_HASH,
    )  # fmt: skip


def maximal_facts(*, units: int = 3, text: str = "") -> MinutesFacts:
    """Everything is there; `text` is put wherever people write."""
    names = [NAMES[index] if index < len(NAMES) else f"Đơn vị thành viên số {index + 1}" for index in range(units)]
    return MinutesFacts(
        bloc=f"Khối thi đua số 12{text}", organ=f"{NAMES[0]}{text}", authority=f"Sở Nội vụ{text}", year=2024,
        locality=f"Đồng Tháp{text}", place=f"Hội trường tỉnh, thành phố Cao Lãnh{text}",
        held_at="2025-01-21T14:00+07:00", closed_at="2025-01-21T17:05+07:00",
        chair=f"Nguyễn Thị Thu Hà{text}, Chủ tịch", secretary=f"Trần Quốc Bảo{text}, Chánh Văn phòng",
        members=tuple(
            MemberFact(unit=f"{name}{text}", present=number != 2, delegates=f"Đại biểu {number}{text}", signed=number != 2)
            for number, name in enumerate(names)
        ),
        agenda=(
            AgendaFact(title=f"Khai mạc hội nghị{text}", speaker="", illustrative=False),
            AgendaFact(title=f"Tham luận{text}", speaker=f"Lâm Ngọc Diễm{text}", illustrative=True),
        ),
        review=f"Các đơn vị đã ký giao ước và báo cáo kết quả.{text}\n\nVận động 74.958 phần quà Tết.{text}",
        ranking=tuple(
            RankFact(rank=number + 1 if number > 1 else 1, unit=f"{name}{text}", points=f"{95 - max(number, 1)}.50", tied=number < 2)
            for number, name in enumerate(names)
        ),
        tasks=(f"Triển khai phong trào thi đua.{text}", f"Tham gia xây dựng Đảng, chính quyền.{text}"),
        agreement=AgreementFact(leader=f"{NAMES[1]}{text}", deputy=f"{NAMES[2]}{text}", agreed=2, base=2),
        illustrative=("people", "scores", "leadership"), ledger_hash=LEDGER_HASH,
    )  # fmt: skip
