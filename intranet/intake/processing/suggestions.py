"""What the machine read, as it is stored beside the original and handed to the clerk."""

import enum
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, TypeVar

from intranet.core.clock import today
from intranet.directives.models import Urgency
from intranet.extraction.serialization import facts_from
from intranet.extraction.values import Extraction, Fact, Facts
from intranet.language.bodies.document_types import DocumentType, type_of_mark, type_of_name
from intranet.language.bodies.levels import Level, PoliticalSystem
from intranet.language.text.normalization import fold

Member = TypeVar("Member", bound=enum.Enum)
SURE = 0.8
"""From this confidence on a fact counts as read for certain; below it a person must look."""
SIZED_PAGES = 60
FIELDS = {
    "symbol": "symbol",
    "kind": "type",
    "level": "level",
    "body": "issuing_body",
    "issued_on": "issued_on",
    "subject": "subject",
    "signer": "signer",
    "signer_title": "signer_title",
    "urgency": "urgency",
}
"""Field of the clerk's form → fact that the machine reads for it."""
LONGEST = {"symbol": 80, "body": 200, "subject": 2000, "signer": 120, "signer_title": 200}
URGENCY = {
    "khan": Urgency.URGENT,
    "thuong khan": Urgency.VERY_URGENT,
    "hoa toc": Urgency.EXPRESS,
    "hoa toc hen gio": Urgency.EXPRESS,
}


@dataclass(frozen=True)
class SuggestedFacts:
    """The facts with their certainty and place, and the sizes of the pages in points."""

    facts: Facts = field(default_factory=Facts)
    sizes: dict[int, tuple[float, float]] = field(default_factory=dict)

    def fact(self, name: str) -> Fact | None:
        """The fact behind a field of the form, None when it was not read or has no such fact."""
        fact: Fact | None = getattr(self.facts, FIELDS[name]) if name in FIELDS else None
        return fact

    def unsure(self) -> list[str]:
        """The fields that a person must look at: not read, or not for certain."""
        facts = {name: self.fact(name) for name in self.values()}
        sure = {name for name, fact in facts.items() if fact and fact.confidence >= SURE}
        return [name for name in FIELDS if name not in sure and name != "urgency"]

    def values(self) -> dict[str, Any]:
        """The fields that were read, in the types of the form.

        A date that is partial or lies in the future is never suggested, nor an unknown word.
        """
        facts = self.facts
        read: dict[str, Any] = {
            "kind": _kind(facts),
            "level": _member(Level, facts.level),
            "issued_on": _day(facts.issued_on),
            "urgency": URGENCY.get(fold(_plain(facts.urgency) or "")),
        }
        for name, longest in LONGEST.items():
            read[name] = (_plain(self.fact(name)) or "")[:longest]
        return {name: value for name, value in read.items() if value}

    @property
    def system(self) -> PoliticalSystem | None:
        """State, Party or mass organisation, as the header says."""
        return _member(PoliticalSystem, self.facts.system)

    @property
    def authority_mark(self) -> str:
        """TM., KT. … before the signer's title."""
        return _plain(self.facts.authority_mark) or ""


def stored(extraction: Extraction) -> dict[str, Any]:
    """The suggestion of an extraction, ready for a JSON column."""
    sizes = {
        str(page.number): [round(page.width), round(page.height)]
        for page in extraction.pages[:SIZED_PAGES]
        if page.width and page.height
    }
    signatures = [asdict(signature) for signature in extraction.signatures]
    return {"facts": asdict(extraction.facts), "sizes": sizes, "signatures": signatures}


def loaded(parts: dict[str, Any]) -> SuggestedFacts:
    """The suggestion that `stored` wrote; an empty one when nothing was read yet."""
    facts = facts_from({**asdict(Facts()), **parts.get("facts", {})})
    sizes = {int(number): (size[0], size[1]) for number, size in parts.get("sizes", {}).items()}
    return SuggestedFacts(facts, sizes)


def typed(draft: Mapping[str, Any], name: str) -> str:
    """What a saved draft says in a field."""
    posted = draft.get(name) or [""]
    return str(posted[0] if isinstance(posted, list) else posted).strip()


def _plain(fact: Fact | None) -> str | None:
    return fact.value if fact else None


def _kind(facts: Facts) -> DocumentType | None:
    named = type_of_name(facts.type.value) if facts.type else None
    return named or (type_of_mark(facts.kind.value) if facts.kind else None)


def _member(members: type[Member], fact: Fact | None) -> Member | None:
    with suppress(ValueError):
        return members(fact.value) if fact else None
    return None


def _day(fact: Fact | None) -> date | None:
    with suppress(ValueError):
        day = date.fromisoformat(fact.value) if fact else None
        return day if day and day <= today() else None
    return None
