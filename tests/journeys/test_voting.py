"""An afternoon's votes in a hall: eleven delegates on phones over HTTPS, and one vote on paper.

The committee opens its box away from the server.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import Program, Visitor, new_visitor

pytestmark = pytest.mark.journey
YEAR, DAY = "/years/1", "21/1/2025"
LEADER, AUTHORITY = "Nguyễn Thị Thu Hà", "Lê Minh Khôi"
HEADS = (
    LEADER, "Võ Thành Công", "Huỳnh Văn Tâm", "Phạm Hoàng Nam", "Bùi Thanh Phong", "Trương Công Định", "Cao Minh Triết",
    "Dương Thị Ngọc Lan", "Thái Văn Hiệp", "Ngô Văn Sáu", "Kiều Thị Phương Thảo",
)  # fmt: skip
STANDING = ("Hội Khuyến học tỉnh", "Hội Luật gia tỉnh")
COMMITTEE = ("Đoàn Hữu Nghĩa", "Lâm Ngọc Diễm", "Vương Gia Linh")
PASSPHRASE = "mot mat khau dai cho {}"
FOR_FIRST = 7


@contextmanager
def somebody(browser: Browser, program: Program, name: str, *, width: int = 1280) -> Iterator[Visitor]:
    """Somebody at the conference, in a browser of their own."""
    visitor, context = new_visitor(browser, program, width=width)
    visitor.sign_in(name)
    yield visitor
    context.close()


def fill(visitor: Visitor, **values: str) -> None:
    for name, value in values.items():
        visitor.page.locator(f"main [name={name}]").fill(value)


def open_the_conference(visitor: Visitor) -> None:
    visitor.go_to_day(DAY)
    visitor.open(f"{YEAR}/conferences/prepare/")
    fill(visitor, held_on=DAY, held_time="14:00", place="Hội trường tỉnh", locality="Đồng Tháp")
    fill(visitor, chair=f"{LEADER}, Chủ tịch", secretary="Trần Quốc Bảo, Chánh Văn phòng")
    visitor.press("Lưu và lập chương trình")
    visitor.open(f"{YEAR}/conferences/1/open/")
    visitor.press("Khai mạc")
    visitor.open(f"{YEAR}/conferences/1/attendance/?everyone=1")
    visitor.press("Lưu điểm danh")


def prepare(visitor: Visitor, *, mode: str, title: str) -> str:
    """A contest between two units, with roll and committee; its address."""
    page = visitor.page
    visitor.open(f"{YEAR}/contests/prepare/")
    fill(visitor, title=title, share="1/2", source="Quy chế khối thi đua, Điều 7")
    page.locator(f"[name=mode][value={mode}]").check()
    page.locator("[name=base][value=members]").check()
    for unit in STANDING:
        page.get_by_label(unit, exact=True).check()
    visitor.press("Chuẩn bị")
    here = page.url.removeprefix(visitor.program.address)
    visitor.open(f"{here}roll/")
    visitor.press("Lưu danh sách")
    visitor.open(f"{here}committee/")
    for name in COMMITTEE:
        page.get_by_label(re.compile(f"^{name}")).check()
    visitor.press("Lưu tổ kiểm phiếu")
    return here


def step(browser: Browser, program: Program, here: str, name: str) -> None:
    """A step that two people take: the bloc's head and the authority."""
    for who in (LEADER, AUTHORITY):
        with somebody(browser, program, who) as visitor:
            visitor.open(f"{here}{name}/")
            with visitor.page.expect_navigation():
                visitor.page.locator("main form button[type=submit]").click()


def make_key(browser: Browser, program: Program, here: str, name: str, folder: Path) -> Path:
    """A member of the committee makes a key in the browser, keeps the file and hands in the public half."""
    passphrase, kept = PASSPHRASE.format(name), folder / f"{COMMITTEE.index(name)}.pem"
    with somebody(browser, program, name) as visitor:
        visitor.open(f"{here}key/")
        visitor.page.locator("#passphrase").fill(passphrase)
        visitor.page.locator("#again").fill(passphrase)
        visitor.page.locator("#make").click()
        with visitor.page.expect_download() as caught:
            visitor.page.locator("#file").click()
        caught.value.save_as(kept)
        with visitor.page.expect_navigation():
            visitor.page.locator("#hand-in button").click()
    return kept


def vote(browser: Browser, program: Program, here: str, name: str, choice: str) -> str:
    """A delegate votes on a phone; the tracker that only this phone shows."""
    with somebody(browser, program, name, width=390) as visitor:
        page = visitor.page
        visitor.open(f"{here}vote/")
        assert page.evaluate("isSecureContext && document.documentElement.scrollWidth <= innerWidth")
        page.get_by_label(choice, exact=True).check()
        page.locator("#review").click()
        assert page.locator("#chosen").inner_text() == choice
        page.locator("#seal").click()
        page.locator("#voted").wait_for(timeout=20_000)
        tracker = page.locator("#tracker").inner_text()
        visitor.open(f"{here}vote/")
        assert visitor.says("Bạn đã bỏ phiếu.")
    return tracker


def open_the_box(program: Program, box: Path, keys: list[Path], result: Path) -> str:
    """Two members open the box on a machine of their own; what the command printed."""
    done = program.command(
        "open", str(box), *map(str, keys), "--result", str(result),
        typed="".join(PASSPHRASE.format(name) + "\n" for name in COMMITTEE[:2]),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def read_minutes(visitor: Visitor, here: str) -> None:
    """From the vote to the minutes of its conference, as they are being written."""
    visitor.open(re.sub(r"contests/\d+/$", "conferences/", here))
    visitor.page.locator("main").get_by_role("link", name=re.compile("^Hội nghị")).first.click()
    visitor.page.locator("main").get_by_role("link", name="Đọc biên bản đang ghi").click()
    visitor.page.get_by_role("heading", name="Biên bản hội nghị").wait_for()


def test_eleven_delegates_vote_on_phones_and_the_committee_opens_the_box(
    browser: Browser, serve_hall: Callable[[str], Program], tmp_path: Path
) -> None:
    program = serve_hall("ranked")
    with somebody(browser, program, LEADER) as leader:
        open_the_conference(leader)
        here = prepare(leader, mode="sealed", title="Giới thiệu đơn vị giữ cờ luân lưu")
    step(browser, program, here, "freeze")
    keys = [make_key(browser, program, here, name, tmp_path) for name in COMMITTEE]
    step(browser, program, here, "open")

    trackers = {
        vote(browser, program, here, name, STANDING[0] if number < FOR_FIRST else STANDING[1])
        for number, name in enumerate(HEADS)
    }
    step(browser, program, here, "close")

    box, result = tmp_path / "box.json", tmp_path / "result.json"
    with somebody(browser, program, COMMITTEE[0]) as member:
        member.open(here)
        board = set(member.page.locator("ul.columns code").all_inner_texts())
        with member.page.expect_download() as caught:
            member.control("Tải hòm phiếu về để mở").click()
        caught.value.save_as(box)
        printed = open_the_box(program, box, keys[:2], result)
        member.open(f"{here}count/")
        member.page.locator("main input[type=file]").set_input_files(result)
        member.press("Ghi kết quả")
    step(browser, program, here, "confirm")

    assert board == trackers
    assert len(trackers) == len(HEADS)
    assert re.search(rf"\b{FOR_FIRST}\b", printed)
    with somebody(browser, program, HEADS[-1], width=390) as delegate:
        delegate.open(here)
        assert delegate.says("Đã công nhận")
        assert delegate.says(f"{FOR_FIRST}/{len(HEADS)} phiếu")
        read_minutes(delegate, here)
        assert delegate.says("Hình thức: phiếu điện tử niêm phong")
        assert delegate.says(f"{FOR_FIRST}/{len(HEADS)} phiếu")
        assert delegate.violations() == []


def test_vote_on_paper_is_counted_by_two_who_type_apart(browser: Browser, serve: Callable[[str], Program]) -> None:
    program = serve("ranked")
    with somebody(browser, program, LEADER) as leader:
        open_the_conference(leader)
        here = prepare(leader, mode="paper", title="Giới thiệu đơn vị đăng cai hội thao")
    for name in ("freeze", "open", "close"):
        step(browser, program, here, name)
    figures = {"present": "11", "issued": "11", "returned": "11", "valid": "10", "invalid": "1", "agree_c1": "6"}

    for name, second in zip(COMMITTEE[:2], ("3", "4"), strict=True):
        with somebody(browser, program, name) as member:
            member.open(f"{here}count/")
            fill(member, **figures, agree_c2=second)
            with member.page.expect_navigation():
                member.page.locator("main form button[type=submit]").click()
    with somebody(browser, program, LEADER) as leader:
        leader.open(here)
        assert not leader.says("Đã kiểm phiếu")
    with somebody(browser, program, COMMITTEE[0]) as member:
        member.open(f"{here}count/")
        fill(member, **figures, agree_c2="4")
        with member.page.expect_navigation():
            member.page.locator("main form button[type=submit]").click()
    step(browser, program, here, "confirm")

    with somebody(browser, program, LEADER) as leader:
        leader.open(here)
        assert leader.says("6/11 phiếu")
        assert leader.says("Đã công nhận")
        read_minutes(leader, here)
        assert leader.says("phát ra 11 phiếu, thu về 11; hợp lệ 10, không hợp lệ 1")
