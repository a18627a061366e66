"""The shape of the house: sizes, rooms, names, pages. Each rule is also shown to catch what it is for."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "thidua"
APPS = ("bodies", "cycles", "notices", "assessment", "conferences", "ballots", "honours", "papers", "ledger")
ROOMS = {"events", "policies", "queries", "actions", "forms", "views", "urls", "models", "apps"}
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_VIEW = 500, 60, 20
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "service", "misc"}


def modules() -> list[Path]:
    return [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def length(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def too_long(source: str, limit: int) -> list[str]:
    return [node.name for node in functions(ast.parse(source)) if length(node) > limit]


def depth(node: ast.AST) -> int:
    nested = (ast.If, ast.For, ast.While, ast.With, ast.Try)
    below = [depth(child) for child in ast.iter_child_nodes(node) if not isinstance(child, ast.FunctionDef)]
    return max(below, default=0) + isinstance(node, nested)


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_module_keeps_to_its_size(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert len(source.splitlines()) <= LONGEST_FILE
    assert too_long(source, LONGEST_FUNCTION) == []
    assert [one.name for one in functions(ast.parse(source)) if depth(one) > 4] == []


def view_modules() -> list[Path]:
    return [path for path in modules() if path.name == "views.py" or path.parent.name == "views"]


@pytest.mark.parametrize("path", view_modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_view_is_short_and_asks_no_database(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert too_long(source, LONGEST_VIEW) == []
    assert ".objects" not in source


def test_too_long_catches_a_long_function() -> None:
    source = "def long():\n" + "    x = 1\n" * 60

    assert too_long(source, LONGEST_FUNCTION) == ["long"]


def test_depth_catches_deep_nesting() -> None:
    tree = ast.parse("def deep():\n if a:\n  for b in c:\n   while d:\n    with e:\n     if f:\n      pass\n")

    assert depth(next(functions(tree))) == 5


@pytest.mark.parametrize("app", APPS)
def test_app_has_its_rooms(app: str) -> None:
    expected = {"events", "policies", "queries", "actions", "models", "urls", "views", "apps"}
    if app == "ledger":
        expected -= {"forms"}
    found = {path.stem for path in (SOURCE / app).iterdir() if path.suffix == ".py" or path.is_dir()}

    assert expected - found == set()


def test_names_say_what_is_inside() -> None:
    stems = {part for path in modules() for part in path.relative_to(SOURCE).with_suffix("").parts}

    assert stems & FORBIDDEN_NAMES == set()


def calls_of_now(source: str) -> list[int]:
    wanted = re.compile(r"\b(?:timezone|datetime|date)\.(?:now|utcnow|today)\(|\btime\.time\(")
    return [number for number, line in enumerate(source.splitlines(), start=1) if wanted.search(line)]


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_only_the_clock_asks_what_time_it_is(path: Path) -> None:
    if path.relative_to(SOURCE).as_posix() == "kernel/clock.py":
        return

    assert calls_of_now(path.read_text(encoding="utf-8")) == []


def test_calls_of_now_catches_one() -> None:
    assert calls_of_now("at = timezone.now()\n") == [1]


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_float_in_the_source(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    literals = [
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    names = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "float"]
    allowed = {"web/settings.py": [0.25], "rulebook/measures.py": []}

    place = path.relative_to(SOURCE).as_posix()
    assert literals == allowed.get(place, [])
    assert names in ([], ["float"])  # the pure core names it once, to refuse it


def templates() -> list[Path]:
    return sorted(SOURCE.rglob("*.html"))


def inline_code(html: str) -> list[str]:
    return re.findall(r"<style\b|<script(?![^>]*\bsrc=)|\bon[a-z]+=\"|\bstyle=\"", html)


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_template_has_no_inline_style_or_script(path: Path) -> None:
    assert inline_code(path.read_text(encoding="utf-8")) == []


def test_inline_code_catches_a_style() -> None:
    assert inline_code('<p style="color: red" onclick="go()">') == ['style="', 'onclick="']


def unreadable_components(html: str) -> list[str]:
    """Component tags with a template tag between their attributes: they would be shown as text."""
    return re.findall(r"<c-[a-z-]+(?:\s+[\w:-]+=\"[^\"]*\")*\s*\{%", html)


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_template_writes_components_that_can_be_read(path: Path) -> None:
    assert unreadable_components(path.read_text(encoding="utf-8")) == []


def test_unreadable_components_catches_one() -> None:
    assert unreadable_components('<c-button{% if x %} kind="a"{% endif %}>') == ["<c-button{%"]


def test_every_template_is_used() -> None:
    sources = [path.read_text(encoding="utf-8") for path in [*modules(), *templates()]]
    text = "\n".join(sources)
    frameworks = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
    unused = []
    for path in templates():
        name = path.as_posix().split("/templates/")[1]
        component = name.startswith("cotton/") and f"<c-{path.stem}" in text
        widget = name.startswith("django/forms/")
        if name not in frameworks and name not in text and not component and not widget:
            unused.append(name)

    assert unused == []


def test_no_signals_and_no_logic_in_save() -> None:
    text = {path.relative_to(SOURCE).as_posix(): path.read_text(encoding="utf-8") for path in modules()}

    assert [name for name, source in text.items() if "django.db.models.signals" in source] == []
    assert [name for name, source in text.items() if "def save(self" in source] == []


def test_lock_files_hold_no_addresses() -> None:
    locks = [*(ROOT / "requirements").glob("*.lock"), ROOT / "package-lock.json"]
    addresses = re.compile(r"\"resolved\"|--index-url|--find-links|@ (?:https?|file):")

    assert [path.name for path in locks if addresses.search(path.read_text(encoding="utf-8"))] == []


# Forms that write nothing of the house: the language and the display of one browser, and the end of a session; and a
# ballot, which must leave no trace of when it was cast.
WITHOUT_KEY = {"kernel/language.html", "kernel/own-menu.html", "ballots/vote.html"}


def forms_without_key(html: str) -> int:
    """How many forms that write carry no key, and so could act twice."""
    return len(re.findall(r"{% csrf_token %}(?!{% once %})", html))


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_form_that_writes_carries_a_key(path: Path) -> None:
    name = path.as_posix().split("/templates/")[1]

    assert name in WITHOUT_KEY or forms_without_key(path.read_text(encoding="utf-8")) == 0


def test_forms_without_key_catches_one() -> None:
    assert forms_without_key("<form>{% csrf_token %}</form><form>{% csrf_token %}{% once %}</form>") == 1


def views_that_hide_conflicts(source: str, forms: set[str]) -> bool:
    """Whether views use a form with a version and show it by other means than `shown`, which knows its conflict."""
    used = {name for name in forms if re.search(rf"\b{name}\(", source)}
    return bool(used) and "shown(" not in source


@pytest.mark.parametrize("path", view_modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_views_show_the_conflict_of_a_form_with_a_version(path: Path) -> None:
    assert not views_that_hide_conflicts(path.read_text(encoding="utf-8"), forms_with_a_version())


def forms_with_a_version() -> set[str]:
    """The names of every form that carries a version."""
    import thidua.web.urls  # noqa: F401 - loads every form of the house
    from thidua.kernel.versions import VersionForm

    found, waiting = set(), [VersionForm]
    while waiting:
        below = waiting.pop().__subclasses__()
        found |= {one.__name__ for one in below if one.__module__.startswith("thidua.")}
        waiting += below
    return found


def test_views_that_hide_conflicts_catches_one() -> None:
    assert "ResultForm" in forms_with_a_version()
    assert views_that_hide_conflicts("form = forms.ResultForm(x)\nreturn render(x)", {"ResultForm"})
