"""Who gets what answer from every address: `tests/permissions.csv`, role by route, and ids of other people's things."""

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.template import Template
from django.test import Client
from django.test.utils import _TestState
from django.urls import URLPattern

from tests.assessment.factories import (
    REVIEWING,
    Bloc,
    draft_pledge,
    draft_scores,
    make_running_bloc,
    submitted_scores,
)
from tests.assessment.factories_movements import launched, pictured, recorded, with_wave
from tests.assessment.factories_movements import planned as event_planned
from tests.assessment.factories_periods import planned
from tests.assessment.factories_rounds import rounds_at_work
from tests.ballots.factories import RULE
from tests.factories import make_actor, make_authority, make_sheet, make_unit, moment
from tests.honours.test_nominations import FLAG
from thidua.assessment.actions import reopening
from thidua.assessment.models import Evidence, EvidenceFile, PledgeAmendment, ScoreLine, SupersededRanking
from thidua.ballots import actions as ballots
from thidua.ballots.models import TallySheetScan
from thidua.bodies import actions as bodies
from thidua.bodies.models import Account
from thidua.conferences import actions as conferences
from thidua.conferences.actions import leadership
from thidua.conferences.models import Conference, Resolution, UnitVoice, WrittenOpinion
from thidua.cycles import actions as cycles
from thidua.honours import actions as honours
from thidua.honours.models import NominationList
from thidua.kernel import gate
from thidua.kernel.actor import SYSTEM, Actor, Office
from thidua.kernel.checks import addresses
from thidua.kernel.gate import GatedView
from thidua.kernel.uploads import storing
from thidua.kernel.uploads.storing import keep_bytes
from thidua.notices.models import Letter, Notice
from thidua.papers import actions as papers
from thidua.papers.models import MinutesScan, MinutesSigners, MinutesSupplement
from thidua.rulebook.guards import Guard, Then, When

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).resolve().parents[1] / "permissions.csv"
BACKEND = "django.contrib.auth.backends.ModelBackend"
ROLES = (
    "public",
    "outsider",
    "officer",
    "head",
    "leader",
    "deputy",
    "authority",
    "other_authority",
    "council",
    "auditor",
)
SECRET = "no-such-invitation"
ABSENT = Guard(
    title="Vắng hội nghị", clause="Điều 7", when=When.EVENT, key="absent", question="Số hội nghị vắng",
    then=Then.NOT_RANKED,
)  # fmt: skip
CODE = "II.1"


@dataclass
class House:
    """One bloc at work, and someone in each role. The unit in the middle of everything is `bloc.member`."""

    bloc: Bloc
    actors: dict[str, Actor]
    ids: dict[str, int]


def routes() -> Iterator[tuple[str, URLPattern]]:
    """Every address with its pattern, but those that only the sample has."""
    return ((route, pattern) for route, pattern in addresses())


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> House:
    bloc = make_running_bloc(4, sheet=replace(make_sheet(), guards=(ABSENT,)))
    sheet = submitted_scores(bloc, bloc.member)
    authority = bloc.year.bloc.authority
    held = conferences.prepare(
        bloc.year.pk, actor=bloc.leader.head, at=REVIEWING, held_at=moment(2025, 1, 21, 14), place="Hội trường",
        locality="Đồng Tháp", chair="A", secretary="B",
    ).object  # fmt: skip
    task = conferences.add_task(held.pk, actor=bloc.leader.head, at=REVIEWING, text="Việc").object
    delegate = conferences.register_delegate(
        held.pk, actor=bloc.member.head, at=REVIEWING, unit_id=bloc.member.body.pk, name="Đại biểu"
    ).object
    actors = {
        "outsider": make_actor(Office.UNIT_HEAD, make_unit()),
        "officer": bloc.member.officer,
        "head": bloc.member.head,
        "leader": bloc.leader.head,
        "deputy": bloc.deputy.head,
        "authority": bloc.authority,
        "other_authority": make_actor(Office.AUTHORITY_OFFICER, make_authority()),
        "council": make_actor(Office.COUNCIL_MEMBER, authority),
        "auditor": make_actor(Office.AUDITOR, authority),
    }
    assert bloc.authority is not None
    invitation = bodies.invite(
        bloc.member.body.pk, actor=bloc.authority, at=REVIEWING, name="N", username="nguoi.moi",
        office=Office.UNIT_OFFICER, title="Cán bộ",
    ).object[0]  # fmt: skip
    pledge = bloc.year.pledges.get(unit=bloc.member.body)
    report = bloc.year.reports.get(unit=bloc.member.body)
    acting = bloc.member.officer.acting
    assert acting is not None
    line = sheet.lines.get(criterion__code="II.1")
    notice, letter = told_by_mail(bloc.member.officer)
    role = cycles.assign_role(
        bloc.year.pk, actor=bloc.authority, at=REVIEWING, kind="observer", person_id=None,
        body_id=make_unit().pk, first_on=REVIEWING.date(), note="",
    ).object  # fmt: skip
    timed = times_of(bloc)
    ids = {
        **timed,
        "body_id": bloc.member.body.pk,
        "membership_id": bloc.year.memberships.get(unit=bloc.member.body).pk,
        "role_id": role.pk,
        "year_id": bloc.year.pk,
        "bloc_id": bloc.year.bloc_id,
        "unit_id": bloc.member.body.pk,
        "table_id": bloc.year.scoring_table_id or 0,
        "place": 1,
        "pledge_id": pledge.pk,
        "target_id": pledge.targets.get().pk,
        "report_id": report.pk,
        "period_id": planned(bloc).pk,
        "result_id": report.results.get().pk,
        "sheet_id": sheet.pk,
        "line_id": line.pk,
        "item_id": held.agenda.order_by("position")[0].pk,
        "task_id": task.pk,
        "conference_id": held.pk,
        "resolution_id": resolved(bloc, held),
        "delegate_id": delegate.pk,
        "paper_id": 1,
        "person_id": bloc.member.officer.id,
        "appointment_id": acting.id,
        "invitation_id": invitation.pk,
        **movement_ids(bloc),
        **rounds_at_work(bloc, line),
        "notice_id": notice.pk,
        "letter_id": letter.pk,
        **written(bloc, held),
    }
    ids |= led_and_handed(bloc)
    ids |= proven(line, settings, tmp_path) | {"contest_id": voted_on(bloc, held, actors)}
    ids |= scanned(ids["contest_id"], bloc.year.pk)
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: REVIEWING)
    # Only the status counts here: the test client's copies of every template's context would take most of the time.
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)
    return House(bloc, actors, ids)


def resolved(bloc: Bloc, held: Conference) -> int:
    """A resolution of the conference, every unit for it."""
    made = Resolution.objects.create(
        emulation_year=bloc.year, conference=held, position=1, text="Thông qua", share="1/2", strict=True,
        base="present", source="Quy chế", members=4, recorded_by="A", recorded_at=REVIEWING,
    )  # fmt: skip
    UnitVoice.objects.create(emulation_year=bloc.year, resolution=made, unit=bloc.member.body, said="for")
    return made.pk


def written(bloc: Bloc, held: Conference) -> dict[str, Any]:
    """What the member unit wrote, and a supplement and a scan of the minutes, whose signers are its two people."""
    opinion = WrittenOpinion.objects.create(
        emulation_year=bloc.year, conference=held, unit=bloc.member.body, matter="Việc", said="for", signer="A",
        way="letter", received_on=REVIEWING.date(), recorded_by="A", recorded_at=REVIEWING,
    )  # fmt: skip
    MinutesSigners.objects.create(
        conference=held, chair_id=bloc.member.head.id, secretary_id=bloc.member.officer.id, named_by="A",
        named_at=REVIEWING,
    )  # fmt: skip
    MinutesSupplement.objects.create(
        conference=held, number=1, text="Thêm", reason="Thiếu", written_by="A", written_at=REVIEWING
    )
    scan = MinutesScan.objects.create(
        conference=held, facts_hash="0" * 64, name="a.pdf", kind="pdf", size=4, sha256="0" * 64, kept_sha256="0" * 64,
        key=keep_bytes(b"%PDF"), added_by="A", added_at=REVIEWING,
    )  # fmt: skip
    return {
        "opinion_id": opinion.pk, "number": 0, "supplement_number": 1, "scan_id": scan.pk,
    }  # fmt: skip


def led_and_handed(bloc: Bloc) -> dict[str, int]:
    """The member unit appointed to lead next year, a year typed in, the list of the handover, an award and a nominee."""
    by: dict[str, Any] = {"actor": bloc.leader.head, "at": REVIEWING}
    member = bloc.member.body.pk
    choice = leadership.choose_by_appointment(
        bloc.year.pk, **by, post="leader", unit_id=member, person_name="N", person_title="T", document_number="1",
        document_on=REVIEWING.date(), issuer="UBND",
    ).object  # fmt: skip
    past = leadership.record_past_leadership(
        bloc.year.pk, **by, past_year=2019, leader_id=member, deputy_id=None, source="QĐ"
    ).object
    item = papers.draw_up_handover(bloc.year.pk, **by).object.items.get(kind="flag")
    rule = honours.add_rule(bloc.year.pk, **by, values=FLAG).object
    NominationList.objects.create(emulation_year=bloc.year, drafted_by="N", drafted_at=REVIEWING)
    nominee = honours.nominate(rule.pk, **by, nominee="unit", unit_id=member, name="", reason="Lý do").object
    return {
        "choice_id": choice.pk, "past_id": past.pk, "handed_id": item.pk, "rule_id": rule.pk,
        "nomination_id": nominee.pk,
    }  # fmt: skip


def told_by_mail(actor: Actor) -> tuple[Notice, Letter]:
    """A notice for the actor and a letter about it."""
    letter = Letter.objects.create(
        person_id=actor.id, address="a@example.vn", subject="T", key="test", made_at=REVIEWING, due_at=REVIEWING
    )
    notice = Notice.objects.create(
        person_id=actor.id, kind="late", data={}, url="/", key="test", made_at=REVIEWING, letter=letter
    )
    return notice, letter


def voted_on(bloc: Bloc, held: Conference, actors: dict[str, Actor]) -> int:
    """A contest at the conference: every unit's head votes, two people of the authority count."""
    by: dict[str, Any] = {"actor": bloc.leader.head, "at": REVIEWING}
    contest = ballots.prepare_contest(held.pk, **by, values=RULE, units=[bloc.member.body.pk]).object
    ballots.write_roll(contest.pk, **by, voters={unit.body.pk: unit.head.id for unit in bloc.units})
    ballots.choose_committee(
        contest.pk, **by, members=[actors["council"].id, actors["authority"].id], threshold=2
    )  # fmt: skip
    return contest.pk


def scanned(contest_id: int, year_id: int) -> dict[str, int]:
    """A scan of the contest's tally sheet, with its bytes in the store of the test."""
    scan = TallySheetScan.objects.create(
        emulation_year_id=year_id, contest_id=contest_id, name="a.pdf", kind="pdf", size=5, sha256="a" * 64,
        kept_sha256="a" * 64, key=storing.keep_bytes(b"bytes"), added_by="A", added_at=REVIEWING,
    )  # fmt: skip
    return {"scan_id": scan.pk}


def movement_ids(bloc: Bloc) -> dict[str, int]:
    """A movement with a wave, an activity and a proposed amendment of the member unit, and an event of its bloc."""
    found = launched(bloc)
    pledge = bloc.year.pledges.get(unit=bloc.member.body)
    amendment = PledgeAmendment.objects.create(
        emulation_year=bloc.year, pledge=pledge, number="1/QĐ", decided_on=pledge.approved_at.date(), reason="Lý do",
        lowers=False, proposed_by="N", proposed_at=REVIEWING,
    )  # fmt: skip
    return {
        "movement_id": found.pk,
        "wave_id": with_wave(bloc, found).pk,
        "activity_id": recorded(bloc).pk,
        "photo_id": pictured(bloc).pk,
        "event_id": event_planned(bloc).pk,
        "amendment_id": amendment.pk,
    }


def times_of(bloc: Bloc) -> dict[str, int]:
    """A request for more time and a period opened again, both of the member unit; a ranking that no longer holds."""
    assert bloc.authority is not None
    until = moment(2025, 1, 20, 17)
    asked = cycles.ask_extension(
        bloc.year.pk, actor=bloc.member.head, at=REVIEWING, phase="score", deadline_at=until, reason="Chưa kịp"
    ).object
    membership = bloc.year.memberships.get(unit=bloc.member.body)
    opened = reopening.reopen(
        membership.pk, actor=bloc.authority, at=REVIEWING, phase="report", until=until, reason="Sai số liệu"
    ).object
    kept = SupersededRanking.objects.create(
        emulation_year=bloc.year, rows=[], content_hash="0" * 64, proposed_by="A", proposed_at=REVIEWING,
        finalised_by="B", finalised_at=REVIEWING, reason="Sai số liệu", superseded_by="A", superseded_by_id=1,
        asked_by="B", asked_by_id=2, superseded_at=REVIEWING,
    )  # fmt: skip
    return {"extension_id": asked.pk, "reopening_id": opened.pk, "superseded_id": kept.pk}


def proven(line: ScoreLine, settings: Any, folder: Path) -> dict[str, int]:
    """A picture put forward for a line, with its bytes in a store of the test's own."""
    settings.MEDIA_ROOT = folder
    known = {"emulation_year_id": line.emulation_year_id, "unit_id": line.sheet.unit_id}
    added = {"added_by": "A", "added_at": REVIEWING}
    keys = [storing.keep_bytes(b"bytes"), storing.keep_bytes(b"preview")]
    file = EvidenceFile.objects.create(
        **known, **added, name="a.jpg", kind="jpg", size=5, sha256="a" * 64, kept_sha256="a" * 64, key=keys[0],
        preview_key=keys[1],
    )  # fmt: skip
    row = Evidence.objects.create(**known, **added, line=line, kind="file", file=file, position=1)
    return {"file_id": file.pk, "evidence_id": row.pk}


PAPERS = {"pledges": "pledge_id", "reports": "report_id", "scores": "sheet_id"}


def address_of(route: str, ids: dict[str, int]) -> str:
    """The route with its placeholders filled from the ids; a paper's id by the kind of paper it is."""
    path = "/" + route.replace("<str:secret>", SECRET).replace("<path:code>", CODE).replace(
        "<str:kind>", "json"
    ).replace("<str:what>", "report").replace("<str:token>", SECRET).replace("<str:minutes_part>", "members")
    path = path.replace("<str:phase>", "report").replace("<str:post>/<str:method>", "deputy/appointment")
    for kind, name in PAPERS.items():
        path = path.replace(f"{kind}/<int:paper_id>", f"{kind}/{ids[name]}")
    for name, value in ids.items():
        path = path.replace(f"<int:{name}>", str(value))
    return path


def client_of(actor: Actor | None) -> Client:
    client = Client(raise_request_exception=True)
    if actor is not None:
        client.force_login(Account.objects.get(person_id=actor.id), backend=BACKEND)
    return client


def status_of(response: Any) -> int:
    """The status; what would stream from a file is let go."""
    response.close()
    return int(response.status_code)


def answers(house: House) -> dict[str, dict[str, str]]:
    """What every role gets from every address, by GET."""
    clients = {role: client_of(house.actors.get(role)) for role in ROLES}
    found: dict[str, dict[str, str]] = {}
    for route, _pattern in routes():
        path = address_of(route, house.ids)
        found[route] = {role: str(status_of(clients[role].get(path))) for role in ROLES}
    return found


def test_every_role_gets_the_answer_of_the_table(house: House) -> None:
    found = answers(house)
    if os.environ.get("WRITE_PERMISSIONS"):
        write(found)
    with TABLE.open(encoding="utf-8", newline="") as file:
        table = {row.pop("route"): row for row in csv.DictReader(file)}

    assert sorted(found) == sorted(table)
    wrong = {
        (route, role): (status, table[route][role])
        for route, row in found.items()
        for role, status in row.items()
        if status != table[route][role]
    }
    assert wrong == {}


def write(found: dict[str, dict[str, str]]) -> None:
    """Write the table anew; every changed cell is then read by a person."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["route", *ROLES], lineterminator="\n")
        writer.writeheader()
        writer.writerows({"route": route, **row} for route, row in sorted(found.items()))


@pytest.mark.parametrize("whose", ["draft of another unit", "another bloc", "another year's address"])
def test_ids_of_other_peoples_things_are_not_found(house: House, whose: str) -> None:
    ids = house.ids | others(house, whose)
    clients = {role: client_of(house.actors[role]) for role in ("outsider", "officer", "head", "leader", "deputy")}
    shown: list[tuple[str, str, int]] = []
    for route, _pattern in routes():
        if not any(f"<int:{name}>" in route for name in CHANGED[whose]):
            continue
        for role, client in clients.items():
            for send in (client.get, client.post):
                status = send(address_of(route, ids)).status_code
                if status not in (403, 404):
                    shown.append((route, role, status))

    assert shown == []


MOVEMENT_IDS = {"movement_id", "activity_id", "event_id", "amendment_id", "photo_id"}
CHANGED = {
    "draft of another unit": {"pledge_id", "sheet_id", "line_id", "target_id"},
    "another bloc": {
        "year_id",
        *MOVEMENT_IDS,
        "period_id",
        "pledge_id",
        "report_id",
        "result_id",
        "sheet_id",
        "line_id",
    },
    "another year's address": {
        *MOVEMENT_IDS,
        "period_id",
        "pledge_id",
        "report_id",
        "result_id",
        "sheet_id",
        "line_id",
    },
}


def others(house: House, whose: str) -> dict[str, int]:
    """Ids that nobody in the bloc may open: a draft of the fourth unit, or things of another bloc."""
    if whose == "draft of another unit":
        sheet = draft_scores(house.bloc, house.bloc.units[3])
        other = make_running_bloc()
        pledge = draft_pledge(other, other.member)
        return {
            "pledge_id": pledge.pk,
            "target_id": pledge.targets.get().pk,
            "sheet_id": sheet.pk,
            "line_id": sheet.lines.order_by("pk")[0].pk,
        }
    other = make_running_bloc()
    sheet = submitted_scores(other, other.member)
    report = other.year.reports.get()
    ids = {
        "period_id": planned(other).pk,
        "pledge_id": other.year.pledges.get().pk,
        "report_id": report.pk,
        "result_id": report.results.get().pk,
        "sheet_id": sheet.pk,
        "line_id": sheet.lines.order_by("pk")[0].pk,
    }
    ids |= movement_ids(other)
    return ids | ({"year_id": other.year.pk} if whose == "another bloc" else {})


def test_every_permission_is_used() -> None:
    on_pages = {pattern.callback.needs for _route, pattern in routes() if isinstance(pattern.callback, GatedView)}
    on_actions = set(actions_by_permission())

    assert set(gate._permissions) - on_pages - on_actions - ASKED_BY_QUERIES - TESTS_OWN == set()


# What only decides how much a page shows.
ASKED_BY_QUERIES = {"assessment.preview_standings", "honours.see_draft"}
TESTS_OWN = {name for name in gate._permissions if name.startswith("test.")}


def actions_by_permission() -> dict[str, str]:
    """The permission of every action of the program."""
    import importlib
    import pkgutil

    import thidua

    found: dict[str, str] = {}
    for module in pkgutil.walk_packages(thidua.__path__, "thidua."):
        if ".actions" in module.name and not module.name.startswith("thidua.ledger"):
            for name, thing in vars(importlib.import_module(module.name)).items():
                if hasattr(thing, "needs"):
                    found[thing.needs] = name
    return found


def public_functions_of_actions() -> list[Any]:
    import importlib
    import pkgutil

    import thidua

    found = []
    for module in pkgutil.walk_packages(thidua.__path__, "thidua."):
        if ".actions" in module.name and not module.name.startswith("thidua.ledger"):
            loaded = importlib.import_module(module.name)
            for name, thing in vars(loaded).items():
                takes_actor = callable(thing) and "actor" in getattr(thing, "__annotations__", {})
                if takes_actor and thing.__module__ == loaded.__name__ and not name.startswith("_"):
                    found.append(thing)
    return found


# Parts of actions that take the actor to write a name down; they are called by actions only.
PARTS = {"send", "approve", "give_back", "second_of"}


def test_every_function_that_takes_an_actor_is_an_action() -> None:
    bare = {thing.__name__ for thing in public_functions_of_actions() if not hasattr(thing, "needs")}

    assert bare - PARTS == set()


def test_system_actor_opens_no_page() -> None:
    pages = [pattern.callback.needs for _route, pattern in routes() if isinstance(pattern.callback, GatedView)]
    named = [needs for needs in pages if needs not in (gate.PUBLIC, gate.SIGNED_IN)]

    assert [needs for needs in named if gate.may_ever(SYSTEM, needs) and not needs.startswith("bodies.")] == []
