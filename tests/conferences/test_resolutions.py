"""Resolutions: every unit's voice, exact counting, correction with a reason, and who may do what."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from tests.assessment.factories import Bloc, make_running_bloc, outsider
from tests.conferences.factories import AFTER, as_actor, attended, by, opened, ready
from thidua.conferences import actions
from thidua.conferences.actions import resolving as refusals
from thidua.conferences.models import Conference, Resolution
from thidua.conferences.queries import resolving
from thidua.conferences.queries.stages import ConferenceOver
from thidua.conferences.resolutions import Said
from thidua.kernel.gate import Denied
from thidua.kernel.refusals import Refusal
from thidua.kernel.versions import Stale
from thidua.ledger.models import Entry
from thidua.rulebook.contests import Base

pytestmark = pytest.mark.django_db
TEXT = "Thông qua Quy chế hoạt động của khối năm 2025."


def values(bloc: Bloc, *said: str, **changes: Any) -> dict[str, Any]:
    """A resolution that needs more than half of those present; units beyond `said` are for it."""
    voices = {unit.body.pk: Said.FOR for unit in bloc.units}
    voices |= {unit.body.pk: Said(one) for unit, one in zip(bloc.units, said, strict=False)}
    rule = {"text": TEXT, "share": Fraction(1, 2), "strict": True, "base": Base.PRESENT, "source": "Quy chế, Điều 5"}
    return rule | {"voices": voices} | changes


def recorded(*said: str, units: int = 4, **changes: Any) -> tuple[Bloc, Conference, Resolution]:
    bloc, conference = attended(make_running_bloc(units))
    return (
        bloc,
        conference,
        actions.record_resolution(conference.pk, **by(bloc), **values(bloc, *said, **changes)).object,
    )


def row_of(conference: Conference) -> resolving.ResolutionRow:
    (row,) = resolving.resolutions_of(conference)
    return row


def test_resolution_keeps_every_voice_and_says_what_it_decides() -> None:
    bloc, conference, _made = recorded("for", "against", "none", "for")

    row = row_of(conference)

    assert [(one.unit_id, one.said) for one in row.voices] == list(
        zip([unit.body.pk for unit in bloc.units], ["for", "against", "none", "for"], strict=True)
    )
    assert (row.agreed, row.against, row.silent, row.recused) == (2, 1, 1, 0)
    assert not row.verdict.holds
    assert row.verdict.because.vi == "Không thông qua: 2/4 đơn vị tán thành (50%), cần trên 50% tức ≥ 3"
    assert row.verdict.reference == "Quy chế, Điều 5"
    payload = Entry.objects.get(event="conferences.resolution_recorded").payload
    assert (payload["agreed"], payload["base"], payload["needed"], payload["adopted"]) == ("2", "4", "3", False)
    assert [bloc.units[1].body.name, "against"] in payload["voices"]


@pytest.mark.parametrize(("agreed", "needed", "holds"), [(26, "27", False), (27, "27", True)])
def test_nearly_nine_tenths_are_not_nine_tenths(agreed: int, needed: str, holds: bool) -> None:
    resolution = Resolution(share="9/10", strict=False, base="members", members=29, source="Q")

    found = resolving.verdict_on_resolution(resolution, ["for"] * agreed + ["none"] * (29 - agreed))

    assert (found.data["needed"], found.holds) == (needed, holds)


@pytest.mark.parametrize(("base", "counted"), [(Base.PRESENT, "3"), (Base.MEMBERS, "4")])
def test_absent_unit_counts_only_among_all_members(base: Base, counted: str) -> None:
    bloc, conference = attended(make_running_bloc(4), absent=1)
    voices = {unit.body.pk: Said.FOR for unit in bloc.units[:3]}

    actions.record_resolution(conference.pk, **by(bloc), **values(bloc, base=base, voices=voices))

    assert row_of(conference).verdict.data["base"] == counted


def test_unit_with_an_interest_is_left_out_of_the_base() -> None:
    _bloc, conference, _made = recorded("recused", share=Fraction(1), strict=False)

    row = row_of(conference)

    assert (row.recused, row.verdict.holds) == (1, True)
    assert (row.verdict.data["counted"], row.verdict.data["base"]) == ("3", "3")


def test_one_voice_against_is_not_unanimous() -> None:
    _bloc, conference, _made = recorded("against", share=Fraction(1), strict=False)

    assert not row_of(conference).verdict.holds


def missing_voice(bloc: Bloc) -> dict[str, Any]:
    return values(bloc, voices={unit.body.pk: Said.FOR for unit in bloc.units[1:]})


def everybody_recused(bloc: Bloc) -> dict[str, Any]:
    return values(bloc, *["recused"] * 4)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [(missing_voice, refusals.VoicesDiffer), (everybody_recused, refusals.NobodyDecides)],
)
def test_wrong_voices_are_refused_and_nothing_is_kept(
    wrong: Callable[[Bloc], dict[str, Any]], refusal: type[Refusal]
) -> None:
    bloc, conference = attended(make_running_bloc(4))

    with pytest.raises(refusal):
        actions.record_resolution(conference.pk, **by(bloc), **wrong(bloc))
    assert not Resolution.objects.exists()


def test_same_words_are_not_put_to_the_vote_twice() -> None:
    bloc, conference, _made = recorded()

    with pytest.raises(refusals.SameResolution):
        actions.record_resolution(conference.pk, **by(bloc), **values(bloc))


def test_nothing_is_decided_before_everybody_is_called() -> None:
    bloc, conference = opened()

    with pytest.raises(refusals.NotEveryoneCalled):
        actions.record_resolution(conference.pk, **by(bloc), **values(bloc))


def test_nothing_is_decided_by_too_few() -> None:
    bloc, conference = attended(absent=2)

    with pytest.raises(refusals.TooFewPresent):
        actions.record_resolution(conference.pk, **by(bloc), **values(bloc))


def test_correction_keeps_both_in_the_ledger() -> None:
    bloc, conference, made = recorded("against", "against")
    voices = values(bloc, "for", "against")["voices"]

    actions.correct_resolution(made.pk, **by(bloc), voices=voices, reason="Ghi nhầm hàng", version=1)

    row = row_of(conference)
    assert (row.agreed, row.resolution.corrected_because, row.resolution.version) == (3, "Ghi nhầm hàng", 2)
    payload = Entry.objects.get(event="conferences.resolution_corrected").payload
    name = bloc.units[0].body.name
    assert [name, "against"] in payload["before"]
    assert [name, "for"] in payload["voices"]
    assert payload["reason"] == "Ghi nhầm hàng"


def test_correction_that_changes_nothing_or_comes_too_late_is_refused() -> None:
    bloc, _conference, made = recorded("against")
    same, other = values(bloc, "against")["voices"], values(bloc)["voices"]

    with pytest.raises(refusals.NothingCorrected):
        actions.correct_resolution(made.pk, **by(bloc), voices=same, reason="X")
    with pytest.raises(Stale):
        actions.correct_resolution(made.pk, **by(bloc), voices=other, reason="X", version=7)
    with pytest.raises(refusals.VoicesDiffer):
        actions.correct_resolution(made.pk, **by(bloc), voices={}, reason="X")


def test_closed_conference_changes_no_resolution() -> None:
    bloc, conference = ready()
    made = actions.record_resolution(conference.pk, **by(bloc), **values(bloc)).object
    actions.close_conference(conference.pk, **by(bloc, AFTER))

    with pytest.raises(ConferenceOver):
        actions.record_resolution(conference.pk, **by(bloc, AFTER), **values(bloc, text="Khác"))
    with pytest.raises(ConferenceOver):
        actions.correct_resolution(made.pk, **by(bloc, AFTER), voices=values(bloc, "none")["voices"], reason="X")


def test_member_and_stranger_record_nothing() -> None:
    bloc, conference, made = recorded()

    with pytest.raises(Denied):
        actions.record_resolution(conference.pk, **(by(bloc) | {"actor": bloc.member.head}), **values(bloc, text="K"))
    with pytest.raises(Http404):
        actions.correct_resolution(
            made.pk, **(by(bloc) | {"actor": outsider()}), voices=values(bloc, "none")["voices"], reason="X"
        )


@pytest.mark.parametrize("count", [1, 30])
def test_list_asks_the_same_number_of_queries(count: int) -> None:
    bloc, conference = attended(make_running_bloc(4))
    for number in range(count):
        actions.record_resolution(conference.pk, **by(bloc), **values(bloc, text=f"Nội dung {number}"))

    with CaptureQueriesContext(connection) as caught:
        assert len(resolving.resolutions_of(conference)) == count
    assert len(caught) == 5


def test_resolution_is_put_down_and_corrected_on_pages() -> None:
    bloc, conference = attended(make_running_bloc(4))
    client = as_actor(bloc.leader.head)
    here = f"/years/{bloc.year.pk}/conferences/{conference.pk}/resolutions/"
    assert "Chưa ghi nội dung biểu quyết nào." in client.get(here).content.decode()
    assert client.get(f"{here}add/?everyone=1").content.decode().count('value="for" selected') == 4
    said = {f"said_{unit.body.pk}": "for" for unit in bloc.units}
    typed = {"text": TEXT, "amount": "least", "share": "9/10", "base": "present", "source": "Quy chế"} | said

    client.post(f"{here}add/", typed | {f"said_{bloc.units[3].body.pk}": "none"})

    made = Resolution.objects.get()
    assert (made.share, made.strict) == ("9/10", False)
    page = client.get(here).content.decode()
    assert "3/4 đơn vị tán thành (75%), cần ít nhất 90% tức ≥ 4" in page
    client.post(f"{here}{made.pk}/", said | {"reason": "Ghi nhầm", "version": "1"})
    assert "Đã sửa, lý do: Ghi nhầm" in client.get(here).content.decode()


@pytest.mark.parametrize(("amount", "share"), [("more", "1"), ("least", "0"), ("more", "nửa"), ("least", "1/0")])
def test_share_that_is_none_is_refused_at_its_field(amount: str, share: str) -> None:
    bloc, conference = attended(make_running_bloc(4))
    client = as_actor(bloc.leader.head)
    typed = {"text": TEXT, "amount": amount, "share": share, "base": "present", "source": "Quy chế"}
    typed |= {f"said_{unit.body.pk}": "for" for unit in bloc.units}

    page = client.post(f"/years/{bloc.year.pk}/conferences/{conference.pk}/resolutions/add/", typed)

    assert "Ghi một phân số lớn hơn 0 và nhỏ hơn 1" in page.content.decode()
    assert not Resolution.objects.exists()
