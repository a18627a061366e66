"""What would be written, before it is: kept between two steps in the page itself, sealed, and judged anew each time."""

from collections.abc import Mapping
from dataclasses import dataclass

from thidua.assessment import queries
from thidua.assessment.actions.filling import Row
from thidua.assessment.models import Report
from thidua.assessment.reportbook import columns
from thidua.assessment.reportbook.matching import Matched, State, matched
from thidua.assessment.reportbook.reading import Book, Filled
from thidua.kernel.actor import Actor
from thidua.rulebook.findings import Text

KEPT_SECONDS = 3600


@dataclass(frozen=True, kw_only=True)
class Preview:
    """Every row with its state. `sealed` goes back with the confirmation; `moved` says that somebody saved meanwhile."""

    rows: list[Matched]
    errors: tuple[Text, ...]
    sealed: str
    origin: str
    left_out: int
    moved: bool = False

    @property
    def wrong(self) -> bool:
        return bool(self.errors) or any(row.state is State.ERROR for row in self.rows)

    @property
    def shown(self) -> list[Matched]:
        """The rows worth reading: what is unchanged is only counted."""
        return [row for row in self.rows if row.state is not State.SAME]

    @property
    def same(self) -> int:
        return len(self.rows) - len(self.shown)

    @property
    def new(self) -> int:
        return sum(row.state is State.NEW for row in self.rows)

    @property
    def asked(self) -> int:
        return sum(row.state is State.ASK for row in self.rows)

    @property
    def may_be_kept(self) -> bool:
        """Whether it can be confirmed once what is asked has been answered."""
        return not self.wrong and bool(self.shown)

    @property
    def ready(self) -> bool:
        return self.may_be_kept and not self.asked and not self.moved

    def to_write(self) -> list[Row]:
        """The rows as the action takes them."""
        return [
            Row(result_id=row.result_id, version=row.version, values=row.values)
            for row in self.rows
            if row.values is not None
        ]


def preview_of(report: Report, book: Book, *, actor: Actor, origin: str) -> Preview:
    """A workbook just read, against what is stored now."""
    return _preview(report, book.rows, {}, actor=actor, origin=origin, errors=book.errors)


def preview_again(report: Report, sealed: str, picks: Mapping[str, str], *, actor: Actor) -> Preview | None:
    """The preview that a page sent back, with the choices made on it; None when it is too old or not this person's."""
    kept = columns.unsealed(sealed, what="preview", seconds=KEPT_SECONDS)
    if kept is None or (kept["report"], kept["actor"]) != (report.pk, actor.id):
        return None
    rows = tuple(Filled(**row) for row in kept["rows"])
    return _preview(report, rows, picks, actor=actor, origin=kept["origin"], seen=kept["versions"])


def _preview(
    report: Report, rows: tuple[Filled, ...], picks: Mapping[str, str], *, actor: Actor, origin: str,
    errors: tuple[Text, ...] = (), seen: list[int] | None = None,
) -> Preview:  # fmt: skip
    results = queries.results_to_fill(report)
    found = matched(results, rows, picks)
    versions = [row.version for row in found]
    content = {
        "report": report.pk, "actor": actor.id, "origin": origin, "versions": versions,
        "rows": [vars(row) for row in rows],
    }  # fmt: skip
    return Preview(
        rows=found, errors=errors, sealed=columns.sealed(content, what="preview"), origin=origin,
        left_out=len({result.pk for result in results} - {row.result_id for row in found}),
        moved=seen is not None and seen != versions,
    )  # fmt: skip
