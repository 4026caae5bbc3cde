"""Questions about one directive that is named by its symbol: who, when, whether in force."""

import enum
import re
from dataclasses import dataclass

from intranet.assistant.questions.frame_words import words_in
from intranet.assistant.questions.question import TypedQuestion
from intranet.language.bodies.document_types import TYPE_BY_NAME
from intranet.language.symbols.parsing import lookup_key, parse_symbol
from intranet.language.text.normalization import fold
from intranet.search.query.references import references_in


class RegisteredFact(enum.Enum):
    """What is asked of a directive."""

    ISSUER = "issuer"
    SIGNER = "signer"
    DAY = "issued_on"
    STATUS = "status"
    SUCCESSOR = "replaced_by"


NAMED = "@"
"""Stands in the words of a question for the symbol that was named."""
WORD_OR_NAMED = re.compile(rf"[^\W_]+|{NAMED}")
TYPES = "|".join(sorted(map(re.escape, TYPE_BY_NAME), key=len, reverse=True))
SIGNS = (
    (RegisteredFact.SUCCESSOR, re.compile(
        rf" (?:(?:van ban|{TYPES}|quy dinh) nao (?:da |dang |se )?thay the(?: cho)?|"
        r"(?:da |dang )?bi (?:(?:van ban|gi|cai gi) (?:nao )?)?thay the|"
        r"(?:duoc|bi) thay the (?:boi|bang) (?:van ban )?(?:nao|gi)|"
        r"(?:da )?(?:duoc|bi) thay the(?: chua| khong)?) "
    )),
    (RegisteredFact.STATUS, re.compile(
        r" (?:con|het|co|dang con)(?: hieu luc(?: thi hanh| phap ly)?| ap dung| dung) |"
        r" hieu luc (?:the nao|ra sao|khong) "
    )),
    (RegisteredFact.SIGNER, re.compile(r" (?:do )?ai (?:la nguoi )?ky | nguoi ky (?:la ai)? ?")),
    (RegisteredFact.DAY, re.compile(
        r" (?:ban hanh |ky |duoc ban hanh |ra doi )?(?:vao |tu )?(?:ngay nao|khi nao|bao gio|"
        r"ngay bao nhieu|ngay may|luc nao|thoi gian nao) | ngay (?:ban hanh|ky) "
    )),
    (RegisteredFact.ISSUER, re.compile(
        r" (?:do )?(?:ai|(?:co quan|don vi|bo|noi) nao)(?: la co quan)?(?: da)? ban hanh |"
        r" (?:cua|do) (?:ai|(?:co quan|don vi|bo) nao) | co quan ban hanh "
    )),
)  # fmt: skip
TAKES_EFFECT = re.compile(r" hieu luc (?:thi hanh )?(?:tu|ke tu|khi nao|ngay nao|vao|bao gio) ")
FRAME = words_in("fact_frame.txt")


@dataclass(frozen=True)
class FactQuestion:
    """What is asked of which directive; `words` are folded ones that its title must have."""

    symbol: str
    key: str
    fact: RegisteredFact
    words: tuple[str, ...] = ()


def named_symbols(question: TypedQuestion) -> dict[str, str]:
    """The whole symbols that a question names: lookup key → as it is written there."""
    named = (each for each in references_in(question.text) if each.symbol)
    return {lookup_key(each.symbol): each.text for each in named}


def is_only_symbol(question: TypedQuestion) -> bool:
    """Whether the question is a symbol and nothing else."""
    return parse_symbol(question.text) is not None


def fact_question(question: TypedQuestion) -> FactQuestion | None:
    """What is asked of one directive named by its symbol; None where it is not that simple."""
    named = [each for each in references_in(question.text) if each.symbol]
    if len(named) != 1:
        return None
    symbol, text = named[0], question.text
    around = f"{text[: symbol.start]} {NAMED} {text[symbol.end :]}"
    folded = f" {' '.join(WORD_OR_NAMED.findall(fold(around)))} "
    if TAKES_EFFECT.search(folded):
        return None
    fact = next((fact for fact, sign in SIGNS if sign.search(folded)), None)
    if fact is None:
        return None
    left = (word for word in folded.split() if word not in FRAME and word != NAMED)
    return FactQuestion(symbol.text, lookup_key(symbol.symbol), fact, tuple(left))
