"""Criteria sheets are kept whole, in the rulebook's format; the rows of lines only say what can be pointed at."""

import re

import django.db.models.deletion
from django.db import migrations, models

from thidua.cycles.seal import freeze_adopted_sheets


def plain(value):
    """A number as the rulebook's files write it."""
    written = format(value, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def rule_of(line):
    """The three old kinds in the words of the new rules."""
    most = plain(line.max_points)
    if line.kind == "proportion":
        of = {"of": "targets", "take": "reached"}
        return {"kind": "proportion", "points": most, "of": of, "cap": "100", "floor": None}
    if line.kind == "judged":
        return {
            "kind": "judged", "points": most, "fewest": "0", "step": None, "judges": "one", "key": "judged",
            "label": "Điểm chấm",
        }  # fmt: skip
    of = {"of": "count", "key": "occurrences", "label": "Số lần", "unit": "lần"}
    return {
        "kind": "per_unit", "of": of, "points": plain(-line.per_occurrence), "step": "1", "beyond": "0",
        "below": False, "pro_rata": False, "floor": plain(-line.max_points), "cap": None,
    }  # fmt: skip


def criterion_of(line):
    """An old line as an entry of the content."""
    deducts = line.kind == "deduction"
    return {
        "code": line.code, "title": line.title, "rule": rule_of(line),
        "max_points": "0" if deducts else plain(line.max_points), "clause": line.clause,
        "least": plain(-line.max_points) if deducts else "0", "over": "0", "evidence": False, "appraiser": "",
        "note": "",
    }  # fmt: skip


def section_of(title, number, taken):
    """A heading of the old lines as a section; its code is the number it begins with."""
    match = re.match(r"[IVXLC]+(?=[.\s])|[0-9]+(?=[.\s])|[A-Z](?=[.\s])", title)
    code = match.group() if match and match.group() not in taken else f"P{number}"
    return {
        "code": code, "title": title, "entries": [], "max_points": None, "capped": True, "least": None, "weight": "1",
        "role": "base", "not_applicable": None,
    }  # fmt: skip


def write_content(apps, editor):
    """Write each sheet's content from its lines."""
    for table in apps.get_model("cycles", "ScoringTable").objects.all():
        entries, sections = [], {}
        lines = list(table.criteria.order_by("position", "pk"))
        taken = {line.code for line in lines}
        for line in lines:
            if not line.section:
                entries.append(criterion_of(line))
                continue
            if line.section not in sections:
                sections[line.section] = section_of(line.section, len(sections) + 1, taken)
                taken.add(sections[line.section]["code"])
                entries.append(sections[line.section])
            sections[line.section]["entries"].append(criterion_of(line))
        for section in sections.values():
            if all(entry["max_points"] == "0" for entry in section["entries"]):
                section["role"] = "penalty"
        table.content = {
            "places": 2, "rounding": "half_up", "scale": None, "most": None, "not_applicable": "refuse",
            "entries": entries, "classes": [], "guards": [], "ties": [],
        }  # fmt: skip
        table.save(update_fields=["content"])
        for line in lines:
            line.takes_targets = line.kind == "proportion"
            line.max_points = 0 if line.kind == "deduction" else line.max_points
            line.save(update_fields=["takes_targets", "max_points"])


class Migration(migrations.Migration):
    dependencies = [("cycles", "0002_closed_years")]

    operations = [
        migrations.RemoveConstraint("scoringtable", "scoring_table_title_once"),
        migrations.RemoveConstraint("criterion", "criterion_max_above_zero"),
        migrations.RemoveConstraint("criterion", "criterion_per_occurrence_for_deductions"),
        migrations.AddField("scoringtable", "content", models.JSONField(default=dict)),
        migrations.AddField("scoringtable", "revision", models.PositiveIntegerField(default=1)),
        migrations.AddField("scoringtable", "edition", models.PositiveIntegerField(default=1)),
        migrations.AddField(
            "scoringtable",
            "supersedes",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="superseded_by",
                to="cycles.scoringtable",
            ),
        ),
        migrations.AddField(
            "scoringtable",
            "decision_number",
            models.CharField(blank=True, default="", max_length=100),
            preserve_default=False,
        ),
        migrations.AddField("scoringtable", "effective_on", models.DateField(blank=True, null=True)),
        migrations.AddField("scoringtable", "superseded_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("criterion", "takes_targets", models.BooleanField(default=False)),
        migrations.AlterField("criterion", "section", models.CharField(blank=True, max_length=400)),
        migrations.AlterField("criterion", "code", models.CharField(max_length=40)),
        migrations.AlterField("criterion", "title", models.CharField(max_length=1000)),
        migrations.AlterField("criterion", "max_points", models.DecimalField(decimal_places=4, max_digits=12)),
        migrations.RunPython(write_content, migrations.RunPython.noop),
        migrations.RemoveField("criterion", "kind"),
        migrations.RemoveField("criterion", "per_occurrence"),
        migrations.RemoveField("criterion", "clause"),
        migrations.AddConstraint(
            "scoringtable",
            models.UniqueConstraint(fields=["bloc", "title", "edition"], name="scoring_table_edition_once"),
        ),
        migrations.AddConstraint(
            "scoringtable",
            models.CheckConstraint(
                condition=models.Q(("edition", 1), ("supersedes__isnull", True))
                | (
                    models.Q(("edition__gt", 1), ("effective_on__isnull", False), ("supersedes__isnull", False))
                    & ~models.Q(("decision_number", ""))
                ),
                name="scoring_table_edition_by_decision",
            ),
        ),
        freeze_adopted_sheets(),
    ]
