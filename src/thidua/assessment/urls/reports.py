"""Reports."""

from thidua.assessment import policies
from thidua.assessment.actions.reports import return_report
from thidua.assessment.urls.places import YEAR
from thidua.assessment.views import reports, steps, workbooks
from thidua.kernel.gate import page

REPORT = f"{YEAR}reports/<int:report_id>/"

pages = [
    page(f"{YEAR}reports/start/", reports.start, needs=policies.START, name="report_start"),
    page(REPORT, reports.report, needs=policies.SEE, name="report"),
    page(f"{REPORT}summary/", reports.summary, needs=policies.REPORT_RESULT, name="summary"),
    page(f"{REPORT}workbook/", workbooks.download, needs=policies.REPORT_RESULT, name="report_workbook"),
    page(f"{REPORT}upload/", workbooks.upload, needs=policies.REPORT_RESULT, name="upload_report"),
    page(f"{REPORT}upload/keep/", workbooks.keep, needs=policies.REPORT_RESULT, name="keep_report"),
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
]
