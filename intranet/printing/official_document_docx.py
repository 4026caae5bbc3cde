"""Official documents (in the layout of Decree 30/2020, annexes I and III) and registers in Word."""

from datetime import datetime
from itertools import count

from docx.document import Document as DocxDocument
from docx.shared import Cm, Pt
from docx.table import _Cell

from intranet.printing import docx_charts, docx_layout, docx_tables
from intranet.printing.docx_layout import body_text, rule_below, write
from intranet.printing.official_document import (
    COUNTRY,
    MOTTO,
    Appendix,
    BodyParagraph,
    OfficialDocument,
)

HEAD = (6.3, 10.2)  # cm; together the width of the text
ROOM_TO_SIGN = 4  # lines


def as_docx(document: OfficialDocument, made: datetime) -> bytes:
    """The file; the same document made at the same moment is the same to the byte."""
    title = " ".join(f"{document.kind} {document.subject}".split())
    out = docx_layout.blank(document.body, title)
    _head(out, document)
    _title(out, document)
    for part in document.parts:
        _part(out, part)
    if out.paragraphs:
        out.paragraphs[-1].paragraph_format.keep_with_next = True  # no signature on its own
    _foot(out, document)
    numbers = count(1)
    for appendix in document.appendices:
        _appendix(out, appendix, document)
        for chart in appendix.charts:
            docx_charts.put(out, chart, next(numbers))
    return docx_layout.saved(out, made)


def _head(out: DocxDocument, document: OfficialDocument) -> None:
    (left, right), (number, place) = (row.cells for row in docx_tables.frame(out, 2, HEAD).rows)
    lines = [(document.superior, False)] if document.superior else []
    _stack(left, [*lines, (document.body, True)], 13)
    _stack(right, [(COUNTRY, True)], 13)
    write(right.add_paragraph(), MOTTO, bold=True, centred=True)
    rule_below(left.add_paragraph(), HEAD[0] - 0.4, 2.4)
    rule_below(right.add_paragraph(), HEAD[1] - 0.4, 5.7)
    write(number.paragraphs[0], document.symbol, size=13, centred=True)
    write(place.paragraphs[0], document.place_and_day, italic=True, centred=True)


def _stack(cell: _Cell, lines: list[tuple[str, bool]], size: float) -> None:
    for position, (text, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if position == 0 else cell.add_paragraph()
        write(paragraph, text, size=size, bold=bold, centred=True)


def _title(out: DocxDocument, document: OfficialDocument) -> None:
    kind = write(out.add_paragraph(), document.kind, bold=True, centred=True)
    kind.paragraph_format.space_before = Pt(18)
    write(out.add_paragraph(), document.subject, bold=True, centred=True)
    rule_below(out.add_paragraph(), 16.5, 4.5)
    for position, whom in enumerate(document.addressed):
        text = f"Kính gửi: {whom}" if position == 0 else whom
        line = write(out.add_paragraph(), text, centred=True)
        line.paragraph_format.space_before = Pt(12 if position == 0 else 2)


def _part(out: DocxDocument, part: BodyParagraph) -> None:
    if part.to_fill:
        docx_layout.dotted(out.add_paragraph(), part.text)
        return
    paragraph = body_text(out.add_paragraph(), part.text, bold=part.level in (1, 2))
    paragraph.paragraph_format.keep_with_next = part.level > 0


def _foot(out: DocxDocument, document: OfficialDocument) -> None:
    out.add_paragraph().paragraph_format.keep_with_next = True
    foot = docx_tables.frame(out, 1, (8.0, 8.5))
    docx_tables.keep_rows_whole(foot)
    ((left, right),) = (row.cells for row in foot.rows)
    write(left.paragraphs[0], "Nơi nhận:", size=12, bold=True, italic=True)
    for position, whom in enumerate(document.recipients):
        end = "." if position == len(document.recipients) - 1 else ";"
        write(left.add_paragraph(), f"- {whom}{end}", size=11)
    lines = [line for line in (document.authority, document.post) if line]
    _stack(right, [(line, True) for line in lines], 14)
    for _ in range(ROOM_TO_SIGN):
        write(right.add_paragraph(), "", centred=True)


def _appendix(out: DocxDocument, appendix: Appendix, document: OfficialDocument) -> None:
    section = docx_layout.new_sheets(out, across=appendix.lies_across)
    write(out.add_paragraph(), appendix.name, bold=True, centred=True)
    write(out.add_paragraph(), appendix.title, bold=True, centred=True)
    if document.attached_to:
        write(out.add_paragraph(), f"({document.attached_to})", italic=True, centred=True)
    room = docx_layout.width_of(section)
    rule_below(out.add_paragraph(), room / Cm(1), 4.5)
    out.add_paragraph().paragraph_format.line_spacing = Pt(6)
    docx_tables.ruled(out, appendix, room)
    docx_tables.notes(out, appendix)


def register_as_docx(superior: str, body: str, register: Appendix, made: datetime) -> bytes:
    """The file; the same register made at the same moment is the same to the byte."""
    out = docx_layout.blank(body, register.title)
    section = out.sections[0]
    docx_layout.shape(section, across=True)
    if superior:
        write(out.add_paragraph(), superior, size=13)
    write(out.add_paragraph(), body, size=13, bold=True)
    title = write(out.add_paragraph(), register.title, bold=True, centred=True)
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(12)
    docx_tables.ruled(out, register, docx_layout.width_of(section))
    docx_tables.notes(out, register)
    return docx_layout.saved(out, made)
