"""What reading a file gives: pages, facts and where on the page they stand."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Method = Literal["text", "ocr", "converted"]
Column = Literal["left", "right", "whole"]


@dataclass(frozen=True)
class Box:
    """A place on a page: fractions 0..1 of its width and height, from the top left corner."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class RecognisedWord:
    """A recognised word: its place in fractions of the page, confidence 0..1, and its line.

    Lines are counted from 0 in reading order; words of one line have the same number.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float = 1.0
    line: int = 0


@dataclass(frozen=True)
class Page:
    """The text of one page, counted from 1; width and height in points (0 when not known).

    `method` says how the text was got, `score` (0..1) how good the text layer was, `reason` is
    the Vietnamese sentence that explains the choice. A `pending` page waits for recognition;
    a recognised page has its `words`.
    """

    number: int
    text: str
    method: Method = "text"
    confidence: float = 1.0
    width: float = 0.0
    height: float = 0.0
    score: float = 1.0
    reason: str = ""
    pending: bool = False
    words: tuple[RecognisedWord, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line or paragraph with what its place and type say about it.

    `gap` is the empty space above, in heights of a line.
    """

    text: str
    page: int = 1
    column: Column = "whole"
    box: Box | None = None
    bold: bool = False
    centred: bool = False
    gap: float = 0.0


def box_of(lines: Iterable[Line]) -> Box | None:
    """The smallest box around lines that have a place, on the page of the first."""
    boxes = [line.box for line in lines if line.box]
    same = [box for box in boxes if box.page == boxes[0].page]
    if not same:
        return None
    return Box(
        same[0].page,
        min(box.x0 for box in same),
        min(box.y0 for box in same),
        max(box.x1 for box in same),
        max(box.y1 for box in same),
    )


@dataclass(frozen=True)
class Fact:
    """One suggested field.

    Confidence: about 0.95 stands at its official place and is complete; about 0.8 one of its
    signs is missing; 0.6 and below was inferred from elsewhere and wants a person's look.
    """

    value: str
    confidence: float
    box: Box | None = None


@dataclass(frozen=True)
class Facts:
    """What header and signature say; a field that was not found is None.

    `issued_on` is an ISO date, or partial with underscores (2025-08-__) in a draft.
    """

    symbol: Fact | None = None
    issued_on: Fact | None = None
    type: Fact | None = None
    kind: Fact | None = None
    issuing_body: Fact | None = None
    level: Fact | None = None
    system: Fact | None = None
    subject: Fact | None = None
    signer: Fact | None = None
    signer_title: Fact | None = None
    authority_mark: Fact | None = None
    urgency: Fact | None = None
    cites: tuple[str, ...] = ()
    draft: bool = False
    recipients: tuple[Fact, ...] = ()
    bases: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class DocumentCitation:
    """One place where the document names another: symbol key, what it does with it, and where.

    `relation` is one of basis, implements, amends, replaces, repeals, mentions; `cited_on` the
    ISO date that the sentence gives the other document.
    """

    key: str
    relation: str
    sentence: str
    page: int
    cited_on: str | None = None


@dataclass(frozen=True)
class FileSignature:
    """One electronic signature in a file; integrity and trust are separate answers.

    `signed_at` is an ISO time. `whole` says whether it covers the file to its last byte, `intact`
    whether the covered bytes are unchanged, `trusted` whether its chain ends at a known root
    (None: no roots are configured). `note` is a Vietnamese sentence for what could not be checked.
    """

    signer: str
    organisation: str = ""
    signed_at: str | None = None
    timestamped: bool = False
    intact: bool = False
    whole: bool = False
    trusted: bool | None = None
    note: str = ""


@dataclass(frozen=True)
class Extraction:
    """Everything that reading one file gave, or the Vietnamese reason why it was refused.

    `pictured` says that there is more to see than letters.
    """

    file: str
    accepted: bool
    reason: str | None
    kind: str
    media_type: str
    pages: tuple[Page, ...] = ()
    facts: Facts = field(default_factory=Facts)
    warnings: tuple[str, ...] = ()
    needs_recognition: bool = False
    citations: tuple[DocumentCitation, ...] = ()
    signatures: tuple[FileSignature, ...] = ()
    pictured: bool = False

    @property
    def pending(self) -> tuple[int, ...]:
        """The pages that wait for recognition."""
        return tuple(page.number for page in self.pages if page.pending)
