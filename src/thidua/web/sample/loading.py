"""Walk the sample year through the same actions that people use, each at its own day, by the right person."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from importlib import resources
from typing import Any

from django.db import transaction
from django.utils import timezone

from thidua.assessment.actions import pledges, ranking, reports, scores
from thidua.assessment.models import Pledge, Result, ScoreLine, ScoreSheet
from thidua.bodies import actions as bodies
from thidua.bodies.models import Account, Body
from thidua.bodies.queries import actor_for
from thidua.conferences import actions as conferences
from thidua.conferences.models import Conference
from thidua.cycles import actions as cycles
from thidua.cycles.models import Criterion, EmulationBloc, EmulationYear
from thidua.kernel.actor import SYSTEM, Actor
from thidua.papers import actions as papers
from thidua.reading.folding import fold
from thidua.reading.numbers import read_quantity
from thidua.rulebook.calendar import Phase
from thidua.rulebook.facts import Sheet
from thidua.web.sample import ballots, leadership, movements, periods
from thidua.web.sample.evidence import illustrate
from thidua.web.sample.rounds import cross_score

# How far the sample goes, in order; each stage includes those before it.
STAGES = ("people", "opened", "pledged", "reported", "scored", "ranked", "conference", "handed_over")
PASSWORD = "thi-dua-nam-mau"  # noqa: S105 - the sample's people share it, and the sign-in page says so
# The day on which the sample's clock is set after each stage.
TODAY = {
    "people": date(2024, 1, 8),
    "opened": date(2024, 1, 15),
    "pledged": date(2024, 12, 2),
    "reported": date(2024, 12, 18),
    "scored": date(2025, 1, 6),
    "ranked": date(2025, 1, 20),
    "conference": date(2025, 1, 22),
    "handed_over": date(2025, 2, 10),
}


def morning(day: date, hour: int = 9) -> datetime:
    """An hour of a day at the authority's clock."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def acts(actor: Actor, day: date, hour: int = 9) -> dict[str, Any]:
    """The keywords of an action by somebody at an hour of a day."""
    return {"actor": actor, "at": morning(day, hour)}


def data() -> dict[str, Any]:
    """The sample's facts."""
    return tomllib.loads((resources.files(__package__) / "bloc12.toml").read_text(encoding="utf-8"))


@dataclass
class Sample:
    """The sample while it is being loaded: facts, bodies by key, and the actors by user name."""

    facts: dict[str, Any] = field(default_factory=data)
    bodies: dict[str, Body] = field(default_factory=dict)

    def load(self, until: str) -> None:
        """Load the stages up to and including `until`. ValueError for a stage there is not."""
        steps: dict[str, Callable[[], None]] = {
            "people": self.people,
            "opened": self.opened,
            "pledged": self.pledged,
            "reported": self.reported,
            "scored": self.scored,
            "ranked": self.ranked,
            "conference": self.conference,
            "handed_over": self.handed_over,
        }
        for stage in STAGES[: STAGES.index(until) + 1]:
            steps[stage]()

    # Who there is.

    def people(self) -> None:
        """The authority, the eleven units and everyone's account."""
        self.bodies["authority"] = bodies.register_authority(
            0, actor=SYSTEM, at=self.beginning, **self.facts["authority"]
        ).object
        for key, unit in self.facts["units"].items():
            self.bodies[key] = bodies.register_body(
                self.bodies["authority"].pk, actor=SYSTEM, at=self.beginning, name=unit["name"],
                short_name=unit["short_name"],
            ).object  # fmt: skip
        for person in self.facts["people"]:
            self._person(person)
        for key, unit in self.facts["units"].items():
            for role, office, title in ROLES:
                self._person(
                    {
                        "name": unit[role],
                        "username": username(unit[role]),
                        "body": key,
                        "office": office,
                        "title": title,
                    }
                )

    def _person(self, person: dict[str, str]) -> None:
        body = self.bodies[person["body"]]
        invited = bodies.invite(
            body.pk, actor=SYSTEM, at=self.beginning, name=person["name"], username=person["username"],
            office=person["office"], title=person["title"],
        )  # fmt: skip
        bodies.accept_invitation(
            invited.object[0].pk, actor=SYSTEM, at=self.beginning, first_on=self.beginning.date(), password=PASSWORD,
            illustrative=True,
        )  # fmt: skip

    @cached_property
    def beginning(self) -> datetime:
        return morning(date(2024, 1, 2))

    def actor(self, name: str, day: date) -> Actor:
        """The actor behind a user name on a day."""
        account = Account.objects.select_related("person").get(username=name)
        return actor_for(account, day=day, chosen=None)

    def head(self, key: str, day: date) -> Actor:
        return self.actor(username(self.facts["units"][key]["head"]), day)

    def officer(self, key: str, day: date) -> Actor:
        return self.actor(username(self.facts["units"][key]["officer"]), day)

    def by_authority(self, day: date, hour: int = 9) -> dict[str, Any]:
        """The keywords of an action by the authority's officer."""
        return acts(self.actor(self.facts["people"][0]["username"], day), day, hour)

    # The year, stage by stage.

    def opened(self) -> None:
        """The authority sets up and opens 2024."""
        day, year, bloc = date(2024, 1, 8), self.facts["year"], self.facts["bloc"]
        by = self.by_authority(day)
        made = cycles.create_bloc(self.bodies["authority"].pk, **by, number=bloc["number"], name=bloc["name"]).object
        opened = cycles.start_year(
            made.pk, **by, year=year["year"], decision_number=year["decision_number"],
            decision_on=year["decision_on"], illustrative=True,
        ).object  # fmt: skip
        cycles.set_members(opened.pk, **by, unit_ids=[self.bodies[key].pk for key in self.facts["units"]])
        cycles.set_leadership(
            opened.pk, **by, leader_id=self.bodies[year["leader"]].pk, deputy_id=self.bodies[year["deputy"]].pk,
            illustrative=True,
        )  # fmt: skip
        cycles.set_phase_windows(opened.pk, **by, windows=self._windows())
        self._adopt_sheet(made, opened, by)
        cycles.open_year(opened.pk, **by)

    def _windows(self) -> dict[Phase, tuple[datetime, datetime]]:
        return {
            Phase(phase): (morning(first, 0), morning(last, 17))
            for phase, (first, last) in self.facts["calendar"].items()
        }

    def _adopt_sheet(self, bloc: EmulationBloc, year: EmulationYear, by: dict[str, Any]) -> None:
        sheet = self.facts["sheet"]
        content = Sheet.from_json(sheet)
        table = cycles.start_sheet(
            bloc.pk, **by, title=sheet["title"], source=sheet["source"], illustrative=True, content=content
        ).object
        cycles.adopt_sheet(table.pk, **by)
        cycles.choose_sheet(year.pk, **by, table_id=table.pk)

    @property
    def year(self) -> EmulationYear:
        return EmulationYear.objects.get(year=self.facts["year"]["year"])

    def pledged(self) -> None:
        """Every unit's officer writes the pledge, its head signs."""
        year, criteria = self.year, {line.code: line for line in Criterion.objects.all()}
        for index, (key, unit) in enumerate(self.facts["units"].items()):
            day = date(2024, 1, 15) + timedelta(days=index)
            by = acts(self.officer(key, day), day, 10)
            pledge = pledges.start_pledge(year.pk, **by).object
            for target in unit["targets"]:
                self._add_target(pledge, target, criteria, by)
            pledges.write_commitments(
                pledge.pk, **by, commitments=COMMITMENT, titles=["excellent_labour_collective", "provincial_merit"]
            )
            pledges.send_pledge(pledge.pk, **by)
            pledges.sign_pledge(pledge.pk, actor=self.head(key, day), at=morning(day, 15))
        Pledge.objects.filter(emulation_year=year).update(illustrative=True)
        movements.load(self, acts)
        periods.load(self, acts)

    def _add_target(
        self, pledge: Pledge, target: dict[str, Any], criteria: dict[str, Criterion], by: dict[str, Any]
    ) -> None:
        pledges.add_target(
            pledge.pk, **by, indicator=target["indicator"], planned=read_quantity(target["planned"]).value,
            unit_of_measure=target["unit_of_measure"], direction=target.get("direction", "more"),
            criterion=criteria[target["criterion"]], illustrative=True,
        )  # fmt: skip

    def reported(self) -> None:
        """Every unit reports its results, its head submits."""
        year = self.year
        for index, (key, unit) in enumerate(self.facts["units"].items()):
            day = date(2024, 12, 2) + timedelta(days=index)
            by = acts(self.officer(key, day), day, 9)
            report = reports.start_report(year.pk, **by).object
            typed = {target["indicator"]: target for target in unit["targets"]}
            for result in Result.objects.filter(report=report).select_related("target").order_by("target__position"):
                self._report(result, typed[result.target.indicator], by)
            if index < 4:
                illustrate(report, index + 1, issuer=unit["name"], by=by)
            reports.send_report(report.pk, **by)
            reports.submit_report(report.pk, actor=self.head(key, day), at=morning(day, 16))

    def _report(self, result: Result, target: dict[str, Any], by: dict[str, Any]) -> None:
        quantity = read_quantity(target["result"])
        claim = target.get("claim", "")
        reports.report_result(
            result.pk, **by, written=target["result"], value=quantity.value, claim=claim,
            claim_source=self.facts["source"]["title"] if claim else "", note=target.get("note", ""),
            illustrative=not target.get("result_is_real", False),
        )  # fmt: skip

    def scored(self) -> None:
        """Every unit scores itself, its head submits."""
        year = self.year
        counts = {(one["unit"], one["code"]): one["count"] for one in self.facts["occurrences"]}
        for index, (key, unit) in enumerate(self.facts["units"].items()):
            day = date(2024, 12, 20) + timedelta(days=index)
            by = acts(self.officer(key, day), day, 9)
            sheet = scores.start_scores(year.pk, **by).object
            judged = iter(unit["judged"])
            for line in (
                ScoreLine.objects.filter(sheet=sheet).select_related("criterion").order_by("criterion__position")
            ):
                if line.criterion.takes_targets:
                    continue
                deducts = not line.criterion.max_points
                given = str(counts.get((key, line.criterion.code), 0)) if deducts else next(judged)
                scores.judge_line(line.pk, **by, inputs={"occurrences" if deducts else "judged": given}, note="")
            scores.send_scores(sheet.pk, **by)
            scores.submit_scores(sheet.pk, actor=self.head(key, day), at=morning(day, 16))
        ScoreSheet.objects.filter(emulation_year=year).update(illustrative=True)
        self._cross_score(year)

    def _cross_score(self, year: EmulationYear) -> None:
        """Every unit is scored by two others, and the scores are revealed."""
        day = date(2025, 1, 3)
        keys = {body.pk: key for key, body in self.bodies.items()}
        cross_score(
            year, authority=self.by_authority(date(2025, 1, 2)), leader=self.head(self.facts["year"]["leader"], day),
            head=lambda body: self.head(keys[body.pk], day),
        )  # fmt: skip

    def ranked(self) -> None:
        """The bloc's head reviews the units, the deputy the head's; two people finalise the ranking."""
        year, day = self.year, date(2025, 1, 8)
        leader, deputy = self.facts["year"]["leader"], self.facts["year"]["deputy"]
        changed = {(one["unit"], one["code"]): one for one in self.facts["reviews"]}
        for key in self.facts["units"]:
            reviewer = self.head(deputy if key == leader else leader, day)
            sheet = ScoreSheet.objects.get(emulation_year=year, unit=self.bodies[key])
            for line in sheet.lines.select_related("criterion"):
                review = changed.get((key, line.criterion.code))
                if review:
                    scores.review_line(
                        line.pk, actor=reviewer, at=morning(day, 10), points=Decimal(review["points"]),
                        reason=review["reason"],
                    )  # fmt: skip
            scores.confirm_lines(sheet.pk, actor=reviewer, at=morning(day, 14))
        ranking.propose_ranking(year.pk, actor=self.head(leader, day), at=morning(date(2025, 1, 9), 9))
        ranking.finalise_ranking(year.pk, actor=self.head(deputy, day), at=morning(date(2025, 1, 9), 15))

    def conference(self) -> None:
        """The conference of the afternoon of 21/1/2025, its minutes made."""
        facts, day = self.facts["conference"], date(2025, 1, 21)
        leader = self.head(self.facts["year"]["leader"], day)
        prepared = acts(leader, date(2025, 1, 15))
        held: Conference = conferences.prepare(
            self.year.pk, **prepared, held_at=facts["held_at"], place=facts["place"], locality=facts["locality"],
            chair=leader.describe(), secretary=self.officer(self.facts["year"]["leader"], day).describe(),
            illustrative_people=True,
        ).object  # fmt: skip
        during: dict[str, Any] = {"actor": leader, "at": facts["held_at"] + timedelta(minutes=10)}
        conferences.open_conference(held.pk, **during)
        present = {self.bodies[key].pk: (True, unit["head"]) for key, unit in self.facts["units"].items()}
        conferences.record_attendance(held.pk, **during, rows=present)
        held.refresh_from_db()
        conferences.write_review(held.pk, **during, text=facts["review"].strip(), version=held.version)
        for text in facts["tasks"]:
            conferences.add_task(held.pk, **during, text=text)
        agreed = self.facts["next_year"]
        conferences.record_agreement(
            held.pk, **during, leader_id=self.bodies[agreed["leader"]].pk,
            deputy_id=self.bodies[agreed["deputy"]].pk, agreed=len(present),
        )  # fmt: skip
        for unit_id in present:
            conferences.record_pledge_signing(held.pk, **during, unit_id=unit_id)
        ballots.vote_on_paper(self, held, at=facts["held_at"] + timedelta(hours=2))
        for item in held.agenda.order_by("position"):
            conferences.mark_item_done(item.pk, **during)
        conferences.close_conference(held.pk, actor=leader, at=facts["held_at"] + timedelta(hours=3))
        self._sign_minutes(held, leader, self.officer(self.facts["year"]["leader"], day))

    def _sign_minutes(self, held: Conference, chair: Actor, secretary: Actor) -> None:
        """The minutes are made the same evening and signed by both."""
        evening = held.held_at + timedelta(hours=4)
        papers.name_signers(held.pk, actor=chair, at=evening, chair=chair.id, secretary=secretary.id)
        made = papers.make_minutes(held.pk, actor=chair, at=evening).object
        for minutes, signer in ((10, secretary), (25, chair)):
            at = evening + timedelta(minutes=minutes)
            papers.sign_minutes(held.pk, actor=signer, at=at, content=made[0].facts_hash)

    def handed_over(self) -> None:
        """2025 opens with its head and deputy; 2024 is closed for good."""
        held = Conference.objects.get(emulation_year=self.year)
        agreed = self.facts["next_year"]
        leadership.accept_and_hand_over(self, acts)
        conferences.hand_over(
            held.pk, **self.by_authority(agreed["decision_on"]), decision_number=agreed["decision_number"],
            decision_on=agreed["decision_on"],
        )  # fmt: skip


ROLES = (("head", "unit_head", "Chủ tịch"), ("officer", "unit_officer", "Chánh Văn phòng"))
COMMITMENT = (
    "Hoàn thành các chỉ tiêu đã đăng ký; tổ chức phong trào thi đua phù hợp với điều kiện thực tế; báo cáo đúng hạn."
)


def username(name: str) -> str:
    """`nguyen.thi.thu.ha` for Nguyễn Thị Thu Hà."""
    return fold(name).replace(" ", ".")


def is_loaded() -> bool:
    """Whether there is anything in the database already."""
    return Body.objects.exists()


def load(until: str) -> None:
    """Load the sample into an empty database, all of it or nothing."""
    with transaction.atomic():
        Sample().load(until)
