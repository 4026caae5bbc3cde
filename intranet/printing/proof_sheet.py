"""What stands on a sheet that proves one thing, apart from how it looks."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Proof:
    """What stands on the sheet; address is what the code leads to, check the words beside it."""

    superior: str
    body: str
    title: str
    statement: str
    facts: Sequence[tuple[str, str]]
    address: str
    check: Sequence[str]
