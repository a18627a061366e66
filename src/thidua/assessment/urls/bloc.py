"""The bloc and its history."""

from thidua.assessment import policies
from thidua.assessment.urls.places import YEAR
from thidua.assessment.views import bloc
from thidua.kernel.gate import page

pages = [
    page(YEAR, bloc.bloc, needs=policies.SEE, name="bloc"),
    page(f"{YEAR}history/", bloc.history, needs=policies.SEE, name="history"),
]
