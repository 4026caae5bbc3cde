"""The office's own questions as a set: `python -m bench.answers.office HALF DIR`.

Documents are the papers of the demonstration as they are written, questions those of
tests/assistant/office_questions.tsv: `fit`, `test` or `all`.
"""

import argparse
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from config import CHECKOUT
from intranet.demo.invented_directives import load
from intranet.demo.typesetting.manuscript import InventedDirective
from intranet.language.bodies.document_types import type_of_mark

QUESTIONS = CHECKOUT / "tests" / "assistant" / "office_questions.tsv"
LETTERS_A_PAGE = 2_800
SIGNS = re.compile(r"^(?:#{1,2} |> )", re.MULTILINE)


def main() -> None:
    """Write the set of one half."""
    parser = argparse.ArgumentParser()
    parser.add_argument("half", choices=("fit", "test", "all"))
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    newest = {each.symbol: each for each in load()}
    _write(options.folder / "docs.jsonl", map(_document, newest.values()))
    asked = [row for row in rows() if options.half in (row[0], "all")]
    _write(options.folder / "questions.jsonl", (
        {"id": f"o{n}", "text": row[4], "kind": "office", "answerable": True}
        for n, row in enumerate(asked)
    ))  # fmt: skip
    places = [f"o{n}\t{row[2]}\t\t{row[3]}" for n, row in enumerate(asked)]
    (options.folder / "answers.tsv").write_text("\n".join(places) + "\n", "utf-8")


def rows() -> Iterator[list[str]]:
    """Half, where from, symbol, words of the right quote, and question of each row."""
    for line in QUESTIONS.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _document(paper: InventedDirective) -> dict[str, Any]:
    kind = type_of_mark(paper.kind)
    return {
        "id": paper.symbol, "title": paper.subject, "symbol": paper.symbol,
        "type": kind.vietnamese if kind else "", "issuing_body": paper.issuing_body,
        "issued_on": paper.issued_on.isoformat(), "status": "in_force", "replaced_by": "",
        "audience": ["all"], "text": "\f".join(_pages(SIGNS.sub("", paper.body).strip())),
    }  # fmt: skip


def _pages(text: str) -> Iterator[str]:
    page = ""
    for line in text.splitlines(keepends=True):
        if page and len(page) + len(line) > LETTERS_A_PAGE:
            yield page
            page = ""
        page += line
    yield page


def _write(file: Path, lines: Iterable[dict[str, Any]]) -> None:
    written = (json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    file.write_text("".join(written), "utf-8")


if __name__ == "__main__":
    main()
