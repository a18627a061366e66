"""The contracts between floors: they hold, and they fail when somebody breaks them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def lint(folder: Path) -> tuple[int, str]:
    """Check the contracts of a copy of the house."""
    command = [
        str(Path(sys.executable).parent / "lint-imports"),
        "--no-cache",
        "--config",
        str(folder / ".importlinter"),
    ]
    environment = {"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def copy_of_the_house(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("assets", "locale", "__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def test_contracts_hold(copy_of_the_house: Path) -> None:
    code, said = lint(copy_of_the_house)

    assert (code, "broken" in said and "0 broken" not in said) == (0, False), said


@pytest.mark.parametrize(
    ("room", "line", "contract"),
    [
        ("bodies/queries.py", "from thidua.assessment import models as upward", "The tower"),
        ("rulebook/ranking.py", "import django", "The pure floors"),
        ("bodies/views.py", "from thidua.bodies.models import Body", "Views see no models"),
        ("bodies/forms.py", "from thidua.bodies import actions", "Forms parse"),
        ("bodies/policies.py", "from thidua.bodies import actions", "Queries and policies"),
    ],
)
def test_contract_refuses_a_forbidden_import(copy_of_the_house: Path, room: str, line: str, contract: str) -> None:
    path = copy_of_the_house / "src" / "thidua" / room
    path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")

    code, said = lint(copy_of_the_house)

    assert code == 1
    broken = [row for row in said.splitlines() if row.endswith("BROKEN") and row.startswith(contract)]
    assert len(broken) == 1, said
