"""The rounds of scoring: plan, cross-scoring, appraisal, the reviewer's desk."""

from thidua.assessment import policies
from thidua.assessment.urls.places import YEAR
from thidua.assessment.views import desk, rounds
from thidua.kernel.gate import page

ROUNDS = f"{YEAR}rounds/"
CROSS = f"{YEAR}cross/<int:assignment_id>/"

pages = [
    page(ROUNDS, rounds.rounds, needs=policies.SEE, name="rounds"),
    page(f"{ROUNDS}plan/", rounds.plan, needs=policies.PLAN_SCORING, name="plan_scoring"),
    page(f"{ROUNDS}assignment/", rounds.assignment, needs=policies.PREVIEW_STANDINGS, name="assignment"),
    page(f"{ROUNDS}assignment/<int:assignment_id>/", rounds.reassign, needs=policies.RUN_ROUNDS, name="reassign_cross"),
    page(f"{ROUNDS}reveal/", rounds.reveal, needs=policies.RUN_ROUNDS, name="reveal_cross"),
    page(f"{YEAR}cross/", rounds.cross, needs=policies.CROSS_SCORE, name="cross"),
    page(CROSS, rounds.cross_scores, needs=policies.CROSS_SCORE, name="cross_scores"),
    page(f"{CROSS}submit/", rounds.submit_cross, needs=policies.SUBMIT_CROSS, name="submit_cross"),
    page(f"{CROSS}recuse/", rounds.recuse, needs=policies.SUBMIT_CROSS, name="recuse_cross"),
    page(f"{YEAR}score-lines/<int:line_id>/appraise/", rounds.appraise, needs=policies.APPRAISE, name="appraise"),
    page(f"{YEAR}scores/<int:sheet_id>/appraise/", rounds.appraise_rest, needs=policies.APPRAISE, name="appraise_rest"),
    page(f"{YEAR}scores/<int:sheet_id>/agree/", rounds.agree, needs=policies.APPRAISE, name="agree_appraisal"),
    page(f"{YEAR}scores/<int:sheet_id>/desk/", desk.desk, needs=policies.REVIEW, name="desk"),
]
