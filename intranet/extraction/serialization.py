"""The results as JSON: the short public form, and a complete form that can be read back."""

from dataclasses import asdict, fields
from typing import Any

from intranet.extraction.values import (
    Box,
    DocumentCitation,
    Extraction,
    Fact,
    Facts,
    FileSignature,
    Page,
    RecognisedWord,
)

SHOWN = (
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
SEVERAL = ("recipients", "bases")


def to_json(extraction: Extraction) -> dict[str, Any]:
    """The form that `flask extract` prints: plain values, null for what was not found."""
    shown = {name: getattr(extraction.facts, name) for name in SHOWN}
    facts: dict[str, Any] = {name: fact.value if fact else None for name, fact in shown.items()}
    facts["cites"] = list(extraction.facts.cites)
    return {
        "file": extraction.file,
        "accepted": extraction.accepted,
        "reason": extraction.reason,
        "kind": extraction.kind,
        "pages": [_page(page) for page in extraction.pages],
        "facts": facts,
        "warnings": list(extraction.warnings),
    }


def _page(page: Page) -> dict[str, Any]:
    return {
        "n": page.number,
        "text": page.text,
        "method": page.method,
        "confidence": round(page.confidence, 2),
    }


def to_parts(extraction: Extraction) -> dict[str, Any]:
    """Every value of an extraction, for `from_parts` on the other side of a process."""
    return asdict(extraction)


def from_parts(parts: dict[str, Any]) -> Extraction:
    """The extraction that `to_parts` took apart; raises TypeError or KeyError on other input."""
    whole = dict(parts)
    whole["pages"] = tuple(page_from(page) for page in parts["pages"])
    whole["citations"] = tuple(DocumentCitation(**part) for part in parts["citations"])
    whole["signatures"] = tuple(FileSignature(**part) for part in parts["signatures"])
    whole["warnings"] = tuple(parts["warnings"])
    whole["facts"] = facts_from(parts["facts"])
    return Extraction(**whole)


def page_from(parts: dict[str, Any]) -> Page:
    """A page from plain dictionaries, its words among them."""
    return Page(**{**parts, "words": tuple(RecognisedWord(**word) for word in parts["words"])})


def facts_from(parts: dict[str, Any]) -> Facts:
    """Facts from plain dictionaries, as `dataclasses.asdict` makes them."""
    single = {field.name for field in fields(Facts)} - {"cites", "draft", *SEVERAL}
    facts: dict[str, Any] = {name: _fact(parts[name]) for name in single}
    for name in SEVERAL:
        facts[name] = tuple(_fact(part) for part in parts.get(name, ()))
    return Facts(**facts, cites=tuple(parts["cites"]), draft=bool(parts["draft"]))


def _fact(parts: dict[str, Any] | None) -> Fact | None:
    if parts is None:
        return None
    box = Box(**parts["box"]) if parts["box"] else None
    return Fact(parts["value"], parts["confidence"], box)
