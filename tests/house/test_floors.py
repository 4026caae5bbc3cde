"""The house: imports point down, from face to face, never in a circle; libraries have one home."""

import ast
import re
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from flask import Flask

from intranet.web.sidebar import ENTRIES
from tests.house.structure import (
    FLOORS,
    INTRANET,
    MODULES,
    PATHS,
    TEMPLATES,
    assigned,
    imported,
    room,
    tree,
    wing,
)

HOMES = {
    "whoosh": {"search"},
    "tantivy": {"search"},
    "pdfplumber": {"extraction"},
    "pypdfium2": {"extraction", "demo"},
    "docx": {"extraction", "printing", "demo"},
    "argon2": {"people"},
    "huey": {"core"},
    "blinker": set(),
    "gunicorn": {"web"},
    "waitress": {"web"},
}
ROOMS = sorted({room(path) for path in PATHS} - {""})
QUOTED = re.compile(r"""["']([a-z_]+\.[a-z_]+)["']""")


@pytest.mark.parametrize("own", ROOMS)
def test_a_room_imports_only_from_the_floors_below(own: str) -> None:
    for path in sorted((INTRANET / own).rglob("*.py")):
        for name in imported(path):
            parts = name.split(".")
            if parts[0] == "intranet" and len(parts) > 1:
                below = FLOORS.index(parts[1]) <= FLOORS.index(own)
                assert below, f"{path.name} imports {name} from above"
            if parts[0] in HOMES:
                assert own in HOMES[parts[0]], f"{path.name}: {parts[0]} has another home"


@pytest.mark.parametrize("own", ROOMS)
def test_a_wing_imports_only_the_wings_below_it(own: str) -> None:
    order = assigned(INTRANET / own / "__init__.py", "WINGS")
    for name, path in MODULES.items():
        here = wing(name)
        if here is None or here[0] != own:
            continue
        assert here[1] in order, f"{own}/__init__.py: WINGS does not name {here[1]}"
        for other in imported(path):
            there = wing(other)
            if there and there[0] == own:
                below = order.index(there[1]) <= order.index(here[1])
                assert below, f"{name} imports {other} from above"


def test_every_room_with_wings_names_them_all() -> None:
    for own in ROOMS:
        folders = {path.parent.name for path in (INTRANET / own).glob("*/__init__.py")}
        assert folders == set(assigned(INTRANET / own / "__init__.py", "WINGS")), own


def test_others_enter_a_wing_through_its_face() -> None:
    wrong = []
    for name, path in MODULES.items():
        for other in imported(path):
            there = wing(other)
            if there is None or there == wing(name) or other not in MODULES:
                continue
            face = assigned(INTRANET / there[0] / there[1] / "__init__.py", "__all__")
            if _starts_up(name, there[0]):
                continue
            if other.split(".")[3:4] and other.split(".")[3] not in face:
                wrong.append((name, other))
    assert not wrong, wrong


def _starts_up(name: str, own: str) -> bool:
    """Whether this module puts a room, or all rooms, together, and so may look behind faces."""
    own_parts = {f"intranet.{own}.{part}" for part in ("init", "commands", "tasks")}
    return name in {*own_parts, "intranet.scheduled_jobs"}


def test_a_face_imports_nothing() -> None:
    for path in PATHS:
        if path.name == "__init__.py" and path.parent != INTRANET:
            assert not list(imported(path)), path
            assert ast.get_docstring(tree(path)), f"{path} says nothing"


def test_no_two_modules_import_each_other_by_whatever_way() -> None:
    graph = {
        name: {other for other in imported(path) if other in MODULES and other != name}
        for name, path in MODULES.items()
    }
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_imports_stand_at_the_top_or_load_something_heavy() -> None:
    for path in PATHS:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef):
                for inner in ast.walk(node):
                    if isinstance(inner, ast.ImportFrom) and inner.module:
                        late = inner.module.startswith("intranet")
                        assert not late or _is_explained(path, inner.lineno), (path, inner.lineno)


def _is_explained(path: Path, line: int) -> bool:
    """Whether a comment before or behind the import says what is heavy about it."""
    around = path.read_text(encoding="utf-8").split("\n")[max(0, line - 4) : line]
    return any("#" in one for one in around)


def test_language_needs_nothing_but_the_standard_library() -> None:
    for path in (INTRANET / "language").rglob("*.py"):
        for name in imported(path):
            top = name.split(".")[0]
            assert top in sys.stdlib_module_names or name.startswith("intranet.language"), name


def test_extraction_knows_neither_database_nor_web() -> None:
    for path in (INTRANET / "extraction").rglob("*.py"):
        for name in imported(path):
            foreign = name.split(".")[0] in {"flask", "sqlalchemy", "flask_babel"}
            assert not foreign or path.name == "init.py", (path, name)


def test_a_room_names_only_pages_of_the_floors_below(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    wrong = [
        (str(path.relative_to(INTRANET)), name)
        for path in (*PATHS, *TEMPLATES)
        for name in _named(path)
        if name in endpoints and _is_above(name, room(path))
    ]
    assert not wrong, wrong


def _named(path: Path) -> Iterator[str]:
    yield from QUOTED.findall(path.read_text(encoding="utf-8"))


def _is_above(endpoint: str, own: str) -> bool:
    return FLOORS.index(endpoint.partition(".")[0]) > FLOORS.index(own or "web")


def test_the_rooms_are_put_together_in_one_list_from_the_lowest_floor_up() -> None:
    source = (INTRANET / "app.py").read_text(encoding="utf-8")
    named = re.search(r"^ROOMS = \((.*?)^\)", source, re.DOTALL | re.MULTILINE)
    assert named
    listed = re.findall(r"\w+", named[1])
    assert listed == [floor for floor in FLOORS if floor in listed]
    assert set(listed) == {own for own in ROOMS if (INTRANET / own / "init.py").exists()}


@pytest.mark.parametrize("forbidden", ["find_spec", "import_module", ".extensions["])
def test_nothing_is_found_by_a_string(forbidden: str) -> None:
    for path in PATHS:
        assert forbidden not in path.read_text(encoding="utf-8"), path


def test_no_hook_of_the_session_holds_a_rule_of_the_office() -> None:
    for path in PATHS:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "listens_for":
                assert room(path) == "core", path


def test_only_config_reads_the_environment() -> None:
    for path in PATHS:
        words = path.read_text(encoding="utf-8")
        assert "os.environ" not in words, path
        assert "os.getenv" not in words, path


def test_every_page_that_the_sidebar_names_exists(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    named = {page for entry in ENTRIES for page in (entry.endpoint, *entry.covers)}
    assert named <= endpoints
