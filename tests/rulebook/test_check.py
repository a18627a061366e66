"""The command that recomputes scores without the web application."""

import contextlib
import io
import json
import runpy
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rulebook.examples import (
    criterion,
    deduction,
    gifts,
    guard,
    judged,
    line,
    proportion,
    review,
    section,
    sheet,
    unit,
)
from thidua.rulebook.book import load
from thidua.rulebook.check import main
from thidua.rulebook.guards import ClassBand, Then, When
from thidua.rulebook.ranking import TieBy, TieKey
from thidua.rulebook.rules.relative import Relative
from thidua.rulebook.schema import facts_schema, sheet_schema
from thidua.rulebook.sheet import Role, Sheet

SHEET = sheet(proportion(), judged())
RELATIVE = criterion(Relative(points=Decimal(10)), "R")
FACTS = unit(
    line("P", gifts("29200", entered_by="Lê C")),
    line("J", judged="4"),
    reviews=(review("J", "3.5", "Thiếu minh chứng"),),
)


class Files:
    """A sheet and facts on disk, as people would have written them."""

    def __init__(self, folder: Path) -> None:
        self.sheet, self.facts = folder / "sheet.json", folder / "facts.json"

    def written(self, of: Sheet, facts: object) -> list[str]:
        self.sheet.write_text(json.dumps(of.to_json(), indent=1), encoding="utf-8")
        self.facts.write_text(json.dumps(facts, indent=1), encoding="utf-8")
        return [str(self.sheet), str(self.facts)]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


Out = pytest.CaptureFixture[str]


def test_check_prints_score_and_findings_in_vietnamese(files: Files, capsys: Out) -> None:
    assert main(files.written(SHEET, FACTS.to_json())) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"Bảng điểm: Bảng điểm 2024 (SHA-256 {SHEET.digest()}; bộ quy tắc {load().version})",
        "",
        "Đơn vị: Hội Chữ thập đỏ",
        "Tổng điểm: 11,5/15 (đơn vị tự chấm: 12)",
        "",
        "P. Thực hiện chỉ tiêu: 8/10 điểm [Mục P]",
        "   - đạt 80% kế hoạch; 10 × 29.200/36.500 = 8 [Mục P]",
        "   - Quà tặng: kế hoạch 36.500 suất, thực hiện 29.200 suất; đạt 80% kế hoạch, còn thiếu 20%",
        "      - người nhập: Lê C",
        "",
        "J. Phong trào thi đua: 3,5/5 điểm (đơn vị tính 4, khối thẩm định 3,5) [Mục J]",
        "   - Điểm chấm: chấm 4 điểm trong khung từ 0 đến 5 [Mục J]",
        "   - khối thẩm định 3,5 điểm, thay cho 4; lý do: Thiếu minh chứng (Khối trưởng)",
        "",
        "Kiểm tra bảng điểm: không có lỗi",
    ]


def test_check_in_english_names_what_is_missing(files: Files, capsys: Out) -> None:
    assert main([*files.written(SHEET, unit().to_json()), "--language", "en"]) == 0
    assert capsys.readouterr().out.splitlines()[2:5] == [
        "Unit: Hội Chữ thập đỏ",
        "Total: 0 of 15 points (the unit's own figure: 0)",
        "Figures are missing for criteria: P, J",
    ]


WHOLE = sheet(
    section("A", judged("J1"), judged("J2"), title="Nhiệm vụ", max_points=Decimal(10), weight=Decimal("0.5")),
    section("T", judged("T1"), title="Thưởng", role=Role.BONUS),
    deduction(),
    most=Decimal(8),
    classes=(ClassBand(label="Tốt", start=Decimal(7)), ClassBand(label="Đạt", start=Decimal(0))),
    guards=(
        guard(When.NO_SELF_SCORE, Then.NOT_RANKED, title="Không tự chấm"),
        guard(When.EVENT, Then.DEFERRED, title="Đang thanh tra", key="inspected", question="Đang bị thanh tra"),
    ),
    ties=(TieKey(by=TieBy.LINE, code="J1"),),
)


def marked(name: str, first: str, second: str, bonus: str = "2", **changes: Any) -> dict[str, object]:
    lines = (line("J1", judged=first), line("J2", judged=second), line("T1", judged=bonus), line("D", late="1"))
    return unit(*lines, name=name, **{"events": {"inspected": 0}, **changes}).to_json()


def test_check_prints_sections_adjustments_and_the_verdict(files: Files, capsys: Out) -> None:
    facts = marked("Hội A", "5", "5", "5", events={}, self_scored=False)
    assert main(files.written(WHOLE, facts)) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[2:9] == [
        "Đơn vị: Hội A",
        "Tổng điểm: 8/5 (đơn vị tự chấm: 8)",
        "Điểm chuẩn 4,5; điểm thưởng 5; điểm trừ 0",
        "Tổng: các phần cộng lại 9,5, thành 8 điểm (tối đa 8)",
        "Xếp loại: Tốt",
        "Không tự chấm: không xếp hạng",
        "Chưa trả lời: Đang bị thanh tra [Điều 9]",
    ]
    assert printed[10:13] == [
        "A. Nhiệm vụ: các dòng cộng lại 10, thành 5 điểm (tối đa 10; hệ số 0,5)",
        "   J1. Phong trào thi đua: 5/5 điểm [Mục J1]",
        "      - Điểm chấm: chấm 5 điểm trong khung từ 0 đến 5 [Mục J1]",
    ]


def test_check_of_a_bloc_ends_with_the_standings(files: Files, capsys: Out) -> None:
    units = [
        marked("Hội A", "4", "3"),
        marked("Hội B", "3", "4"),
        marked("Hội C", "5", "5", "4"),
        marked("Hội D", "5", "5", "4"),
        marked("Hội E", "5", "5", self_scored=False),
        marked("Hội G", "5", "5", events={"inspected": 1}),
        unit(name="Hội H").to_json(),
    ]
    assert main(files.written(WHOLE, {"units": units})) == 0
    printed = capsys.readouterr().out.splitlines()
    at = printed.index("Bảng xếp hạng")
    assert printed[at + 1 : at + 9] == [
        "1. Hội C: 8 điểm; Tốt; bằng điểm, cùng hạng",
        "1. Hội D: 8 điểm; Tốt; bằng điểm, cùng hạng",
        "3. Hội A: 5 điểm; Đạt; cùng điểm, phân định theo điểm dòng J1",
        "4. Hội B: 5 điểm; Đạt; cùng điểm, phân định theo điểm dòng J1",
        "5. Hội H: 0 điểm; chưa đủ số liệu",
        "–. Hội E: 6,5 điểm; Đạt; không xếp hạng",
        "–. Hội G: 6,5 điểm; Đạt; tạm hoãn",
        "",
    ]
    assert printed[at + 9] == "Kiểm tra bảng điểm: không có lỗi"


def test_check_of_a_bloc_compares_its_units(files: Files, capsys: Out) -> None:
    units = [unit(line("R", gifts(actual, "100")), name=actual).to_json() for actual in ("50", "120", "140")]
    assert main([*files.written(sheet(RELATIVE), {"units": units}), "--language", "en"]) == 0
    printed = capsys.readouterr().out.splitlines()
    at = printed.index("Standings")
    assert printed[at + 1 : at + 4] == ["1. 140: 10 points", "2. 120: 7.5 points", "3. 50: 2.5 points"]


def test_lint_prints_findings_alone_and_fails_for_errors(files: Files, capsys: Out) -> None:
    wrong = sheet(judged(), scale=Decimal(100))
    assert main([files.written(wrong, {})[0], "--lint"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "Kiểm tra bảng điểm: 1 lỗi, 0 cảnh báo",
        "- lỗi: Các phần tính điểm cộng lại được 5 điểm, thiếu 95 so với thang 100 điểm của bảng; hãy thêm điểm cho các"
        " dòng hoặc sửa thang điểm. [lint.scale]",
    ]


def test_lint_with_warnings_or_nothing_succeeds(files: Files, capsys: Out) -> None:
    warned = sheet(RELATIVE)
    assert main([files.written(warned, {})[0], "--lint", "--language", "en"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "Linter: errors 0, warnings 2"
    assert main([files.written(SHEET, {})[0], "--lint", "--language", "en"]) == 0
    assert capsys.readouterr().out == "Linter: nothing found\n"


@pytest.mark.parametrize(("what", "schema"), [("sheet", sheet_schema()), ("facts", facts_schema())])
def test_schema_is_printed_as_json(capsys: Out, what: str, schema: Mapping[str, object]) -> None:
    assert main(["--schema", what]) == 0
    assert json.loads(capsys.readouterr().out) == schema


def refused(files: Files, capsys: Out, of: Sheet, facts: object, *, language: str = "vi") -> str:
    arguments = files.written(of, facts)
    assert main([*arguments, "--language", language]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err.removeprefix(f"{files.facts}:")


BLOC = [marked("Hội A", "4", "3"), marked("Hội B", "3", "4")]


def changed(position: int, **changes: object) -> dict[str, object]:
    """The bloc with one unit changed."""
    units = [dict(one) for one in BLOC]
    units[position] |= changes
    return {"units": units}


def lines_with(position: int, **changes: object) -> list[dict[str, object]]:
    made = [dict(one) for one in BLOC[1]["lines"]]  # type: ignore[attr-defined]
    made[position] |= changes
    return made


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"units": []}, "2:11: units: còn thiếu hoặc để trống"),
        ({"units": {}}, "2:11: units: cần một danh sách"),
        ({"units": BLOC, "unit": "x"}, '112:10: unit: không có trường này'),
        (changed(1, unit=" "), "units[1].unit: còn thiếu hoặc để trống"),
        (changed(1, unit="Hội A"), "units[1].unit: đơn vị “Hội A” xuất hiện hai lần"),
        (changed(1, lines=lines_with(1, inputs={"judged": "9"})), "units[1].lines[1].inputs.judged: Tiêu chí J2, judged: 9 nằm ngoài khung"),
        (changed(1, lines=lines_with(3, inputs={"late": "1.5"})), "units[1].lines[3].inputs.late: Tiêu chí D, late: phải là số nguyên"),
        (changed(1, lines=lines_with(3, inputs={"late": "nhiều"})), "units[1].lines[3].inputs.late: D.late: không phải số"),
        (changed(1, lines=lines_with(3, inputs={"early": "1"})), "units[1].lines[3].inputs.early: Tiêu chí D: bảng điểm không hỏi “early”"),
        (changed(1, lines=lines_with(3, inputs={"late": 1.5})), "units[1].lines[3].inputs.late: số lẻ không được viết trần"),
        (changed(1, lines=lines_with(2, code="X9")), "units[1].lines[2].code: lines: bảng điểm không có tiêu chí “X9”"),
        (changed(1, lines=lines_with(2, code="J1")), "units[1].lines[2].code: lines: tiêu chí “J1” xuất hiện hai lần"),
        (changed(1, lines=lines_with(0, not_applicable=True)), "units[1].lines[0].code: Tiêu chí J1: bảng điểm không cho ghi"),
        (changed(1, events={"fire": 1}), "units[1].events.fire: events: bảng điểm không hỏi “fire”"),
        (changed(1, reviews=[review("J2", "3").to_json()]), "units[1].reviews[0].reason: Tiêu chí J2, reason: khối thay đổi điểm"),
        (changed(1, reviews=[review("J2", "8").to_json()]), "units[1].reviews[0].points: Tiêu chí J2, review: 8 nằm ngoài khung"),
    ],
)  # fmt: skip
def test_check_of_bad_facts_says_the_line_and_the_path(
    files: Files, capsys: Out, facts: dict[str, object], message: str
) -> None:
    err = refused(files, capsys, WHOLE, facts)
    said = message if message[0].isdigit() else f": {message}"
    assert said in err
    path = message.split(": ")[1 if message[0].isdigit() else 0]
    number = int(err.split(":")[0])
    shown = files.facts.read_text(encoding="utf-8").splitlines()[number - 1]
    assert f'"{path.split(".")[-1]}"' in shown


def test_check_of_a_bad_target_says_which(files: Files, capsys: Out) -> None:
    bad = unit(line("P", gifts("10", "0")))
    assert refused(files, capsys, SHEET, bad.to_json()) == (
        "11:17: lines[0].targets[0].planned: Chỉ tiêu gifts, planned: kế hoạch phải lớn hơn 0, không phải 0; hãy nhập lại"
        " kế hoạch.\n"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"unit": "A",\n', ":2:1: không phải tệp JSON đúng cách: tên trường phải đặt trong ngoặc kép"),
        (b"\xff", ":1:1: chữ trong tệp không theo mã UTF-8"),
        (b"[" * 200_000, ":1:102: các nhóm lồng nhau quá 100 tầng"),
        (b'{"unit": "A",\n "unit": "B"}', ":2:2: trường “unit” xuất hiện hai lần"),
        (b'{"unit": NaN}', ":1:10: “NaN” không phải một số"),
        (b"", ": tệp trống; hãy kiểm tra lại tệp."),
        (b"[1]", ":1:1: .: cần một nhóm trường có tên"),
        (b'"x"', ":1:1: .: cần một nhóm trường có tên"),
    ],
)
def test_check_of_a_nonsense_file_says_where_and_why(files: Files, capsys: Out, content: bytes, message: str) -> None:
    arguments = files.written(SHEET, {})
    files.facts.write_bytes(content)
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith(f"{files.facts}{message}")


def bad_sheet(files: Files, capsys: Out, data: object) -> str:
    files.sheet.write_text(json.dumps(data, indent=1), encoding="utf-8")
    assert main([str(files.sheet), "--lint"]) == 2
    return capsys.readouterr().err.removeprefix(f"{files.sheet}:")


def sheet_with(**changes: object) -> dict[str, object]:
    return {**WHOLE.to_json(), **changes}


def test_check_of_a_bad_sheet_says_the_line_and_the_path(files: Files, capsys: Out) -> None:
    twice = sheet(judged("A"), judged("B")).to_json()
    twice["entries"][1]["code"] = "A"  # type: ignore[index]
    assert bad_sheet(files, capsys, twice).startswith("31:12: entries[1].code: mã “A” bị trùng")
    assert bad_sheet(files, capsys, sheet_with(places=9)).startswith("4:12: places: số chữ số thập phân")
    assert bad_sheet(files, capsys, sheet_with(entries=[], ties=[])).startswith("9:13: entries: bảng điểm chưa có")
    assert bad_sheet(files, capsys, sheet_with(classes=list(reversed(WHOLE.to_json()["classes"])))).split(": ")[1] == (  # type: ignore[call-overload]
        "classes"
    )
    assert bad_sheet(files, capsys, sheet_with(ties=[{"by": "line", "code": "X"}])).split(": ")[1] == "ties[0].code"
    assert bad_sheet(files, capsys, sheet_with(title=None)).startswith("2:11: title: còn thiếu")
    assert bad_sheet(files, capsys, {"entries": []}).startswith("1:1: title: còn thiếu")


def test_check_of_a_bad_rule_says_the_line_and_the_path(files: Files, capsys: Out) -> None:
    data = sheet(judged("A"), proportion("B")).to_json()
    data["entries"][1]["rule"]["floor"] = "150"  # type: ignore[index]
    assert bad_sheet(files, capsys, data).startswith("41:14: entries[1].rule.floor: ngưỡng phải trên 0")
    data["entries"][1]["rule"]["floor"] = "x"  # type: ignore[index]
    assert bad_sheet(files, capsys, data).startswith("41:14: entries[1].rule.floor: không phải số")


def test_check_of_a_missing_file_says_so(files: Files, capsys: Out) -> None:
    absent = str(files.sheet)
    assert main([absent, absent, "--language", "en"]) == 2
    assert capsys.readouterr().err == (
        f"{absent}: the file cannot be opened; check the path and the permission to read it.\n"
    )


@pytest.mark.parametrize("arguments", [[], ["only-one.json"], ["a.json", "b.json", "--lint"], ["--schema", "x"]])
def test_check_with_wrong_arguments_exits_with_two(capsys: Out, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: thidua check")


PIECES = ("{", "}", "[", "]", ",", ":", '"', "null", "1.5", "-1", "true", "NaN", '"x"', " ", "\n", "\\", "1e9")


@settings(max_examples=150)
@given(st.data())
def test_check_of_a_damaged_file_never_fails_otherwise_than_with_a_message(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    files = Files(tmp_path_factory.mktemp("damaged"))
    arguments = files.written(WHOLE, {"units": BLOC})
    damaged = data.draw(st.sampled_from([files.sheet, files.facts]))
    text = damaged.read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 20)))
        text = text[:start] + data.draw(st.sampled_from(("", *PIECES))) + text[end:]
    damaged.write_text(text, encoding="utf-8")
    err = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(err):
        status = main(arguments)
    assert (status, bool(err.getvalue())) in ((0, False), (2, True))


def test_check_runs_as_a_module(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["thidua.rulebook", *files.written(SHEET, FACTS.to_json())])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("thidua.rulebook", run_name="__main__")
    assert ended.value.code == 0
