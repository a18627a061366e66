"""Take the pictures of the READMEs from the running program. Needs Chromium and pdftoppm."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
BROWSER = "/usr/bin/chromium"


def served(until: str, folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """The program serving the sample up to a stage; the process and its address."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("THIDUA_", "DATABASE_"))}
    command = [sys.executable, "-m", "thidua", "serve-sample", "--port", str(port), "--until", until]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment | {"THIDUA_DATA_DIR": str(folder)}, start_new_session=True
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/health/", timeout=1)
            return process, address
        except OSError:
            time.sleep(0.2)
    sys.exit("the program did not answer")


def sign_in(page: Page, address: str, name: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{address}/sign-in/")
    page.get_by_role("button", name=f"Vào với tên {name}", exact=True).click()


def shoot(page: Page, name: str, *, height: int = 900) -> None:
    page.set_viewport_size({"width": page.viewport_size["width"] if page.viewport_size else 1280, "height": height})
    page.screenshot(path=PICTURES / f"{name}.png")


def of_the_full_year(page: Page, address: str, folder: Path) -> None:
    """The bloc, an explanation, and the minutes."""
    sign_in(page, address, "Lê Minh Khôi")
    page.goto(f"{address}/years/1/")
    shoot(page, "bloc", height=1000)
    page.get_by_role("link", name="Xem điểm của Liên minh Hợp tác xã tỉnh").click()
    page.locator("a.figure-explained").first.click()
    shoot(page, "explanation", height=1000)
    pdf = next(folder.rglob("*.pdf"))
    command = ["pdftoppm", "-png", "-r", "70", "-f", "1", "-l", "1", "-singlefile", str(pdf), str(PICTURES / "minutes")]
    subprocess.run(command, check=True)


def of_reporting(page: Page, address: str) -> None:
    """A result as it is typed, and the officer's home on a phone."""
    sign_in(page, address, "Nguyễn Thị Kim Ngân")
    page.goto(f"{address}/years/1/reports/start/")
    page.locator("main").get_by_role("button", name="Bắt đầu").click()
    page.locator("main").get_by_role("link", name="Số hợp tác xã thành lập mới").first.click()
    page.get_by_label("Kết quả").first.fill("13")
    page.get_by_label("Lời đã đăng hoặc đã in").fill("vượt 185,7% chỉ tiêu")
    page.wait_for_timeout(1500)
    page.evaluate("scrollTo(0, 0)")
    shoot(page, "result", height=1200)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/")
    shoot(page, "phone", height=844)


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        for until in ("handed_over", "pledged"):
            folder = Path(tempfile.mkdtemp(prefix="thidua-pictures-"))
            process, address = served(until, folder)
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            if until == "handed_over":
                of_the_full_year(page, address, folder)
            else:
                of_reporting(page, address)
            page.close()
            os.killpg(process.pid, 15)
            process.wait()
            shutil.rmtree(folder, ignore_errors=True)
        browser.close()


if __name__ == "__main__":
    main()
