"""Entries of the ledger can be added and never changed."""

from django.db import migrations

from thidua.kernel.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_first")]

    operations = [append_only("ledger_entry")]
