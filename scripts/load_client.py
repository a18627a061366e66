"""What people do to the server, over HTTP as their browsers do it: pages are read, forms are filled and sent."""

import hashlib
import http.client
import io
import json
import re
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import xlsxwriter
from PIL import Image
from python_calamine import CalamineWorkbook

HOST = "thidua.test"
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_RESULTS = re.compile(r"/results/(\d+)/")
OTHER_VIEWS, FILES, PICTURE = 15, 6, (1280, 960)


@dataclass
class Record:
    """Every request with its kind, seconds and status; every write that was acknowledged; what went wrong."""

    requests: list[tuple[str, float, int]] = field(default_factory=list)
    acks: list[dict[str, Any]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, other: "Record") -> None:
        self.requests += other.requests
        self.acks += other.acks
        self.errors += other.errors


class Failed(Exception):
    """An answer that a person could not go on from."""


class Browser:
    """One person's browser: keeps its connection and its cookies, follows where a form leads."""

    def __init__(self, port: int, session: str, record: Record) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies = {"sessionid": session}
        self.record = record
        self.page = ""
        self.place = "/"

    def get(self, path: str, kind: str = "view") -> str:
        status, body, _location = self._send("GET", path, kind)
        if status != 200:
            raise Failed(f"GET {path}: {status}")
        self.place, self.page = path, body.decode()
        return self.page

    def download(self, path: str) -> bytes:
        status, body, _location = self._send("GET", path, "download")
        if status != 200:
            raise Failed(f"GET {path}: {status}")
        return body

    def post(self, fields: dict[str, str], kind: str) -> int:
        """Send what a script on the open page sends, with the token of the page; the status that comes back."""
        whole = dict(_HIDDEN.findall(self.page)) | fields
        status, _body, _location = self._send(
            "POST", self.place, kind, urlencode(whole).encode(), "application/x-www-form-urlencoded"
        )
        return status

    def submit(
        self, fields: dict[str, str], *, kind: str, path: str = "", file: tuple[str, str, bytes] | None = None
    ) -> str:
        """Send the form of the page that is open; where it leads. Raises Failed for a form that comes back."""
        whole = dict(_HIDDEN.findall(self.page)) | fields
        body, content_type = (
            _multipart(whole, file) if file else (urlencode(whole).encode(), "application/x-www-form-urlencoded")
        )
        status, answer, location = self._send("POST", path or self.place, kind, body, content_type)
        if status == 200 and file:
            self.page = answer.decode()
            return self.place
        if status not in (302, 303):
            raise Failed(f"POST {path or self.place}: {status} {_said(answer.decode())}")
        return location

    def _send(
        self, method: str, path: str, kind: str, body: bytes = b"", content_type: str = ""
    ) -> tuple[int, bytes, str]:
        headers = {
            "Host": HOST, "X-Forwarded-Proto": "https", "Origin": f"https://{HOST}", "Referer": f"https://{HOST}{self.place}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }  # fmt: skip
        if content_type:
            headers["Content-Type"] = content_type
        began = time.perf_counter()
        self.connection.request(method, path, body or None, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        self.record.requests.append((kind, time.perf_counter() - began, answer.status))
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, content, answer.headers.get("Location", "")


def _multipart(fields: dict[str, str], file: tuple[str, str, bytes]) -> tuple[bytes, str]:
    edge = uuid.uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    name, filename, content = file
    head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n\r\n'.encode()
    return b"".join([*parts, head, content, f"\r\n--{edge}--\r\n".encode()]), f"multipart/form-data; boundary={edge}"


def _said(page: str) -> str:
    found = re.search(r'class="(?:error-summary|notice)[^>]*>(.*?)</div>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())[:200] if found else ""


def begin_report(officer: Browser, unit: dict[str, Any]) -> tuple[str, list[str]]:
    """Begin the unit's report; its address and those of its results."""
    year = f"/years/{unit['year']}"
    officer.get(f"{year}/reports/start/")
    place = officer.submit({}, kind="start")
    officer.record.acks.append({"kind": "start", "id": _number(place), "value": ""})
    page = officer.get(place)
    return place, [f"{year}/results/{number}/" for number in dict.fromkeys(_RESULTS.findall(page))]


def enter_result(officer: Browser, address: str, value: int) -> None:
    """Open the form of one result, write the number, save, and read the page that follows."""
    officer.get(address)
    place = officer.submit({"value": str(value), "note": f"Ghi chú {value}"}, kind="result")
    officer.record.acks.append({"kind": "result", "id": _number(address), "value": str(value)})
    officer.get(place)


def add_picture(officer: Browser, result: str) -> None:
    """Put a picture forward as evidence of a result, and read the page that follows."""
    stream, place = io.BytesIO(), f"{result}evidence/"
    Image.effect_noise(PICTURE, 60).convert("RGB").save(stream, "JPEG", quality=80)
    content = stream.getvalue()
    officer.get(place)
    officer.get(officer.submit({}, kind="file", file=("files", "anh.jpg", content)))
    digest = hashlib.sha256(content).hexdigest()
    officer.record.acks.append({"kind": "file", "id": _number(result), "value": digest})


def submit_report(port: int, unit: dict[str, Any], seed: int) -> Record:
    """All that a unit does in the last hour: 18 writes, 6 pictures and 60 views by its officer and its head."""
    record = Record()
    officer, head = Browser(port, unit["officer"], record), Browser(port, unit["head"], record)
    try:
        report, results = begin_report(officer, unit)
        for number, address in enumerate(results):
            enter_result(officer, address, seed * 100 + number)
        for address in results[:FILES]:
            add_picture(officer, address)
        officer.get(f"{report}summary/")
        officer.submit({"summary": f"Đánh giá {seed}"}, kind="summary")
        record.acks.append({"kind": "summary", "id": _number(report), "value": f"Đánh giá {seed}"})
        for person, step in ((officer, "send"), (head, "submit")):
            person.get(f"{report}{step}/")
            person.submit({}, kind=step)
            record.acks.append({"kind": step, "id": _number(report), "value": ""})
        for path in _views(unit, report):
            head.get(path)
    except (Failed, OSError, http.client.HTTPException) as failure:
        record.errors.append(repr(failure))
    return record


def _views(unit: dict[str, Any], report: str) -> Iterator[str]:
    year = f"/years/{unit['year']}/"
    pages = (report, "/", year, f"{year}history/")
    for number in range(OTHER_VIEWS):
        yield pages[number % len(pages)]


def _number(address: str) -> int:
    return int(address.rstrip("/").rpartition("/")[2])


def one_by_one(port: int, units: list[dict[str, Any]]) -> tuple[int, float, Record]:
    """Every result of these units through its own form; how many, in how many seconds."""
    record, count = Record(), 0
    began = time.perf_counter()
    for unit in units:
        officer = Browser(port, unit["officer"], record)
        _report, results = begin_report(officer, unit)
        for number, address in enumerate(results):
            enter_result(officer, address, number + 1)
        count += len(results)
    return count, time.perf_counter() - began, record


def by_workbook(port: int, units: list[dict[str, Any]]) -> tuple[int, float, Record]:
    """Every result of these units by workbook: downloaded, filled, uploaded, confirmed."""
    record, count = Record(), 0
    began = time.perf_counter()
    for unit in units:
        officer = Browser(port, unit["officer"], record)
        report, results = begin_report(officer, unit)
        filled = _filled(officer.download(f"{report}workbook/"))
        officer.get(f"{report}upload/")
        officer.submit({}, kind="upload", file=("file", "bao-cao.xlsx", filled))
        officer.get(officer.submit({}, kind="keep", path=f"{report}upload/keep/"))
        record.acks += [{"kind": "result", "id": _number(one), "value": str(n + 1)} for n, one in enumerate(results)]
        count += len(results)
    return count, time.perf_counter() - began, record


def _filled(content: bytes) -> bytes:
    """The workbook with a number for every target, as an office program would save it."""
    grid = CalamineWorkbook.from_object(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    column, stream = grid[3].index("value"), io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(grid):
            for place, cell in enumerate(cells):
                if cell != "":
                    sheet.write(row, place, cell)
            if row > 5:
                sheet.write(row, column, str(row - 5))
    return stream.getvalue()


def write_acks(path: str, record: Record) -> None:
    """Keep what was acknowledged, for the check afterwards."""
    with open(path, "a", encoding="utf-8") as file:
        file.writelines(json.dumps(ack, ensure_ascii=False) + "\n" for ack in record.acks)
