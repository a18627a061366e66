"""Nothing typed is lost: two people at one result, a line that breaks, a double click."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.conftest import Program, Visitor, new_visitor

pytestmark = pytest.mark.journey
OFFICER, HEAD = "Nguyễn Thị Kim Ngân", "Phạm Hoàng Nam"


@pytest.fixture(scope="module")
def program(serve: Callable[[str], Program]) -> Program:
    return serve("pledged")


@pytest.fixture
def visitors(browser: Browser, program: Program) -> Iterator[tuple[Visitor, Visitor]]:
    """The officer and the head of one unit, each at a machine of their own."""
    officer, first = new_visitor(browser, program, width=390)
    head, second = new_visitor(browser, program)
    officer.sign_in(OFFICER)
    head.sign_in(HEAD)
    yield officer, head
    first.close()
    second.close()


def open_result(visitor: Visitor, place: int) -> None:
    """The form of the result at this place of the unit's report."""
    visitor.open("/years/1/reports/start/")
    if visitor.page.locator("main form").count():
        visitor.page.locator("main form button").first.click()
    visitor.page.wait_for_url("**/reports/*/")
    visitor.page.locator("main article").nth(place).locator("a.btn").click()
    visitor.page.wait_for_url("**/results/*/")


def wait_for_draft(page: Page) -> None:
    """Wait until what was typed is kept; the page's own policy forbids the usual way of waiting for a condition."""
    for _ in range(100):
        if page.evaluate("Object.keys(localStorage).length") == 1:
            return
        page.wait_for_timeout(100)
    pytest.fail("nothing was kept")


def entries(program: Program, text: str) -> int:
    """How often the ledger says that a result was written so."""
    done = program.command(
        "manage", "shell", "-c",
        "from thidua.ledger.models import Entry\n"
        "rows = Entry.objects.filter(event='assessment.result_reported')\n"
        f"print('found', sum(row.payload['written'] == {text!r} for row in rows))",
    )  # fmt: skip
    return int(done.stdout.split("found")[1])


def test_two_people_at_one_result_merge_what_they_wrote(visitors: tuple[Visitor, Visitor]) -> None:
    officer, head = visitors
    open_result(officer, 0)
    open_result(head, 0)
    head.page.locator("#id_note").fill("Số liệu đến hết tháng 10")
    head.press("Lưu kết quả")

    officer.page.locator("#id_value").fill("11")
    officer.press("Lưu kết quả")

    assert officer.says("Hai người sửa những mục khác nhau")
    assert officer.says(f"{HEAD}, ")
    assert officer.violations() == []
    officer.press("Gộp cả hai và lưu")
    open_result(officer, 0)
    assert officer.page.locator("#id_value").input_value() == "11"
    assert officer.page.locator("#id_note").input_value() == "Số liệu đến hết tháng 10"


def test_two_people_at_one_field_choose(visitors: tuple[Visitor, Visitor]) -> None:
    officer, head = visitors
    open_result(officer, 1)
    open_result(head, 1)
    head.page.locator("#id_value").fill("21")
    head.press("Lưu kết quả")
    officer.page.locator("#id_value").fill("22")
    officer.press("Lưu kết quả")

    officer.press("Lưu theo lựa chọn")
    assert officer.says("Chọn một trong hai")
    officer.page.get_by_label("Giữ của tôi").check()
    officer.press("Lưu theo lựa chọn")

    open_result(head, 1)
    assert head.page.locator("#id_value").input_value() == "22"


def test_typed_without_a_connection_is_restored_and_saved_once(visitors: tuple[Visitor, Visitor]) -> None:
    officer, _head = visitors
    open_result(officer, 1)
    page = officer.page
    page.context.set_offline(True)
    expect(page.locator(".offline-banner")).to_be_visible()
    page.locator("#id_value").fill("31")
    page.locator("#id_note").fill("Gõ khi mất mạng")
    wait_for_draft(page)
    page.context.set_offline(False)

    page.reload()

    expect(page.locator(".draft-restored")).to_contain_text("Khôi phục nội dung bạn gõ lúc")
    assert (page.locator("#id_value").input_value(), page.locator("#id_note").input_value()) == (
        "31",
        "Gõ khi mất mạng",
    )
    officer.press("Lưu kết quả")
    assert page.evaluate("Object.keys(localStorage).length") == 0
    open_result(officer, 1)
    expect(page.locator(".draft-restored")).to_have_count(0)
    assert entries(officer.program, "31") == 1


def test_save_pressed_without_a_connection_is_sent_once_when_it_is_back(visitors: tuple[Visitor, Visitor]) -> None:
    officer, _head = visitors
    open_result(officer, 1)
    page = officer.page
    page.locator("#id_value").fill("32")
    page.context.set_offline(True)
    page.get_by_role("button", name="Lưu kết quả").click()
    expect(page.locator(".offline-banner")).to_contain_text("sẽ tự gửi một lần")

    page.context.set_offline(False)

    page.wait_for_url("**/reports/*/")
    assert entries(officer.program, "32") == 1


def test_answer_lost_on_the_way_the_retry_acts_once(visitors: tuple[Visitor, Visitor]) -> None:
    """The request arrives and acts, its answer does not come back; the form is opened again and saved again."""
    officer, _head = visitors
    open_result(officer, 1)
    page = officer.page
    address = page.url

    def lose(route: Route) -> None:
        if route.request.method == "POST" and "look" not in (route.request.post_data or ""):
            route.fetch(max_redirects=0)
            route.abort()
        else:
            route.continue_()

    page.route("**/results/*/", lose)
    page.locator("#id_value").fill("33")
    page.get_by_role("button", name="Lưu kết quả").click()
    page.wait_for_url("chrome-error://**")
    page.unroute("**/results/*/")
    assert entries(officer.program, "33") == 1

    page.goto(address)
    if page.locator(".draft-restored").count():
        officer.press("Lưu kết quả")

    assert entries(officer.program, "33") == 1
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_double_click_saves_once(visitors: tuple[Visitor, Visitor]) -> None:
    officer, _head = visitors
    open_result(officer, 1)
    officer.page.locator("#id_value").fill("34")

    officer.page.get_by_role("button", name="Lưu kết quả").dblclick()

    officer.page.wait_for_url("**/reports/*/")
    assert officer.says("Đã lưu kết quả.")
    assert entries(officer.program, "34") == 1


def test_double_press_without_our_script_saves_once(browser: Browser, program: Program) -> None:
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    officer = Visitor(context.new_page(), program)
    officer.sign_in(OFFICER)
    open_result(officer, 1)
    officer.page.locator("#id_value").fill("35")

    officer.page.get_by_role("button", name="Lưu kết quả").dblclick()

    officer.page.wait_for_url("**/reports/*/")
    assert entries(program, "35") == 1
    context.close()


def test_signing_out_asks_and_clears_what_was_not_saved(visitors: tuple[Visitor, Visitor]) -> None:
    _officer, head = visitors
    open_result(head, 1)
    page = head.page
    page.locator("#id_note").fill("Nháp của thủ trưởng")
    wait_for_draft(page)
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.locator("details.own-menu summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    assert "Máy này còn 1 nội dung" in asked[0]
    assert page.evaluate("Object.keys(localStorage).length") == 1

    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/sign-in/**")

    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_draft_is_of_the_person_who_typed_it(browser: Browser, program: Program) -> None:
    visitor, context = new_visitor(browser, program)
    visitor.sign_in(OFFICER)
    open_result(visitor, 1)
    visitor.page.locator("#id_note").fill("Nháp của cán bộ")
    wait_for_draft(visitor.page)

    visitor.sign_in(HEAD)
    open_result(visitor, 1)

    expect(visitor.page.locator(".draft-restored")).to_have_count(0)
    assert visitor.page.locator("#id_note").input_value() != "Nháp của cán bộ"
    context.close()
