"""A locked period is locked in the database itself: triggers that refuse what a unit would change, on both databases.

A unit that was opened again may write; nobody else may. Whether the time of a reopening has run out is judged by the
actions: the trigger only asks whether it was closed.
"""

from collections.abc import Mapping, Sequence

from thidua.cycles.seal import VERBS
from thidua.kernel.triggers import RunVendorSQL

LOCKS, REOPENINGS = "cycles_periodlock", "cycles_reopening"
REFUSED = "the period is locked"
FINAL = "the ranking is final"
# PostgreSQL: whoever writes in a year holds this shared until the end, whoever locks a period holds it alone.
SPACE = 20250121


def refuse_locked_periods(
    phase: str, *tables: str, through: tuple[str, str] | None = None, columns: Sequence[str] = ()
) -> RunVendorSQL:
    """Refuse INSERT, UPDATE and DELETE on rows of a year's locked phase, except those of a unit opened again.

    Rows name their unit by `unit_id`, or `through` (column, table) of the paper that has it. With `columns` an UPDATE
    is refused only when it changes one of them.
    """
    return _refuse("locked", {table: _locked(phase, through) for table in tables}, columns, REFUSED)


def refuse_in_locked_phase_of(table: str, phases: Mapping[str, str]) -> RunVendorSQL:
    """The same for rows that name their unit and belong to one thing or another: `phases` says, by the column that is
    filled, which phase the row is part of."""
    parts = [f"({{row}}.{column} IS NOT NULL AND {_locked(phase, None)})" for column, phase in phases.items()]
    return _refuse("locked", {table: f"({' OR '.join(parts)})"}, (), REFUSED)


def refuse_after_final(*tables: str) -> RunVendorSQL:
    """Refuse INSERT, UPDATE and DELETE on rows of a year whose ranking is final."""
    final = "EXISTS (SELECT 1 FROM assessment_ranking WHERE emulation_year_id = {row}.emulation_year_id AND state = 'final')"
    return _refuse("final", dict.fromkeys(tables, final), (), FINAL)


def lift_locked_periods(*tables: str) -> RunVendorSQL:
    """Take the triggers off for a change of a table; `refuse_locked_periods` puts them on again in the same migration."""
    return _lift("locked", tables)


def lift_after_final(*tables: str) -> RunVendorSQL:
    """Take the triggers off for a change of a table; `refuse_after_final` puts them on again in the same migration."""
    return _lift("final", tables)


def take_turns_in_locking() -> RunVendorSQL:
    """PostgreSQL: locking, opening again and closing wait for those who are writing, and they for it.

    SQLite has one writer at a time anyway.
    """
    function = f"""
        CREATE FUNCTION take_turns_in_locking() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            PERFORM pg_advisory_xact_lock({SPACE}, (NEW.emulation_year_id % 2147483647)::int);
            RETURN NEW;
        END $$"""
    triggers = [
        f"CREATE TRIGGER {table}_turn BEFORE INSERT OR UPDATE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION take_turns_in_locking()"
        for table in (LOCKS, REOPENINGS)
    ]
    return RunVendorSQL(
        forwards={"sqlite": [], "postgresql": [function, *triggers]},
        backwards={"sqlite": [], "postgresql": ["DROP FUNCTION take_turns_in_locking() CASCADE"]},
    )


def _locked(phase: str, through: tuple[str, str] | None) -> str:
    """Whether the row's period is locked for its unit, with `{row}` standing for OLD or NEW."""
    unit = "{row}.unit_id"
    if through is not None:
        column, paper = through
        unit = f"(SELECT unit_id FROM {paper} WHERE id = {{row}}.{column})"  # noqa: S608 - names of ours
    of_phase = f"emulation_year_id = {{row}}.emulation_year_id AND phase = '{phase}'"
    return (
        f"(EXISTS (SELECT 1 FROM {LOCKS} WHERE {of_phase}) AND NOT EXISTS "  # noqa: S608 - names of ours
        f"(SELECT 1 FROM {REOPENINGS} WHERE {of_phase} AND {REOPENINGS}.unit_id = {unit} "
        f"AND opened_at IS NOT NULL AND closed_at IS NULL))"
    )


def _refuse(name: str, conditions: dict[str, str], columns: Sequence[str], refused: str) -> RunVendorSQL:
    tables = list(conditions)
    return RunVendorSQL(
        forwards={
            "sqlite": [one for table in tables for one in _sqlite(name, table, conditions[table], columns, refused)],
            "postgresql": [
                one for table in tables for one in _postgresql(name, table, conditions[table], columns, refused)
            ],
        },
        backwards={
            "sqlite": [f"DROP TRIGGER {table}_{name}_{verb}" for table in tables for verb in VERBS],
            "postgresql": [f"DROP FUNCTION {table}_{name}() CASCADE" for table in tables],
        },
    )


def _sqlite(name: str, table: str, condition: str, columns: Sequence[str], refused: str) -> list[str]:
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)
    statements = []
    for verb, rows in VERBS.items():
        when = " OR ".join(condition.format(row=row) for row in rows)
        if verb == "update" and changed:
            when = f"({changed}) AND ({when})"
        statements.append(
            f"CREATE TRIGGER {table}_{name}_{verb} BEFORE {verb.upper()} ON {table} WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, '{refused}'); END"
        )
    return statements


def _postgresql(name: str, table: str, condition: str, columns: Sequence[str], refused: str) -> list[str]:
    old, new = condition.format(row="OLD"), condition.format(row="NEW")
    function = f"""
        CREATE OR REPLACE FUNCTION {table}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE year bigint;
        BEGIN
            IF TG_OP = 'DELETE' THEN year := OLD.emulation_year_id; ELSE year := NEW.emulation_year_id; END IF;
            PERFORM pg_advisory_xact_lock_shared({SPACE}, (year % 2147483647)::int);
            IF (TG_OP <> 'INSERT' AND {old}) OR (TG_OP <> 'DELETE' AND {new}) THEN
                RAISE EXCEPTION '{refused}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        END $$"""
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)
    when = f"WHEN ({changed}) " if changed else ""
    run = f"EXECUTE FUNCTION {table}_{name}()"
    return [
        function,
        f"CREATE TRIGGER {table}_{name} BEFORE INSERT OR DELETE ON {table} FOR EACH ROW {run}",
        f"CREATE TRIGGER {table}_{name}_update BEFORE UPDATE ON {table} FOR EACH ROW {when}{run}",
    ]


def _lift(name: str, tables: Sequence[str]) -> RunVendorSQL:
    return RunVendorSQL(
        forwards={
            "sqlite": [f"DROP TRIGGER IF EXISTS {table}_{name}_{verb}" for table in tables for verb in VERBS],
            "postgresql": [f"DROP FUNCTION IF EXISTS {table}_{name}() CASCADE" for table in tables],
        },
        backwards={"sqlite": [], "postgresql": []},
    )
