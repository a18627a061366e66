"""Evidence of a result or of a score line is locked with the period it belongs to."""

from django.db import migrations

from thidua.cycles.locks import refuse_in_locked_phase_of


class Migration(migrations.Migration):
    dependencies = [("assessment", "0091_activity_photos")]

    operations = [
        refuse_in_locked_phase_of("assessment_evidence", {"result_id": "report", "line_id": "score"}),
    ]
