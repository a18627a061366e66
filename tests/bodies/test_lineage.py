"""Bodies renamed, merged, split, dissolved: what is kept, what is refused, and which name is read on which day."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from tests.factories import AT, TODAY, make_actor, make_authority, make_unit
from thidua.bodies import actions
from thidua.bodies.actions import lineage
from thidua.bodies.decisions import Decision
from thidua.bodies.models import Body, BodyChange
from thidua.bodies.names import names_of
from thidua.bodies.queries import changes_of, units_under
from thidua.kernel.actor import Actor, Office
from thidua.kernel.gate import Denied
from thidua.ledger.models import Entry
from thidua.ledger.queries import sentence_of

pytestmark = pytest.mark.django_db
DECISION = Decision(number="7/NQ-HĐND", on=date(2024, 4, 20), effective_on=date(2024, 5, 1))
BEFORE, AFTER = date(2024, 4, 30), date(2024, 5, 1)


@pytest.fixture
def authority() -> Body:
    return make_authority()


@pytest.fixture
def officer(authority: Body) -> Actor:
    return make_actor(Office.AUTHORITY_OFFICER, authority)


def last_sentence() -> str:
    entry = Entry.objects.order_by("-sequence")[0]
    return sentence_of(entry.event, entry.payload)


def rename(body: Body, officer: Actor, name: str = "Sở Tài chính", **others: Any) -> BodyChange:
    values = {"name": name, "short_name": name, "decision": DECISION} | others
    return actions.rename_body(body.pk, actor=officer, at=AT, **values).object


def test_rename_keeps_the_old_name_for_the_days_before(authority: Body, officer: Actor) -> None:
    body = make_unit("Sở Kế hoạch", authority=authority)
    rename(body, officer)
    body.refresh_from_db()

    assert (body.name, body.name_on(BEFORE), body.name_on(AFTER)) == ("Sở Tài chính", "Sở Kế hoạch", "Sở Tài chính")
    assert last_sentence() == (
        "Đổi tên “Sở Kế hoạch” thành “Sở Tài chính” từ ngày 01/05/2024 theo quyết định số 7/NQ-HĐND"
    )


def test_rename_twice_reads_each_name_on_its_days(authority: Body, officer: Actor) -> None:
    body = make_unit("Một", authority=authority)
    rename(body, officer, "Hai")
    later = Decision(number="8", on=date(2024, 5, 20), effective_on=date(2024, 5, 20))
    rename(body, officer, "Ba", decision=later)
    body.refresh_from_db()
    days = (BEFORE, AFTER, date(2024, 5, 19), date(2024, 5, 20))

    assert [body.name_on(day) for day in days] == ["Một", "Hai", "Hai", "Ba"]


def test_names_in_force_are_read_and_never_written(authority: Body, officer: Actor) -> None:
    body = make_unit("Sở Kế hoạch", authority=authority)
    rename(body, officer)
    with names_of(lambda: BEFORE):
        seen = Body.objects.get(pk=body.pk)
        assert (seen.name, str(seen), seen.short_name) == ("Sở Kế hoạch",) * 3
        seen.place = "Nơi khác"
        seen.save()
    with names_of(lambda: None):
        assert Body.objects.get(pk=body.pk).name == "Sở Tài chính"

    assert (Body.objects.get(pk=body.pk).name, Body.objects.get(pk=body.pk).place) == ("Sở Tài chính", "Nơi khác")


def test_day_is_not_asked_for_bodies_that_kept_their_name(authority: Body) -> None:
    asked: list[int] = []

    def day() -> date:
        asked.append(1)
        return BEFORE

    with names_of(day):
        assert Body.objects.get(pk=authority.pk).name == authority.name

    assert asked == []


def test_merge_ends_the_others_and_says_who_goes_on(authority: Body, officer: Actor) -> None:
    one, two, below = (make_unit(name, authority=authority) for name in ("Sở Tài chính", "Sở Kế hoạch", "Chi cục"))
    Body.objects.filter(pk=below.pk).update(parent=two)
    change = actions.merge_bodies(
        one.pk, actor=officer, at=AT, merged_ids=[two.pk], name="Sở Tài chính - Kế hoạch", short_name="STC",
        decision=DECISION,
    ).object  # fmt: skip
    one.refresh_from_db()
    two.refresh_from_db()
    below.refresh_from_db()

    assert (one.name, one.dissolved_on, two.dissolved_on, below.parent) == (
        "Sở Tài chính - Kế hoạch", None, DECISION.effective_on, one
    )  # fmt: skip
    assert [(part.side, part.name) for part in change.parts.order_by("pk")] == [
        ("before", "Sở Tài chính"),
        ("before", "Sở Kế hoạch"),
        ("after", "Sở Tài chính - Kế hoạch"),
    ]
    assert list(units_under(officer)) == [below, one]
    assert changes_of(two) == [change]


def test_split_makes_new_bodies_in_the_place_of_the_old(authority: Body, officer: Actor) -> None:
    body = make_unit("Sở Cũ", authority=authority)
    actions.split_body(
        body.pk, actor=officer, at=AT, parts=[("Sở A", "A"), ("Sở B", "B")], continues=False, decision=DECISION
    )
    body.refresh_from_db()

    assert body.dissolved_on == DECISION.effective_on
    assert sorted(units_under(officer).values_list("name", flat=True)) == ["Sở A", "Sở B"]


def test_split_off_leaves_the_old_body_at_work(authority: Body, officer: Actor) -> None:
    body = make_unit("Sở Cũ", authority=authority)
    actions.split_body(body.pk, actor=officer, at=AT, parts=[("Sở A", "A")], continues=True, decision=DECISION)
    body.refresh_from_db()

    assert (body.dissolved_on, units_under(officer).count()) == (None, 2)


def test_dissolved_body_changes_no_more(authority: Body, officer: Actor) -> None:
    body = make_unit(authority=authority)
    actions.dissolve_body(body.pk, actor=officer, at=AT, decision=DECISION)

    with pytest.raises(lineage.AlreadyDissolved):
        rename(body, officer)


def refuse(kind: type[Exception], body: Body, officer: Actor, **values: Any) -> None:
    with pytest.raises(kind):
        rename(body, officer, **values)
    assert BodyChange.objects.exists() is False


def test_rename_refusals_write_nothing(authority: Body, officer: Actor) -> None:
    body, other = make_unit("Sở A", authority=authority), make_unit("Sở B", authority=authority)
    future = Decision(number="9", on=TODAY, effective_on=timezone.localdate(AT) + timedelta(days=1))

    refuse(lineage.SameName, body, officer, name="Sở A", short_name="Sở A")
    refuse(actions.BodyKnown, body, officer, name=other.name)
    refuse(lineage.NotYetInForce, body, officer, decision=future)


def test_change_before_the_last_one_is_refused(authority: Body, officer: Actor) -> None:
    body = make_unit(authority=authority)
    rename(body, officer)
    early = Decision(number="1", on=BEFORE, effective_on=BEFORE)

    with pytest.raises(lineage.BeforeLastChange):
        rename(body, officer, "Tên khác", decision=early)


def test_merge_with_nobody_and_split_into_too_few_are_refused(authority: Body, officer: Actor) -> None:
    body, elsewhere = make_unit(authority=authority), make_unit()
    by = {"actor": officer, "at": AT, "decision": DECISION}

    with pytest.raises(lineage.NothingToMerge):
        actions.merge_bodies(body.pk, **by, merged_ids=[elsewhere.pk, body.pk], name="X", short_name="X")
    with pytest.raises(lineage.TooFewParts):
        actions.split_body(body.pk, **by, parts=[("A", "A")], continues=False)
    with pytest.raises(actions.BodyKnown):
        actions.split_body(body.pk, **by, parts=[(body.name, "A"), ("B", "B")], continues=False)


def test_change_by_others_is_denied_or_not_found(authority: Body, officer: Actor) -> None:
    body = make_unit(authority=authority)

    with pytest.raises(Denied):
        rename(body, make_actor(Office.UNIT_HEAD, body))
    with pytest.raises(Http404):
        rename(body, make_actor(Office.AUTHORITY_OFFICER, make_authority()))


def test_change_by_the_authority_two_steps_above_is_allowed(authority: Body, officer: Actor) -> None:
    below = make_unit("Chi cục", authority=make_unit(authority=authority))
    rename(below, officer, "Chi cục mới")

    assert Body.objects.get(pk=below.pk).name == "Chi cục mới"


def test_written_change_is_refused_every_change_by_the_database(authority: Body, officer: Actor) -> None:
    change = rename(make_unit(authority=authority), officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        BodyChange.objects.filter(pk=change.pk).update(decision_number="khác")
