"""A result reported from a phone, with a photo taken on the spot: by the unit's officer, approved by its head."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import ExifTags, Image
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import Program, Visitor

pytestmark = pytest.mark.journey
OFFICER, HEAD = "Nguyễn Thị Kim Ngân", "Phạm Hoàng Nam"
WIDE, TOUCH = 390, 44
# Where the picture was taken, as a phone writes it.
LATITUDE, LONGITUDE = (10.0, 27.0, 31.5), (105.0, 38.0, 12.25)
# Everything to press on the page that is too small for a finger. A link within a sentence is no button.
SMALL = """least => [...document.querySelectorAll(
    "button, .btn, [role=button], input[type=submit], input[type=file], select, summary, .form-check-label"
)]
    .filter(one => one.checkVisibility() && !one.matches(".visually-hidden"))
    .map(one => [one.textContent.trim().replace(/\\s+/g, " "), one.getBoundingClientRect()])
    .filter(([, box]) => box.height < least || box.width < least)
    .map(([text, box]) => `${text}: ${Math.round(box.width)} × ${Math.round(box.height)}`)"""


@pytest.fixture
def phones(browser: Browser, serve: Callable[[str], Program]) -> Iterator[tuple[Visitor, Visitor]]:
    """The officer and the head of one unit, each with a phone of their own."""
    program = serve("pledged")
    contexts = [
        browser.new_context(
            viewport={"width": WIDE, "height": 844}, device_scale_factor=2, is_mobile=True, has_touch=True,
            locale="vi-VN",
        )
        for _ in range(2)
    ]  # fmt: skip
    officer, head = (Visitor(context.new_page(), program) for context in contexts)
    officer.sign_in(OFFICER)
    head.sign_in(HEAD)
    yield officer, head
    for context in contexts:
        context.close()


def photo_with_place() -> bytes:
    """A photograph as a phone takes it: with the place where it was taken."""
    picture = Image.linear_gradient("L").resize((1200, 900)).convert("RGB")
    facts = picture.getexif()
    facts[ExifTags.Base.Make] = "Phone"
    facts[ExifTags.Base.ImageDescription] = "Trao qua"
    place = facts.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", LATITUDE
    place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "E", LONGITUDE
    stream = io.BytesIO()
    picture.save(stream, "JPEG", exif=facts)
    return stream.getvalue()


def place_in(content: bytes) -> dict[int, object]:
    """Where a picture says that it was taken."""
    return dict(Image.open(io.BytesIO(content)).getexif().get_ifd(ExifTags.IFD.GPSInfo))


def look(visitor: Visitor) -> None:
    """The page fits the phone, every button fits a finger, and axe finds nothing."""
    page = visitor.page
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDE, page.url
    assert page.evaluate(SMALL, TOUCH) == [], page.url
    assert visitor.violations() == [], page.url


def tap(visitor: Visitor, name: str) -> None:
    """Touch the button or link of this name, wait for the page it leads to, and look at that."""
    control = visitor.control(name)
    with visitor.page.expect_navigation():
        control.tap()
    look(visitor)


def stored_pictures(folder: Path) -> list[bytes]:
    """Every picture the program keeps on its disk."""
    contents = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return [content for content in contents if content.startswith(b"\xff\xd8\xff")]


def test_result_with_a_photo_is_reported_from_a_phone(phones: tuple[Visitor, Visitor]) -> None:
    officer, head = phones
    begin_report(officer)
    indicators = officer.page.locator("main article h2").all_inner_texts()
    for indicator in indicators:
        report_result(officer, indicator)
    add_photo(officer, indicators[0])
    send(officer)
    approve(head, indicators[0])


def begin_report(officer: Visitor) -> None:
    officer.open("/")
    look(officer)
    tap(officer, "Bắt đầu: Báo cáo kết quả thực hiện chỉ tiêu")
    tap(officer, "Bắt đầu")


def report_result(officer: Visitor, indicator: str) -> None:
    """The page says what a typed result means before it is saved."""
    tap(officer, f"Ghi đầy đủ: ước, kèm theo, minh chứng: {indicator}")
    field = officer.page.locator("main [name=value]")
    field.tap()
    officer.page.keyboard.type("1.250")
    expect(officer.page.locator("#understood")).to_contain_text("kế hoạch")
    look(officer)
    tap(officer, "Lưu kết quả")
    assert officer.says("Đã lưu kết quả.")


def add_photo(officer: Visitor, indicator: str) -> None:
    """The phone's camera gives a picture with its place; what is kept and shown has none."""
    before = stored_pictures(officer.program.folder)
    photo = photo_with_place()
    assert place_in(photo)[ExifTags.GPS.GPSLatitude] == LATITUDE
    tap(officer, f"Thêm minh chứng: {indicator}")
    page = officer.page
    page.get_by_label("Chú thích").fill("Trao sinh kế cho hội viên")
    with page.expect_file_chooser() as chosen:
        page.get_by_text("Chụp ảnh bằng điện thoại").tap()
    with page.expect_navigation():
        chosen.value.set_files({"name": "IMG_0412.jpg", "mimeType": "image/jpeg", "buffer": photo})
    look(officer)
    assert officer.says("Trao sinh kế cho hội viên")
    see_preview(officer)
    with page.expect_download() as caught:
        page.get_by_role("link", name="IMG_0412.jpg", exact=True).tap()
    downloaded = caught.value.path().read_bytes()
    kept = [content for content in stored_pictures(officer.program.folder) if content not in before]
    assert downloaded in kept
    for content in kept:
        assert (place_in(content), dict(Image.open(io.BytesIO(content)).getexif())) == ({}, {})
        assert b"Exif" not in content
    tap(officer, "Về báo cáo")


def see_preview(visitor: Visitor) -> None:
    """The picture is on the page, loaded and no wider than the phone."""
    picture = visitor.page.locator("main img.evidence-preview").first
    picture.scroll_into_view_if_needed()
    for _ in range(50):
        if picture.evaluate("one => one.complete && one.naturalWidth > 0"):
            break
        visitor.page.wait_for_timeout(100)
    assert picture.evaluate("one => one.naturalWidth > 0 && one.getBoundingClientRect().right <= innerWidth")


def send(officer: Visitor) -> None:
    tap(officer, "Trình thủ trưởng duyệt")
    tap(officer, "Trình duyệt")
    assert officer.says("đã trình thủ trưởng")


def approve(head: Visitor, indicator: str) -> None:
    """The head finds the report waiting, sees result and photo, and hands the report in."""
    head.open("/")
    look(head)
    tap(head, "Xem và duyệt: Duyệt và nộp báo cáo kết quả")
    tap(head, f"Xem riêng minh chứng: {indicator}")
    see_preview(head)
    tap(head, "Về báo cáo")
    tap(head, "Duyệt và nộp báo cáo")
    tap(head, "Duyệt và nộp")
    assert head.says("Báo cáo đã được nộp.")
    head.open("/")
    assert not head.says("Duyệt và nộp báo cáo kết quả")
