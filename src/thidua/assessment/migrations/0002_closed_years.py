"""A closed year refuses every change to its rows."""

from django.db import migrations

from thidua.cycles.seal import refuse_closed_years


class Migration(migrations.Migration):
    dependencies = [("assessment", "0001_first"), ("cycles", "0002_closed_years")]

    operations = [
        refuse_closed_years(
            "assessment_pledge",
            "assessment_target",
            "assessment_registration",
            "assessment_report",
            "assessment_result",
            "assessment_scoresheet",
            "assessment_scoreline",
            "assessment_ranking",
            "assessment_rankingrow",
        )
    ]
