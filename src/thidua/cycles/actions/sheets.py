"""Writing a criteria sheet entry by entry, and adopting it for good."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from thidua.cycles import events, policies, queries
from thidua.cycles.models import Criterion, EmulationBloc, ScoringTable
from thidua.cycles.states import require_draft, require_revision
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal, TextRefusal
from thidua.ledger.actions import Recorded, action
from thidua.rulebook import editing, facts
from thidua.rulebook.measures import write_number
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.sheet import Entry

Answer = TypeVar("Answer")


class SheetKnown(Refusal):
    code = "sheet_known"
    field = "title"
    sentence = _("Khối đã có bảng điểm tên “%(title)s”. Đặt tên khác.")


class EditionUnderWay(Refusal):
    code = "edition_under_way"
    sentence = _("Bảng điểm này đã có bản sửa đổi đang soạn hoặc đã ban hành. Sửa tiếp ở bản đó.")


class EditionTakesOver(Refusal):
    code = "edition_takes_over"
    sentence = _("Bản sửa đổi thay cho bảng điểm đang dùng, nên ban hành ở trang xem điểm trước và sau khi sửa.")


class NotAdopted(Refusal):
    code = "not_adopted"
    sentence = _("Chỉ lập bản sửa đổi của bảng điểm đã ban hành. Bản đang soạn thì sửa ngay tại đó.")


@action(needs=policies.START_SHEET, loads=queries.bloc_to_change)
def start_sheet(
    bloc: EmulationBloc, *, actor: Actor, at: datetime, title: str, source: str, illustrative: bool = False,
    content: facts.Sheet | None = None,
) -> Recorded[ScoringTable]:  # fmt: skip
    """The authority begins a criteria sheet for the bloc, empty or from one it already has.

    Raises SheetKnown for a title in use.
    """
    if ScoringTable.objects.filter(bloc=bloc, title=title).exists():
        raise SheetKnown(title=title)
    table = ScoringTable(bloc=bloc, title=title, source=source, illustrative=illustrative)
    _write(table, content or facts.Sheet(title=title, entries=()))
    event = events.SheetStarted(
        subject=f"sheet:{table.pk}", unit_id=table.bloc.authority_id, title=title, bloc=bloc.name
    )
    return Recorded(table, event)


@action(needs=policies.EDIT_SHEET, loads=queries.table_to_change)
def add_entry(
    table: ScoringTable, *, actor: Actor, at: datetime, entry: Entry, into: str = "", revision: int | None = None
) -> Recorded[ScoringTable]:
    """The authority adds a section or a criterion, last in a section. Raises SheetFrozen and what the rulebook refuses.

    A code already on the sheet is refused, which also stops a form sent twice.
    """
    _edit(table, lambda sheet: editing.inserted(sheet, entry, into=into), revision=revision)
    return Recorded(
        table, events.EntryAdded(**_about(table), code=entry.code, title=entry.title, max_points=_most(entry))
    )


@action(needs=policies.EDIT_SHEET, loads=queries.table_to_change)
def change_entry(
    table: ScoringTable, *, actor: Actor, at: datetime, code: str, entry: Entry, revision: int | None = None
) -> Recorded[ScoringTable]:
    """The authority rewrites a section's heading or a criterion. Raises SheetFrozen and what the rulebook refuses."""
    _edit(table, lambda sheet: editing.replaced(sheet, code, entry), revision=revision)
    return Recorded(
        table, events.EntryChanged(**_about(table), code=entry.code, title=entry.title, max_points=_most(entry))
    )


@action(needs=policies.EDIT_SHEET, loads=queries.table_to_change)
def remove_entry(table: ScoringTable, *, actor: Actor, at: datetime, code: str) -> Recorded[ScoringTable]:
    """The authority drops a criterion, or a section with all that is in it. Raises SheetFrozen."""
    entry = queries.entry_of(table, code)
    _edit(table, lambda sheet: editing.removed(sheet, code))
    return Recorded(table, events.EntryRemoved(**_about(table), code=code, title=entry.title))


@action(needs=policies.EDIT_SHEET, loads=queries.table_to_change)
def move_entry(
    table: ScoringTable, *, actor: Actor, at: datetime, code: str, steps: int = 0, into: str | None = None,
    before: str = "",
) -> Recorded[ScoringTable]:  # fmt: skip
    """The authority moves an entry among its neighbours by `steps`, or into a section. Raises SheetFrozen."""
    if into is None:
        _edit(table, lambda sheet: editing.moved(sheet, code, steps=steps))
    else:
        _edit(table, lambda sheet: editing.placed(sheet, code, into=into, before=before))
    entry = queries.entry_of(table, code)
    return Recorded(table, events.EntryMoved(**_about(table), code=code, title=entry.title))


@action(needs=policies.EDIT_SHEET, loads=queries.table_to_change)
def change_settings(
    table: ScoringTable, *, actor: Actor, at: datetime, settings: dict[str, Any], revision: int | None = None
) -> Recorded[ScoringTable]:
    """The authority changes rounding, scale, classes, guards, tie-breaks: fields of the sheet by name. Raises
    SheetFrozen and what the rulebook refuses."""
    _edit(table, lambda sheet: replace(sheet, **settings), revision=revision)
    return Recorded(table, events.SheetSettingsChanged(**_about(table), title=table.title))


@action(needs=policies.EDIT_SHEET, loads=queries.table_to_change)
def replace_content(
    table: ScoringTable, *, actor: Actor, at: datetime, content: facts.Sheet, origin: str, revision: int | None = None
) -> Recorded[ScoringTable]:
    """The authority puts a whole sheet, read from a file or copied, in place of the draft. Raises SheetFrozen."""
    _edit(table, lambda _sheet: content, revision=revision)
    event = events.SheetReplaced(**_about(table), origin=origin, lines=len(content.criteria))
    return Recorded(table, event)


@action(needs=policies.ADOPT_SHEET, loads=queries.table_to_change)
def adopt_sheet(table: ScoringTable, *, actor: Actor, at: datetime) -> Recorded[ScoringTable]:
    """The authority adopts the sheet: its content is frozen under its hash. Raises SheetFrozen, and a refusal of the
    rulebook for a sheet without a criterion."""
    require_draft(table)
    if table.supersedes_id is not None:
        raise EditionTakesOver
    freeze(table, by=actor.describe(), at=at)
    event = events.SheetAdopted(**_about(table), title=table.title, content_hash=table.content_hash)
    return Recorded(table, event)


def freeze(table: ScoringTable, *, by: str, at: datetime) -> None:
    """Freeze what the sheet says under its hash: part of adopting it, not an action."""
    sheet = queries.sheet_of(table)
    _told(sheet.require_lines)
    table.adopted_at, table.adopted_by, table.content_hash = at, by, sheet.digest()
    table.save(update_fields=["adopted_at", "adopted_by", "content_hash"])


@action(needs=policies.EDIT_SHEET, loads=queries.table_to_change)
def start_edition(
    table: ScoringTable, *, actor: Actor, at: datetime, decision_number: str, effective_on: date
) -> Recorded[ScoringTable]:
    """The authority begins a changed edition of an adopted sheet, by a decision. Raises NotAdopted, EditionUnderWay."""
    if not table.adopted:
        raise NotAdopted
    if ScoringTable.objects.filter(supersedes=table).exists():
        raise EditionUnderWay
    edition = ScoringTable(
        bloc=table.bloc, title=table.title, source=table.source, illustrative=table.illustrative,
        edition=table.edition + 1, supersedes=table, decision_number=decision_number, effective_on=effective_on,
    )  # fmt: skip
    _write(edition, queries.sheet_of(table))
    event = events.EditionStarted(**_about(edition), title=table.title, decision=decision_number)
    return Recorded(edition, event)


def _about(table: ScoringTable) -> dict[str, Any]:
    """The columns of an event about a sheet."""
    return {"subject": f"sheet:{table.pk}", "unit_id": table.bloc.authority_id}


def _most(entry: Entry) -> str:
    """The maximum of an entry as the ledger writes it."""
    return "–" if entry.max_points is None else write_number(entry.max_points, language="vi")


def _edit(table: ScoringTable, change: Callable[[facts.Sheet], facts.Sheet], *, revision: int | None = None) -> None:
    """Rewrite a draft, unless somebody else has changed it since `revision`."""
    require_draft(table)
    require_revision(table, revision)
    _write(table, _told(lambda: change(queries.sheet_of(table))))


def _write(table: ScoringTable, sheet: facts.Sheet) -> None:
    """Keep the content, and keep the rows that targets and score lines point at in step with it."""
    content = sheet.to_json()
    del content["title"], content["source"]
    table.content = content
    if table.pk:
        table.revision += 1
    table.save()
    sections = _section_titles(sheet)
    kept = {row.code: row for row in table.criteria.all()}
    for position, line in enumerate(sheet.criteria, start=1):
        row = kept.pop(line.code, None) or Criterion(table=table, code=line.code)
        row.position, row.section, row.title = position, sections.get(line.code, ""), line.title
        row.max_points, row.takes_targets = line.max_points, line.takes_targets
        row.save()
    Criterion.objects.filter(pk__in=[row.pk for row in kept.values()]).delete()


def _section_titles(sheet: facts.Sheet) -> dict[str, str]:
    """The heading under which each criterion stands: that of the innermost section."""
    titles: dict[str, str] = {}
    for section, _depth in sheet.sections():
        titles |= {line.code: section.heading for line in section.criteria}
    return titles


def _told(compute: Callable[[], Answer]) -> Answer:
    """Run a computation of the rulebook, turning its refusal into one that a form can show at its field."""
    try:
        return compute()
    except InvalidSheet as error:
        text = error.text
        field = "code" if error.code == "duplicate_code" else None
        raise TextRefusal(
            code=error.code, sentence=lambda: text.in_language(get_language() or "vi"), field=field
        ) from error
