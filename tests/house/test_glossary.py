"""Code uses only the words of the glossary: every app and every model has its line there."""

import re
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = ROOT / "docs" / "glossary.md"


def words(text: str) -> set[str]:
    """The names in code style of the third column of the table."""
    rows = [line.strip().strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return {name for row in rows[2:] if len(row) == 3 for name in re.findall(r"`([\w.]+)`", row[2])}


def own_apps() -> list[str]:
    return sorted(config.label for config in apps.get_app_configs() if config.name.startswith("thidua."))


def own_models() -> list[str]:
    return sorted(
        f"{model._meta.app_label}.{model.__name__}"
        for model in apps.get_models()
        if model.__module__.startswith("thidua.")
    )


@pytest.mark.parametrize("name", own_models())
def test_model_is_in_the_glossary(name: str) -> None:
    assert name in words(GLOSSARY.read_text(encoding="utf-8"))


@pytest.mark.parametrize("label", own_apps())
def test_app_is_in_the_glossary(label: str) -> None:
    found = words(GLOSSARY.read_text(encoding="utf-8"))

    assert any(name == label or name.startswith(f"{label}.") for name in found)


def test_every_line_of_the_glossary_is_complete() -> None:
    lines = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]

    assert [row for row in cells if len(row) != 3 or not all(row)] == []


def test_name_that_is_not_there_is_missed() -> None:
    table = "| Term | Vietnamese | Code |\n|---|---|---|\n| pledge | giao ước | `assessment.Pledge` |\n"

    assert words(table) == {"assessment.Pledge"}
