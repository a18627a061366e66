"""Write docs/map.md: the tower with one paragraph a floor, taken from each package's own words.

With --check, refuse a map that no longer says what the packages say.
"""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "thidua"
MAP = ROOT / "docs" / "map.md"
FLOORS = (
    "web",
    "portal",
    "papers",
    "honours",
    "ballots",
    "conferences",
    "assessment",
    "notices",
    "cycles",
    "bodies",
    "ledger",
    "kernel",
    "reading",
    "rulebook",
)

HEAD = """# Map of the house

This page is written by `make map` from the packages' own descriptions; change those, not this.

A floor may use the floors below it, never one above, never sideways. `import-linter` enforces the order.

"""

REQUEST = """
## One request, from the street to the ledger

A unit's officer saves a result: `POST /years/1/results/41/`.

| Step | Where | What happens |
|---|---|---|
| Address | `assessment/urls/` | `page(…, needs=policies.REPORT_RESULT)` is the only way to write one |
| Gate | `kernel/gate.py` | not signed in: to the sign-in page; an office that may never do this: 403 |
| View | `assessment/views/reports.py` | translates: form → one action → template |
| Form | `assessment/forms/` | `74.958` becomes a number, or a message that names the remedy |
| Action | `assessment/actions/reports.py` | `@action`: one transaction; loads and locks what the actor may see, else 404; asks the gate again with the object |
| Rules | `rulebook/` | pure functions on frozen facts; exact decimals and fractions |
| Rows | `assessment/models/` | constraints and triggers have the last word |
| Ledger | `ledger/actions.py` | one entry, chained to the one before, in the same transaction |
| Page | `assessment/templates/` | one template; htmx asks for a part of the same file |
"""


def paragraph(floor: str) -> str:
    """The package's description, or what is kept free for it."""
    package = SOURCE / floor / "__init__.py"
    if not package.exists():
        return "*Not built yet; its place in the order is kept.*"
    described = ast.get_docstring(ast.parse(package.read_text(encoding="utf-8"))) or ""
    return described.strip()


def written() -> str:
    """The whole page."""
    drawing = "\n".join(floor + ("" if (SOURCE / floor).exists() else "   (kept free)") for floor in FLOORS)
    floors = "\n\n".join(f"### {floor}\n\n{paragraph(floor)}" for floor in FLOORS)
    return f"{HEAD}```\n{drawing}\n```\n\n{floors}\n{REQUEST}"


def main() -> int:
    if "--check" in sys.argv:
        same = MAP.exists() and MAP.read_text(encoding="utf-8") == written()
        print("The map is current." if same else "docs/map.md is out of date. Run `make map`.")
        return 0 if same else 1
    MAP.write_text(written(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
