"""The signer (người ký): name, position, and on whose behalf (TM., KT., TL.)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from intranet.extraction.facts.header import heading_in
from intranet.extraction.facts.names_and_positions import person_in, title_in
from intranet.extraction.values import Fact, Line

BLOCK_LINES = 14
CLEAR_GAP = 0.9
NEAR_RECIPIENTS = 30
MARK = re.compile(
    r"^(?P<mark>TM|T/M|KT|K/T|TL|T/L|TUQ|T/UQ|Q|QUYỀN)"
    r"(?:\.|(?<=/[MTL])\s|\s(?=[A-ZĐ]{2}))\s*(?P<of>.*)$"
)
PROSE = re.compile(r"Điều |Căn cứ")
RECIPIENTS = re.compile(r"^\W{0,2}Nơi\s+nhận", re.I)


@dataclass(frozen=True)
class SignatureBlock:
    """One signature block as it is printed."""

    mark: Line | None = None
    mark_word: str | None = None
    position: Line | None = None
    title: str | None = None
    name: Line | None = None
    person: str | None = None


def signature_block_of(lines: Sequence[Line]) -> SignatureBlock | None:
    """The block of the document itself: the one beside its recipients, not those of its annexes."""
    column = [line for line in lines if line.column != "left" or RECIPIENTS.match(line.text)]
    blocks = list(_blocks(column))
    near = next((i for i, line in enumerate(column) if RECIPIENTS.match(line.text)), None)
    beside = [b for at, b in blocks if near is not None and abs(at - near) <= NEAR_RECIPIENTS]
    chosen = [b for b in beside if b.person] or [b for _, b in blocks if b.person] or beside
    block = chosen[0] if chosen else None
    return block if near is None or (block and block.person) else _nameless(column, near, block)


def _nameless(
    column: Sequence[Line], near: int, block: SignatureBlock | None
) -> SignatureBlock | None:
    """A block whose position is hidden under the seal: a lone name beside the recipients."""
    for line in column[max(0, near - 3) : near + NEAR_RECIPIENTS]:
        person = person_in(line.text) if line.column == "right" else None
        if person and line.page == column[near].page and line.gap >= CLEAR_GAP:
            return replace(block or SignatureBlock(), name=line, person=person)
    return block


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[int, SignatureBlock]]:
    index = 0
    while index < len(lines):
        text = lines[index].text
        # A position in capitals opens a block when a name follows before anything else.
        opens = title_in(text) is not None and len(text) < 60
        if opens or (MARK.match(text) and text.upper() == text):
            block, used = _block(lines[index : index + BLOCK_LINES])
            if block.person or block.mark:
                yield index, block
            index += used
        else:
            index += 1


def _block(lines: Sequence[Line]) -> tuple[SignatureBlock, int]:
    mark = position = name = None
    word = title = person = None
    used = 1
    for offset, line in enumerate(lines):
        marked = MARK.match(line.text) if line.text.upper() == line.text else None
        if marked and not word:
            mark, word = line, marked["mark"].replace("/", "").removesuffix("UYỀN") + "."
        elif not marked and (new := title_in(line.text)):
            position, title = line, new
        elif person := person_in(line.text, expected=bool(word or title)):
            name, used = line, offset + 1
            break
        elif offset and (heading_in(line) or len(line.text) > 70 or PROSE.match(line.text)):
            break
    return SignatureBlock(mark, word, position, title, name, person), used


def title_fact(signature: SignatureBlock) -> Fact | None:
    """The position, or the deputy's one when only the head is named that he signs for."""
    if signature.title:
        # A block without a name is a draft's or a form's.
        confidence = 0.85 if signature.person else 0.5
        return fact_of(signature.position, signature.title, confidence)
    marked = MARK.match(signature.mark.text) if signature.mark else None
    head = title_in(marked.group("of")) if marked else None
    if signature.mark_word != "KT." or head is None:
        return None
    # The minister who heads the Government's office has deputies of that office.
    deputy = "Thứ trưởng" if head == "Bộ trưởng" else f"Phó {head.removeprefix('Bộ trưởng, ')}"
    return fact_of(signature.mark, deputy, 0.6)


def fact_of(line: Line | None, value: str | None, confidence: float) -> Fact | None:
    """The fact that stands in this line, if both were found."""
    return Fact(value, confidence, line.box) if line and value else None
