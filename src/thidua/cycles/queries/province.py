"""What the workbook of a province would write under the actor's authority."""

from datetime import date

from thidua.bodies.queries import body_for
from thidua.cycles.policies import IMPORT_PROVINCE
from thidua.cycles.province.planning import Plan, plan_of
from thidua.cycles.province.reading import Province
from thidua.kernel import gate
from thidua.kernel.actor import Actor


def province_plan(actor: Actor, province: Province) -> Plan:
    """The workbook against what there is; Denied for anybody but an officer of the authority."""
    authority = body_for(actor, actor.body_id or 0)
    gate.require(actor, IMPORT_PROVINCE, authority)
    return plan_of(authority, province)


def calendar_days(year: int) -> tuple[date, date]:
    """The first and the last day of a calendar year."""
    return date(year, 1, 1), date(year, 12, 31)
