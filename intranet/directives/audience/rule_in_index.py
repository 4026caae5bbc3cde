"""The rule of `rule` as words of the search index: whoever shares a word with a row is named."""

from hashlib import sha256
from typing import Any

from intranet.directives.audience.rule import CRITERIA, GROUP, Criterion
from intranet.people.roles import Role

EVERYBODY = "all"


def word_of_row(row: Any) -> str:
    """The word for whom a row of an audience names."""
    for by in CRITERIA:
        value = getattr(row, by.row, None)
        if value is not None:
            return _word(by, value)
    return EVERYBODY


def words_of_person(person: Any) -> frozenset[str]:
    """The words of all rows that name a person, but for saved groups (`word_of_group`)."""
    values = ((by, getattr(person, by.person)) for by in CRITERIA if by is not GROUP)
    return frozenset({EVERYBODY, *(_word(by, value) for by, value in values if value)})


def word_of_group(group_id: int) -> str:
    """The word for a saved group."""
    return _word(GROUP, group_id)


def word_of_directive(directive_id: int) -> str:
    """The word of a directive that leaves somebody out, for each whom it means all the same."""
    return f"directive:{directive_id}"


def _word(by: Criterion, value: Any) -> str:
    if isinstance(value, Role):
        value = value.value
    elif isinstance(value, str):  # words of the index have neither blanks nor marks
        value = sha256(value.encode()).hexdigest()[:16]
    return f"{by.word}:{value}"
