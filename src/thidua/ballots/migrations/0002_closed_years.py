"""A closed year refuses every change to its rows. Roll, committee and box carry no year: a box outlives its year until
the time for appeals is over."""

from django.db import migrations

from thidua.cycles.seal import refuse_closed_years


class Migration(migrations.Migration):
    dependencies = [("ballots", "0001_first"), ("cycles", "0002_closed_years")]

    operations = [
        refuse_closed_years("ballots_contest", "ballots_candidate", "ballots_papercount", "ballots_stepconsent")
    ]
