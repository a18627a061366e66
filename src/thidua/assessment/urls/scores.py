"""Score sheets."""

from thidua.assessment import policies
from thidua.assessment.actions.scores import return_scores
from thidua.assessment.urls.places import YEAR
from thidua.assessment.views import guards, scores, steps
from thidua.kernel.gate import page

SHEET = f"{YEAR}scores/<int:sheet_id>/"
LINE = f"{YEAR}score-lines/<int:line_id>/"

pages = [
    page(f"{YEAR}scores/start/", scores.start, needs=policies.START, name="scores_start"),
    page(SHEET, scores.scores, needs=policies.SEE, name="scores"),
    page(f"{SHEET}advice/", scores.advice, needs=policies.SCORE_OWN, name="advice"),
    page(f"{SHEET}annex/", scores.annex, needs=policies.SEE, name="annex"),
    page(LINE, scores.line, needs=policies.SEE, name="line"),
    page(f"{LINE}review/", scores.review, needs=policies.REVIEW, name="review"),
    page(f"{SHEET}confirm/", scores.confirm_rest, needs=policies.REVIEW, name="confirm_rest"),
    page(
        f"{YEAR}scores/<int:paper_id>/send/",
        steps.confirm(steps.SEND_SCORES),
        needs=policies.SCORE_OWN,
        name="send_scores",
    ),
    page(
        f"{YEAR}scores/<int:paper_id>/submit/",
        steps.confirm(steps.SUBMIT_SCORES),
        needs=policies.SUBMIT_SCORES,
        name="submit_scores",
    ),
    page(
        f"{YEAR}scores/<int:paper_id>/return/",
        steps.give_back("scores", return_scores),
        needs=policies.RETURN_SCORES,
        name="return_scores",
    ),
    page(f"{YEAR}conditions/", guards.conditions, needs=policies.SEE, name="conditions"),
    page(f"{YEAR}conditions/<int:unit_id>/", guards.answer, needs=policies.ANSWER_GUARDS, name="answer_conditions"),
]
