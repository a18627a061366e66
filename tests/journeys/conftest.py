"""The running program, as people start it, and a real browser in front of it."""

import os
import re
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page
from playwright.sync_api import TimeoutError as NotThere

from thidua.web.hall import addresses

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": os.environ["THIDUA_BROWSER"], "args": ARGUMENTS}


@pytest.fixture(autouse=True)
def files_of_their_own() -> None:
    """The program keeps its files in the folder of its own run; nothing to do here."""


@dataclass
class Program:
    """The program serving the sample at some stage of its year."""

    address: str
    folder: Path

    def command(self, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command of the program on the same data; `typed` is what it is told when it asks."""
        return subprocess.run(
            [sys.executable, "-m", "thidua", *arguments],
            env=environment(self.folder), capture_output=True, text=True, check=False, input=typed,
        )  # fmt: skip


def environment(folder: Path) -> dict[str, str]:
    """The environment of the sample, free of what the test run itself set."""
    inherited = {
        key: value for key, value in os.environ.items() if not key.startswith(("THIDUA_", "DJANGO_", "DATABASE_"))
    }
    secret = folder / "secret-key"
    key = {"THIDUA_SECRET_KEY": secret.read_text(encoding="ascii")} if secret.exists() else {}
    return inherited | {"THIDUA_DATA_DIR": str(folder), "THIDUA_SAMPLE": "1"} | key


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Program]]:
    """Serve the sample up to a stage, each in a folder of its own, until the session ends."""
    running: list[subprocess.Popen[bytes]] = []

    def start(until: str) -> Program:
        folder, port = tmp_path_factory.mktemp(until), free_port()
        command = [sys.executable, "-m", "thidua", "serve-sample", "--port", str(port), "--until", until]
        running.append(subprocess.Popen(command, env=environment(folder), cwd=ROOT, start_new_session=True))
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/health/", running[-1])
        return Program(address=address, folder=folder)

    yield start
    _end(running)


@pytest.fixture(scope="session")
def serve_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Program]]:
    """Serve the sample as in a hall: over HTTPS, with the certificate that the laptop makes for itself."""
    running: list[subprocess.Popen[bytes]] = []

    def start(until: str) -> Program:
        folder, port = tmp_path_factory.mktemp("hall"), free_port()
        # Where a phone of the hall would reach the laptop; on a machine without a network, at its own address.
        host = next(iter(addresses()), "127.0.0.1")
        command = [sys.executable, "-m", "thidua", "up", "--hall", "--sample", "--address", host]
        command += ["--port", str(port), "--until", until]
        running.append(subprocess.Popen(command, env=environment(folder), cwd=ROOT, start_new_session=True))
        address = f"https://{host}:{port}"
        wait_for(f"{address}/health/", running[-1])
        return Program(address=address, folder=folder)

    yield start
    _end(running)


def _end(running: list[subprocess.Popen[bytes]]) -> None:
    for process in running:
        os.killpg(process.pid, 15)
        process.wait(timeout=20)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until the program answers; fail at once when it has ended."""
    for _ in range(600):
        if process.poll() is not None:
            pytest.fail(f"the program ended with {process.returncode}")
        try:
            # A hall's certificate is vouched for by nobody.
            urllib.request.urlopen(address, timeout=1, context=ssl._create_unverified_context())
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the program did not answer in two minutes")


@dataclass
class Visitor:
    """Somebody in front of the program."""

    page: Page
    program: Program

    def open(self, path: str) -> int:
        """Go to a path; its status."""
        response = self.page.goto(self.program.address + path)
        assert response is not None
        return response.status

    def sign_in(self, name: str) -> None:
        """Sign in as one of the sample's people, leaving whoever was signed in."""
        self.page.context.clear_cookies()
        self.open("/sign-in/")
        self.page.get_by_role("button", name=f"Vào với tên {name}", exact=True).click()

    def control(self, name: str) -> Locator:
        """The button, or the link, of this name."""
        # What is said only to screen readers is set apart by a space of its own.
        said = re.compile("^" + re.escape(name).replace(":", r"\s*:") + "$")
        button = self.page.locator("main").get_by_role("button", name=said)
        link = self.page.locator("main").get_by_role("link", name=said)
        found = button.or_(link).first
        try:
            found.wait_for(timeout=5_000)
        except NotThere as error:
            text = self.page.locator("main").inner_text()
            raise AssertionError(f"no {name!r} on {self.page.url}, which says:\n{text[:1500]}") from error
        return found

    def press(self, name: str) -> None:
        """Press the button, or follow the link, of this name."""
        found = self.control(name)
        # A busy machine may take its time: what is asked of the page next must not be asked of the one before.
        with self.page.expect_navigation():
            found.click()

    def says(self, text: str) -> bool:
        return text in self.page.locator("main").inner_text()

    def go_to_day(self, day: str) -> None:
        """Set the sample's clock to nine in the morning of a day."""
        self.open("/sample/clock/")
        self.page.get_by_label("Ngày trong dữ liệu mẫu").fill(day)
        self.press("Đến ngày này")

    def violations(self) -> list[str]:
        """What axe finds on the page."""
        found = Axe().run(self.page).response["violations"]
        return [f"{one['id']}: {one['nodes'][0]['target']}" for one in found]


def new_visitor(browser: Browser, program: Program, *, width: int = 1280) -> tuple[Visitor, BrowserContext]:
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="vi-VN", ignore_https_errors=True)
    page = context.new_page()
    page.set_default_timeout(15_000)
    return Visitor(page, program), context
