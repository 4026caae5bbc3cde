"""An answer as plain values: what `flask ask --json` prints."""

from typing import Any

from intranet.assistant.answers.answer import Answer, Outcome, Quote
from intranet.assistant.selects.select_answer import SelectAnswer
from intranet.directives.models import Directive, Status


def report(answer: Answer) -> dict[str, Any]:
    """The answer with its quotes, rows, certainty and time, ready for JSON."""
    quotes = [_quote(quote) for quote in answer.quotes]
    told = answer.select
    rows = [_row(directive) for directive in told.rows] if told else []
    return {
        "answerable": answer.outcome is Outcome.ANSWERED,
        "outcome": answer.outcome.value,
        "kind": answer.kind.value,
        "certainty": None if answer.certainty is None else round(answer.certainty, 3),
        "answers": (quotes if answer.answers else []) + rows,
        "near": quotes if answer.outcome is Outcome.UNSURE else [],
        "total": told.total if told else len(quotes) if answer.answers else 0,
        "sql": _sql(told) if told else None,
        "unknown_symbol": answer.unknown_symbol or None,
        "ms": round(answer.milliseconds),
    }


def _sql(told: SelectAnswer) -> dict[str, Any]:
    value = {} if told.value is None else {"value": told.value}
    return {"select": told.select, **told.bounds, **value}


def _row(directive: Directive) -> dict[str, Any]:
    return {
        "symbol": directive.symbol,
        "directive": directive.id,
        "title": directive.headline,
        "body": directive.issuing_body.name,
        "issued_on": directive.issued_on.isoformat() if directive.issued_on else None,
        "status": directive.status.value,
    }


def _quote(quote: Quote) -> dict[str, Any]:
    later = [directive.symbol for directive in quote.later]
    is_over = quote.directive.status in (Status.REPLACED, Status.EXPIRED)
    return {
        "quote": quote.text, "symbol": quote.directive.symbol, "directive": quote.directive.id,
        "clause": quote.clause, "page": quote.page, "pages": quote.pages, "score": quote.score,
        "status": quote.directive.status.value,
        "replaced_by": later[0] if later and is_over else None,
        "changed_by": later if not is_over else [], "lead": quote.lead,
    }  # fmt: skip
