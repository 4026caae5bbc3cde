"""What an invented directive says and where its parts stand, before it becomes a file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from intranet.language.bodies.document_types import type_of_mark

SIMULATED = "Văn bản mô phỏng phục vụ trình diễn"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"

# A line that starts so opens a paragraph even without a blank line before it.
OPENING = re.compile(r"^(?:[#>|]|[-+] |[a-zđ]\) |\d{1,2}\. |\d\.\d\. |Điều \d+\. )")
NUMBERED = re.compile(r"^(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ]|[A-H])[.)-]")


@dataclass(frozen=True, kw_only=True)
class InventedDirective:
    """One invented directive. `kind` is the official mark, "CV" for a letter.

    A later version keeps the symbol; its `issued_on` is the day of that version.
    """

    source: str
    symbol: str
    kind: str
    system: str
    level: str
    head: Sequence[str]
    bold_from: int = 0
    issuing_body: str
    place: str
    issued_on: date
    subject: str
    urgency: str = ""
    format: str = "pdf"
    to: Sequence[str] = ()
    body: str
    recipients: Sequence[str]
    sign: Sequence[str]
    signer: str
    topics: Sequence[str] = ()
    relations: Sequence[tuple[str, str]] = ()
    must_confirm: bool = False
    version: int = 1
    version_note: str = ""
    title: str = ""

    @property
    def is_party(self) -> bool:
        """Whether the Party's layout applies, not that of the state."""
        return self.system == "party"

    @property
    def is_letter(self) -> bool:
        """Whether it is an official letter: no title line, the subject stands under the number."""
        return self.kind == "CV"


class Style(StrEnum):
    """How a block of the body is set."""

    HEADING = "heading"
    CENTRED = "centred"
    BASIS = "basis"
    PLAIN = "plain"
    TABLE = "table"


@dataclass(frozen=True)
class Block:
    """One paragraph of the body, its `lead` set in bold, or a table's cells, heads first."""

    style: Style
    text: str
    lead: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def blocks(body: str) -> tuple[Block, ...]:
    """The paragraphs and tables of a body, marked "# ", "## ", "> " and "| a | b |"."""
    gathered: list[str] = []
    joined = False
    for line in body.strip().splitlines():
        line = line.strip()
        if not line:
            joined = False
        elif joined and line.startswith("|") and gathered[-1].startswith("|"):
            gathered[-1] += f"\n{line}"
        elif joined and not OPENING.match(line) and not gathered[-1].startswith("#"):
            gathered[-1] += f" {line}"
        else:
            gathered.append(line)
            joined = True
    return tuple(_block(text) for text in gathered)


def _block(text: str) -> Block:
    if text.startswith("#"):
        text = text.lstrip("#").strip()
        centred = re.match(r"Chương |Phần |Phụ lục ", text) or (
            text == text.upper() and not NUMBERED.match(text)
        )
        return Block(Style.CENTRED if centred else Style.HEADING, text)
    if text.startswith("|"):
        rows = (row.strip("|").split("|") for row in text.splitlines())
        return Block(Style.TABLE, "", rows=tuple(tuple(c.strip() for c in row) for row in rows))
    if text.startswith(">"):
        return Block(Style.BASIS, text.lstrip("> "))
    article = re.match(r"Điều \d+\. ", text)
    return Block(Style.PLAIN, text, article.group().strip() if article else "")


def title(directive: InventedDirective) -> str:
    """The capital line over the subject, such as "KẾ HOẠCH"."""
    known = type_of_mark(directive.kind)
    return directive.title or (known.vietnamese.upper() if known else "")


def number(directive: InventedDirective) -> str:
    """The number line; the Party writes no colon (guide 36-HD/VPTW), the state does (30/2020)."""
    return f"Số {directive.symbol}" if directive.is_party else f"Số: {directive.symbol}"


def under_number(directive: InventedDirective) -> str:
    """The subject of a letter as it stands under the number; the Party writes no "V/v"."""
    return directive.subject if directive.is_party else f"V/v {directive.subject}"


def place_and_date(directive: InventedDirective) -> str:
    """Place and date; days below ten and the first two months take a zero (decree 30/2020)."""
    day = directive.issued_on
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{directive.place}, ngày {day.day:02} tháng {month} năm {day.year}"


def addressees(directive: InventedDirective) -> list[str]:
    """The lines of "Kính gửi": one line for one addressee, else a list."""
    if len(directive.to) < 2:
        return [f"Kính gửi: {name.rstrip('.;')}" for name in directive.to]
    return ["Kính gửi:", *_listed(directive.to, ";")]


def recipients(directive: InventedDirective) -> list[str]:
    """The list of "Nơi nhận"; the state parts the entries by ";", the Party by ","."""
    return _listed(directive.recipients, "," if directive.is_party else ";")


def _listed(names: Sequence[str], part: str) -> list[str]:
    plain = [f"- {name.rstrip('.;,')}" for name in names]
    return [*(f"{name}{part}" for name in plain[:-1]), *(f"{name}." for name in plain[-1:])]
