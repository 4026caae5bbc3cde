"""How what was read is compared with the label of a file."""

import json
import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from intranet.extraction.values import Fact, Facts
from intranet.language.symbols.parsing import lookup_key

FIELDS = (
    "symbol",
    "issued_on",
    "type",
    "issuing_body",
    "level",
    "system",
    "subject",
    "signer",
    "signer_title",
    "authority_mark",
)
MORE_LABELS = {"authority_mark": "authority_marks", "signer": "signers"}
ALIKE = 0.9
TONES = (("uỷ", "ủy"), ("hoà", "hòa"), ("hoá", "hóa"), ("oà", "òa"), ("thuỷ", "thủy"))


@dataclass(frozen=True)
class Judged:
    """What was said of one field: right, empty, wrong, missing, or invented where nothing is."""

    field: str
    verdict: str
    found: str | None
    confidence: float | None
    label: str | None


def read_labels(path: Path) -> dict[str, dict[str, Any]]:
    """Labels by file name."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
    return {row["file"]: row for row in rows}


def judged(facts: Facts, label: dict[str, Any]) -> list[Judged]:
    """Verdicts of the fields that count for this file.

    Fields that the label calls unsure do not count, nor, in a file with text, those that are only
    a picture.
    """
    skipped = {*label.get("unsure", ()), *label.get("image_fields", ())}
    return [_judged(name, getattr(facts, name), label) for name in FIELDS if name not in skipped]


def recall(facts: Facts, label: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Citations of the label that were found, and those that were not."""
    cited = {lookup_key(key) for key in facts.cites}
    wanted = label.get("cites") or []
    cited_too = [key for key in wanted if lookup_key(key) in cited]
    return cited_too, [key for key in wanted if key not in cited_too]


def _judged(name: str, fact: Fact | None, label: dict[str, Any]) -> Judged:
    if name == "issued_on" and fact and "_" in fact.value:
        fact = None  # the partial date of a draft is no date
    found, confidence = (fact.value, fact.confidence) if fact else (None, None)
    return Judged(name, _verdict(name, found, label), found, confidence, label.get(name))


def _verdict(name: str, found: str | None, label: dict[str, Any]) -> str:
    wanted = {same(text) for text in accepted(name, label)}
    if not wanted:
        return "empty" if found is None else "invented"
    if found is None:
        return "missing"
    said = same(found)
    if name == "subject":
        return "right" if max(_likeness(said, text) for text in wanted) >= ALIKE else "wrong"
    return "right" if said in wanted else "wrong"


def accepted(name: str, label: dict[str, Any]) -> list[str]:
    """Every value that counts as right."""
    values = [label.get(name), *(label.get(f"{name}_alt") or ())]
    values += label.get(MORE_LABELS.get(name, "")) or ()
    if name == "issuing_body" and label.get("parent_body"):
        values.append(f"{label['issuing_body']} {label['parent_body']}")
    return [value for value in values if value]


def same(text: str) -> str:
    """Values are compared without case, spacing and the two ways to place a tone."""
    text = unicodedata.normalize("NFC", text).casefold()
    for old, new in TONES:
        text = text.replace(old, new)
    return re.sub(r"\s+", " ", text).strip(" .")


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
