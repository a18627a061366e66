"""A closed year is closed for everyone: triggers that refuse any change to its rows, on both databases."""

from thidua.kernel.triggers import RunVendorSQL

YEARS = "cycles_emulationyear"


def refuse_closed_years(*tables: str) -> RunVendorSQL:
    """Refuse INSERT, UPDATE and DELETE on rows whose `emulation_year_id` is a closed year."""
    return RunVendorSQL(
        forwards={
            "sqlite": [statement for table in tables for statement in _sqlite(table)],
            "postgresql": [_function(), *(_postgresql(table) for table in tables)],
        },
        backwards=_taken_off(*tables),
    )


def _taken_off(*tables: str) -> dict[str, list[str]]:
    return {
        "sqlite": [f"DROP TRIGGER {table}_closed_{verb}" for table in tables for verb in VERBS],
        "postgresql": [f"DROP TRIGGER {table}_closed ON {table}" for table in tables],
    }


VERBS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}


def _closed(row: str, column: str = "emulation_year_id") -> str:
    return f"EXISTS (SELECT 1 FROM {YEARS} WHERE id = {row}.{column} AND state = 'closed')"  # noqa: S608 - names of ours


def _sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_closed_{verb} BEFORE {verb.upper()} ON {table} "
        f"WHEN {' OR '.join(_closed(row) for row in rows)} "
        f"BEGIN SELECT RAISE(ABORT, 'the emulation year is closed'); END"
        for verb, rows in VERBS.items()
    ]


def _function() -> str:
    return f"""
        CREATE OR REPLACE FUNCTION refuse_closed_year() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF (TG_OP <> 'INSERT' AND {_closed("OLD")}) OR (TG_OP <> 'DELETE' AND {_closed("NEW")}) THEN
                RAISE EXCEPTION 'the emulation year is closed' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        END $$"""


def _postgresql(table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_closed BEFORE INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION refuse_closed_year()"
    )


def refuse_closed_years_of(table: str, *columns: str) -> RunVendorSQL:
    """Refuse the same, but of updates only those that set one of `columns`: the others are no part of the year."""
    insert, update, delete = _sqlite(table)
    named = ", ".join(columns)
    return RunVendorSQL(
        forwards={
            "sqlite": [insert, update.replace("BEFORE UPDATE ON", f"BEFORE UPDATE OF {named} ON"), delete],
            "postgresql": [_function(), _postgresql(table).replace(" UPDATE ", f" UPDATE OF {named} ")],
        },
        backwards=_taken_off(table),
    )


def close_years_for_good() -> RunVendorSQL:
    """Refuse to change or delete the row of a year that is already closed."""
    refused = "RAISE EXCEPTION 'the emulation year is closed' USING ERRCODE = 'integrity_constraint_violation';"
    return RunVendorSQL(
        forwards={
            "sqlite": [
                f"CREATE TRIGGER {YEARS}_closed_{verb} BEFORE {verb.upper()} ON {YEARS} WHEN OLD.state = 'closed' "
                f"BEGIN SELECT RAISE(ABORT, 'the emulation year is closed'); END"
                for verb in ("update", "delete")
            ],
            "postgresql": [
                f"CREATE FUNCTION {YEARS}_closed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refused} END $$",
                f"CREATE TRIGGER {YEARS}_closed BEFORE UPDATE OR DELETE ON {YEARS} FOR EACH ROW "
                f"WHEN (OLD.state = 'closed') EXECUTE FUNCTION {YEARS}_closed()",
            ],
        },
        backwards={
            "sqlite": [f"DROP TRIGGER {YEARS}_closed_{verb}" for verb in ("update", "delete")],
            "postgresql": [f"DROP FUNCTION {YEARS}_closed() CASCADE"],
        },
    )


def lift_closed_years(*tables: str) -> RunVendorSQL:
    """Take the triggers off for a change of a table; `refuse_closed_years` puts them on again in the same migration."""
    return RunVendorSQL(
        forwards={
            "sqlite": [f"DROP TRIGGER IF EXISTS {table}_closed_{verb}" for table in tables for verb in VERBS],
            "postgresql": [f"DROP TRIGGER IF EXISTS {table}_closed ON {table}" for table in tables],
        },
        backwards={"sqlite": [], "postgresql": []},
    )


def freeze_adopted_sheets() -> RunVendorSQL:
    """Refuse every change to what an adopted sheet says, and to the rows of its lines."""
    sheets, lines, refused = "cycles_scoringtable", "cycles_criterion", "the criteria sheet is adopted"
    said = ("title", "source", "content", "content_hash", "adopted_at", "edition")
    adopted = f"EXISTS (SELECT 1 FROM {sheets} WHERE id = {{row}}.table_id AND content_hash <> '')"  # noqa: S608
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in said)
    distinct = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in said)
    raised = f"RAISE EXCEPTION '{refused}' USING ERRCODE = 'integrity_constraint_violation';"
    return RunVendorSQL(
        forwards={
            "sqlite": [
                f"CREATE TRIGGER {sheets}_frozen_update BEFORE UPDATE ON {sheets} "
                f"WHEN OLD.content_hash <> '' AND ({changed}) BEGIN SELECT RAISE(ABORT, '{refused}'); END",
                f"CREATE TRIGGER {sheets}_frozen_delete BEFORE DELETE ON {sheets} "
                f"WHEN OLD.content_hash <> '' BEGIN SELECT RAISE(ABORT, '{refused}'); END",
                *(
                    f"CREATE TRIGGER {lines}_frozen_{verb} BEFORE {verb.upper()} ON {lines} "
                    f"WHEN {' OR '.join(adopted.format(row=row) for row in rows)} "
                    f"BEGIN SELECT RAISE(ABORT, '{refused}'); END"
                    for verb, rows in VERBS.items()
                ),
            ],
            "postgresql": [
                f"CREATE FUNCTION {sheets}_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {raised} END $$",
                f"CREATE TRIGGER {sheets}_frozen_update BEFORE UPDATE ON {sheets} FOR EACH ROW "
                f"WHEN (OLD.content_hash <> '' AND ({distinct})) EXECUTE FUNCTION {sheets}_frozen()",
                f"CREATE TRIGGER {sheets}_frozen_delete BEFORE DELETE ON {sheets} FOR EACH ROW "
                f"WHEN (OLD.content_hash <> '') EXECUTE FUNCTION {sheets}_frozen()",
                f"""CREATE FUNCTION {lines}_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF (TG_OP <> 'INSERT' AND {adopted.format(row="OLD")})
                OR (TG_OP <> 'DELETE' AND {adopted.format(row="NEW")}) THEN {raised} END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW; END $$""",
                f"CREATE TRIGGER {lines}_frozen BEFORE INSERT OR UPDATE OR DELETE ON {lines} "
                f"FOR EACH ROW EXECUTE FUNCTION {lines}_frozen()",
            ],
        },
        backwards={
            "sqlite": [
                *(f"DROP TRIGGER {sheets}_frozen_{verb}" for verb in ("update", "delete")),
                *(f"DROP TRIGGER {lines}_frozen_{verb}" for verb in VERBS),
            ],
            "postgresql": [f"DROP FUNCTION {table}_frozen() CASCADE" for table in (sheets, lines)],
        },
    )
