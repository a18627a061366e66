"""An issued document is kept as it is; a correction is another document."""

from django.db import migrations

from thidua.kernel.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_first")]

    operations = [append_only("papers_paper")]
