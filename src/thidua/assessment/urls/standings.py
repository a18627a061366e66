"""Standings, and trials of a sheet."""

from thidua.assessment import policies
from thidua.assessment.urls.places import YEAR
from thidua.assessment.views import standings, trials
from thidua.cycles import policies as sheets
from thidua.kernel.gate import page

TABLE = "sheets/<int:table_id>/"

pages = [
    page(f"{YEAR}standings/", standings.standings, needs=policies.SEE, name="standings"),
    page(f"{YEAR}plans/", standings.plans, needs=policies.PREVIEW_STANDINGS, name="plans"),
    page(f"{YEAR}matrix/", standings.matrix, needs=policies.SEE, name="matrix"),
    page(f"{YEAR}standings/export/", standings.export, needs=policies.SEE, name="export_standings"),
    page(f"{YEAR}standings/propose/", standings.propose, needs=policies.RANK, name="propose_ranking"),
    page(f"{YEAR}standings/finalise/", standings.finalise, needs=policies.RANK, name="finalise_ranking"),
    page(f"{YEAR}standings/withdraw/", standings.withdraw, needs=policies.RANK, name="withdraw_ranking"),
    page(f"{TABLE}trial/", trials.trial, needs=sheets.EDIT_SHEET, name="trial"),
    page(f"{TABLE}adopt-edition/", trials.adopt_edition, needs=sheets.ADOPT_SHEET, name="adopt_edition"),
]
