"""Facts of minutes, the least there can be and the most."""

from dataclasses import replace

from thidua.papers.facts import (
    AgendaFact,
    AgreementFact,
    CandidateFact,
    ChoiceFact,
    ContestFact,
    CorrectionFact,
    DelegateFact,
    MemberFact,
    MinutesFacts,
    OpinionFact,
    RankFact,
    RemarkFact,
    ResolutionFact,
    SignedFact,
    SupplementFacts,
)

LEDGER_HASH = "9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab"
ROOT = "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9"
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
            AgendaFact(
                title=f"Tham luận{text}", speaker=f"Lâm Ngọc Diễm{text}", illustrative=True, notes=f"Ba đơn vị.{text}",
                remarks=(
                    RemarkFact(speaker=f"Phạm Hoàng Nam{text}", unit=f"{NAMES[1]}{text}", text=f"Kinh nghiệm lập hợp tác xã.{text}"),
                ),
            ),
        ),
        review=f"Các đơn vị đã ký giao ước và báo cáo kết quả.{text}\n\nVận động 74.958 phần quà Tết.{text}",
        ranking=tuple(
            RankFact(rank=number + 1 if number > 1 else 1, unit=f"{name}{text}", points=f"{95 - max(number, 1)}.50", tied=number < 2)
            for number, name in enumerate(names)
        ),
        tasks=(f"Triển khai phong trào thi đua.{text}", f"Tham gia xây dựng Đảng, chính quyền.{text}"),
        agreement=AgreementFact(leader=f"{NAMES[1]}{text}", deputy=f"{NAMES[2]}{text}", agreed=2, base=2),
        resolutions=(
            ResolutionFact(
                text=f"Thông qua kế hoạch năm 2025{text}", source=f"Quy chế khối, Điều 5{text}",
                result="Thông qua: 2/3 đơn vị tán thành (66,6%), cần trên 1/2 tức ≥ 2",
                voices=tuple((f"{name}{text}", "Tán thành" if place < 2 else "Không tán thành") for place, name in enumerate(names[:3])),
                corrected_because=f"Ghi nhầm{text}",
            ),
        ),
        opened_without_quorum=f"Hai đơn vị đến muộn do mưa{text}.",
        delegates=delegates(text),
        choices=(
            ChoiceFact(
                post="deputy", method="rotation", unit=f"{NAMES[2]}{text}", person=f"Vũ Thị Lan{text}, Giám đốc",
                evidence=f"Đến lượt theo danh sách{text}.", basis=f"Quy chế khối, Điều 6{text}.",
            ),
        ),
        opinions=(
            OpinionFact(
                unit=f"{NAMES[2]}{text}", matter=f"Thông qua kế hoạch năm 2025{text}", said="Không tán thành",
                text=f"Đề nghị xem lại chỉ tiêu 3.{text}", signer=f"Vũ Thị Lan{text}, Giám đốc", way="công văn",
                reference=f"12/CV{text}", received_on="2025-01-20",
            ),
        ),
        contests=contests(text),
        corrections=(
            CorrectionFact(part="members", text=f"Đại biểu 1 về lúc 16 giờ.{text}", reason="Bổ sung", replaces=False),
            CorrectionFact(part="closing", text=f"Hội nghị bế mạc lúc 16 giờ 50 cùng ngày.{text}", reason="Nhầm giờ", replaces=True),
        ),
        signers=(f"Nguyễn Thị Thu Hà{text}", f"Trần Quốc Bảo{text}"),
        signed_by=(
            SignedFact(signing="secretary", name=f"Trần Quốc Bảo{text}", at="2025-01-21T17:30+07:00"),
            SignedFact(signing="chair", name=f"Nguyễn Thị Thu Hà{text}", at="2025-01-22T08:05+07:00"),
        ),
        illustrative=("people", "scores", "leadership"), ledger_hash=LEDGER_HASH, ledger_entry=1204,
    )  # fmt: skip


def delegates(text: str) -> tuple[DelegateFact, ...]:
    """One who came for another, one from afar, a guest, and one who did not come."""
    unit = f"{NAMES[0]}{text}"
    return (
        DelegateFact(
            name=f"Bùi Văn Sơn{text}", unit=unit, role="substitute", remote=False, came=True,
            instead_of=f"Lê Thị Mai{text}", reason=f"Bận họp{text}",
        ),
        DelegateFact(name=f"Hồ Thị Cúc{text}", unit=unit, role="official", remote=True, came=True),
        DelegateFact(name=f"Đặng Văn Hùng, Báo Đồng Tháp{text}", unit="", role="guest", remote=False, came=True),
        DelegateFact(name=f"Ngô Văn Vắng{text}", unit="", role="observer", remote=False, came=False),
    )  # fmt: skip


def other_facts() -> MinutesFacts:
    """A conference in the middle of the year: nothing of what only the review of a year decides."""
    return replace(
        maximal_facts(), name="Hội nghị sơ kết 6 tháng năm 2024", reviews=False, ranking=(), agreement=None, choices=(),
        contests=(), corrections=(), signed_by=(), illustrative=(),
    )  # fmt: skip


def supplement_facts(text: str = "") -> SupplementFacts:
    """A supplement that one of two people has signed."""
    return SupplementFacts(
        bloc=f"Khối thi đua số 12{text}", organ=f"{NAMES[0]}{text}", authority=f"Sở Nội vụ{text}", year=2024,
        name=f"Hội nghị tổng kết năm 2024{text}", number=1, locality=f"Đồng Tháp{text}",
        held_at="2025-01-21T14:00+07:00", written_on="2025-02-03T09:00+07:00", supplements="ab" * 32,
        reason=f"Ghi thiếu tham luận{text}", text=f"Phần III mục 1 bổ sung:{text}\nMột tham luận của Hội Luật gia.{text}",
        signers=(f"Nguyễn Thị Thu Hà{text}", f"Trần Quốc Bảo{text}"),
        signed_by=(SignedFact(signing="secretary", name=f"Trần Quốc Bảo{text}", at="2025-02-03T10:00+07:00"),),
        illustrative=("people",), ledger_hash=LEDGER_HASH, ledger_entry=1300,
    )  # fmt: skip


def contests(text: str) -> tuple[ContestFact, ...]:
    """A sealed vote that was recognised, and one on paper that was annulled."""
    rule = "Đồng ý hay không với từng ứng viên, 1 chỗ; cần ít nhất 2/3 số phiếu hợp lệ"
    figures = {"members": 11, "present": 11, "issued": 11, "returned": 10, "valid": 9, "invalid": 1}
    candidates = (
        CandidateFact(
            name=f"{NAMES[1]}{text}",
            agree=7,
            disagree=2,
            outcome="chosen",
            because="7/9 phiếu (77,7%), cần ít nhất 2/3 tức 6: đạt",
        ),
        CandidateFact(
            name=f"{NAMES[2]}{text}",
            agree=5,
            disagree=4,
            outcome="",
            because="5/9 phiếu (55,5%), cần ít nhất 2/3 tức 6: chưa đạt",
        ),
    )
    held = ContestFact(
        title=f"Giới thiệu đơn vị nhận Cờ thi đua{text}", mode="phiếu điện tử niêm phong", rule=rule, asked_each=True,
        source=f"Quy chế khối, Điều 7{text}", figures=figures, candidates=candidates, root=ROOT, annulled_because="",
        turnout="thu về 10/11 phiếu (90,9%), cần ít nhất 1/2 tức 6: cuộc bỏ phiếu có giá trị",
        scans=((f"kiem-phieu.pdf{text}", "cd" * 32),),
    )  # fmt: skip
    annulled = ContestFact(
        title=f"Chọn nơi đăng cai{text}", mode="phiếu giấy kín", rule=rule, asked_each=False, source="Quy chế khối",
        figures={}, candidates=(), root="", annulled_because=f"In thiếu một ứng viên{text}", turnout="",
    )  # fmt: skip
    return held, annulled
