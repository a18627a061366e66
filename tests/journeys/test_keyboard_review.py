"""The bloc's head reviews every unit she may review with the keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import Program, Visitor, new_visitor

pytestmark = pytest.mark.journey
LEADER, LEADING_UNIT = "Nguyễn Thị Thu Hà", "Hội Chữ thập đỏ"
UNITS = 10
# What a screen reader would say of where the keyboard is.
FOCUSED = """() => {
    const one = document.activeElement;
    const label = one.labels && one.labels.length ? one.labels[0] : one;
    return label.textContent.trim().replace(/\\s+/g, " ").replace(/ :/g, ":");
}"""


class Keyboard:
    """Somebody without a mouse: everything is done with keys, from wherever the page put the keyboard."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.page = visitor.page

    @property
    def focused(self) -> str:
        text: str = self.page.evaluate(FOCUSED)
        return text

    @property
    def value(self) -> str:
        text: str = self.page.evaluate("document.activeElement.value")
        return text

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def go(self, key: str) -> None:
        """Press a key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def tab_to(self, text: str) -> None:
        """Press Tab until the keyboard is on what begins so."""
        for _ in range(120):
            self.page.keyboard.press("Tab")
            if self.focused.startswith(text):
                return
        pytest.fail(f"Tab does not reach {text!r} on {self.page.url}")

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)


def test_leader_reviews_every_unit_with_the_keyboard(browser: Browser, serve: Callable[[str], Program]) -> None:
    visitor, context = new_visitor(browser, serve("scored"))
    keys = Keyboard(visitor)
    sign_in(keys)
    assert reviews_waiting(visitor) == UNITS
    open_desk(keys)
    read_help(keys)
    units = review_first_unit(keys)
    save_by_going_on(keys)
    while len(units) < UNITS:
        units.append(review_next_unit(keys))

    assert len(set(units)) == UNITS
    assert not [unit for unit in units if unit.startswith(LEADING_UNIT)]
    stay_at_the_end(keys, units[-1])
    visitor.open("/")
    assert reviews_waiting(visitor) == 0
    context.close()


def sign_in(keys: Keyboard) -> None:
    keys.visitor.open("/sign-in/")
    keys.tab_to(f"Vào với tên {LEADER}")
    keys.go("Enter")


def reviews_waiting(visitor: Visitor) -> int:
    return visitor.page.locator("main .task-heading", has_text="Thẩm định điểm của").count()


def open_desk(keys: Keyboard) -> None:
    """From what waits to the first unit's desk; the keyboard stands on the first line's points."""
    keys.tab_to("Thẩm định: Thẩm định điểm của")
    keys.go("Enter")
    keys.tab_to("Thẩm định bằng bàn phím")
    keys.go("Enter")
    while keys.page.locator("[data-previous-unit]").count():
        keys.go("p")
    assert keys.visitor.says(f"Đơn vị 1 trên {UNITS}")
    assert keys.visitor.violations() == []


def read_help(keys: Keyboard) -> None:
    """Every key that the desk knows stands under "?"; back again what was typed before is still there."""
    desk, line = keys.page.url, keys.focused
    keys.type("1,5")
    keys.go("?")
    said = keys.page.locator("main section[aria-labelledby=keys]").inner_text()
    for key in ("↑ ↓", "Enter", "Esc", "n, p", "s, c"):
        assert key in said
    keys.page.go_back()  # Alt and the left arrow, which belong to the browser and not to the page
    assert keys.page.url == desk
    keys.press("ArrowUp")  # the next line without points had the keyboard
    assert (keys.focused, keys.value) == (line, "1,5")
    keys.press("Control+a", "Delete")


def review_first_unit(keys: Keyboard) -> list[str]:
    """Arrows, points with a reason, a refusal that leads to its field; then the rest and the next."""
    unit = keys.heading
    first = keys.focused
    keys.press("ArrowDown")
    second = keys.focused
    assert second != first
    keys.press("ArrowUp")
    assert keys.focused == first
    keys.press("ArrowDown")
    keys.type("999")
    keys.go("s")
    assert keys.page.locator("[data-error-summary]").is_visible()
    keys.tab_to(f"{second}:")
    keys.press("Enter")
    assert (keys.focused, keys.value) == (second, "999")
    keys.press("Control+a")
    keys.type("1")
    keys.press("Enter")
    keys.type("Một minh chứng chưa rõ")
    keys.press("Escape")
    assert keys.focused == second
    keys.go("c")
    assert keys.visitor.says(f"Đã ghi điểm thẩm định của {unit}.")
    assert keys.visitor.says("Còn 0 dòng chưa thẩm định")
    assert keys.page.get_by_label(second, exact=True).input_value() == "1"
    return [unit]


def save_by_going_on(keys: Keyboard) -> None:
    """Points and a reason that were not saved are saved on the way to the next unit, and stand there afterwards."""
    before = keys.heading
    keys.go("n")
    unit, line = keys.heading, keys.focused
    keys.type("1,25")
    keys.press("Enter")
    keys.type("Theo biên bản kiểm tra")
    keys.press("Escape")
    keys.go("n")
    assert keys.visitor.says(f"Đã ghi điểm thẩm định của {unit}.")
    assert keys.heading != unit
    keys.go("p")
    assert keys.heading == unit
    assert keys.page.get_by_label(line, exact=True).input_value() == "1,25"
    keys.go("p")
    assert keys.heading == before


def review_next_unit(keys: Keyboard) -> str:
    keys.go("n")
    unit = keys.heading
    assert not keys.visitor.says("Còn 0 dòng chưa thẩm định")
    keys.go("c")
    assert keys.visitor.says("Còn 0 dòng chưa thẩm định")
    assert keys.heading == unit
    return unit


def stay_at_the_end(keys: Keyboard, last: str) -> None:
    """After the last unit there is no next one, and what was typed meanwhile is not lost."""
    keys.press("n")
    assert keys.heading == last
