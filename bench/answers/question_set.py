"""A set of questions with their right places: what the files of its folder say.

docs.jsonl {id, title, symbol, type, issuing_body, issued_on, status, replaced_by, audience, text};
a form feed is a page break. questions.jsonl {id, text, kind, answerable, as?}. answers.tsv
question, document, clause, words: one line for each right place, empty fields are not asked for.
users.jsonl {id, groups} and reads.tsv user, document may be missing.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class RightPlace:
    """One right place of a question: document, clause and words, each "" where not asked for."""

    document: str = ""
    clause: str = ""
    words: str = ""


@dataclass(frozen=True)
class AskedQuestion:
    """One question: who asks it, of which kind it is, and where its answer stands."""

    id: str
    text: str
    kind: str
    answerable: bool
    asker: str
    places: tuple[RightPlace, ...] = ()


@dataclass(frozen=True)
class QuestionSet:
    """Documents, questions, users with their groups, and who has read what."""

    documents: Sequence[Mapping[str, Any]]
    questions: Sequence[AskedQuestion]
    users: Mapping[str, Sequence[str]]
    reads: Sequence[tuple[str, str]]
    hash: str

    def without(self, hidden_from: str) -> "QuestionSet":
        """The same set without the documents that this user may not see."""
        groups = set(self.users.get(hidden_from, ())) | {"all"}
        kept = [each for each in self.documents if groups & set(each["audience"] or ["all"])]
        return QuestionSet(kept, self.questions, self.users, self.reads, self.hash)


def read_set(folder: Path) -> QuestionSet:
    """The set that a folder holds."""
    places: dict[str, list[RightPlace]] = defaultdict(list)
    for question, *place in _cells(folder / "answers.tsv"):
        places[question].append(RightPlace(*place[:3]))
    questions = [
        AskedQuestion(
            str(each["id"]), each["text"], each["kind"], bool(each["answerable"]),
            each.get("as") or "", tuple(places[str(each["id"])]),
        )
        for each in _lines(folder / "questions.jsonl")
    ]  # fmt: skip
    users = {each["id"]: each["groups"] for each in _lines(folder / "users.jsonl")}
    reads = [(user, document) for user, document, *_ in _cells(folder / "reads.tsv")]
    return QuestionSet(
        list(_lines(folder / "docs.jsonl")), questions, users, reads, _hash_of(folder)
    )


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    if file.exists():
        with file.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _cells(file: Path) -> Iterator[list[str]]:
    if file.exists():
        yield from (line.split("\t") for line in file.read_text("utf-8").splitlines() if line)


def _hash_of(folder: Path) -> str:
    held = hashlib.sha256()
    for name in ("docs.jsonl", "questions.jsonl", "answers.tsv"):
        held.update((folder / name).read_bytes())
    return held.hexdigest()[:16]
