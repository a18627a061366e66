"""Comparing what a workbook says with what there is: what is new, what changes, what stays, and what cannot be."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from thidua.bodies.models import Body
from thidua.cycles.models import BlocMembership, EmulationBloc, EmulationYear, YearState
from thidua.cycles.province.columns import BLOCS, BODIES, MEMBERS, Worksheet
from thidua.cycles.province.reading import BlocLine, BodyLine, Fault, MemberLine, Province, fault

NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One row of the preview."""

    worksheet: str
    row: int
    label: str
    detail: str
    state: str


@dataclass(kw_only=True)
class Plan:
    """What confirming will write, row by row; nothing may be written while there are faults."""

    authority: Body
    province: Province
    steps: list[Step] = field(default_factory=list)
    bodies: dict[str, Body] = field(default_factory=dict)
    everywhere: dict[str, Body] = field(default_factory=dict)
    blocs: dict[str, EmulationBloc] = field(default_factory=dict)
    years: dict[tuple[str, int], EmulationYear] = field(default_factory=dict)
    memberships: dict[tuple[str, int, str], BlocMembership] = field(default_factory=dict)

    @property
    def faults(self) -> list[Fault]:
        return self.province.faults

    def count(self, worksheet: str, *states: str) -> int:
        return sum(step.worksheet == worksheet and step.state in states for step in self.steps)

    @property
    def counts(self) -> list[tuple[str, int, int, int]]:
        """A row a worksheet: its name, and how many rows are new, changed, unchanged."""
        return [
            (one.name, self.count(one.name, NEW), self.count(one.name, CHANGED), self.count(one.name, SAME))
            for one in (BODIES, BLOCS, MEMBERS)
        ]

    @property
    def unchanged(self) -> int:
        return sum(step.state == SAME for step in self.steps)

    @property
    def changes_something(self) -> bool:
        return self.unchanged < len(self.steps)


def plan_of(authority: Body, province: Province) -> Plan:
    """Compare the file with the database. Five queries, whatever its size."""
    plan = Plan(authority=authority, province=province)
    below = Body.objects.filter(Q(parent=authority) | Q(parent__parent=authority)).select_related("parent")
    plan.bodies = {authority.name: authority} | {body.name: body for body in below}
    asked = {line.unit for line in province.members} | {line.name for line in province.bodies}
    plan.everywhere = {body.name: body for body in Body.objects.filter(name__in=asked)} | plan.bodies
    _plan_bodies(plan)
    _plan_blocs(plan)
    _plan_members(plan)
    return plan


def _twice(plan: Plan, worksheet: Worksheet, key: str, lines: Iterable[tuple[int, Hashable]]) -> None:
    """Tell of every row that repeats an earlier one."""
    first: dict[Hashable, int] = {}
    for row, value in lines:
        if first.setdefault(value, row) != row:
            sentence = _("Trùng với dòng %(row)s. Bỏ một trong hai dòng.") % {"row": first[value]}
            fault(plan.province, worksheet, row, key, sentence)


def _plan_bodies(plan: Plan) -> None:
    lines = plan.province.bodies
    _twice(plan, BODIES, "name", ((line.row, line.name) for line in lines))
    listed = {line.name: line for line in lines}
    for line in lines:
        known = plan.bodies.get(line.name)
        if known is None and line.name in plan.everywhere:
            fault(plan.province, BODIES, line.row, "name", _(
                "Tên này đã có ở cơ quan khác. Bỏ dòng này; muốn mời đơn vị đó thì ghi thẳng ở trang “Thành viên”."
            ))  # fmt: skip
        if line.name == plan.authority.name:
            fault(plan.province, BODIES, line.row, "name", _("Đây là cơ quan của bạn, không cần ghi. Bỏ dòng này."))
        _check_parent(plan, line, listed)
        state = NEW if known is None else SAME if body_is(plan, known, line) else CHANGED
        plan.steps.append(Step(worksheet=BODIES.name, row=line.row, label=line.name, detail=line.parent, state=state))


def _check_parent(plan: Plan, line: BodyLine, listed: dict[str, BodyLine]) -> None:
    """A parent is the authority itself, or a body directly under it, in the file or already there."""
    if line.parent in ("", plan.authority.name):
        return
    above, known = listed.get(line.parent), plan.bodies.get(line.parent)
    if above is None and known is None:
        fault(plan.province, BODIES, line.row, "parent", _(
            "Không tìm thấy cơ quan “%(name)s”. Thêm cơ quan đó ở trang này, hoặc sửa tên cho đúng."
        ) % {"name": line.parent})  # fmt: skip
        return
    direct = (
        above.parent in ("", plan.authority.name)
        if above
        else known is not None and known.parent_id == plan.authority.pk
    )
    if not direct or line.parent == line.name:
        fault(plan.province, BODIES, line.row, "parent", _(
            "“%(name)s” không trực thuộc thẳng cơ quan của bạn. Chọn một đơn vị cấp trên trực tiếp."
        ) % {"name": line.parent})  # fmt: skip


def body_is(plan: Plan, body: Body, line: BodyLine) -> bool:
    """Whether the body already is what the row says."""
    above = body.parent.name if body.parent and body.parent_id != plan.authority.pk else ""
    asked = "" if line.parent == plan.authority.name else line.parent
    place = line.place or plan.authority.place
    return (body.short_name, above, body.place, body.kind) == (line.short_name, asked, place, line.kind)


def _plan_blocs(plan: Plan) -> None:
    lines = plan.province.blocs
    _twice(plan, BLOCS, "name", ((line.row, line.name) for line in lines))
    rows = list(EmulationBloc.objects.filter(authority=plan.authority).select_related("parent"))
    plan.blocs = {bloc.name: bloc for bloc in rows}
    double = {name for name, times in Counter(bloc.name for bloc in rows).items() if times > 1}
    parents = {bloc.name: bloc.parent.name if bloc.parent else "" for bloc in rows}
    parents |= {line.name: line.parent for line in lines}
    numbers = {_place(line.parent, line.word, line.number): line.name for line in lines if line.number is not None}
    taken = {
        _place(bloc.parent.name if bloc.parent else "", bloc.word, bloc.number): bloc.name
        for bloc in rows
        if bloc.number is not None and bloc.name not in {line.name for line in lines}
    } | numbers
    for line in lines:
        _check_bloc(plan, line, double, parents, taken)
        known = plan.blocs.get(line.name)
        state = NEW if known is None else SAME if bloc_is(known, line) else CHANGED
        plan.steps.append(Step(worksheet=BLOCS.name, row=line.row, label=line.name, detail=line.parent, state=state))


def _place(parent: str, word: str, number: int | None) -> tuple[str, str, int | None]:
    return parent, word, number


def _check_bloc(
    plan: Plan, line: BlocLine, double: set[str], parents: dict[str, str], taken: dict[tuple[str, str, int | None], str]
) -> None:
    def wrong(key: str, sentence: str) -> None:
        fault(plan.province, BLOCS, line.row, key, sentence)

    if line.name in double:
        wrong("name", _("Cơ quan có nhiều khối cùng tên này. Sửa tên ở trang của khối trước khi nhập."))
    if line.parent and line.parent not in parents:
        wrong(
            "parent",
            _("Không tìm thấy khối “%(name)s”. Thêm khối đó ở trang này, hoặc sửa tên.") % {"name": line.parent},
        )
    seen, step = {line.name}, line.parent
    while step:
        if step in seen:
            wrong("parent", _("Khối này nằm trong chính nó qua các khối khác. Sửa cột “Thuộc khối”."))
            break
        seen.add(step)
        step = parents.get(step, "")
    other = taken.get(_place(line.parent, line.word, line.number)) if line.number is not None else None
    if other not in (None, line.name):
        wrong("number", _("Số này đã dùng cho “%(name)s” trong cùng nhóm. Ghi số khác.") % {"name": other})


def bloc_is(bloc: EmulationBloc, line: BlocLine) -> bool:
    """Whether the bloc already is what the row says."""
    above = bloc.parent.name if bloc.parent else ""
    return (bloc.word, bloc.number, bloc.number_style, above) == (
        line.word,
        line.number,
        line.number_style,
        line.parent,
    )


def _plan_members(plan: Plan) -> None:
    lines = plan.province.members
    _twice(plan, MEMBERS, "unit", ((line.row, (line.bloc, line.year, line.unit)) for line in lines))
    rows = EmulationYear.objects.filter(bloc__authority=plan.authority).select_related("bloc")
    plan.years = {(row.bloc.name, row.year): row for row in rows}
    members = BlocMembership.objects.filter(emulation_year__bloc__authority=plan.authority, last_on__isnull=True)
    plan.memberships = {
        (row.emulation_year.bloc.name, row.emulation_year.year, row.unit.name): row
        for row in members.select_related("emulation_year__bloc", "unit")
    }
    known_blocs = set(plan.blocs) | {line.name for line in plan.province.blocs}
    known_units = set(plan.everywhere) | {line.name for line in plan.province.bodies}
    for line in lines:
        _check_member(plan, line, known_blocs, known_units)
        state = _state_of(plan, line)
        year = plan.years.get((line.bloc, line.year))
        if state != SAME and year is not None and year.state != YearState.DRAFT:
            fault(plan.province, MEMBERS, line.row, "unit", _(
                "Năm %(year)s của khối đã mở hoặc đã khép lại, nên danh sách không đổi bằng tệp được. "
                "Ghi ở trang thành viên của năm."
            ) % {"year": line.year})  # fmt: skip
        label = f"{line.bloc}, {line.year}: {line.unit}"
        plan.steps.append(
            Step(worksheet=MEMBERS.name, row=line.row, label=label, detail=line.decision_number, state=state)
        )


def _check_member(plan: Plan, line: MemberLine, known_blocs: set[str], known_units: set[str]) -> None:
    if line.bloc not in known_blocs:
        fault(plan.province, MEMBERS, line.row, "bloc", _(
            "Không tìm thấy khối “%(name)s”. Thêm ở trang “Khối”, hoặc sửa tên."
        ) % {"name": line.bloc})  # fmt: skip
    if line.unit not in known_units:
        fault(plan.province, MEMBERS, line.row, "unit", _(
            "Không tìm thấy đơn vị “%(name)s”. Thêm ở trang “Đơn vị”, hoặc sửa tên."
        ) % {"name": line.unit})  # fmt: skip
    unit = plan.everywhere.get(line.unit)
    if unit is not None and unit.dissolved_on:
        fault(plan.province, MEMBERS, line.row, "unit", _(
            "Đơn vị không còn hoạt động từ ngày %(day)s. Ghi đơn vị tiếp tục."
        ) % {"day": unit.dissolved_on.strftime("%d/%m/%Y")})  # fmt: skip
    if unit is not None and unit.pk == plan.authority.pk:
        fault(
            plan.province,
            MEMBERS,
            line.row,
            "unit",
            _("Cơ quan tổ chức không là thành viên của khối mình. Bỏ dòng này."),
        )


def _state_of(plan: Plan, line: MemberLine) -> str:
    known = plan.memberships.get((line.bloc, line.year, line.unit))
    if known is None:
        return NEW
    year = known.emulation_year
    decision = (known.decision_number or year.decision_number, known.decision_on or year.decision_on)
    placed = line.position in (None, known.position)
    return SAME if placed and decision == (line.decision_number, line.decision_on) else CHANGED
