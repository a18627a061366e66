"""Cross-scoring: planned, assigned, scored in secret, revealed."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client

from tests.assessment.factories import REVIEWING, line_of, make_running_bloc, outsider, submitted_scores
from tests.assessment.factories_rounds import (
    ALL_ROUNDS,
    CROSS_OVER,
    CROSSING,
    NO_AUTHORITY,
    assigned_bloc,
    assignments,
    confirmed,
    cross_score,
    crossed_bloc,
    entries_for,
    plan,
    planned_bloc,
    revealed_bloc,
    sheet_of,
    unit_of,
)
from tests.factories import make_actor, moment
from thidua.assessment import queries
from thidua.assessment.actions import flow, ranking, rounds, scores
from thidua.assessment.actions.scores import OutOfRange
from thidua.assessment.models import CrossAssignment, RoundScore, ScoreLine, ScoringPlan
from thidua.assessment.planning import PlanSettings
from thidua.bodies.models import Account
from thidua.kernel.actor import Office
from thidua.kernel.checks import addresses
from thidua.kernel.gate import Denied
from thidua.kernel.refusals import TextRefusal
from thidua.ledger.models import Entry
from thidua.rulebook.rounds import Round

pytestmark = pytest.mark.django_db


# The plan.


def test_year_without_a_plan_is_scored_as_before() -> None:
    bloc = make_running_bloc()
    for unit in bloc.units:
        submitted_scores(bloc, unit)
    confirmed(bloc)

    assert queries.units_not_reviewed(bloc.year) == []
    assert [row.points for row in queries.standings_of(bloc.year)] == [Decimal(76)] * 3


def test_authority_plans_the_rounds() -> None:
    bloc = make_running_bloc()

    made = plan(bloc)

    assert sorted(one.round for one in made.rounds.all()) == ["authority", "bloc", "cross", "team"]
    assert Entry.objects.latest("sequence").payload["rounds"] == ["cross", "team", "bloc", "authority"]


def test_plan_is_for_the_authority_alone() -> None:
    bloc = make_running_bloc()

    with pytest.raises(Denied):
        rounds.plan_scoring(
            bloc.year.pk, actor=bloc.leader.head, at=CROSSING, rounds=ALL_ROUNDS, settings=PlanSettings()
        )


def test_one_scorer_cannot_be_hidden() -> None:
    with pytest.raises(rounds.OneIsNotHidden):
        plan(make_running_bloc(), each=1)


def test_plan_keeps_its_promises_once_scores_are_in() -> None:
    bloc = crossed_bloc()

    for changed in ({"anonymous": False}, {"binding": True}, {"used": {Round.BLOC: (None, None)}}):
        with pytest.raises(rounds.PromiseMade):
            plan(bloc, **changed)
    assert plan(bloc, threshold_points=Decimal(1)).threshold_points == Decimal(1)


def test_stale_plan_is_refused() -> None:
    bloc = make_running_bloc()
    plan(bloc)
    assert bloc.authority is not None

    with pytest.raises(flow.Stale):
        rounds.plan_scoring(
            bloc.year.pk, actor=bloc.authority, at=CROSSING, rounds=ALL_ROUNDS, settings=PlanSettings(), version=7
        )


# The assignment.


def test_assignment_is_balanced_and_the_same_as_its_preview() -> None:
    bloc = planned_bloc(5)
    preview = queries.assignment_page(bloc.leader.head, bloc.year.pk).planned

    rounds.assign_cross_scoring(bloc.year.pk, actor=bloc.leader.head, at=CROSSING)

    made = [(one.scorer_id, one.scored_id) for one in assignments(bloc)]
    assert made == [(scorer.pk, scored.pk) for scorer, scored in preview]
    assert set(Counter(scorer for scorer, _ in made).values()) == {2}
    assert set(Counter(scored for _, scored in made).values()) == {2}


def test_nobody_scores_the_own_unit_in_the_database_either() -> None:
    bloc = planned_bloc()
    body = bloc.member.body

    with pytest.raises(IntegrityError), transaction.atomic():
        CrossAssignment.objects.create(
            emulation_year=bloc.year, scorer=body, scored=body, assigned_by="A", assigned_at=CROSSING
        )


def test_assignment_is_made_by_the_head_or_the_authority() -> None:
    bloc = planned_bloc()

    for actor in (bloc.deputy.head, bloc.member.head, bloc.leader.officer):
        with pytest.raises(Denied):
            rounds.assign_cross_scoring(bloc.year.pk, actor=actor, at=CROSSING)
    assert bloc.authority is not None
    rounds.assign_cross_scoring(bloc.year.pk, actor=bloc.authority, at=CROSSING)


def test_assignment_that_cannot_be_is_refused_in_words() -> None:
    bloc = planned_bloc(3, each=3)

    with pytest.raises(TextRefusal, match="chỉ có 3 đơn vị"):
        rounds.assign_cross_scoring(bloc.year.pk, actor=bloc.leader.head, at=CROSSING)


def test_assignment_is_not_made_anew_after_somebody_submitted() -> None:
    bloc = assigned_bloc()
    cross_score(bloc, assignments(bloc)[0])

    with pytest.raises(rounds.AlreadySubmitted):
        rounds.assign_cross_scoring(bloc.year.pk, actor=bloc.leader.head, at=CROSSING)


def test_assignment_needs_a_planned_round() -> None:
    bloc = make_running_bloc()

    with pytest.raises(rounds.RoundNotPlanned):
        rounds.assign_cross_scoring(bloc.year.pk, actor=bloc.leader.head, at=CROSSING)


def test_conflict_of_interest_is_recorded_and_another_unit_scores() -> None:
    bloc = assigned_bloc(5)
    one = assignments(bloc)[0]
    cross_score(bloc, one, submit=False)
    rounds.recuse_from_cross(one.pk, actor=unit_of(bloc, one.scorer_id).head, at=CROSSING, reason="Người nhà")
    assert RoundScore.objects.count() == 0

    free = queries.units_to_take_over(CrossAssignment.objects.get(pk=one.pk))
    made = rounds.reassign_cross(
        one.pk, actor=bloc.leader.head, at=CROSSING, scorer_id=free[0].pk, reason="Thay đơn vị có liên quan"
    ).object

    assert (made.scored_id, made.scorer_id, made.change_reason) == (
        one.scored_id,
        free[0].pk,
        "Thay đơn vị có liên quan",
    )
    assert CrossAssignment.objects.get(pk=one.pk).recused_reason == "Người nhà"
    with pytest.raises(rounds.NotWaiting):
        rounds.reassign_cross(one.pk, actor=bloc.leader.head, at=CROSSING, scorer_id=free[-1].pk, reason="Nữa")


def test_unit_cannot_take_over_scoring_itself() -> None:
    bloc = assigned_bloc()
    one = assignments(bloc)[0]

    with pytest.raises(rounds.CannotTakeOver):
        rounds.reassign_cross(one.pk, actor=bloc.leader.head, at=CROSSING, scorer_id=one.scored_id, reason="Thử")


def test_pairs_of_last_year_are_left_out_where_the_plan_says_so() -> None:
    bloc = planned_bloc(7, no_repeats=True)
    first = queries.planned_pairs(bloc.year, ScoringPlan.objects.get())
    before = bloc.year
    other = type(before).objects.create(
        bloc=before.bloc,
        year=2023,
        decision_number="1",
        decision_on=before.decision_on,
        state="running",
        first_on=date(2023, 1, 1),
        last_on=date(2023, 12, 31),
    )
    for scorer, scored in first:
        CrossAssignment.objects.create(
            emulation_year=other, scorer=scorer, scored=scored, assigned_by="A", assigned_at=CROSSING
        )

    again = queries.planned_pairs(bloc.year, ScoringPlan.objects.get())

    assert set(first) & set(again) == set()


# Scoring.


def test_scores_are_entered_by_the_assigned_unit_alone() -> None:
    bloc = assigned_bloc(5)
    one = assignments(bloc)[0]
    sheet = sheet_of(bloc, unit_of(bloc, one.scored_id))
    others = [unit for unit in bloc.units if unit.body.pk != one.scorer_id]

    for unit in others:
        with pytest.raises((Denied, Http404)):
            rounds.enter_cross_scores(one.pk, actor=unit.head, at=CROSSING, entries=entries_for(sheet))
    assert bloc.authority is not None
    with pytest.raises(Denied):
        rounds.enter_cross_scores(one.pk, actor=bloc.authority, at=CROSSING, entries=entries_for(sheet))


def test_points_out_of_range_are_refused_about_their_field() -> None:
    bloc = assigned_bloc()
    one = assignments(bloc)[0]
    line = line_of(sheet_of(bloc, unit_of(bloc, one.scored_id)), "II.1")

    with pytest.raises(OutOfRange) as refused:
        rounds.enter_cross_scores(
            one.pk, actor=unit_of(bloc, one.scorer_id).officer, at=CROSSING, entries={line: (Decimal(41), "")}
        )

    assert (refused.value.code, refused.value.field) == ("out_of_range", f"points_{line}")


def test_empty_points_stay_missing_and_are_named_at_submission() -> None:
    bloc = assigned_bloc()
    one = assignments(bloc)[0]
    scorer, sheet = unit_of(bloc, one.scorer_id), sheet_of(bloc, unit_of(bloc, one.scored_id))
    entries = entries_for(sheet) | {line_of(sheet, "II.1"): (None, "")}
    rounds.enter_cross_scores(one.pk, actor=scorer.officer, at=CROSSING, entries=entries)

    with pytest.raises(rounds.PointsMissing, match=r"II\.1") as refused:
        rounds.submit_cross_scores(one.pk, actor=scorer.head, at=CROSSING)
    assert "II.1" in str(refused.value)


def test_points_that_depart_from_the_self_score_need_a_reason() -> None:
    bloc = assigned_bloc()
    one = assignments(bloc)[0]
    cross_score(bloc, one, "20", submit=False)

    with pytest.raises(rounds.ReasonsMissing):
        rounds.submit_cross_scores(one.pk, actor=unit_of(bloc, one.scorer_id).head, at=CROSSING)


def test_officer_does_not_submit() -> None:
    bloc = assigned_bloc()
    one = assignments(bloc)[0]
    cross_score(bloc, one, submit=False)

    with pytest.raises(Denied):
        rounds.submit_cross_scores(one.pk, actor=unit_of(bloc, one.scorer_id).officer, at=CROSSING)


def test_submitted_scores_are_not_changed() -> None:
    bloc = assigned_bloc()
    one = assignments(bloc)[0]
    cross_score(bloc, one)

    with pytest.raises(rounds.NotWaiting):
        cross_score(bloc, one, "10", "Nghĩ lại")


@pytest.mark.parametrize(("day", "refusal"), [(4, rounds.RoundNotBegun), (10, rounds.RoundOver)])
def test_scores_are_taken_within_the_window_only(day: int, refusal: type[Exception]) -> None:
    bloc = assigned_bloc()

    with pytest.raises(refusal):
        cross_score(bloc, assignments(bloc)[0], submit=False, at=moment(2025, 1, day))


def test_deadline_itself_is_too_late_and_the_second_before_is_not() -> None:
    bloc = assigned_bloc()
    one = assignments(bloc)[0]

    cross_score(bloc, one, submit=False, at=CROSS_OVER - timedelta(seconds=1))
    with pytest.raises(rounds.RoundOver):
        cross_score(bloc, one, submit=False, at=CROSS_OVER)


def test_unit_that_has_not_handed_in_is_not_scored() -> None:
    bloc = assigned_bloc()
    one = assignments(bloc)[0]
    scored = unit_of(bloc, one.scored_id)
    assert bloc.authority is not None
    scores.return_scores(sheet_of(bloc, scored).pk, actor=bloc.authority, at=CROSSING, reason="Sửa")

    with pytest.raises(rounds.OthersNotHandedIn):
        cross_score(bloc, one, submit=False)


# Closed until revealed (I10).

CANARY, SECRET_POINTS = "MAT-THU-7391", "17.53"


def clients(bloc: Any) -> dict[str, Client]:
    """Somebody signed in for every role that can read anything of the year."""
    authority = bloc.year.bloc.authority
    actors = {
        "leader": bloc.leader.head, "deputy": bloc.deputy.head, "authority": bloc.authority,
        "council": make_actor(Office.COUNCIL_MEMBER, authority), "auditor": make_actor(Office.AUDITOR, authority),
        "outsider": outsider(),
    }  # fmt: skip
    for number, unit in enumerate(bloc.units):
        actors |= {f"head {number}": unit.head, f"officer {number}": unit.officer}
    found = {}
    for name, actor in actors.items():
        client = Client()
        client.force_login(Account.objects.get(person_id=actor.id), backend="django.contrib.auth.backends.ModelBackend")
        found[name] = client
    return found


def crawl(bloc: Any, client: Client) -> str:
    """Every page of the year that this client may read, as one text; workbooks and Word files unpacked."""
    sheets = [sheet_of(bloc, unit) for unit in bloc.units]
    values = {
        "year_id": [bloc.year.pk], "sheet_id": [sheet.pk for sheet in sheets],
        "line_id": list(ScoreLine.objects.filter(criterion__code="II.1").values_list("pk", flat=True)),
        "assignment_id": [one.pk for one in assignments(bloc)], "unit_id": [unit.body.pk for unit in bloc.units],
    }  # fmt: skip
    said = []
    for route, _pattern in addresses():
        names = [part.split(":")[1].rstrip(">") for part in route.split("/") if part.startswith("<int:")]
        if "<str:" in route or "<path:" in route or len(names) > 2 or any(name not in values for name in names):
            continue
        last = names[-1] if names else None
        for value in values[last] if last else [0]:
            path = "/" + route.replace(f"<int:{last}>", str(value)).replace("<int:year_id>", str(bloc.year.pk))
            response = client.get(path)
            if response.status_code == 200 and not response.streaming:
                said.append(_text(response.content))
    return "\n".join(said)


def _text(content: bytes) -> str:
    if content[:2] != b"PK":
        return content.decode(errors="ignore")
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode(errors="ignore") for name in packed.namelist())


def secret_bloc(*, anonymous: bool = True) -> tuple[Any, CrossAssignment]:
    """One submission holds the canary: the first of somebody who is neither head nor deputy of the bloc."""
    bloc = assigned_bloc(4, anonymous=anonymous)
    outside = {bloc.units[2].body.pk, bloc.units[3].body.pk}
    secret = next(one for one in assignments(bloc) if one.scorer_id in outside and one.scored_id not in outside)
    cross_score(bloc, secret, SECRET_POINTS, CANARY)
    return bloc, secret


def test_no_reader_sees_anothers_cross_scores_before_the_reveal(monkeypatch: pytest.MonkeyPatch) -> None:
    bloc, secret = secret_bloc()
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: CROSSING)
    own = next(number for number, unit in enumerate(bloc.units) if unit.body.pk == secret.scorer_id)

    read = {name: crawl(bloc, client) for name, client in clients(bloc).items()}

    seers = {name for name, text in read.items() if CANARY in text or "17,53" in text}
    assert seers == {f"head {own}", f"officer {own}"}


def test_ledger_says_nothing_of_points_before_the_reveal() -> None:
    secret_bloc()

    payloads = [str(entry.payload) for entry in Entry.objects.all()]
    assert not any(CANARY in one or "17.53" in one or "17,53" in one for one in payloads)


@pytest.mark.parametrize("anonymous", [True, False])
def test_scored_unit_learns_who_gave_what_only_where_the_plan_says_so(
    anonymous: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    bloc, secret = secret_bloc(anonymous=anonymous)
    for one in assignments(bloc):
        if one.pk != secret.pk:
            cross_score(bloc, one, "30")
    rounds.reveal_cross_scores(bloc.year.pk, actor=bloc.leader.head, at=CROSSING)
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: CROSSING)
    by_name = clients(bloc)
    scored = next(number for number, unit in enumerate(bloc.units) if unit.body.pk == secret.scored_id)

    assert (CANARY in crawl(bloc, by_name[f"head {scored}"])) is not anonymous
    assert CANARY in crawl(bloc, by_name["authority"])
    other = "deputy" if secret.scored_id == bloc.leader.body.pk else "leader"
    assert CANARY in crawl(bloc, by_name[other])


def test_reveal_waits_for_everybody_or_for_the_deadline() -> None:
    bloc = assigned_bloc()
    cross_score(bloc, assignments(bloc)[0])

    with pytest.raises(rounds.StillWaiting):
        rounds.reveal_cross_scores(bloc.year.pk, actor=bloc.leader.head, at=CROSSING)
    rounds.reveal_cross_scores(bloc.year.pk, actor=bloc.leader.head, at=CROSS_OVER)

    assert ScoringPlan.objects.get().revealed


def test_reveal_counts_only_what_was_submitted() -> None:
    bloc = assigned_bloc()
    first, second = [one for one in assignments(bloc) if one.scored_id == bloc.member.body.pk]
    cross_score(bloc, first, "20", "Ít")
    cross_score(bloc, second, "10", "Rất ít", submit=False)
    rounds.reveal_cross_scores(bloc.year.pk, actor=bloc.leader.head, at=CROSS_OVER)

    sheet = sheet_of(bloc, bloc.member)
    said = queries.said_of(bloc.leader.head, sheet, queries.sheet_of_year(bloc.year)).of("II.1")
    assert (said.cross, said.scorers) == (Decimal(20), 1)


def test_reveal_is_for_the_head_and_the_authority_and_happens_once() -> None:
    bloc = crossed_bloc()

    for actor in (bloc.deputy.head, bloc.member.head):
        with pytest.raises(Denied):
            rounds.reveal_cross_scores(bloc.year.pk, actor=actor, at=CROSSING)
    rounds.reveal_cross_scores(bloc.year.pk, actor=bloc.leader.head, at=CROSSING)
    with pytest.raises(flow.AlreadyDone):
        rounds.reveal_cross_scores(bloc.year.pk, actor=bloc.leader.head, at=CROSSING)


def test_nothing_is_revealed_that_nobody_was_assigned_to() -> None:
    bloc = planned_bloc()

    with pytest.raises(rounds.NothingAssigned):
        rounds.reveal_cross_scores(bloc.year.pk, actor=bloc.leader.head, at=CROSS_OVER)


def test_hash_of_a_submission_shows_afterwards_that_nothing_was_changed() -> None:
    bloc = revealed_bloc()
    one = assignments(bloc)[0]
    told = Entry.objects.get(event="assessment.cross_submitted", subject=f"cross:{one.pk}").payload["content_hash"]
    given = RoundScore.objects.filter(scorer_id=one.scorer_id, sheet__unit_id=one.scored_id)

    assert rounds.digest_of(given) == told
    given.filter(criterion__code="II.1").update(points=Decimal(1))
    assert rounds.digest_of(given.all()) != told


# What the scores come to.


def test_mean_is_shown_and_does_not_count_by_itself() -> None:
    bloc = revealed_bloc()

    assert {row.points for row in queries.standings_of(bloc.year)} == {Decimal(76)}
    confirmed(bloc)
    assert {row.points for row in queries.standings_of(bloc.year)} == {Decimal(76)}


def test_binding_mean_counts_from_the_reveal_and_becomes_the_blocs_points() -> None:
    bloc = crossed_bloc(binding=True, used=NO_AUTHORITY)
    assert {row.points for row in queries.standings_of(bloc.year)} == {Decimal(76)}

    rounds.reveal_cross_scores(bloc.year.pk, actor=bloc.leader.head, at=CROSSING)
    assert {row.points for row in queries.standings_of(bloc.year)} == {Decimal(66)}
    confirmed(bloc)

    assert set(ScoreLine.objects.filter(criterion__code="II.1").values_list("review_points", flat=True)) == {
        Decimal(20)
    }
    assert {row.points for row in queries.standings_of(bloc.year)} == {Decimal(66)}


def test_bloc_does_not_depart_from_a_binding_mean() -> None:
    bloc = revealed_bloc(binding=True)
    line = line_of(sheet_of(bloc, bloc.member), "II.1")

    with pytest.raises(scores.MeanIsBinding):
        scores.review_line(line, actor=bloc.leader.head, at=REVIEWING, points=Decimal(25), reason="Vì thế")
    scores.review_line(line, actor=bloc.leader.head, at=REVIEWING, points=Decimal(20), reason="")


def test_explanation_of_a_binding_mean_names_the_round_and_nobody() -> None:
    bloc = revealed_bloc(binding=True)
    sheet = sheet_of(bloc, bloc.member)

    told = queries.explained(bloc.year, units=[sheet.unit_id], language="vi")[sheet.unit_id, "II.1"]

    assert "bình quân chấm chéo 20 điểm, thay cho 30" in told
    assert not any(unit.body.name in told for unit in bloc.units if unit is not bloc.member)


def test_final_ranking_recomputes_from_the_rounds() -> None:
    from thidua.assessment.recompute import recompute

    bloc = revealed_bloc(binding=True, used=NO_AUTHORITY)
    confirmed(bloc)
    ranking.propose_ranking(bloc.year.pk, actor=bloc.leader.head, at=REVIEWING)
    ranking.finalise_ranking(bloc.year.pk, actor=bloc.deputy.head, at=REVIEWING)

    assert recompute(bloc.year).agrees is True
