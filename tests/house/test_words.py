"""One word for one idea: names are unique, private words stay out, the glossary is true."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator

from tests.house.structure import MODULES, PATHS, ROOT, TEMPLATES, tree

RETIRED = {
    "stretch", "stretches", "tally", "tallies", "settle", "settling", "walk", "telling",
    "evidence", "keeping", "duties", "duty", "rail", "bell", "shelf", "doors", "door", "glance",
    "near", "bearings", "grounds", "absent", "typing", "likeness", "sureness", "mending", "letters",
    "about", "asking", "board", "pace", "joining", "naming", "spots", "spot", "marking", "choosing",
    "recipe", "writing", "folded", "paper", "papers", "one", "found", "some", "kept", "asked",
    "chosen", "wanted",
}  # fmt: skip
"""Words of the first house that nobody outside it would have understood (docs/glossary.md)."""
MEANT = {"NotFound", "folded_text", "search_board", "writing"}
"""Names in which such a word says what it says everywhere: not found, a transaction that writes."""
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
ROW = re.compile(r"^\|\s*`([^`]+)`", re.MULTILINE)


def words_of(name: str) -> set[str]:
    """The words that a name is put together from."""
    return {word.lower() for word in WORD.findall(name)}


def named() -> Iterator[tuple[str, str]]:
    """(where, name) of every module, class and function."""
    for module, path in MODULES.items():
        yield module, module.rpartition(".")[2]
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                yield f"{module}:{node.lineno}", node.name


def test_a_class_name_means_one_thing_in_the_whole_house() -> None:
    places = defaultdict(list)
    for path in PATHS:
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef):
                places[node.name].append(str(path.relative_to(ROOT)))
    assert not {name: where for name, where in places.items() if len(where) > 1}


def test_private_words_appear_in_no_name() -> None:
    wrong = [
        (where, name) for where, name in named() if words_of(name) & RETIRED and name not in MEANT
    ]
    assert not wrong, f"{len(wrong)}: {wrong}"


def test_the_glossary_names_what_the_code_has() -> None:
    terms = ROW.findall((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))
    assert len(terms) >= 80
    known = {name for _where, name in named()} | set(MODULES) | _other_names()
    assert not [term for term in terms if term not in known]
    assert len(terms) == len(set(terms))


def _other_names() -> set[str]:
    """Packages, and what modules and classes assign."""
    names = {part for module in MODULES for part in module.split(".")}
    for path in PATHS:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Name):
                names.add(node.id)
            elif isinstance(node, ast.Attribute):
                names.add(node.attr)
    return names


def test_templates_are_named_in_the_words_of_the_field_too() -> None:
    assert not [path for path in TEMPLATES if words_of(path.stem) & (RETIRED - {"one", "board"})]
