"""Movements and activities as people meet them: lists, filters, sums, forms, and what each page costs."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from tests.assessment.factories import Bloc, make_running_bloc, signed_pledge
from tests.assessment.factories_movements import WORKING, launched, proposed, recorded, with_wave
from tests.factories import make_year
from thidua.assessment import queries
from thidua.assessment.actions import movements
from thidua.assessment.models import Activity, Movement, Participation, PledgeAmendment, PledgeSigning
from thidua.bodies.models import Account
from thidua.kernel.actor import Actor

pytestmark = pytest.mark.django_db
TODAY = date(2024, 6, 3)


def as_actor(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.id), backend="django.contrib.auth.backends.ModelBackend")
    return client


def names(bloc: Bloc, address: str = "", *, actor: Actor | None = None) -> list[tuple[str, int]]:
    page = queries.movements_page(actor or bloc.member.officer, bloc.year.pk, asked=QueryDict(address), today=TODAY)
    return [(row.movement.name, row.depth) for row in page.found.page]


def tree() -> tuple[Bloc, Movement]:
    """A state movement over the bloc's over two units', and one that is over."""
    bloc = make_running_bloc()
    wide = launched(
        bloc, by=bloc.authority, level="state", launched_by="Thủ tướng", name="Vì người nghèo", last_on=None
    )
    middle = launched(bloc, by=bloc.leader.head, level="bloc", name="Cả khối", parent_id=wide.pk)
    launched(bloc, name="Tết Nhân ái", parent_id=middle.pk)
    launched(bloc, by=bloc.deputy.officer, name="Nối vòng tay", parent_id=middle.pk, first_on=date(2024, 2, 1))
    launched(bloc, name="Đã xong", last_on=date(2024, 3, 1))
    return bloc, middle


def test_movements_stand_as_a_tree_parent_before_child() -> None:
    bloc, _middle = tree()

    assert names(bloc) == [
        ("Đã xong", 0),
        ("Vì người nghèo", 0),
        ("Cả khối", 1),
        ("Tết Nhân ái", 2),
        ("Nối vòng tay", 2),
    ]


def test_list_is_searched_filtered_and_sorted() -> None:
    bloc, middle = tree()
    wave = with_wave(bloc, middle, by=bloc.leader.head)
    movements.take_part(
        bloc.year.pk, actor=bloc.member.officer, at=WORKING, movement_id=middle.pk, since_on=date(2024, 2, 1)
    )

    assert [name for name, _depth in names(bloc, "q=nhan ai")] == ["Tết Nhân ái"]
    assert [name for name, _depth in names(bloc, "level=state")] == ["Vì người nghèo"]
    assert [name for name, _depth in names(bloc, "state=past")] == ["Đã xong"]
    assert [name for name, _depth in names(bloc, f"unit={bloc.member.body.pk}")] == [
        "Đã xong",
        "Cả khối",
        "Tết Nhân ái",
    ]
    assert [name for name, _depth in names(bloc, f"wave={wave.pk}")] == ["Cả khối"]
    assert names(bloc, "sort=-units")[0][0] == "Cả khối"
    assert len(names(bloc, "level=x&unit=x&wave=x&state=x")) == 5


def test_movement_is_seen_in_every_year_it_touches_and_in_no_other() -> None:
    bloc = make_running_bloc()
    units = [unit.body for unit in bloc.units]
    long = launched(bloc, name="Dài", last_on=date(2025, 12, 31))
    launched(bloc, name="Ngắn")
    years = {number: make_year(bloc.year.bloc, units=units, year=number) for number in (2023, 2025, 2026)}

    seen = {number: list(queries.movements_of(year)) for number, year in years.items()}

    assert seen == {2023: [], 2025: [long], 2026: []}


def test_other_blocs_of_the_authority_see_wide_movements_only() -> None:
    bloc, _middle = tree()
    other = make_year(units=2)
    other.bloc.authority = bloc.year.bloc.authority
    other.bloc.save()

    assert [one.name for one in queries.movements_of(other)] == ["Vì người nghèo"]


@pytest.mark.parametrize("count", [1, 30])
def test_lists_cost_the_same_for_any_number_of_rows(django_assert_num_queries: Any, count: int) -> None:
    bloc = make_running_bloc()
    for number in range(count):
        movement = launched(bloc, name=f"Phong trào {number}")
        with_wave(bloc, movement)
        recorded(bloc, title=f"Việc {number}", occasion=str(movement.pk))

    with django_assert_num_queries(6):
        page = queries.movements_page(bloc.member.officer, bloc.year.pk, asked=QueryDict(""), today=TODAY)
        assert [row.movement.name for row in page.found.page][:1]
    with django_assert_num_queries(5):
        done = queries.activities_page(bloc.member.officer, bloc.year.pk, asked=QueryDict(""))
        assert [one.movement.name for one in done.found.page if one.movement][:1]


def test_sums_add_what_can_be_added_and_leave_people_alone() -> None:
    bloc = make_running_bloc()
    recorded(bloc, people=10, occurrences=15, money=Decimal(100), quantity=Decimal(2), quantity_unit="căn nhà")
    recorded(bloc, title="Hai", people=10, occurrences=20, quantity=Decimal(3), quantity_unit="căn nhà")
    recorded(bloc, title="Ba", quantity=Decimal(5), quantity_unit="phần quà")

    sums = queries.sums_of(Activity.objects.all())

    assert (sums.occurrences, sums.money, sums.people_told) == (35, 100, 2)
    assert sums.quantities == [("căn nhà", Decimal(5)), ("phần quà", Decimal(5))]


def test_sums_of_nothing_are_missing_not_zero() -> None:
    recorded(make_running_bloc())

    sums = queries.sums_of(Activity.objects.all())

    assert (sums.occurrences, sums.money, sums.quantities, sums.any) == (None, None, [], False)


def test_activities_are_filtered_by_whom_kind_movement_and_wave() -> None:
    bloc = make_running_bloc()
    movement = launched(bloc)
    wave = with_wave(bloc, movement)
    recorded(bloc, title="Một", occasion=f"{movement.pk}-{wave.pk}")
    recorded(bloc, title="Hai", kind="model", by=bloc.deputy.officer)
    recorded(bloc, title="Ba", by=bloc.leader.head, of_bloc=True)

    def found(address: str) -> list[str]:
        page = queries.activities_page(bloc.member.officer, bloc.year.pk, asked=QueryDict(address))
        return [one.title for one in page.found.page]

    assert found("by=bloc") == ["Ba"]
    assert found(f"by={bloc.deputy.body.pk}") == ["Hai"]
    assert found("kind=model") == ["Hai"]
    assert found(f"movement={movement.pk}") == found(f"wave={wave.pk}") == ["Một"]
    assert found("kind=x&by=x&movement=x") == ["Một", "Hai", "Ba"]
    assert found("sort=-title") == ["Một", "Hai", "Ba"]


def test_waves_are_drawn_to_scale() -> None:
    bloc = make_running_bloc()
    movement = launched(bloc, first_on=date(2024, 1, 1), last_on=date(2024, 12, 31))
    with_wave(bloc, movement, first_on=date(2024, 1, 1), last_on=date(2024, 6, 30))
    with_wave(bloc, movement, name="Đợt 2", first_on=date(2024, 7, 1), last_on=date(2024, 12, 31))

    drawing = queries.movement_page(bloc.member.officer, bloc.year.pk, movement.pk, today=TODAY).drawing

    assert drawing is not None
    assert [(bar.x, bar.width, bar.state) for bar in drawing.bars] == [(0, 496, "open"), (497, 502, "future")]
    assert [month for _x, month in drawing.months] == list(range(1, 13))
    assert drawing.today == 420


def test_movement_of_many_years_marks_years_only() -> None:
    bloc = make_running_bloc()
    movement = launched(bloc, first_on=date(2021, 1, 1), last_on=date(2025, 12, 31))
    with_wave(bloc, movement)

    drawing = queries.movement_page(bloc.member.officer, bloc.year.pk, movement.pk, today=TODAY).drawing

    assert drawing is not None
    assert [month for _x, month in drawing.months] == [1, 1, 1, 1, 1]


MOVEMENT = {"level": "unit", "launched_by": "Hội", "name": "Tết Nhân ái", "first_on": "10/1/2024"}


def test_pages_launch_change_join_and_remove(at_day: Any) -> None:
    at_day(WORKING)
    bloc = make_running_bloc()
    client, year = as_actor(bloc.member.officer), bloc.year.pk
    client.post(reverse("assessment:launch_movement", args=[year]), MOVEMENT)
    found = Movement.objects.get()
    here = [year, found.pk]
    client.post(reverse("assessment:change_movement", args=here), MOVEMENT | {"aim": "Vui Xuân", "version": "1"})
    wave = {"name": "Đợt 1", "first_on": "1/2/2024", "last_on": "9/2/2024"}
    client.post(reverse("assessment:add_wave", args=here), wave)
    client.post(reverse("assessment:take_part", args=here), {"since_on": "10/1/2024", "figures": "74.958 phần quà"})
    shown = client.get(reverse("assessment:movement", args=here)).content.decode()
    assert [text for text in ("Vui Xuân", "Đợt 1", "74.958 phần quà", "<rect") if text not in shown] == []
    client.post(reverse("assessment:change_wave", args=[*here, found.waves.get().pk]), wave | {"name": "Đợt đầu"})
    client.post(reverse("assessment:remove_wave", args=[*here, found.waves.get(name="Đợt đầu").pk]))
    client.post(reverse("assessment:withdraw_part", args=here))
    client.post(reverse("assessment:remove_movement", args=here))

    assert not Movement.objects.exists()
    assert not Participation.objects.exists()


def test_refused_movement_keeps_what_was_typed(at_day: Any) -> None:
    at_day(WORKING)
    bloc = make_running_bloc()
    wrong = MOVEMENT | {"last_on": "1/1/2024", "aim": "Giữ lại chữ này"}

    answer = as_actor(bloc.member.officer).post(reverse("assessment:launch_movement", args=[bloc.year.pk]), wrong)

    assert list(answer.context["form"].errors) == ["last_on"]
    assert "Giữ lại chữ này" in answer.content.decode()


ACTIVITY = {"kind": "help", "title": "Trao quà", "first_on": "3/2/2024"}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"people": "12,5"}, "people"),
        ({"people": "-3"}, "people"),
        ({"occurrences": "99999999999"}, "occurrences"),
        ({"money": "nhiều"}, "money"),
        ({"money": "9" * 30}, "money"),
        ({"quantity": "10%"}, "quantity"),
        ({"quantity": "5"}, "quantity_unit"),
        ({"people": "10", "occurrences": "9"}, "occurrences"),
        ({"first_on": "3/12/2024"}, "first_on"),
        ({"occasion": "x"}, "occasion"),
    ],
)
def test_figure_typed_wrongly_is_answered_at_its_field(at_day: Any, typed: dict[str, str], field: str) -> None:
    at_day(WORKING)
    bloc = make_running_bloc()

    answer = as_actor(bloc.member.officer).post(
        reverse("assessment:record_activity", args=[bloc.year.pk]), ACTIVITY | typed
    )

    assert list(answer.context["form"].errors) == [field]
    assert not Activity.objects.exists()


def test_pages_record_change_and_remove_an_activity(at_day: Any) -> None:
    at_day(WORKING)
    bloc = make_running_bloc()
    client, year = as_actor(bloc.leader.head), bloc.year.pk
    figures = {"quantity": "74.958", "quantity_unit": "phần quà", "money": "1,2 tỷ"}
    client.post(reverse("assessment:record_activity", args=[year]), ACTIVITY | figures | {"acts_for": "bloc"})
    one = Activity.objects.get()
    changed = ACTIVITY | {"title": "Trao quà Tết", "version": "1"}
    client.post(reverse("assessment:change_activity", args=[year, one.pk]), changed)
    shown = client.get(reverse("assessment:activity", args=[year, one.pk])).content.decode()
    client.post(reverse("assessment:remove_activity", args=[year, one.pk]))

    assert (one.unit, one.quantity, one.money) == (None, Decimal(74958), Decimal(1_200_000_000))
    assert "Trao quà Tết" in shown
    assert not Activity.objects.exists()


def test_closed_year_stays_readable_and_offers_nothing(at_day: Any) -> None:
    at_day(WORKING)
    bloc = make_running_bloc()
    movement = launched(bloc)
    one = recorded(bloc, occasion=str(movement.pk))
    bloc.year.state = "closed"
    bloc.year.save(update_fields=["state"])
    client, year = as_actor(bloc.member.officer), bloc.year.pk

    pages = [
        client.get(reverse(f"assessment:{name}", args=[year, *ids])).content.decode()
        for name, ids in (("movements", []), ("movement", [movement.pk]), ("activities", []), ("activity", [one.pk]))
    ]

    assert [page.count("Tết Nhân ái") > 0 or page.count("Trao quà Tết") > 0 for page in pages] == [True] * 4
    assert [
        word for word in ("Ghi hoạt động", "Sửa phong trào", "Sửa hoạt động") if any(word in p for p in pages)
    ] == []


def test_pledge_is_signed_on_paper_and_amended_through_its_pages(at_day: Any) -> None:
    at_day(WORKING)
    bloc = make_running_bloc()
    pledge = signed_pledge(bloc, bloc.member)
    target, year = pledge.targets.get(), bloc.year.pk
    typed = {"number": "25/QĐ", "decided_on": "30/5/2024", "reason": "Thiên tai", f"plan_{target.pk}": "60"}
    as_actor(bloc.member.officer).post(reverse("assessment:amend", args=[year, pledge.pk]), typed)
    amendment = PledgeAmendment.objects.get()
    head, authority = as_actor(bloc.member.head), as_actor(bloc.authority)  # type: ignore[arg-type]
    head.post(reverse("assessment:approve_amendment", args=[year, amendment.pk]))
    authority.post(reverse("assessment:agree_to_amendment", args=[year, amendment.pk]))

    shown = head.get(reverse("assessment:pledge", args=[year, pledge.pk])).content.decode()

    assert "trước điều chỉnh: 100 (quyết định số 25/QĐ ngày 30/05/2024)" in shown
    assert "Ký từ xa trên phần mềm" in shown


def test_amendment_is_returned_with_a_reason_that_is_shown(at_day: Any) -> None:
    at_day(WORKING)
    bloc = make_running_bloc()
    pledge = signed_pledge(bloc, bloc.member)
    amendment = proposed(bloc.member, pledge, plan="60")
    client = as_actor(bloc.member.head)
    address = reverse("assessment:return_amendment", args=[bloc.year.pk, amendment.pk])
    empty = client.post(address, {"reason": ""})
    client.post(address, {"reason": "Chưa có căn cứ"})

    assert list(empty.context["form"].errors) == ["reason"]
    shown = client.get(reverse("assessment:pledge", args=[bloc.year.pk, pledge.pk])).content.decode()
    assert "Chưa có căn cứ" in shown


def test_paper_signing_form_refuses_tomorrow_and_keeps_what_was_typed(at_day: Any) -> None:
    at_day(WORKING)
    bloc = make_running_bloc()
    pledge = signed_pledge(bloc, bloc.member)
    pledge.state = "draft"
    pledge.save(update_fields=["state"])
    client, address = as_actor(bloc.member.head), reverse("assessment:sign_on_paper", args=[bloc.year.pk, pledge.pk])
    refused = client.post(address, {"signed_on": "4/6/2024", "signer": "Nguyễn Văn A"})
    client.post(address, {"signed_on": "24/5/2024", "signer": "Nguyễn Văn A"})

    assert list(refused.context["form"].errors) == ["signed_on"]
    assert PledgeSigning.objects.get(way="paper").signed_on == date(2024, 5, 24)
    assert (
        "Muộn so với hạn" in client.get(reverse("assessment:pledge", args=[bloc.year.pk, pledge.pk])).content.decode()
    )
