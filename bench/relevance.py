"""How well questions find their texts: `python -m bench.relevance DIR --engine E --json`.

DIR holds docs.jsonl (id, title, text; perhaps symbol, type, issuing_body, issued_on), queries.jsonl
(id, text, perhaps kind) and qrels.tsv (query, document). The documents become the directives of a
scratch portal, and the questions are asked as its search page asks them.
"""

import argparse
import json
import math
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import mean, quantiles
from time import perf_counter
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from bench.search.corpus import iso_day
from config import Settings
from intranet import create_app
from intranet.core.database import db
from intranet.language.bodies.document_types import type_of_name
from intranet.language.bodies.levels import Level
from intranet.language.text.normalization import fold
from intranet.people.models import Department, StaffMember
from intranet.people.organization.memberships import keep_memberships
from intranet.people.roles import Role
from intranet.search.engines import registry
from intranet.search.fields import IndexEntry
from intranet.search.index.sources import EntryDetails, EntrySource, register_source
from intranet.search.results.page_address import PageAddress
from intranet.search.results.queries import results

DEPTH = 20
PREFIX = "paper"
ARRIVED = "2020-01-01T00:00:00"


@dataclass(frozen=True)
class Answer:
    """What a question found: which hits are right, how many right ones there are, how long."""

    kind: str
    right: list[bool]
    total: int
    milliseconds: float
    id: str = ""


@dataclass
class Scratch:
    """A portal in a temporary folder that finds the documents of a bench."""

    app: Flask
    documents: Sequence[Mapping[str, Any]]
    staff: Any = None
    build: float = 0.0
    pages: int = field(default=0)

    def fill(self) -> None:
        """One reader, and all documents in the index."""
        register_source(EntrySource(PREFIX, None, lambda _s, _ids: (), self.load_hits))
        db.create_all()
        unit = Department(code="d", name="Phòng", short_name="Phòng", position=1)
        self.staff = StaffMember(
            username="docgia", full_name="Người đọc", role=Role.READER, department=unit,
            password_hash="-", joined_on=date(2024, 1, 2),
        )  # fmt: skip
        db.session.add(self.staff)
        keep_memberships(db.session, [self.staff])
        db.session.commit()
        begun = perf_counter()
        registry.engine().rebuild(map(self._entry, range(len(self.documents))))
        self.build = perf_counter() - begun

    def _entry(self, number: int) -> IndexEntry:
        record = self.documents[number]
        kind, day = type_of_name(record.get("type") or ""), iso_day(record.get("issued_on"))
        return IndexEntry(
            id=f"{PREFIX}:{number}", title=record["title"], text=record["text"],
            symbol=record.get("symbol") or "", kind=kind.name if kind else "",
            body=record.get("issuing_body") or "", level=Level.CENTRAL.value,
            year=day[:4], issued_on=day, arrived=ARRIVED, stamp=ARRIVED, audience=("all",),
        )  # fmt: skip

    def load_hits(
        self, _session: Session, _staff: StaffMember, ids: Sequence[int]
    ) -> Mapping[int, EntryDetails]:
        """What the page shows of these documents."""
        return {number: self._document(number) for number in ids}

    def _document(self, number: int) -> EntryDetails:
        record = self.documents[number]
        return EntryDetails(
            title=record["title"], symbol=record.get("symbol") or "", level=Level.CENTRAL,
            kind=record.get("type") or "", issued_on=None, endpoint="web.home", values={},
            pages=((1, record["text"]),), total_pages=1,
        )  # fmt: skip

    def ask(self, words: str) -> tuple[list[str], float]:
        """The ids of the first twenty hits, and how long the first page took."""
        begun = perf_counter()
        page = results(db.session, self.staff, PageAddress(words))
        taken = 1000 * (perf_counter() - begun)
        hits = list(page.hits)
        number = 1
        while hits and len(hits) < min(DEPTH, page.total) and number < DEPTH:
            number += 1
            hits += results(db.session, self.staff, PageAddress(words, page=number)).hits
        names = [int(hit.id.split(":")[1]) for hit in hits[:DEPTH]]
        return [str(self.documents[name]["id"]) for name in names], taken


def main() -> None:
    """Index the documents in a temporary folder, ask every question, print the measures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", default="whoosh", choices=("whoosh", "tantivy"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--unmarked", action="store_true", help="ask as typed without marks")
    parser.add_argument("--kind", action="append", help="ask only questions of this kind")
    parser.add_argument("--misses", action="store_true", help="print what was not on top")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        report = measure(options, Path(place))
    print(json.dumps(report) if options.json else json.dumps(report, indent=1))


def measure(options: argparse.Namespace, place: Path) -> dict[str, Any]:
    """The measures over all questions that have an answer, and the same by kind."""
    chosen = {"search_engine": options.engine} if hasattr(Settings, "search_engine") else {}
    settings = Settings.for_tests(place, **chosen)
    scratch = Scratch(create_app(settings), list(rows(options.folder, "docs")))
    with scratch.app.app_context():
        scratch.fill()
        answers = list(_answers(scratch, options))
        db.session.remove()
        db.engine.dispose()
    kinds: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        kinds[answer.kind].append(answer)
    by_kind = {
        kind: measures(answers_of_kind) for kind, answers_of_kind in sorted(kinds.items()) if kind
    }
    return {**measures(answers), "build_s": round(scratch.build, 1), "by_kind": by_kind}


def _answers(scratch: Scratch, options: argparse.Namespace) -> Iterator[Answer]:
    wanted = right_answers(options.folder)
    for query in rows(options.folder, "queries"):
        kind = query.get("kind") or ""
        if (right := wanted.get(str(query["id"]))) and (not options.kind or kind in options.kind):
            words = fold(query["text"]) if options.unmarked else query["text"]
            hits, taken = scratch.ask(words)
            if options.misses and hits[:1] and hits[0] not in right:
                place = next((n + 1 for n, hit in enumerate(hits) if hit in right), 0)
                print(kind, "|", words, "| first", hits[0], "| right", sorted(right), "at", place)
            yield Answer(kind, [hit in right for hit in hits], len(right), taken)


def rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """The lines of a JSON lines file."""
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def right_answers(folder: Path) -> dict[str, set[str]]:
    """The documents that answer each question."""
    judgements: dict[str, set[str]] = defaultdict(set)
    for line in (folder / "qrels.tsv").read_text("utf-8").splitlines():
        query, document, *grade = line.split("\t")
        if not grade or grade[-1] != "0":
            judgements[query].add(document)
    return judgements


def measures(answers: Sequence[Answer]) -> dict[str, float]:
    """nDCG and reciprocal rank of ten hits, recall of twenty, shares right first and empty."""
    if not answers:
        return {"queries": 0}
    times = [answer.milliseconds for answer in answers]
    cuts = quantiles(times, n=20) if len(times) > 1 else times * 19
    return {
        "ndcg10": round(mean(ndcg(answer.right[:10], answer.total) for answer in answers), 4),
        "mrr10": round(mean(reciprocal(answer.right[:10]) for answer in answers), 4),
        "recall20": round(mean(sum(answer.right) / answer.total for answer in answers), 4),
        "first": round(mean(answer.right[:1] == [True] for answer in answers), 4),
        "none": round(mean(not answer.right for answer in answers), 4),
        "p50_ms": round(cuts[9], 1),
        "p95_ms": round(cuts[18], 1),
        "queries": len(answers),
    }


def ndcg(right: list[bool], total: int) -> float:
    """Normalised discounted gain of a ranking with `total` right documents in the collection."""
    gain = sum(is_right / math.log2(place + 2) for place, is_right in enumerate(right))
    return gain / sum(1 / math.log2(place + 2) for place in range(min(total, 10)))


def reciprocal(right: list[bool]) -> float:
    """One over the place of the first right document."""
    return 1 / (right.index(True) + 1) if True in right else 0.0


if __name__ == "__main__":
    main()
