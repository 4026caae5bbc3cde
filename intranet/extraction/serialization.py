"""The results as JSON: the short public form, and a complete form that can be read back."""

from dataclasses import fields
from typing import Any

from intranet.extraction import values
from intranet.extraction.values import Extraction, Fact, Facts, Page

SEVERAL = ("recipients", "bases")
SINGLE = [each.name for each in fields(Facts) if each.name not in ("cites", "draft", *SEVERAL)]
UNSHOWN = ("kind", "urgency")


def to_json(extraction: Extraction) -> dict[str, Any]:
    """The form that `flask extract` prints: plain values, null for what was not found."""
    shown = {name: getattr(extraction.facts, name) for name in SINGLE if name not in UNSHOWN}
    facts = {name: fact.value if fact else None for name, fact in shown.items()}
    pages = [
        {
            "n": page.number,
            "text": page.text,
            "method": page.method,
            "confidence": round(page.confidence, 2),
        }
        for page in extraction.pages
    ]
    return {
        **{name: getattr(extraction, name) for name in ("file", "accepted", "reason", "kind")},
        "pages": pages,
        "facts": {**facts, "cites": list(extraction.facts.cites)},
        "warnings": list(extraction.warnings),
    }


def from_parts(parts: dict[str, Any]) -> Extraction:
    """The extraction that `dataclasses.asdict` took apart; TypeError or KeyError on other input."""
    whole = {
        "pages": tuple(map(page_from, parts["pages"])),
        "citations": tuple(values.DocumentCitation(**part) for part in parts["citations"]),
        "signatures": tuple(values.FileSignature(**part) for part in parts["signatures"]),
        "warnings": tuple(parts["warnings"]),
        "facts": facts_from(parts["facts"]),
    }
    return Extraction(**{**parts, **whole})


def page_from(parts: dict[str, Any]) -> Page:
    """A page from plain dictionaries, its words among them."""
    words = tuple(values.RecognisedWord(**word) for word in parts["words"])
    return Page(**{**parts, "words": words})


def facts_from(parts: dict[str, Any]) -> Facts:
    """Facts from plain dictionaries, as `dataclasses.asdict` makes them."""
    facts: dict[str, Any] = {name: _fact(parts[name]) for name in SINGLE}
    for name in SEVERAL:
        facts[name] = tuple(map(_fact, parts.get(name, ())))
    return Facts(**facts, cites=tuple(parts["cites"]), draft=bool(parts["draft"]))


def _fact(parts: dict[str, Any] | None) -> Fact | None:
    if parts is None:
        return None
    box = values.Box(**parts["box"]) if parts["box"] else None
    return Fact(parts["value"], parts["confidence"], box)
