"""A whole province in one workbook: bodies, blocs and members by year, read, explained and compared before anything
is written."""

from thidua.cycles.province.planning import Plan, plan_of
from thidua.cycles.province.reading import Fault, Province, kept, read_kept, read_province
from thidua.cycles.province.template import template

__all__ = ["Fault", "Plan", "Province", "kept", "plan_of", "read_kept", "read_province", "template"]
