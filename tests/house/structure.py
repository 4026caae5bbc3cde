"""The code of the house as trees: its modules, what each imports and defines."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
INTRANET = ROOT / "intranet"
FLOORS = (
    "language", "extraction", "core", "printing", "people", "directives", "intake", "search",
    "reading", "meetings", "programme", "publishing", "learning", "assistant", "operations",
    "web", "demo",
)  # fmt: skip
PATHS = sorted(INTRANET.rglob("*.py"))
TEMPLATES = sorted(INTRANET.rglob("templates/**/*.html"))


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def module_name(path: Path) -> str:
    """The dotted name under which a file is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in PATHS}


def room(path: Path) -> str:
    """The room that a file lies in; "" for the face of the house."""
    parts = path.relative_to(INTRANET).parts
    return parts[0] if len(parts) > 1 else ""


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, however deep inside it and for whatever reason."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                yield inside if inside in MODULES else node.module


def assigned(path: Path, name: str) -> tuple[str, ...]:
    """The words that a module's tuple or list of that name holds; nothing where there is none."""
    for node in tree(path).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == name:
            return tuple(ast.literal_eval(node.value))
    return ()


def wing(name: str) -> tuple[str, str] | None:
    """(room, wing) of a module that lies in a wing."""
    parts = name.split(".")
    if len(parts) < 3:
        return None
    folder = INTRANET / parts[1] / parts[2]
    return (parts[1], parts[2]) if (folder / "__init__.py").exists() else None


def functions() -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function and method of the house."""
    for path in PATHS:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def tracked() -> list[Path]:
    """Every file of our own that git would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\n")  # fmt: skip
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]
