"""Look-ups of known documents, as a clerk makes them: `python -m bench.lookups --corpus F OUT`.

Makes from real documents a folder for bench.relevance: the symbol as printed and in small letters
without marks, kind with symbol, eight words of the subject without marks, a quoted phrase of seven
words, six remembered words in any order. Words that several documents have are kinds "…-shared".
"""

import argparse
import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.search.corpus import iso_day
from intranet.language.symbols.parsing import lookup_key
from intranet.language.text.normalization import canonical, fold

SEED, CHOSEN = 57, 150
WORD = re.compile(r"[^\W_]+")
PASSAGE = re.compile(r"[^.;:\n]{60,}")
SUBJECT_WORDS, PHRASE_WORDS, REMEMBERED = 8, 7, 6
JOINING = frozenset(
    [
        "va",
        "cua",
        "cac",
        "cho",
        "la",
        "duoc",
        "trong",
        "theo",
        "tai",
        "ve",
        "voi",
        "den",
        "tu",
        "co",
        "khong",
        "nhung",
        "mot",
        "nay",
        "do",
        "thi",
        "ma",
        "o",
        "bi",
        "de",
        "khi",
        "hay",
        "hoac",
        "tren",
    ]
)


@dataclass(frozen=True)
class Paper:
    """A document with its subject and text, also folded with single blanks."""

    id: str
    symbol: str
    kind: str
    body: str
    issued_on: str
    subject: str
    text: str
    folded_subject: str
    folded: str


@dataclass(frozen=True)
class Lookup:
    """What is typed and which document it is meant to find; kind names the way."""

    kind: str
    text: str
    wanted: frozenset[str]


def main() -> None:
    """Write docs.jsonl, queries.jsonl and qrels.tsv."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", type=Path, required=True, help="a .jsonl.gz of documents")
    parser.add_argument("--documents", type=int, default=0, help="take only so many of them")
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    papers = list(read(options.corpus))
    if options.documents:
        papers = random.Random(SEED).sample(papers, options.documents)
    write(options.folder, papers, list(lookups(papers)))


def read(corpus: Path) -> Iterator[Paper]:
    """The documents of the corpus."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            record = json.loads(line)
            subject, text = canonical(record["trich_yeu"]), canonical(record["text"])
            yield Paper(
                id=f"{number}",
                symbol=record["so_ky_hieu"],
                kind=record["loai_van_ban"],
                body=record["co_quan_ban_hanh"] or "",
                issued_on=iso_day(record["ngay_ban_hanh"]),
                subject=subject,
                text=text,
                folded_subject=_spaced(subject),
                folded=_spaced(f"{subject}\n{text}"),
            )


def _spaced(text: str) -> str:
    return f" {' '.join(WORD.findall(fold(text)))} "


def lookups(papers: Sequence[Paper]) -> Iterator[Lookup]:
    """Six ways to look for each of the chosen documents."""
    chance = random.Random(SEED)
    able = [paper for paper in papers if lookup_key(paper.symbol) and _is_long(paper)]
    bearing: dict[str, set[str]] = defaultdict(set)
    for paper in papers:
        bearing[lookup_key(paper.symbol)].add(paper.id)
    for paper in chance.sample(able, min(CHOSEN, len(able))):
        bearers = frozenset(bearing[lookup_key(paper.symbol)])
        yield Lookup("symbol", paper.symbol, bearers)
        yield Lookup("symbol-plain", fold(paper.symbol), bearers)
        yield Lookup("kind-symbol", f"{paper.kind} {paper.symbol}", bearers)
        yield _of_subject(paper, papers, chance)
        yield _of_phrase(paper, papers, chance)
        yield Lookup("remembered", _remembered(paper.text, chance), frozenset({paper.id}))
        yield Lookup(
            "remembered-subject", _remembered(paper.subject, chance), frozenset({paper.id})
        )


def _is_long(paper: Paper) -> bool:
    return len(_telling(paper.subject)) >= SUBJECT_WORDS and bool(PASSAGE.search(paper.text))


def _telling(text: str) -> list[str]:
    return list(dict.fromkeys(w for w in WORD.findall(text) if fold(w) not in JOINING))


def _of_subject(paper: Paper, papers: Sequence[Paper], chance: random.Random) -> Lookup:
    words = paper.folded_subject.split()
    start = chance.randrange(len(words) - SUBJECT_WORDS + 1)
    typed = " ".join(words[start : start + SUBJECT_WORDS])
    alike = sum(f" {typed} " in other.folded_subject for other in papers)
    return Lookup("subject" if alike == 1 else "subject-shared", typed, frozenset({paper.id}))


def _of_phrase(paper: Paper, papers: Sequence[Paper], chance: random.Random) -> Lookup:
    """Seven words on end of a passage, quoted, preferably some that no other document has."""
    for _ in range(8):
        passage = chance.choice(PASSAGE.findall(paper.text))
        spans = list(WORD.finditer(passage))
        if len(spans) < PHRASE_WORDS:
            continue
        first = chance.randrange(len(spans) - PHRASE_WORDS + 1)
        typed = passage[spans[first].start() : spans[first + PHRASE_WORDS - 1].end()]
        alike = [p.id for p in papers if _spaced(typed) in p.folded]
        if len(alike) == 1:
            return Lookup("phrase", f'"{_one_line(typed)}"', frozenset(alike))
    return Lookup("phrase-shared", f'"{_one_line(typed)}"', frozenset(alike))


def _remembered(text: str, chance: random.Random) -> str:
    """Six telling words of one passage, or of the whole when it has no long one, shuffled."""
    passages = [p for p in PASSAGE.findall(text) if len(_telling(p)) >= 2 * REMEMBERED]
    words = _telling(chance.choice(passages) if passages else text)
    return " ".join(chance.sample(words, min(REMEMBERED, len(words))))


def _one_line(text: str) -> str:
    return " ".join(text.replace('"', " ").split())


def write(folder: Path, papers: Sequence[Paper], asked: Sequence[Lookup]) -> None:
    """The three files, and how many look-ups there are of each kind."""
    folder.mkdir(parents=True, exist_ok=True)
    documents = (
        {"id": p.id, "title": p.subject, "text": p.text, "symbol": p.symbol, "type": p.kind,
         "issuing_body": p.body, "issued_on": p.issued_on}
        for p in papers
    )  # fmt: skip
    _write_lines(folder / "docs.jsonl", documents)
    queries = ({"id": f"q{n}", "text": q.text, "kind": q.kind} for n, q in enumerate(asked))
    _write_lines(folder / "queries.jsonl", queries)
    pairs = [f"q{n}\t{document}" for n, q in enumerate(asked) for document in sorted(q.wanted)]
    (folder / "qrels.tsv").write_text("\n".join(pairs) + "\n", "utf-8")
    print(json.dumps(Counter(lookup.kind for lookup in asked)))


def _write_lines(file: Path, rows: Any) -> None:
    with file.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


if __name__ == "__main__":
    main()
