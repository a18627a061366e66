"""Migration operations for triggers, written once for SQLite and PostgreSQL."""

from typing import Any

from django.db import migrations


class RunVendorSQL(migrations.RunPython):
    """SQL per database: `{"sqlite": [...], "postgresql": [...]}` forwards, and the same to undo it."""

    def __init__(self, *, forwards: dict[str, list[str]], backwards: dict[str, list[str]]) -> None:
        super().__init__(self._runner(forwards), self._runner(backwards))

    @staticmethod
    def _runner(statements: dict[str, list[str]]) -> Any:
        def execute(apps: Any, editor: Any) -> None:
            for statement in statements[editor.connection.vendor]:
                editor.execute(statement, params=None)

        return execute

    def deconstruct(self) -> Any:
        raise TypeError("trigger migrations are written by hand")


def append_only(table: str) -> RunVendorSQL:
    """Refuse UPDATE, DELETE and TRUNCATE on a table, with a message that says why."""
    refused = f"{table} is append-only"
    sqlite = [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{refused}'); END"
        for verb in ("update", "delete")
    ]
    postgresql = [
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{refused}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()",
    ]
    return RunVendorSQL(
        forwards={"sqlite": sqlite, "postgresql": postgresql},
        backwards={
            "sqlite": [f"DROP TRIGGER {table}_no_{verb}" for verb in ("update", "delete")],
            "postgresql": [f"DROP FUNCTION {table}_append_only() CASCADE"],
        },
    )


class SetTriggersAside(migrations.RunPython):
    """Take every trigger of our own off while tables they speak of are changed; `PutTriggersBack` must follow.

    SQLite changes a table by building it anew, which loses its triggers and fails while others name it. PostgreSQL keeps
    them, and only the rows of closed years must be written: there the triggers of `tables` rest.
    """

    def __init__(self, *tables: str) -> None:
        self.tables = tables
        super().__init__(self._aside, migrations.RunPython.noop)

    def _aside(self, apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to come cannot be altered
            for table in self.tables:
                editor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        with editor.connection.cursor() as cursor:
            cursor.execute("CREATE TABLE triggers_aside AS SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            cursor.execute("SELECT name FROM triggers_aside")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')

    def deconstruct(self) -> Any:
        raise TypeError("trigger migrations are written by hand")


class PutTriggersBack(migrations.RunPython):
    """Put on again what `SetTriggersAside` took off."""

    def __init__(self, *tables: str) -> None:
        self.tables = tables
        super().__init__(self._back, migrations.RunPython.noop)

    def _back(self, apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to come cannot be altered
            for table in self.tables:
                editor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            return
        with editor.connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM triggers_aside")
            for (sql,) in cursor.fetchall():
                cursor.execute(sql)
            cursor.execute("DROP TABLE triggers_aside")

    def deconstruct(self) -> Any:
        raise TypeError("trigger migrations are written by hand")
