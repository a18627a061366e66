from thidua.ballots import policies
from thidua.ballots.views import contests, counting, leadership, printing, scans, steps, voting
from thidua.kernel.gate import SIGNED_IN, page

app_name = "ballots"

YEAR = "years/<int:year_id>/contests/"
HERE = f"{YEAR}<int:contest_id>/"
SCAN = f"{HERE}scans/<int:scan_id>/"

urlpatterns = [
    page("secret-ballots/", contests.secrecy, needs=SIGNED_IN, name="secrecy"),
    page(YEAR, contests.contests, needs=policies.SEE, name="contests"),
    page(f"{YEAR}prepare/", contests.prepare, needs=policies.PREPARE, name="prepare"),
    page(HERE, contests.contest, needs=policies.SEE, name="contest"),
    page(f"{HERE}roll/", contests.roll, needs=policies.LEAD, name="roll"),
    page(f"{HERE}committee/", contests.committee, needs=policies.LEAD, name="committee"),
    page(f"{HERE}freeze/", steps.freeze, needs=policies.LEAD, name="freeze"),
    page(f"{HERE}open/", steps.open_contest, needs=policies.LEAD, name="open"),
    page(f"{HERE}close/", steps.close, needs=policies.LEAD, name="close"),
    page(f"{HERE}confirm/", steps.confirm, needs=policies.LEAD, name="confirm"),
    page(f"{HERE}annul/", steps.annul, needs=policies.LEAD, name="annul"),
    page(f"{HERE}destroy/", steps.destroy, needs=policies.LEAD, name="destroy"),
    page(f"{HERE}next-round/", steps.next_round, needs=policies.LEAD, name="next_round"),
    page(f"{HERE}take-over/", leadership.take_over, needs=policies.LEAD, name="take_over"),
    page(f"{HERE}key/", counting.key, needs=policies.COUNT, name="key"),
    page(f"{HERE}box/", counting.box, needs=policies.COUNT, name="box"),
    page(f"{HERE}count/", counting.count, needs=policies.COUNT, name="count"),
    page(f"{HERE}slips/", printing.slips, needs=policies.PRINT, name="slips"),
    page(f"{HERE}tally-sheet/", printing.tally_sheet, needs=policies.SEE, name="tally_sheet"),
    page(f"{HERE}scans/add/", scans.add, needs=policies.COUNT, name="add_scan"),
    page(SCAN, scans.download, needs=policies.SEE, name="scan"),
    page(f"{SCAN}replace/", scans.replace, needs=policies.COUNT, name="replace_scan"),
    page(f"{SCAN}check/", scans.check, needs=policies.COUNT, name="check_scan"),
    page(f"{HERE}vote/", voting.vote, needs=policies.CAST, name="vote"),
]
