"""One whole year of a bloc in a real browser: by the right people, with the wrong ones refused on the way."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import Program, Visitor, new_visitor

pytestmark = pytest.mark.journey

AUTHORITY, SECOND = "Lê Minh Khôi", "Phan Thị Bích Vân"
# Unit: head, officer, indicator, plan and result as typed, and what the result means.
UNITS = {
    "Hội Chữ thập đỏ tỉnh": (
        "Nguyễn Thị Thu Hà",
        "Trần Quốc Bảo",
        ("Số phần quà Tết", "36.500", "phần quà", "74.958", "đạt 205,4% kế hoạch, vượt 105,4%"),
    ),
    "Liên minh Hợp tác xã tỉnh": (
        "Phạm Hoàng Nam",
        "Nguyễn Thị Kim Ngân",
        ("Số hợp tác xã thành lập mới", "7", "hợp tác xã", "13", "đạt 185,7% kế hoạch, vượt 85,7%"),
    ),
    "Liên hiệp các Tổ chức Hữu nghị tỉnh": (
        "Võ Thành Công",
        "Lâm Ngọc Diễm",
        ("Số tiền vận động", "1,5 tỷ", "đồng", "1,2 tỷ", "đạt 80% kế hoạch, còn thiếu 20%"),
    ),
}
LEADER, MEMBER, DEPUTY = UNITS
HEADS = {unit: people[0] for unit, people in UNITS.items()}
OFFICERS = {unit: people[1] for unit, people in UNITS.items()}
SHEET: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("I.1", "Hoàn thành chỉ tiêu", "proportion", {"points": "60"}),
    ("II.1", "Tổ chức phong trào thi đua", "judged", {"points": "40"}),
    ("III.1", "Gửi báo cáo chậm", "deduct", {"counted": "Báo cáo gửi chậm", "unit": "lần", "each": "1", "cap": "5"}),
)
CALENDAR = {
    "Ký giao ước": ("8/1/2024", "28/2/2024"),
    "Thực hiện": ("1/2/2024", "30/11/2024"),
    "Báo cáo": ("1/12/2024", "20/12/2024"),
    "Chấm điểm": ("16/12/2024", "10/1/2025"),
    "Hội nghị": ("11/1/2025", "31/1/2025"),
    "Khen thưởng": ("1/2/2025", "31/3/2025"),
}
YEAR = "/years/1"


def fill(visitor: Visitor, **fields: str) -> None:
    """Fill fields by the name they have in the form."""
    for name, value in fields.items():
        visitor.page.locator(f"main [name={name}]").first.fill(value)


def choose(visitor: Visitor, label: str) -> None:
    visitor.page.locator("main").get_by_label(label, exact=True).first.check()


def test_whole_year(browser: Browser, serve: Callable[[str], Program]) -> None:
    program = serve("people")
    visitor, context = new_visitor(browser, program)
    set_up_and_open(visitor)
    pledge(visitor)
    report(visitor)
    score(visitor)
    review_and_rank(visitor)
    hold_the_conference(visitor)
    hand_over(visitor)
    context.close()

    said = program.command("verify-ledger")
    assert (said.returncode, "The ledger is whole" in said.stdout) == (0, True), said.stderr


def set_up_and_open(visitor: Visitor) -> None:
    """1. The authority's officer sets up 2024 and opens it."""
    visitor.sign_in(AUTHORITY)
    visitor.open("/blocs/create/")
    fill(visitor, number="12", name="Khối thi đua số 12")
    visitor.press("Lập khối")
    visitor.press("Chuẩn bị năm mới")
    fill(visitor, year="2024", decision_number="12/QĐ-BTĐKT", decision_on="8/1/2024")
    visitor.press("Bắt đầu chuẩn bị")
    visitor.open(f"{YEAR}/setup/members/")
    for place, unit in enumerate(UNITS, start=1):
        visitor.page.locator("main").get_by_label(unit, exact=True).fill(str(place))
    visitor.press("Lưu danh sách")
    visitor.open(f"{YEAR}/setup/leadership/")
    for name, unit in (("leader_id", LEADER), ("deputy_id", DEPUTY)):
        visitor.page.locator(f"main select[name={name}]").select_option(label=unit)
    visitor.page.locator("main form button[type=submit]").last.click()
    write_calendar(visitor)
    write_sheet(visitor)
    visitor.open(f"{YEAR}/setup/sheet/")
    choose(visitor, "Bảng điểm thi đua năm 2024")
    visitor.press("Chọn bảng điểm")
    visitor.open(f"{YEAR}/open/")
    visitor.press("Mở năm thi đua")
    visitor.open(f"{YEAR}/")
    assert visitor.says("0/3")


def write_calendar(visitor: Visitor) -> None:
    visitor.open(f"{YEAR}/setup/calendar/")
    for phase, (first, last) in CALENDAR.items():
        fields = {"từ ngày": first, "đến ngày": last, "hết hạn lúc": "17:00"}
        for label, typed in fields.items():
            visitor.page.locator("main").get_by_label(f"{phase}: {label}").fill(typed)
    visitor.press("Lưu lịch")


def write_sheet(visitor: Visitor) -> None:
    visitor.open("/blocs/1/start-sheet/")
    fill(visitor, title="Bảng điểm thi đua năm 2024")
    visitor.press("Bắt đầu soạn")
    for code, title, how, asked in SHEET:
        visitor.press("Thêm tiêu chí")
        visitor.page.locator(f"main [name=how][value={how}]").check()
        visitor.press("Tiếp tục")
        fill(visitor, code=code, title=title, clause=f"Mục {code}", **asked)
        visitor.press("Lưu tiêu chí")
    visitor.press("Xem lại và ban hành")
    visitor.press("Ban hành bảng điểm")


def pledge(visitor: Visitor) -> None:
    """2. Officers write targets, heads sign, the bloc's head sees all signed."""
    visitor.go_to_day("15/1/2024")
    for number, (unit, (head, officer, target)) in enumerate(UNITS.items(), start=1):
        visitor.sign_in(officer)
        visitor.open(f"{YEAR}/pledges/start/")
        visitor.press("Bắt đầu")
        add_target(visitor, target, wrongly=number == 1)
        visitor.press("Trình thủ trưởng ký")
        visitor.press("Trình ký")
        assert visitor.open(f"{YEAR}/pledges/{number}/sign/") == 403
        visitor.sign_in(head)
        visitor.open("/")
        visitor.press("Xem và duyệt: Ký giao ước thi đua")
        visitor.press("Ký giao ước")
        visitor.press("Ký giao ước")
        assert visitor.says("Giao ước đã được ký."), unit
    visitor.sign_in(HEADS[LEADER])
    visitor.open(f"{YEAR}/")
    assert visitor.says("3/3 đã ký giao ước")
    visitor.sign_in(OFFICERS[MEMBER])
    assert visitor.open(f"{YEAR}/pledges/1/targets/add/") == 403
    visitor.open(f"{YEAR}/pledges/2/targets/add/")
    add_signed = ("Thêm sau khi ký", "1", "việc")
    fill(visitor, **dict(zip(("indicator", "planned", "unit_of_measure"), add_signed, strict=True)))
    visitor.press("Lưu chỉ tiêu")
    assert visitor.says("đã được trình hoặc đã duyệt nên không sửa được nữa")


def add_target(visitor: Visitor, target: tuple[str, str, str, str, str], *, wrongly: bool) -> None:
    indicator, planned, unit_of_measure = target[:3]
    visitor.press("Thêm chỉ tiêu")
    fill(visitor, indicator=indicator, planned=planned, unit_of_measure=unit_of_measure)
    visitor.page.locator("main select[name=criterion]").select_option(index=1)
    if wrongly:
        for typed in ("12.5", "abc", "-3"):
            fill(visitor, planned=typed)
            visitor.press("Lưu chỉ tiêu")
            assert visitor.page.locator(".error-summary").is_visible()
            assert visitor.page.locator("main [name=indicator]").input_value() == indicator
        fill(visitor, planned=planned)
    visitor.press("Lưu chỉ tiêu")


def report(visitor: Visitor) -> None:
    """3. Officers write results as on paper and see what they mean; heads submit."""
    visitor.go_to_day("5/12/2024")
    for unit, (head, officer, target) in UNITS.items():
        visitor.sign_in(officer)
        visitor.open(f"{YEAR}/reports/start/")
        visitor.press("Bắt đầu")
        visitor.press(f"Ghi đầy đủ: ước, kèm theo, minh chứng: {target[0]}")
        visitor.page.locator("main [name=value]").fill(target[3])
        visitor.page.get_by_text(target[4]).wait_for()
        if unit == MEMBER:
            fill(visitor, claim="vượt 185,7% chỉ tiêu", claim_source="Báo Đồng Tháp")
            visitor.page.get_by_text("hiểu đúng chữ là đạt 285,7%").wait_for()
        visitor.press("Lưu kết quả")
        assert visitor.says(target[4])
        visitor.press("Trình thủ trưởng duyệt")
        visitor.press("Trình duyệt")
        visitor.sign_in(head)
        visitor.open("/")
        visitor.press("Xem và duyệt: Duyệt và nộp báo cáo kết quả")
        visitor.press("Duyệt và nộp báo cáo")
        visitor.press("Duyệt và nộp")
        assert visitor.says("Báo cáo đã được nộp.")
    visitor.go_to_day("21/12/2024")
    visitor.sign_in(OFFICERS[MEMBER])
    visitor.open(f"{YEAR}/results/2/")
    visitor.press("Lưu kết quả")
    assert visitor.says("Hạn làm việc này đã hết lúc 17:00 ngày 20/12/2024")


def score(visitor: Visitor) -> None:
    """4. Points are computed from the results; judged lines are entered; each point explains itself."""
    visitor.go_to_day("23/12/2024")
    for number, (head, officer, _target) in enumerate(UNITS.values()):
        visitor.sign_in(officer)
        visitor.open(f"{YEAR}/scores/start/")
        visitor.press("Bắt đầu")
        visitor.open(f"{YEAR}/score-lines/{number * 3 + 2}/")
        for typed, answer in (("41", "40"), ("12.5", "12,5"), ("30", "Đã lưu điểm.")):
            fill(visitor, input_judged=typed)
            visitor.press("Lưu điểm")
            assert visitor.says(answer)
        visitor.open(f"{YEAR}/score-lines/{number * 3 + 3}/")
        fill(visitor, input_count="0")
        visitor.press("Lưu điểm")
        visitor.press("Trình thủ trưởng duyệt")
        visitor.press("Trình duyệt")
        visitor.sign_in(head)
        visitor.open(f"{YEAR}/scores/{number + 1}/")
        visitor.press("Duyệt và nộp bảng tự chấm")
        visitor.press("Duyệt và nộp")
        assert visitor.says("Bảng tự chấm đã được nộp.")
    visitor.open(f"{YEAR}/score-lines/7/")
    explanation = visitor.page.locator("main").text_content() or ""
    for part in ("48", "Lâm Ngọc Diễm", "Võ Thành Công", "Mục I.1"):
        assert part in explanation
    visitor.sign_in(HEADS[MEMBER])
    assert visitor.open(f"{YEAR}/scores/3/") == 404
    visitor.open(f"{YEAR}/standings/")
    assert not visitor.says("90,00")


def review_and_rank(visitor: Visitor) -> None:
    """5. The bloc's head reviews, the deputy reviews the head's unit, two people finalise."""
    visitor.go_to_day("6/1/2025")
    visitor.sign_in(HEADS[LEADER])
    assert visitor.open(f"{YEAR}/scores/1/confirm/") == 403
    visitor.open(f"{YEAR}/score-lines/5/review/")
    fill(visitor, points="28,5")
    visitor.press("Ghi điểm thẩm định")
    assert visitor.says("Ghi lý do")
    fill(visitor, reason="Một phong trào chưa có minh chứng")
    visitor.press("Ghi điểm thẩm định")
    for sheet in (2, 3):
        visitor.open(f"{YEAR}/scores/{sheet}/confirm/")
        visitor.press("Xác nhận các dòng này")
    visitor.open(f"{YEAR}/standings/propose/")
    visitor.press("Đề nghị chốt")
    assert visitor.says("Còn đơn vị chưa thẩm định xong")
    visitor.sign_in(HEADS[DEPUTY])
    visitor.open(f"{YEAR}/scores/1/confirm/")
    visitor.press("Xác nhận các dòng này")
    visitor.sign_in(HEADS[LEADER])
    visitor.open(f"{YEAR}/standings/propose/")
    visitor.press("Đề nghị chốt")
    visitor.open(f"{YEAR}/standings/finalise/")
    visitor.press("Chốt xếp hạng")
    assert visitor.says("Bạn là người đã đề nghị")
    visitor.sign_in(HEADS[DEPUTY])
    visitor.open(f"{YEAR}/standings/finalise/")
    visitor.press("Chốt xếp hạng")
    assert visitor.says("Xếp hạng của khối đã được chốt.")
    visitor.open(f"{YEAR}/standings/finalise/")
    visitor.press("Chốt xếp hạng")
    assert visitor.says("Việc này đã được làm trước đó")
    visitor.sign_in(OFFICERS[MEMBER])
    visitor.open(f"{YEAR}/standings/")
    places = visitor.page.locator("main tbody tr").all_inner_texts()
    assert [re.split(r"\s+", place.strip())[0] for place in places] == ["1", "2", "3"]
    assert [figure in place for figure, place in zip(("90,00", "88,50", "78,00"), places, strict=True)] == [True] * 3


def hold_the_conference(visitor: Visitor) -> None:
    """6. Agenda, attendance, review, tasks, agreement, signing, minutes."""
    visitor.go_to_day("21/1/2025")
    visitor.sign_in(HEADS[LEADER])
    here = f"{YEAR}/conference"
    visitor.open(f"{YEAR}/conferences/prepare/")
    fill(visitor, held_on="21/1/2025", held_time="14:00", place="Hội trường tỉnh", locality="Đồng Tháp")
    fill(visitor, chair="Nguyễn Thị Thu Hà, Chủ tịch", secretary="Trần Quốc Bảo, Chánh Văn phòng")
    visitor.press("Lưu và lập chương trình")
    held = f"{YEAR}/conferences/1"
    visitor.open(f"{held}/open/")
    visitor.press("Khai mạc")
    visitor.open(f"{held}/attendance/?everyone=1")
    visitor.press("Lưu điểm danh")
    assert visitor.says("3/3")
    visitor.open(f"{held}/close/")
    visitor.press("Kiểm tra lại")
    assert visitor.page.locator("main").get_by_text("nhiệm vụ").first.is_visible()
    visitor.open(f"{held}/review/?draft=1")
    visitor.press("Lưu nội dung tổng kết")
    visitor.open(f"{held}/tasks/add/")
    visitor.page.locator("main textarea").fill("Triển khai các phong trào thi đua phù hợp điều kiện thực tế.")
    visitor.press("Thêm nhiệm vụ")
    visitor.open(f"{here}/agreement/")
    for name, unit in (("leader", MEMBER), ("deputy", DEPUTY)):
        visitor.page.locator(f"main select[name={name}]").select_option(label=unit)
    fill(visitor, agreed="4")
    visitor.press("Ghi kết quả biểu quyết")
    assert visitor.page.locator(".error-summary").is_visible()
    fill(visitor, agreed="3")
    visitor.press("Ghi kết quả biểu quyết")
    visitor.open(f"{here}/signing/")
    for _unit in UNITS:
        visitor.page.locator("main").get_by_role("button", name=re.compile("^Ghi đã ký")).first.click()
    assert visitor.says("3/3")
    visitor.open(f"{held}/close/")
    visitor.press("Bế mạc hội nghị")
    sign_minutes(visitor, f"{held}/minutes/")
    for kind, magic in (("docx", b"PK"), ("pdf", b"%PDF")):
        with visitor.page.expect_download() as caught:
            visitor.page.locator("main a[href*=download]", has_text=re.compile(kind, re.IGNORECASE)).first.click()
        assert caught.value.path().read_bytes().startswith(magic)


def sign_minutes(visitor: Visitor, minutes: str) -> None:
    """The minutes are made for two people, who both find them among their tasks and sign."""
    people = {"chair": HEADS[LEADER], "secretary": OFFICERS[LEADER]}
    visitor.open(f"{minutes}signers/")
    for name, person in people.items():
        choice = visitor.page.locator(f"main select[name={name}]")
        choice.select_option(choice.locator("option", has_text=person).get_attribute("value"))
    visitor.press("Ghi người ký")
    visitor.open(f"{minutes}0/make/")
    visitor.press("Lập biên bản")
    for person in people.values():
        visitor.sign_in(person)
        visitor.open("/")
        assert visitor.says("Ký: Biên bản hội nghị tổng kết")
        visitor.open(f"{minutes}0/sign/")
        visitor.page.locator("main input[name=read]").check()
        visitor.press("Ký biên bản")
    assert visitor.says("Đã ký đủ, không sửa được nữa")


def hand_over(visitor: Visitor) -> None:
    """7. 2025 opens with its head, deputy, members, sheet and signatures; 2024 is closed for everyone."""
    visitor.go_to_day("22/1/2025")
    visitor.sign_in(AUTHORITY)
    visitor.open(f"{YEAR}/conference/hand-over/")
    fill(visitor, decision_number="09/QĐ-BTĐKT", decision_on="22/1/2025", reason="Danh mục bàn giao lập trên giấy")
    visitor.press("Bàn giao và khép lại năm")
    visitor.open("/years/2/")
    for text in (MEMBER, DEPUTY, "Đã ký tại hội nghị 21/01/2025", "3/3 đã ký giao ước"):
        assert visitor.says(text)
    visitor.open(f"{YEAR}/")
    assert visitor.says("Năm đã khép lại")
    assert visitor.open(f"{YEAR}/calendar/extend/") in (200, 403, 404, 409)
    visitor.sign_in(HEADS[LEADER])
    visitor.open(f"{YEAR}/score-lines/5/review/")
    assert visitor.page.locator("main form [name=points]").count() == 0
    assert visitor.open(f"{YEAR}/conferences/1/tasks/add/") in (403, 404, 409)
