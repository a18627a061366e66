"""Every page that each kind of person can reach by following links: it answers, it fits, and axe finds nothing."""

import functools
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError

from tests.journeys.conftest import Program, Visitor, new_visitor

pytestmark = pytest.mark.journey

# Someone of each kind in the sample.
PEOPLE = {
    "authority": "Lê Minh Khôi",
    "auditor": "Tạ Quốc Thịnh",
    "head of the leading unit": "Nguyễn Thị Thu Hà",
    "head of the deputy's unit": "Huỳnh Văn Tâm",
    "officer": "Nguyễn Thị Kim Ngân",
    "head": "Phạm Hoàng Nam",
}
SEEN_ENOUGH = 1
# Whom to follow at which stage: everybody where the most is going on.
WALKS = {"people": ("authority", "officer"), "scored": tuple(PEOPLE), "handed_over": ("authority", "auditor", "head")}


def kind_of(path: str) -> str:
    """The address with its numbers taken out: one page of a kind is enough."""
    return re.sub(r"\d+", "#", urlsplit(path).path)


def crawl(visitor: Visitor, look: Callable[[str], None]) -> list[str]:
    """Follow every link of the own program, once for each kind of address; the addresses visited.

    A link that gives a file is followed too, and left at that.
    """
    waiting, visited, counts = ["/"], [], {"/": 1}
    while waiting:
        path = waiting.pop(0)
        try:
            status = visitor.open(path)
        except PlaywrightError as error:
            if "Download is starting" not in error.message:
                raise
            continue
        assert status == 200, f"{path} answers {status}"
        look(path)
        visited.append(path)
        for href in visitor.page.eval_on_selector_all(
            "a[href^='/']", "links => links.map(link => link.getAttribute('href'))"
        ):
            target = href.split("#")[0]
            kind = kind_of(target)
            if target and counts.get(kind, 0) < SEEN_ENOUGH and target not in visited:
                if target not in waiting:
                    counts[kind] = counts.get(kind, 0) + 1
                    waiting.append(target)
    return visited


@pytest.fixture(scope="module")
def at_stage(serve: Callable[[str], Program]) -> Callable[[str], Program]:
    """One program a stage for all walks of this module, whatever their order: nobody changes anything."""
    return functools.cache(serve)


@pytest.fixture(params=list(WALKS))
def program(request: pytest.FixtureRequest, at_stage: Callable[[str], Program]) -> Program:
    return at_stage(request.param)


def walks(*people: str) -> list[tuple[str, str]]:
    """Stage and person for each walk, of these people alone when any are named."""
    return [(stage, one) for stage, whom in WALKS.items() for one in whom if one in (people or whom)]


@pytest.mark.parametrize(("program", "person"), walks(), indirect=["program"])
def test_every_page_is_accessible_and_fits_a_phone(browser: Browser, program: Program, person: str) -> None:
    visitor, context = new_visitor(browser, program)
    visitor.sign_in(PEOPLE[person])
    found: dict[str, list[str]] = {}

    def look(path: str) -> None:
        violations = visitor.violations() + too_wide(visitor)
        if violations:
            found[path] = violations

    visited = crawl(visitor, look)
    context.close()

    assert found == {}
    assert len(visited) > 4


def too_wide(visitor: Visitor) -> list[str]:
    """What to say of a page that scrolls sideways on a phone."""
    visitor.page.set_viewport_size({"width": 390, "height": 900})
    width: int = visitor.page.evaluate("document.documentElement.scrollWidth")
    visitor.page.set_viewport_size({"width": 1280, "height": 900})
    return [f"{width} pixels wide"] if width > 390 else []


@pytest.mark.parametrize(("program", "person"), walks("authority", "officer"), indirect=["program"])
def test_english_pages_hold_no_vietnamese_of_ours_and_fit_a_phone(
    browser: Browser, program: Program, person: str
) -> None:
    visitor, context = new_visitor(browser, program)
    visitor.sign_in(PEOPLE[person])
    context.add_cookies([{"name": "django_language", "value": "en", "url": program.address}])
    words = ["Việc cần làm", "Đơn vị thành viên", "Lịch sử", "Chưa ", "Đã ", "Xem "]
    found: dict[str, list[str]] = {}

    def look(path: str) -> None:
        texts = visitor.page.eval_on_selector_all(
            "h2, th, caption, button, .btn, .status, label", "nodes => nodes.map(node => node.textContent.trim())"
        )
        ours = [text for text in texts if any(text.startswith(word) for word in words)] + too_wide(visitor)
        if ours:
            found[path] = ours

    crawl(visitor, look)
    context.close()

    assert found == {}


def test_sign_in_page_is_accessible_in_every_appearance(browser: Browser, program: Program) -> None:
    for theme in ("light", "dark"):
        visitor, context = new_visitor(browser, program)
        context.add_cookies([{"name": "theme", "value": theme, "url": program.address}])
        visitor.open("/sign-in/")

        assert visitor.violations() == []
        context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_keys_lead_to_search_and_to_help(browser: Browser, program: Program, width: int) -> None:
    visitor, context = new_visitor(browser, program, width=width)
    visitor.sign_in(PEOPLE["head"])
    visitor.open("/")

    visitor.page.keyboard.press("/")
    assert visitor.page.evaluate("document.activeElement.hasAttribute('data-search')")
    visitor.page.keyboard.type("?")
    assert not visitor.page.url.endswith("/help/")

    visitor.open("/")
    visitor.page.keyboard.press("?")
    visitor.page.wait_for_url("**/help/")
    context.close()


def test_printed_page_holds_nothing_to_press(browser: Browser, program: Program) -> None:
    visitor, context = new_visitor(browser, program)
    visitor.sign_in(PEOPLE["head"])
    visitor.page.emulate_media(media="print")

    def look(path: str) -> None:
        assert visitor.page.locator("main .btn:visible, header .bar:visible").count() == 0, path

    crawl(visitor, look)
    context.close()
