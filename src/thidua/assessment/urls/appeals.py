"""Differences, questions, requests and appeals."""

from thidua.assessment import policies
from thidua.assessment.urls.places import YEAR
from thidua.assessment.views import appeals
from thidua.kernel.gate import page

LINE = f"{YEAR}score-lines/<int:line_id>/"
APPEAL = f"{YEAR}appeals/<int:appeal_id>/"

pages = [
    page(f"{YEAR}differences/", appeals.differences, needs=policies.PREVIEW_STANDINGS, name="differences"),
    page(f"{YEAR}differences/ask/", appeals.ask_all, needs=policies.RUN_ROUNDS, name="ask_all"),
    page(f"{LINE}ask/", appeals.ask, needs=policies.ASK, name="ask"),
    page(f"{YEAR}explanations/", appeals.explanations, needs=policies.SEE, name="explanations"),
    page(f"{YEAR}explanations/<int:explanation_id>/", appeals.explain, needs=policies.EXPLAIN, name="explain"),
    page(f"{YEAR}appeals/", appeals.appeals, needs=policies.SEE, name="appeals"),
    page(f"{YEAR}appeals/ranking/", appeals.appeal_ranking, needs=policies.APPEAL_RANKING, name="appeal_ranking"),
    page(f"{LINE}look-again/", appeals.look_again, needs=policies.APPEAL, name="look_again"),
    page(f"{LINE}appeal/", appeals.appeal_line, needs=policies.APPEAL, name="appeal_line"),
    page(f"{APPEAL}withdraw/", appeals.withdraw, needs=policies.APPEAL, name="withdraw_appeal"),
    page(f"{APPEAL}decide/", appeals.decide, needs=policies.DECIDE_APPEAL, name="decide_appeal"),
]
