"""Whether quotes are letters of their document, stand on their page, and tell its true state."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bench.answers.asked import Judged
from bench.answers.scratch import Scratch

BEGINNING = 40


def faithfulness(portal: Scratch, judged: Sequence[Judged], documents: Any) -> dict[str, Any]:
    """The shares of quotes that are verbatim, on the right page and of the right status."""
    by_id = {each["id"]: each for each in documents}
    checked = [
        _checks(quote, by_id[portal.name_of(quote["directive"])])
        for each in judged for quote in each.quotes
    ]  # fmt: skip
    names = ("verbatim", "page_right", "status_right")
    count = len(checked) or 1
    return {
        **{
            name: round(sum(row[at] for row in checked) / count, 4) for at, name in enumerate(names)
        },
        "quotes": len(checked),
    }


def _checks(quote: Mapping[str, Any], document: Mapping[str, Any]) -> tuple[bool, bool, bool]:
    text, said = _flat(document["text"]), _flat(quote["quote"])
    pages = [_flat(page) for page in document["text"].split("\f")]
    begun = said[:BEGINNING]
    on_page = 0 < quote["page"] <= len(pages) and begun[:12] in pages[quote["page"] - 1]
    status = quote["status"] == (document.get("status") or "in_force")
    successor = quote["replaced_by"] in (None, document.get("replaced_by"))
    return said in text, on_page, status and successor


def _flat(text: str) -> str:
    return "".join(text.split())


def differing(one: Sequence[Judged], other: Sequence[Judged]) -> Iterator[str]:
    """The ids of questions whose answers differ in anything but score, certainty and time."""
    for here, there in zip(one, other, strict=True):
        if _shown(here.told) != _shown(there.told):
            yield here.question.id


def _shown(told: Mapping[str, Any]) -> Any:
    left_out = ("score", "directive")
    rows = [
        {name: value for name, value in each.items() if name not in left_out}
        for each in (*told["answers"], *told["near"])
    ]
    return told["answerable"], told["sql"], told.get("unknown_symbol"), rows
