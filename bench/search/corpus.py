"""The real documents that the search is measured on, as entries, pages and queries."""

import gzip
import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from intranet.language.bodies.document_types import type_of_name
from intranet.language.bodies.levels import Level
from intranet.language.text.normalization import canonical
from intranet.search.fields import IndexEntry

LETTERS_A_PAGE = 2_800
MOST_PAGES = 120
MOST_ARTICLES = 50_000
ARTICLE = re.compile(r"\n\s*\n(?=Điều \d+)")
PREFIX = "paper"
ARRIVED = "2020-01-01T00:00:00"


@dataclass(frozen=True)
class Paper:
    """A document, or an article of one."""

    number: int
    symbol: str
    kind: str
    body: str
    issued_on: str
    topics: tuple[str, ...]
    title: str
    text: str

    @property
    def entry(self) -> IndexEntry:
        """What the index is given."""
        kind = type_of_name(self.kind)
        return IndexEntry(
            id=f"{PREFIX}:{self.number}", title=self.title, text=self.text, symbol=self.symbol,
            level=Level.CENTRAL.value, kind=kind.name if kind else "", body=self.body,
            year=self.issued_on[:4], issued_on=self.issued_on, status="in_force",
            topics=self.topics, arrived=ARRIVED, stamp=ARRIVED, audience=("all",),
        )  # fmt: skip

    @property
    def pages(self) -> list[str]:
        """The text in pages of print, cut where a line ends."""
        pages, page, length = [], [], 0
        for line in self.text.splitlines(keepends=True):
            if length and length + len(line) > LETTERS_A_PAGE:
                pages.append("".join(page))
                page, length = [], 0
            page.append(line)
            length += len(line)
        return [*pages, "".join(page)]


def papers(file: Path, *, articles: bool, limit: int) -> Iterator[Paper]:
    """The documents of the corpus, or their articles; limit 0 means all."""
    papers = _articles(file) if articles else _documents(file)
    return islice(papers, limit or None)


def _documents(file: Path) -> Iterator[Paper]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            record = json.loads(line)
            yield Paper(
                number=number, symbol=record["so_ky_hieu"], kind=record["loai_van_ban"],
                body=record["co_quan_ban_hanh"] or "",
                issued_on=iso_day(record["ngay_ban_hanh"]),
                topics=tuple(record["de_muc"] or ()),
                title=canonical(record["trich_yeu"]), text=canonical(record["text"]),
            )  # fmt: skip


def iso_day(written: str | None) -> str:
    """The ISO day of 2020-06-16, 16/06/2020 or 16/6/2020; "" for days that no calendar has."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(written or "", form).date().isoformat()
        except ValueError:
            continue
    return ""


def _articles(file: Path) -> Iterator[Paper]:
    number = 0
    for paper in _documents(file):
        for text in ARTICLE.split(paper.text):
            if number == MOST_ARTICLES:
                return
            number += 1
            yield Paper(
                number, paper.symbol, paper.kind, paper.body, paper.issued_on, paper.topics,
                paper.title, text,
            )  # fmt: skip


class Pages:
    """The page texts in a database file, as the portal keeps them."""

    def __init__(self, file: Path) -> None:
        self._database = sqlite3.connect(file)
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS page (paper INT, number INT, text TEXT,"
            " PRIMARY KEY (paper, number))"
        )

    def fill(self, batch: Sequence[Paper]) -> None:
        """Keep the pages of these papers."""
        rows = (
            (paper.number, number, text)
            for paper in batch
            for number, text in enumerate(paper.pages[:MOST_PAGES], 1)
        )
        self._database.executemany("INSERT INTO page VALUES (?, ?, ?)", rows)
        self._database.commit()

    def of(self, ids: Sequence[str]) -> dict[str, list[tuple[int, str]]]:
        """The pages of these entries."""
        numbers = [int(entry.partition(":")[2]) for entry in ids]
        marks = ",".join("?" * len(numbers))
        pages: dict[str, list[tuple[int, str]]] = {entry: [] for entry in ids}
        query = f"SELECT paper, number, text FROM page WHERE paper IN ({marks}) ORDER BY 1, 2"
        for paper, number, text in self._database.execute(query, numbers):
            pages[f"{PREFIX}:{paper}"].append((number, text))
        return pages
