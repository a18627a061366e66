"""The builder of criteria sheets as people meet it: each form, what wrong input gets for an answer, the example."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cycles.factories import BEFORE, Draft, make_draft
from tests.factories import AT, make_actor, make_bloc, make_table
from thidua.bodies.models import Account
from thidua.cycles import actions, queries
from thidua.cycles.models import ScoringTable
from thidua.cycles.presets import PRESETS
from thidua.kernel.actor import Actor, Office
from thidua.rulebook import facts
from thidua.rulebook.guards import ClassBand, Guard, Then, When
from thidua.rulebook.rules import Fixed, Judged, Proportion, Sum

pytestmark = pytest.mark.django_db

D = Decimal


@pytest.fixture(autouse=True)
def _before_the_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: BEFORE)


def as_actor(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.id), backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def table_of(draft: Draft, sheet: facts.Sheet | None = None) -> ScoringTable:
    return make_table(draft.bloc, adopted=False, sheet=sheet)


def at(name: str, table: ScoringTable, *arguments: object, **query: str) -> str:
    address = reverse(f"cycles:{name}", args=[table.pk, *arguments])
    return f"{address}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else address


def sheet(table: ScoringTable) -> facts.Sheet:
    return queries.sheet_of(ScoringTable.objects.get(pk=table.pk))


def order(table: ScoringTable) -> list[str]:
    return [row.entry.code for row in queries.sheet_page(ScoringTable.objects.get(pk=table.pk)).rows]


LINE = {"code": "I.9", "title": "Hoàn thành chỉ tiêu", "clause": "Mục I"}
PROPORTION = LINE | {"points": "12,5", "figure": "reached", "cap": "100", "floor": ""}


def test_sheet_is_written_adopted_and_shows_its_hash() -> None:
    draft = make_draft()
    client = as_actor(draft.officer)
    client.post(reverse("cycles:start_sheet", args=[draft.bloc.pk]), {"title": "Bảng điểm mới", "source": ""})
    table = ScoringTable.objects.get(title="Bảng điểm mới")
    client.post(
        at("add_section", table),
        {"code": "I", "title": "Chỉ tiêu", "max_points": "12,5", "capped": "on", "role": "base"},
    )
    client.post(at("add_criterion", table, preset="proportion", into="I"), PROPORTION)
    client.post(at("adopt_sheet", table))

    table.refresh_from_db()
    page = text(client.get(at("sheet", table)))
    assert order(table) == ["I", "I.9"]
    assert table.content_hash in page
    assert at("add_criterion", table) not in page


@pytest.mark.parametrize("preset", [*PRESETS, "json", "best:proportion+judged", "periods:levels", "sum:parts+rank"])
def test_form_of_every_preset_opens_and_refuses_to_be_empty(preset: str) -> None:
    draft = make_draft()
    table = table_of(draft)
    client = as_actor(draft.officer)
    address = at("add_criterion", table, preset=preset.replace("+", "%2B"))

    opened, refused = client.get(address), client.post(address, {"code": ""})

    assert (opened.status_code, refused.status_code) == (200, 200)
    assert 'href="#id_code"' in text(refused)
    assert len(sheet(table).criteria) == 3


def test_chosen_way_goes_into_the_address() -> None:
    draft = make_draft()
    table = table_of(draft)
    chosen = {"how": "best", "first": "judged", "second": "bands", "into": "I"}
    answer = as_actor(draft.officer).get(at("add_criterion", table), chosen)

    assert answer["Location"] == at("add_criterion", table, preset="best%3Ajudged%2Bbands", into="I")


def test_way_made_of_others_asks_of_which() -> None:
    draft = make_draft()
    answer = as_actor(draft.officer).get(at("add_criterion", table_of(draft)), {"how": "best", "first": "judged"})

    assert 'href="#id_second"' in text(answer)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"points": "0"}, "points"),
        ({"points": "mười"}, "points"),
        ({"points": "1.000.001"}, "points"),
        ({"points": "1,0000000001"}, "points"),
        ({"cap": "1001"}, "cap"),
        ({"floor": "101"}, "floor"),
        ({"figure": "count"}, "figure"),
        ({"figure": "ratio"}, "counted"),
        ({"code": "I.1"}, "code"),
        ({"code": "…"}, "code"),
        ({"code": "x" * 41}, "code"),
        ({"title": "x" * 1001}, "title"),
        ({"clause": ""}, "clause"),
        ({"least": "nhiều"}, "least"),
    ],
)
def test_wrong_criterion_is_refused_at_its_field(changes: dict[str, str], field: str) -> None:
    draft = make_draft()
    table = table_of(draft)
    answer = as_actor(draft.officer).post(at("add_criterion", table, preset="proportion"), PROPORTION | changes)

    assert answer.status_code == 200
    assert f'href="#id_{field}"' in text(answer)
    assert len(sheet(table).criteria) == 3


def test_points_finer_than_the_sheet_are_refused() -> None:
    draft = make_draft()
    table = table_of(draft)
    as_actor(draft.officer).post(at("add_criterion", table, preset="proportion"), PROPORTION | {"points": "1,255"})

    assert len(sheet(table).criteria) == 3


def test_refused_form_keeps_what_was_typed() -> None:
    draft = make_draft()
    typed = LINE | {"bands": "từ 98 trở lên: 5\ncao: 3", "figure": "reached", "code": ""}
    page = text(as_actor(draft.officer).post(at("add_criterion", table_of(draft), preset="bands"), typed))

    assert "từ 98 trở lên: 5\ncao: 3" in page
    assert "Dòng 2 (“cao: 3”)" in page


def test_look_shows_the_example_and_writes_nothing() -> None:
    draft = make_draft()
    table = table_of(draft)
    typed = PROPORTION | {"code": "", "look": "1", "try_planned": "8", "try_actual": "4"}
    page = text(as_actor(draft.officer).post(at("add_criterion", table, preset="proportion"), typed))

    assert "Kế hoạch 8, kết quả 4 → 6,25 điểm, vì " in page
    assert "error-summary" not in page
    assert len(sheet(table).criteria) == 3


def test_example_alone_is_what_the_page_holds() -> None:
    draft = make_draft()
    typed = PROPORTION | {"look": "1", "try_planned": "8", "try_actual": "4"}
    client, address = as_actor(draft.officer), at("add_criterion", table_of(draft), preset="proportion")
    part = text(client.post(address, typed, headers={"HX-Request": "true"})).strip()

    assert part.startswith('<aside id="example"')
    assert part in text(client.post(address, typed))


def test_look_at_wrong_figures_says_which() -> None:
    draft = make_draft()
    typed = LINE | {"label": "Chất lượng", "points": "10", "fewest": "0", "step": "0,5", "judges": "one", "look": "1"}
    address = at("add_criterion", table_of(draft), preset="judged")
    page = text(as_actor(draft.officer).post(address, typed | {"key": "judged", "try_judged": "11"}))

    assert "Số liệu thử chưa dùng được" in page


def test_changed_line_keeps_its_place_and_what_the_form_does_not_ask() -> None:
    draft = make_draft()
    table = table_of(draft)
    client = as_actor(draft.officer)
    typed = PROPORTION | {"code": "I.1", "points": "60", "revision": "1"}
    answer = client.post(at("change_entry", table, "I.1", preset="proportion"), typed)

    assert answer["Location"].endswith("#row-I_46_1")
    assert order(table)[:2] == ["I", "I.1"]
    assert sheet(table).criterion("I.1").rule == Proportion(points=D(60))


def test_change_after_somebody_elses_is_refused() -> None:
    draft = make_draft()
    table = table_of(draft)
    client = as_actor(draft.officer)
    typed = PROPORTION | {"code": "I.1", "points": "60", "revision": "1"}
    client.post(at("change_entry", table, "I.1", preset="proportion"), typed)
    answer = client.post(at("change_entry", table, "I.1", preset="proportion"), typed | {"title": "Khác"})

    assert answer.status_code == 409
    assert "người khác đã lưu trong lúc bạn nhập" in text(answer)
    assert sheet(table).criterion("I.1").title == "Hoàn thành chỉ tiêu"


def test_rule_that_no_preset_says_opens_as_json() -> None:
    draft = make_draft()
    rule = Sum(of=(Fixed(points=D(1)), Sum(of=(Fixed(points=D(2)), Proportion(points=D(1))))))
    line = facts.Criterion(code="1", title="Ghép", clause="1", rule=rule, max_points=D(4))
    table = table_of(draft, facts.Sheet(title="B", entries=(line,)))
    page = text(as_actor(draft.officer).get(at("change_entry", table, "1")))

    assert "Cách chấm (JSON)" in page
    assert "&quot;kind&quot;: &quot;sum&quot;" in page


def test_bounds_that_differ_from_the_rule_are_kept() -> None:
    draft = make_draft()
    line = facts.Criterion(
        code="1", title="Đánh giá", clause="1", rule=Judged(points=D(5)), max_points=D(4), over=None, least=D(-1)
    )
    table = table_of(draft, facts.Sheet(title="B", entries=(line,)))
    client = as_actor(draft.officer)
    typed = {
        "code": "1", "title": "Đánh giá", "clause": "1", "label": "Điểm chấm", "points": "5", "fewest": "0", "step": "",
        "judges": "one", "key": "judged", "max_points": "4", "least": "-1", "over": "không giới hạn",
    }  # fmt: skip
    page = text(client.get(at("change_entry", table, "1")))
    client.post(at("change_entry", table, "1"), typed)

    assert 'value="không giới hạn"' in page
    assert sheet(table).criterion("1") == line


def test_another_way_to_score_keeps_the_name_of_the_line() -> None:
    draft = make_draft()
    page = text(as_actor(draft.officer).get(at("change_entry", table_of(draft), "I.1", preset="levels")))

    assert "Chọn một mức" in page
    assert "Tiêu chí I.1" in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": ""}, "code"),
        ({"code": "I"}, "code"),
        ({"max_points": "-1"}, "max_points"),
        ({"weight": "0"}, "weight"),
        ({"role": "x"}, "role"),
    ],
)
def test_wrong_section_is_refused_at_its_field(changes: dict[str, str], field: str) -> None:
    draft = make_draft()
    typed = {"code": "IV", "title": "Phần", "max_points": "10", "role": "base", "weight": "1"}
    answer = as_actor(draft.officer).post(at("add_section", table_of(draft)), typed | changes)

    assert f'href="#id_{field}"' in text(answer)


def test_changed_section_keeps_what_is_in_it() -> None:
    draft = make_draft()
    table = table_of(draft)
    typed = {"code": "A", "title": "Phần A", "max_points": "60", "capped": "on", "role": "base", "weight": "0,5"}
    as_actor(draft.officer).post(at("change_entry", table, "I"), typed)

    assert order(table)[:2] == ["A", "I.1"]
    assert sheet(table).attainable == 70


def test_remove_asks_first_and_names_what_goes_along() -> None:
    draft = make_draft()
    table = table_of(draft)
    client = as_actor(draft.officer)

    page = text(client.get(at("remove_entry", table, "I")))
    kept = order(table)
    client.post(at("remove_entry", table, "I"))

    assert "Tiêu chí I.1" in page
    assert (kept, order(table)) == (["I", "I.1", "II", "II.1", "III", "III.1"], ["II", "II.1", "III", "III.1"])


@pytest.mark.parametrize("name", ["change_entry", "move_entry", "remove_entry"])
def test_code_that_is_not_on_the_sheet_is_not_found(name: str) -> None:
    draft = make_draft()

    assert as_actor(draft.officer).get(at(name, table_of(draft), "IX.9")).status_code == 404


def test_buttons_move_a_row_and_lead_back_to_themselves() -> None:
    draft = make_draft()
    table = table_of(draft)
    answer = as_actor(draft.officer).post(at("move_entry", table, "I"), {"steps": "1"})

    assert answer["Location"] == at("sheet", table) + "#down-row-I"
    assert order(table) == ["II", "II.1", "I", "I.1", "III", "III.1"]


@pytest.mark.parametrize(
    ("typed", "moved"),
    [
        ({"into": "II", "before": "II.1"}, ["I", "II", "I.1", "II.1", "III", "III.1"]),
        ({"into": "III"}, ["I", "II", "II.1", "III", "III.1", "I.1"]),
        ({"into": ""}, ["I", "II", "II.1", "III", "III.1", "I.1"]),
    ],
)
def test_line_moves_into_another_section(typed: dict[str, str], moved: list[str]) -> None:
    draft = make_draft()
    table = table_of(draft)
    as_actor(draft.officer).post(at("move_entry", table, "I.1"), typed)

    assert order(table) == moved


@pytest.mark.parametrize("typed", [{"into": "IX"}, {"steps": "x"}, {"into": "I.1"}])
def test_move_to_nowhere_is_refused(typed: dict[str, str]) -> None:
    draft = make_draft()
    table = table_of(draft)
    answer = as_actor(draft.officer).post(at("move_entry", table, "II.1"), typed)

    assert answer.status_code == 200
    assert order(table) == ["I", "I.1", "II", "II.1", "III", "III.1"]


SETTINGS = {
    "scale": "100", "most": "", "places": "2", "rounding": "half_even", "not_applicable": "rescale",
    "classes": "Xuất sắc: từ 90\nTốt: từ 80", "tie_1": "section:I", "tie_2": "bonus:",
}  # fmt: skip


def test_settings_are_kept_and_shown_again() -> None:
    draft = make_draft()
    table = table_of(draft)
    client = as_actor(draft.officer)
    client.post(at("sheet_settings", table), SETTINGS)
    page = text(client.get(at("sheet_settings", table)))
    stored = sheet(table)

    assert (stored.scale, stored.rounding, stored.not_applicable) == (100, "half_even", "rescale")
    assert stored.classes == (ClassBand(label="Xuất sắc", start=D(90)), ClassBand(label="Tốt", start=D(80)))
    assert [(key.by, key.code) for key in stored.ties] == [("section", "I"), ("bonus", "")]
    assert "Xuất sắc: từ 90 trở lên\nTốt: từ 80 trở lên" in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"scale": "một trăm linh"}, "scale"),
        ({"scale": "0"}, "scale"),
        ({"places": "9"}, "places"),
        ({"rounding": "up"}, "rounding"),
        ({"classes": "Xuất sắc"}, "classes"),
        ({"classes": "Tốt: từ 80\nXuất sắc: từ 90"}, "classes"),
        ({"tie_1": "section:IX"}, "tie_1"),
    ],
)
def test_wrong_settings_are_refused_at_their_field(changes: dict[str, str], field: str) -> None:
    draft = make_draft()
    table = table_of(draft)
    answer = as_actor(draft.officer).post(at("sheet_settings", table), SETTINGS | changes)

    assert f'href="#id_{field}"' in text(answer)
    assert sheet(table).scale is None


GUARD = {
    "title": "Có người bị kỷ luật", "clause": "Điều 5", "when": "event", "question": "Số người bị kỷ luật",
    "times": "1", "code": "", "share": "", "then": "not_ranked", "label": "", "levels": "", "limit": "",
}  # fmt: skip


def test_guard_is_added_changed_under_its_key_and_removed() -> None:
    draft = make_draft()
    table = table_of(draft)
    client = as_actor(draft.officer)
    client.post(at("add_guard", table), GUARD)
    added = sheet(table).guards
    client.post(at("change_guard", table, 1), GUARD | {"title": "Bị kỷ luật", "then": "no_title"})
    changed = sheet(table).guards
    client.post(at("remove_guard", table, 1))

    assert [(one.key, one.then) for one in (*added, *changed)] == [
        ("co_nguoi_bi_ky_luat", Then.NOT_RANKED), ("co_nguoi_bi_ky_luat", Then.NO_TITLE),
    ]  # fmt: skip
    assert sheet(table).guards == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"question": ""}, "question"),
        ({"times": "0"}, "times"),
        ({"when": "below"}, "share"),
        ({"when": "below", "share": "50"}, "code"),
        ({"then": "ceiling"}, "label"),
        ({"then": "lower", "levels": "0"}, "levels"),
        ({"then": "limit"}, "limit"),
        ({"then": "limit", "limit": "50"}, "code"),
        ({"title": ""}, "title"),
    ],
)
def test_wrong_guard_is_refused_at_its_field(changes: dict[str, str], field: str) -> None:
    draft = make_draft()
    table = table_of(draft)
    answer = as_actor(draft.officer).post(at("add_guard", table), GUARD | changes)

    assert f'href="#id_{field}"' in text(answer)
    assert sheet(table).guards == ()


@pytest.mark.parametrize("place", [0, 2])
def test_guard_that_is_not_there_is_not_found(place: int) -> None:
    draft = make_draft()
    guard = Guard(title="Không tự chấm", clause="1", when=When.NO_SELF_SCORE, then=Then.NOT_RANKED)
    table = table_of(draft, facts.Sheet(title="B", entries=(), guards=(guard,)))
    client = as_actor(draft.officer)

    assert [client.get(at(name, table, place)).status_code for name in ("change_guard", "remove_guard")] == [404, 404]


def test_sheet_with_errors_is_adopted_only_on_an_explicit_tick() -> None:
    draft = make_draft()
    line = facts.Criterion(code="1", title="Đánh giá", clause="1", rule=Judged(points=D(5)), max_points=D(8))
    table = table_of(draft, facts.Sheet(title="B", entries=(line,)))
    client = as_actor(draft.officer)

    refused = text(client.post(at("adopt_sheet", table)))
    kept = ScoringTable.objects.get(pk=table.pk).adopted
    client.post(at("adopt_sheet", table), {"despite": "on"})

    assert 'href="#id_despite"' in refused
    assert (kept, ScoringTable.objects.get(pk=table.pk).adopted) == (False, True)


def test_adopt_sheet_pressed_twice_adopts_it_once() -> None:
    draft = make_draft()
    table = table_of(draft)
    client = as_actor(draft.officer)

    codes = [client.post(at("adopt_sheet", table), {"despite": "on"}).status_code for _ in range(2)]

    assert codes == [302, 409]


def test_adopted_sheet_is_read_by_a_member_without_the_builders_marks() -> None:
    draft = make_draft(ready=True)
    draft.open()
    page = text(as_actor(make_actor(Office.UNIT_OFFICER, draft.units[2])).get(at("sheet", draft.table)))

    assert "Đã ban hành, không sửa được nữa" in page
    assert [mark for mark in ("data-move", "Nên xem lại", "Bảng điểm còn lỗi") if mark in page] == []


def test_sheet_of_another_bloc_is_not_found() -> None:
    draft = make_draft()
    foreign = make_table(make_bloc(), adopted=False)
    client = as_actor(draft.officer)
    names = ("sheet", "add_criterion", "add_section", "sheet_settings", "add_guard", "adopt_sheet")

    assert {client.get(at(name, foreign)).status_code for name in names} == {404}


def test_line_is_saved_when_somebody_else_changed_another_line_meanwhile() -> None:
    draft = make_draft()
    table = table_of(draft)
    client = as_actor(draft.officer)
    address = at("change_entry", table, "I.1", preset="proportion")
    opened = re.search(r'name="opened" value="([^"]+)"', client.get(address).content.decode())
    assert opened
    actions.change_settings(table.pk, actor=draft.officer, at=AT, settings={"places": 1})

    typed = PROPORTION | {"code": "I.1", "points": "50", "revision": "1", "opened": opened[1]}
    answer = client.post(address, typed)

    assert (answer.status_code, sheet(table).places) == (302, 1)
    assert sheet(table).criterion("I.1").rule == Proportion(points=D(50))
