from thidua.assessment import policies
from thidua.assessment.actions.pledges import return_pledge
from thidua.assessment.actions.reports import return_report
from thidua.assessment.actions.scores import return_scores
from thidua.assessment.views import bloc, guards, pledges, reports, scores, standings, steps, trials
from thidua.cycles import policies as sheets
from thidua.kernel.gate import page

app_name = "assessment"

YEAR = "years/<int:year_id>/"
PLEDGE = f"{YEAR}pledges/<int:pledge_id>/"
REPORT = f"{YEAR}reports/<int:report_id>/"
SHEET = f"{YEAR}scores/<int:sheet_id>/"
TABLE = "sheets/<int:table_id>/"
LINE = f"{YEAR}score-lines/<int:line_id>/"

urlpatterns = [
    page(YEAR, bloc.bloc, needs=policies.SEE, name="bloc"),
    page(f"{YEAR}history/", bloc.history, needs=policies.SEE, name="history"),
    page(f"{YEAR}pledges/start/", pledges.start, needs=policies.START, name="pledge_start"),
    page(PLEDGE, pledges.pledge, needs=policies.SEE, name="pledge"),
    page(f"{PLEDGE}targets/add/", pledges.add_target, needs=policies.EDIT_PLEDGE, name="add_target"),
    page(f"{PLEDGE}targets/<int:target_id>/", pledges.change_target, needs=policies.EDIT_PLEDGE, name="change_target"),
    page(
        f"{PLEDGE}targets/<int:target_id>/remove/",
        pledges.remove_target,
        needs=policies.EDIT_PLEDGE,
        name="remove_target",
    ),
    page(f"{PLEDGE}commitments/", pledges.commitments, needs=policies.EDIT_PLEDGE, name="commitments"),
    page(
        f"{YEAR}pledges/<int:paper_id>/send/",
        steps.confirm(steps.SEND_PLEDGE),
        needs=policies.EDIT_PLEDGE,
        name="send_pledge",
    ),
    page(
        f"{YEAR}pledges/<int:paper_id>/sign/",
        steps.confirm(steps.SIGN_PLEDGE),
        needs=policies.SIGN_PLEDGE,
        name="sign_pledge",
    ),
    page(
        f"{YEAR}pledges/<int:paper_id>/return/",
        steps.give_back("pledge", return_pledge),
        needs=policies.RETURN_PLEDGE,
        name="return_pledge",
    ),
    page(f"{YEAR}reports/start/", reports.start, needs=policies.START, name="report_start"),
    page(REPORT, reports.report, needs=policies.SEE, name="report"),
    page(f"{REPORT}summary/", reports.summary, needs=policies.REPORT_RESULT, name="summary"),
    page(f"{YEAR}results/<int:result_id>/", reports.result, needs=policies.REPORT_RESULT, name="result"),
    page(
        f"{YEAR}reports/<int:paper_id>/send/",
        steps.confirm(steps.SEND_REPORT),
        needs=policies.REPORT_RESULT,
        name="send_report",
    ),
    page(
        f"{YEAR}reports/<int:paper_id>/submit/",
        steps.confirm(steps.SUBMIT_REPORT),
        needs=policies.SUBMIT_REPORT,
        name="submit_report",
    ),
    page(
        f"{YEAR}reports/<int:paper_id>/return/",
        steps.give_back("report", return_report),
        needs=policies.RETURN_REPORT,
        name="return_report",
    ),
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
