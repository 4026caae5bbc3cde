"""What the source says of patterns: how each name is used, and those written within functions."""

import ast
import importlib
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import intranet

Uses = dict[str, set[str]]
ANCHORED = {"match", "fullmatch"}
SAID_ONLY = {"pattern", "flags"}
HANDED_ON, SCANNING = "?", "scan"
OF_RE = {"compile", "search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split"}
PACKAGE = Path(intranet.__file__).parent


def uses_and_written() -> tuple[Uses, list[tuple[str, re.Pattern[Any]]]]:
    """Of each whole name the methods called on it, and the patterns that functions compile."""
    uses: Uses = defaultdict(set)
    written = []
    for module, tree in _trees():
        imports = _imports(tree)
        seen = set[ast.AST]()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                several = len(node.args) + len(node.keywords) > 1 and node.func.attr in ANCHORED
                uses[_full(node.func.value, module, imports)].add(
                    SCANNING if several else node.func.attr
                )
                seen |= {node.func, node.func.value}
            elif isinstance(node, ast.Attribute) and node not in seen:
                uses[_full(node.value, module, imports)].add(node.attr)
                seen.add(node.value)
            is_name = isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load)
            if is_name and node not in seen:
                uses[_full(node, module, imports)].add(HANDED_ON)
        for call in _calls_of_re(tree):
            if (pattern := _compiled(call, module)) is not None:
                name = f"{module}:{call.lineno}"
                uses[name].add(call.func.attr)  # type: ignore[attr-defined]
                written.append((name, pattern))
    return uses, written


def built_at_run_time() -> set[str]:
    """The modules in which a pattern is made of what is only known when a function runs."""
    return {
        module
        for module, tree in _trees()
        for call in _calls_of_re(tree)
        if _compiled(call, module) is None
    }


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        module = ".".join(part for part in parts if part != "__init__")
        yield module, ast.parse(path.read_text(encoding="utf-8"))


def _imports(tree: ast.Module) -> dict[str, str]:
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def _full(node: ast.AST, module: str, imports: dict[str, str]) -> str:
    if isinstance(node, ast.Name):
        return imports.get(node.id, f"{module}.{node.id}")
    if isinstance(node, ast.Attribute):
        return f"{_full(node.value, module, imports)}.{node.attr}"
    return ""


def _calls_of_re(tree: ast.Module) -> list[ast.Call]:
    """Calls such as `re.sub(…)` within functions."""
    return [
        node
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.Lambda)
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) == "re"
        and node.func.attr in OF_RE
    ]


def _compiled(call: ast.Call, module: str) -> re.Pattern[Any] | None:
    """The pattern as the module knows it, None when it hangs on what the function is given."""
    names = vars(importlib.import_module(module))
    flags = [word for word in map(ast.unparse, (*call.args[1:], *_flags(call))) if "re." in word]
    try:
        pattern = eval(ast.unparse(call.args[0]), dict(names))
        return re.compile(pattern, eval(" | ".join(flags) or "0", {"re": re}))
    except (NameError, TypeError):
        return None


def _flags(call: ast.Call) -> list[ast.expr]:
    return [keyword.value for keyword in call.keywords if keyword.arg == "flags"]
