"""The command that recomputes a score without the web application."""

import json
import runpy
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from tests.rulebook.examples import gifts, judged, proportion, review, sheet, unit
from thidua.rulebook.book import load
from thidua.rulebook.check import main
from thidua.rulebook.facts import LineFact, UnitFacts

SHEET = sheet(proportion(), judged())
FACTS = unit(
    LineFact(code="P", targets=(gifts("29200", entered_by="Lê C"),)),
    LineFact(code="J", judged=Decimal(4)),
    reviews=(review("J", "3.5", "Thiếu minh chứng"),),
)


def files(tmp_path: Path, facts: UnitFacts = FACTS) -> list[str]:
    paths = [tmp_path / "sheet.json", tmp_path / "facts.json"]
    for path, data in zip(paths, (SHEET.to_json(), facts.to_json()), strict=True):
        path.write_text(json.dumps(data), encoding="utf-8")
    return [str(path) for path in paths]


def test_check_prints_score_and_findings_in_vietnamese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(files(tmp_path)) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Đơn vị: Hội Chữ thập đỏ",
        f"Bảng điểm: Bảng điểm 2024 (SHA-256 {SHEET.digest()}; bộ quy tắc {load().version})",
        "Tổng điểm: 11,5/15 (đơn vị tự chấm: 12)",
        "",
        "P. Thực hiện chỉ tiêu: 8/10 điểm [Mục P]",
        "   - 10 × 29.200/36.500 = 8 [Mục P]",
        "   - Quà tặng: kế hoạch 36.500 suất, thực hiện 29.200 suất; đạt 80% kế hoạch, còn thiếu 20%",
        "      - người nhập: Lê C",
        "",
        "J. Phong trào thi đua: 3,5/5 điểm (đơn vị tính 4, khối thẩm định 3,5) [Mục J]",
        "   - chấm 4 điểm trong khung từ 0 đến 5 [Mục J]",
        "   - khối thẩm định 3,5 điểm, thay cho 4; lý do: Thiếu minh chứng (Khối trưởng)",
    ]


def test_check_in_english_names_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*files(tmp_path, unit()), "--language", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2:4] == [
        "Total: 0 of 15 points (the unit's own figure: 0)",
        "Figures are missing for criteria: P, J",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "không phải tệp JSON đúng cách"),
        (b"\xff", "không phải tệp JSON đúng cách"),
        (b"[" * 200_000, "không phải tệp JSON đúng cách"),
        (b'{"unit": "A", "unit": "B"}', "trường “unit” xuất hiện hai lần"),
        (
            b'{"unit": "A", "lines": [{"code": "J", "judged": 4.5}]}',
            "lines[0].judged: số lẻ không được viết trần",
        ),
        (b'{"unit": "A", "lines": [{"code": "J", "judged": 9}]}', "Tiêu chí J, judged: 9 nằm ngoài khung"),
    ],
)
def test_check_of_a_bad_file_says_which_and_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, message: str
) -> None:
    arguments = files(tmp_path)
    Path(arguments[1]).write_bytes(content)
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith(f"{arguments[1]}: {message}")


def test_check_of_a_missing_file_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    absent = str(tmp_path / "absent.json")
    assert main([absent, absent, "--language", "en"]) == 2
    assert capsys.readouterr().err == (
        f"{absent}: the file cannot be opened; check the path and the permission to read it.\n"
    )


def test_check_with_wrong_arguments_exits_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["only-one.json"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: thidua check")


def test_check_runs_as_a_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["thidua.rulebook", *files(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("thidua.rulebook", run_name="__main__")
    assert ended.value.code == 0
