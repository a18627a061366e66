"""A closed year refuses every change to its rows."""

from django.db import migrations

from thidua.cycles.seal import close_years_for_good, refuse_closed_years


class Migration(migrations.Migration):
    dependencies = [("cycles", "0001_first")]

    operations = [
        close_years_for_good(),
        refuse_closed_years("cycles_blocmembership", "cycles_phasewindow"),
    ]
