"""A locked period is refused by the database, and so is every point once the ranking is final.

Triggers that look at the paper of a row stand in the way when SQLite rebuilds the paper's table: a migration that
changes one lifts them first and puts them on again.
"""

from django.db import migrations

from thidua.cycles.locks import refuse_after_final, refuse_locked_periods

# What units write in a target and in a line. The line of the sheet that a target counts for is the bloc's matter, and
# so is the bloc's review of a score line.
TARGET = (
    "emulation_year_id", "pledge_id", "position", "indicator", "folded", "planned", "previous", "unit_of_measure",
    "direction", "entered_by",
)  # fmt: skip
LINE = ("emulation_year_id", "sheet_id", "inputs", "not_applicable", "note", "entered_by", "entered_at")


class Migration(migrations.Migration):
    dependencies = [("assessment", "0060_rounds"), ("cycles", "0020_periods")]

    operations = [
        refuse_locked_periods("pledge", "assessment_pledge"),
        refuse_locked_periods(
            "pledge", "assessment_target", through=("pledge_id", "assessment_pledge"), columns=TARGET
        ),
        refuse_locked_periods("pledge", "assessment_registration", through=("pledge_id", "assessment_pledge")),
        refuse_locked_periods("report", "assessment_report"),
        refuse_locked_periods("report", "assessment_result", through=("report_id", "assessment_report")),
        refuse_locked_periods("score", "assessment_scoresheet"),
        refuse_locked_periods(
            "score", "assessment_scoreline", through=("sheet_id", "assessment_scoresheet"), columns=LINE
        ),
        refuse_after_final("assessment_scoreline"),
    ]
