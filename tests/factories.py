"""Plain functions that make what a test needs, and nothing else. Names are invented."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from thidua.bodies.models import Account, Appointment, Body, Person
from thidua.cycles.models import BlocMembership, Criterion, EmulationBloc, EmulationYear, PhaseWindow, ScoringTable
from thidua.kernel import actor as kernel
from thidua.kernel.actor import Actor, Office
from thidua.reading.folding import fold
from thidua.rulebook import facts
from thidua.rulebook.calendar import Phase
from thidua.rulebook.rules import Judged, PerUnit, Proportion, Rule
from thidua.rulebook.rules.inputs import Input, InputKind
from thidua.rulebook.rules.measure import OfInput

AT = datetime(2024, 6, 1, 2, 0, tzinfo=UTC)
TODAY = date(2024, 6, 1)

_numbers = itertools.count(1)


def make_authority(name: str | None = None) -> Body:
    """An authority that organises blocs."""
    name = name or f"Sở Nội vụ {next(_numbers)}"
    return Body.objects.create(name=name, short_name=name, folded=fold(name), place="Đồng Tháp")


def make_unit(name: str | None = None, *, authority: Body | None = None) -> Body:
    """A body under an authority."""
    name = name or f"Đơn vị {next(_numbers)}"
    parent = authority or make_authority()
    return Body.objects.create(name=name, short_name=name, folded=fold(name), parent=parent, place="Đồng Tháp")


def make_person(name: str | None = None) -> Person:
    """Somebody with no account and no office."""
    name = name or f"Người {next(_numbers)}"
    return Person.objects.create(name=name, folded=fold(name))


def make_account(person: Person | None = None, *, password: str | None = None) -> Account:
    """An account that can be signed in to with `client.force_login`, or with the password given."""
    account = Account(username=f"user{next(_numbers)}", person=person or make_person())
    if password:
        account.set_password(password)
    account.save()
    return account


def make_appointment(
    person: Person, body: Body, office: Office = Office.UNIT_OFFICER, *, first_on: date = date(2020, 1, 1),
    last_on: date | None = None,
) -> Appointment:  # fmt: skip
    """An office held from a day."""
    return Appointment.objects.create(
        person=person, body=body, office=office, title=f"Chức vụ {office.value}", first_on=first_on, last_on=last_on
    )


def make_actor(office: Office, body: Body | None, *, name: str | None = None) -> Actor:
    """A person with an account and one office, as the gate sees them."""
    person = make_person(name)
    make_account(person)
    if body is None:
        return Actor(id=person.pk, name=person.name)
    row = make_appointment(person, body, office)
    acting = kernel.Appointment(id=row.pk, office=office, body_id=body.pk, body_name=body.name, title=row.title)
    return Actor(id=person.pk, name=person.name, acting=acting, appointments=(acting,))


def make_bloc(authority: Body | None = None, *, number: int | None = None) -> EmulationBloc:
    """A bloc of an authority."""
    number = number or next(_numbers)
    return EmulationBloc.objects.create(
        authority=authority or make_authority(), number=number, name=f"Khối thi đua số {number}"
    )


Line = tuple[str, str, str, str | None]
SHEET: tuple[Line, ...] = (
    ("I.1", "proportion", "60", None),
    ("II.1", "judged", "40", None),
    ("III.1", "deduction", "10", "2"),
)


def make_line(code: str, kind: str, most: str, each: str | None = None) -> facts.Criterion:
    """A line in proportion to targets, a judged one, or a deduction of so many points each time down to a cap."""
    points = Decimal(most)
    rules: dict[str, Rule] = {"proportion": Proportion(points=points), "judged": Judged(points=points)}
    if kind != "deduction":
        return facts.Criterion(
            code=code, title=f"Tiêu chí {code}", rule=rules[kind], max_points=points, clause=f"Mục {code}"
        )
    times = Input(key="occurrences", kind=InputKind.COUNT, label="Số lần", unit="lần")
    rule = PerUnit(of=OfInput(asked=times), points=-Decimal(each or "1"), floor=-points)
    return facts.Criterion(
        code=code, title=f"Tiêu chí {code}", rule=rule, max_points=Decimal(0), least=-points, clause=f"Mục {code}"
    )


def make_sheet(lines: Sequence[Line] = SHEET, *, title: str = "Bảng điểm") -> facts.Sheet:
    """A sheet with a section for what stands before the dot of each code; a code without one stands alone."""
    made = [make_line(*line) for line in lines]
    loose = tuple(line for line in made if "." not in line.code)
    sections = dict.fromkeys(line.code.split(".")[0] for line in made if "." in line.code)
    inside = {code: tuple(line for line in made if line.code.startswith(f"{code}.")) for code in sections}
    entries = (facts.Section(code=code, title=f"Phần {code}", entries=inside[code]) for code in sections)
    return facts.Sheet(title=title, entries=(*loose, *entries))


def make_table(
    bloc: EmulationBloc, *, adopted: bool = True, lines: Sequence[Line] = SHEET, sheet: facts.Sheet | None = None
) -> ScoringTable:
    """A criteria sheet: one line of each of three kinds unless told otherwise."""
    title = f"Bảng điểm {next(_numbers)}"
    content = replace(sheet or make_sheet(lines), title=title, source="")
    written = content.to_json()
    del written["title"], written["source"]
    table = ScoringTable.objects.create(bloc=bloc, title=title, content=written)
    for position, line in enumerate(content.criteria, start=1):
        Criterion.objects.create(
            table=table, position=position, section=line.code.split(".")[0], code=line.code, title=line.title,
            max_points=line.max_points, takes_targets=line.takes_targets,
        )  # fmt: skip
    if adopted:
        table.adopted_at, table.adopted_by, table.content_hash = AT, "Người ban hành", content.digest()
        table.save()
    return table


WINDOWS: Mapping[Phase, tuple[date, date]] = {
    Phase.PLEDGE: (date(2024, 1, 1), date(2024, 3, 1)),
    Phase.CARRY_OUT: (date(2024, 3, 1), date(2024, 12, 1)),
    Phase.REPORT: (date(2024, 12, 1), date(2024, 12, 21)),
    Phase.SCORE: (date(2024, 12, 10), date(2025, 1, 11)),
    Phase.CONFERENCE: (date(2025, 1, 11), date(2025, 2, 1)),
    Phase.COMMEND: (date(2025, 2, 1), date(2025, 4, 1)),
}


def moment(year: int, month: int, day: int, hour: int = 9) -> datetime:
    """A moment at the clock of Hà Nội."""
    return datetime(year, month, day, hour, tzinfo=UTC) - timedelta(hours=7)


def make_year(
    bloc: EmulationBloc | None = None, *, units: Sequence[Body] | int = 3, state: str = "running", year: int = 2024,
    table: ScoringTable | None = None,
) -> EmulationYear:  # fmt: skip
    """A year with members, the first of them its head and the second its deputy, a calendar and a sheet."""
    bloc = bloc or make_bloc()
    if isinstance(units, int):
        units = [make_unit(authority=bloc.authority) for _ in range(units)]
    made = EmulationYear.objects.create(
        bloc=bloc, year=year, first_on=date(year, 1, 1), last_on=date(year, 12, 31), decision_number="01/QĐ-SNV", decision_on=date(year, 1, 2), state="running",
        leader=units[0] if units else None, deputy=units[1] if len(units) > 1 else None,
        scoring_table=table or make_table(bloc), opened_at=AT, rulebook_version="test",
    )  # fmt: skip
    for position, unit in enumerate(units, start=1):
        BlocMembership.objects.create(emulation_year=made, unit=unit, position=position)
    for phase, (first, last) in WINDOWS.items():
        PhaseWindow.objects.create(
            emulation_year=made, phase=phase,
            first_at=moment(first.year, first.month, first.day, 0),
            deadline_at=moment(last.year, last.month, last.day, 0),
        )  # fmt: skip
    if state != "running":
        made.state = state
        made.save(update_fields=["state"])
    return made
