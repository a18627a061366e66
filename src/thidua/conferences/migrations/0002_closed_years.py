"""A closed year refuses every change to its rows."""

from django.db import migrations

from thidua.cycles.seal import refuse_closed_years


class Migration(migrations.Migration):
    dependencies = [("conferences", "0001_first"), ("cycles", "0002_closed_years")]

    operations = [
        refuse_closed_years(
            "conferences_conference",
            "conferences_agendaitem",
            "conferences_attendance",
            "conferences_task",
            "conferences_agreement",
        )
    ]
