"""The house: imports point down, libraries have one home, files stay small enough to see whole."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = (
    "language", "extraction", "core", "printing", "people", "directives", "intake", "search",
    "reading", "meetings", "programme", "publishing", "assistant", "web", "demo",
)  # fmt: skip
HOMES = {
    "whoosh": {"search"},
    "tantivy": {"search"},
    "pdfplumber": {"extraction"},
    "pypdfium2": {"extraction", "demo"},
    "docx": {"extraction", "printing", "demo"},
    "argon2": {"people"},
    "huey": {"core"},
    "gunicorn": set(),
}
MODULES = sorted((ROOT / "intranet").glob("*/**/*.py"))
MOST_LINES = 250
FORBIDDEN_NAMES = {"utils", "helpers", "manager", "common", "misc"}


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, however deep inside it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(path: Path) -> str:
    """The room that a file lies in."""
    return path.relative_to(ROOT / "intranet").parts[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_from_the_floors_below(path: Path) -> None:
    own = FLOORS.index(room(path))
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "intranet" and len(parts) > 1:
            assert FLOORS.index(parts[1]) <= own, f"{path.name} imports {name} from above"
        if parts[0] in HOMES:
            assert room(path) in HOMES[parts[0]], f"{parts[0]} has another home"


def test_language_needs_nothing_but_the_standard_library() -> None:
    import sys

    for path in (ROOT / "intranet" / "language").glob("*.py"):
        for name in imported(path):
            top = name.split(".")[0]
            assert top in sys.stdlib_module_names or name.startswith("intranet.language"), name


def test_extraction_knows_neither_database_nor_web() -> None:
    for path in (ROOT / "intranet" / "extraction").glob("*.py"):
        for name in imported(path):
            assert name.split(".")[0] not in {"flask", "sqlalchemy", "flask_babel"}, name


def test_only_config_reads_the_environment() -> None:
    for path in MODULES:
        words = path.read_text(encoding="utf-8")
        assert "os.environ" not in words, path
        assert "os.getenv" not in words, path


def tracked() -> list[Path]:
    """Every file of our own that git would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\n")  # fmt: skip
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def test_files_are_small_enough_to_see_whole() -> None:
    for path in tracked():
        if path.suffix in {".py", ".html", ".js", ".css", ".mjs"}:
            lines = path.read_text(encoding="utf-8").count("\n")
            assert lines <= MOST_LINES, f"{path.relative_to(ROOT)}: {lines} lines"


def test_functions_are_mostly_short() -> None:
    lengths = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno is not None
                lengths.append((node.end_lineno - node.lineno + 1, f"{path.name}:{node.name}"))
    lengths.sort()
    assert lengths[-1][0] <= 60, lengths[-1]
    assert lengths[len(lengths) * 9 // 10][0] <= 24


def test_no_file_has_a_name_that_says_nothing() -> None:
    for path in tracked():
        assert path.stem not in FORBIDDEN_NAMES, path
