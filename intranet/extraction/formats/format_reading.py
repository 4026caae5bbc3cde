"""How a file of any format is to be read, and what reading it gives."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from intranet.extraction.formats.font_runs import FontPassage, FontRuns, finished
from intranet.extraction.layout.page_quality import ENOUGH_WORDS
from intranet.extraction.layout.paragraphs import PLACED, Paragraph, paged
from intranet.extraction.values import Line, Page
from intranet.language.text.syllables import vietnamese_share

MAX_LETTERS = 20_000_000  # of one file
BLANK = "Trang trống: không có chữ nào trong tệp."


@dataclass(frozen=True)
class ReadingOptions:
    """How one file is to be read: at most `max_pages` pages.

    `recognised` are pages whose letters were recognised before, by number. `forced` names the way
    that a person chose for a page: "text", "ocr" or "ocr:90", "converted" or "converted:tcvn3"
    (vni, viscii, cp1258). `converted` is what LibreOffice made of an old file; without it the
    letters are read from the old file itself and its fonts are guessed.
    """

    max_pages: int
    recognised: Mapping[int, Page] = field(default_factory=dict)
    forced: Mapping[int, str] = field(default_factory=dict)
    converted: Path | None = None


@dataclass(frozen=True)
class FormatReading:
    """Pages, the lines that facts are read from, and Vietnamese sentences a person must see.

    Pages that are only a picture are `pending`: their letters must be recognised. `beside` is what
    stands in margins, drawings, remarks and embedded files: text that is seen but not running.
    `pictured` says that there is more to see than letters.
    """

    pages: tuple[Page, ...] = ()
    lines: tuple[Line, ...] = ()
    warnings: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    pictured: bool = False


def passages_reading(
    body: Sequence[FontPassage],
    *,
    heads: Sequence[FontPassage] = (),
    notes: Sequence[FontPassage] = (),
    feet: Sequence[FontPassage] = (),
    warnings: tuple[str, ...] = (),
) -> FormatReading:
    """The reading of passages, letters of old fonts in Unicode; see `document_reading`."""
    parts = (body, heads, notes, feet)
    fonts = FontRuns(run for part in parts for passage in part for run in passage.all_runs())
    text, above, beside, below = (finished(part, fonts) for part in parts)
    return document_reading(
        text, heads=above, notes=beside, feet=below, reason=fonts.reason, warnings=warnings
    )


def document_reading(
    body: Iterable[Paragraph],
    *,
    heads: Sequence[Paragraph] = (),
    notes: Iterable[Paragraph] = (),
    feet: Iterable[Paragraph] = (),
    reason: str = "",
    warnings: tuple[str, ...] = (),
) -> FormatReading:
    """The reading of running text; `reason` says what was converted.

    Page headers (`heads`) that hold the header of a letter stand before the body. Otherwise their
    words end the last page with those of notes and feet, each once; mere numbers are left out.
    """
    feet = tuple(feet)
    placed = any(PLACED.search(paragraph.text) for paragraph in heads)
    around = (*notes, *(() if placed else heads), *feet)
    words = dict.fromkeys(p.text for p in around if any(map(str.isalpha, p.text)))
    pages, lines = paged([*heads, *body] if placed else body, tuple(words))
    beside = tuple("\n".join(p.text for p in margin) for margin in (heads, feet))
    return FormatReading(tuple(judged(page, reason) for page in pages), lines, warnings, beside)


def judged(page: Page, reason: str = "") -> Page:
    """The page with the share of Vietnamese syllables as its score, and how it was got."""
    if page.pending:
        return page
    if not page.text.strip():
        return replace(page, reason=BLANK)
    share = vietnamese_share(page.text)
    score = share.ratio if share.counted >= ENOUGH_WORDS else 1.0
    method = "converted" if reason else page.method
    return replace(page, method=method, score=round(score, 2), reason=reason or page.reason)
