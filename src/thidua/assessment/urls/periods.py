"""The periods on which units report, and the bloc's synthesis."""

from thidua.assessment import policies
from thidua.assessment.urls.places import YEAR
from thidua.assessment.views import periods
from thidua.kernel.gate import page

PERIOD = f"{YEAR}periods/<int:period_id>/"

pages = [
    page(f"{YEAR}periods/", periods.periods, needs=policies.SEE, name="periods"),
    page(f"{YEAR}periods/add/", periods.add, needs=policies.PLAN_PERIODS, name="add_period"),
    page(f"{PERIOD}change/", periods.change, needs=policies.PLAN_PERIODS, name="change_period"),
    page(f"{PERIOD}remove/", periods.remove, needs=policies.PLAN_PERIODS, name="remove_period"),
    page(f"{PERIOD}start/", periods.start, needs=policies.START, name="period_start"),
    page(f"{PERIOD}synthesis/", periods.synthesis, needs=policies.SEE, name="synthesis_of"),
    page(f"{PERIOD}synthesis.xlsx", periods.synthesis_book, needs=policies.SEE, name="synthesis_book_of"),
    page(f"{YEAR}synthesis/", periods.synthesis, needs=policies.SEE, name="synthesis"),
    page(f"{YEAR}synthesis.xlsx", periods.synthesis_book, needs=policies.SEE, name="synthesis_book"),
]
