"""Facts of pledges, the least there can be and the most."""

from thidua.papers.facts import CommonPledgeFacts, PledgeFacts, SigningFact, TargetFact, UnitPledgeFact

HASH = "9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab"


def target(**changes: str) -> TargetFact:
    """A figure of 36.500 gifts, unless told otherwise."""
    values = {
        "indicator": "Số phần quà", "kind": "figure", "wording": "", "planned": "36500", "planned_to": "",
        "direction": "more", "compared_with": "", "unit_of_measure": "phần quà", "before": "", "decision": "",
    }  # fmt: skip
    return TargetFact(**values | changes)


def targets(text: str) -> tuple[TargetFact, ...]:
    """One target of every kind, and one that was amended."""
    return (
        target(indicator=f"Số phần quà{text}"),
        target(indicator="Tỷ lệ hội viên", kind="range", planned="15", planned_to="20", unit_of_measure="%"),
        target(indicator="Vi phạm", kind="never", planned="0", direction="less", unit_of_measure="vụ"),
        target(indicator="Chi phí", kind="reduction", planned="5", compared_with="so với năm 2023", unit_of_measure="%"),
        target(indicator="Hoà giải thành", kind="threshold", planned="80", unit_of_measure="%"),
        target(
            indicator="Hợp tác xã", planned="7", unit_of_measure="hợp tác xã", before="10",
            decision=f"Quyết định số 25/QĐ ngày 30/05/2024{text}",
        ),
    )  # fmt: skip


def signing(text: str = "", *, late: bool = False) -> SigningFact:
    return SigningFact(way="paper", signed_on="2024-05-24", signer=f"Nguyễn Thị Thu Hà{text}, Chủ tịch", late=late)


def pledge(*, most: bool, text: str = "") -> PledgeFacts:
    """A unit's pledge."""
    return PledgeFacts(
        bloc=f"Khối thi đua số 12{text}", authority=f"Sở Nội vụ{text}", leader="Hội Chữ thập đỏ tỉnh" if most else "",
        unit=f"Hội Luật gia tỉnh{text}", year=2024, locality=f"Đồng Tháp{text}" if most else "",
        signed_on="2024-05-24" if most else "", targets=targets(text) if most else (),
        commitments=f"Báo cáo đúng hạn.{text}\nĐoàn kết.{text}" if most else "",
        titles=(f"Tập thể Lao động xuất sắc{text}",) if most else (), signings=(signing(text, late=True),) if most else (),
        illustrative=("pledges", "people") if most else (), ledger_hash=HASH,
    )  # fmt: skip


def common(*, most: bool, text: str = "", units: int = 2) -> CommonPledgeFacts:
    """A bloc's pledge: the last unit has not signed."""
    signed = tuple(
        UnitPledgeFact(unit=f"Đơn vị {number}{text}", targets=targets(text), signings=(signing(text),))
        for number in range(1, units)
    )
    return CommonPledgeFacts(
        bloc=f"Khối thi đua số 12{text}", authority=f"Sở Nội vụ{text}", leader="Hội Chữ thập đỏ tỉnh" if most else "",
        year=2024, locality=f"Đồng Tháp{text}" if most else "", made_on="2024-06-03",
        units=(*signed, UnitPledgeFact(unit="Hội Luật gia tỉnh", targets=(), signings=())) if most else (),
        events=(("12/07/2024", f"Sơ kết 6 tháng{text}", f"Cao Lãnh{text}"),) if most else (),
        illustrative=("pledges", "people", "events") if most else (), ledger_hash=HASH,
    )  # fmt: skip
