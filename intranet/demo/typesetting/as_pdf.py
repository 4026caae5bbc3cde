"""Invented directives as PDF, by decree 30/2020/NĐ-CP (state) or guide 36-HD/VPTW (Party)."""

from contextlib import closing
from datetime import UTC, datetime, time
from itertools import pairwise
from math import ceil

from intranet.demo.typesetting import manuscript
from intranet.demo.typesetting.manuscript import InventedDirective, Style
from intranet.demo.typesetting.ruled_tables import pdf_table
from intranet.printing.fonts import Typeface
from intranet.printing.official_document import COUNTRY, MOTTO
from intranet.printing.pdf_sheet import LEFT, TOP, WIDTH, PdfSheets

LEFT_COLUMN, GAP = 64, 3
RIGHT_COLUMN = WIDTH - LEFT_COLUMN - GAP
INDENT = 12.7
BODY, SMALLER = 14, 13  # points; the decree allows both
ENTRY = LEFT_COLUMN + 6  # width of the list of recipients
GREY = 130
RED = (190, 20, 20)


class DirectiveSheets(PdfSheets):
    """A4 pages with the number on top from the second page on."""

    def __init__(self, directive: InventedDirective, face: Typeface, size: int) -> None:
        made = datetime.combine(directive.issued_on, time(8), UTC)
        super().__init__(face, f"{directive.symbol} - {directive.subject}", made)
        self.size = size
        self.leading = 1.08 if directive.is_letter else 1.18  # letters are to fit one page

    def header(self) -> None:
        """The page number, centred in the upper margin; none on the first page."""
        if self.page_no() > 1:
            self.set_y(10)
            self.set_font("Tinos", "", 13)
            self.cell(WIDTH, 6, str(self.page_no()), align="C")
        self.set_y(TOP)

    def footer(self) -> None:
        """The grey line that says the directive is not a real one."""
        self.set_y(-12)
        self.set_font("Tinos", "", 8)
        self.set_text_color(GREY)
        self.cell(WIDTH, 4, manuscript.SIMULATED, align="C")
        self.set_text_color(0)

    def line_of(self, text: str, x: float, width: float, style: str, size: float) -> None:
        """One centred line, set smaller when it is too long for its column."""
        self.set_font("Tinos", style, size)
        while self.get_string_width(text) > width:
            size -= 0.25
            self.set_font_size(size)
        self.set_x(x)
        self.cell(width, size * 0.42, text, align="C", new_x="LMARGIN", new_y="NEXT")

    def lines_of(self, text: str, x: float, width: float, style: str, size: float) -> None:
        """A centred text of as many lines as it needs."""
        self.set_font("Tinos", style, size)
        self.set_x(x)
        self.multi_cell(width, size * 0.42, text, align="C", new_x="LMARGIN", new_y="NEXT")

    def rule(self, x: float, width: float, length: float) -> None:
        """A thin line in the middle of a column, just below the last text."""
        start = x + (width - length) / 2
        self.set_line_width(0.25)
        self.line(start, self.y + 0.7, start + length, self.y + 0.7)
        self.y += 1.6

    def room_for(self, height: float) -> None:
        """Begin a page unless `height` millimetres are left on this one."""
        if self.y + height > self.page_break_trigger:
            self.add_page()


def pdf(directive: InventedDirective, face: Typeface) -> bytes:
    """The directive as PDF: the same bytes each time for the same directive and typeface."""
    with closing(_set(directive, face, BODY)) as sheet:
        if sheet.page == 1 or not directive.is_letter:
            return bytes(sheet.output())
    with closing(_set(directive, face, SMALLER)) as sheet:
        return bytes(sheet.output())


def _set(directive: InventedDirective, face: Typeface, size: int) -> DirectiveSheets:
    sheet = DirectiveSheets(directive, face, size)
    sheet.add_page()
    _head(sheet, directive)
    _title(sheet, directive)
    _addressees(sheet, directive)
    for block, following in pairwise((*manuscript.blocks(directive.body), None)):
        assert block is not None
        if following is None:
            # A signature may not stand alone: the last paragraph goes over with it.
            sheet.room_for(
                _lines(sheet, block.text, WIDTH, size) * 6 + _closing_height(sheet, directive)
            )
        _block(sheet, block, following)
    _closing(sheet, directive)
    return sheet


def _head(sheet: DirectiveSheets, directive: InventedDirective) -> None:
    top = sheet.y
    _left_head(sheet, directive)
    lowest, sheet.y = sheet.y, top
    _right_head(sheet, directive)
    sheet.y = max(lowest, sheet.y) + 3


def _left_head(sheet: DirectiveSheets, directive: InventedDirective) -> None:
    size = 14 if directive.is_party else 13
    for i, line in enumerate(directive.head):
        sheet.line_of(line, LEFT, LEFT_COLUMN, "B" if i >= directive.bold_from else "", size)
    if directive.is_party:
        sheet.line_of("*", LEFT, LEFT_COLUMN, "", 14)
    else:
        sheet.rule(LEFT, LEFT_COLUMN, LEFT_COLUMN * 0.36)
    sheet.line_of(manuscript.number(directive), LEFT, LEFT_COLUMN, "", size)
    if directive.is_letter:
        style = "I" if directive.is_party else ""
        sheet.y += 0.5
        sheet.lines_of(manuscript.under_number(directive), LEFT, LEFT_COLUMN, style, 12)
    if directive.urgency:
        _urgency(sheet, directive.urgency)


def _urgency(sheet: DirectiveSheets, mark: str) -> None:
    sheet.y += 2
    sheet.set_font("Tinos", "B", 13)
    width = sheet.get_string_width(mark) + 8
    sheet.set_x(LEFT + (LEFT_COLUMN - width) / 2)
    sheet.set_text_color(*RED)
    sheet.set_draw_color(*RED)
    sheet.set_line_width(0.5)
    sheet.cell(width, 7, mark, border=1, align="C", new_x="LMARGIN", new_y="NEXT")
    sheet.set_text_color(0)
    sheet.set_draw_color(0)


def _right_head(sheet: DirectiveSheets, directive: InventedDirective) -> None:
    x = LEFT + LEFT_COLUMN + GAP
    if directive.is_party:
        sheet.line_of(manuscript.PARTY, x, RIGHT_COLUMN, "B", 15)
        sheet.rule(x, RIGHT_COLUMN, sheet.get_string_width(manuscript.PARTY))
    else:
        sheet.line_of(COUNTRY, x, RIGHT_COLUMN, "B", 13)
        sheet.line_of(MOTTO, x, RIGHT_COLUMN, "B", 14)
        sheet.rule(x, RIGHT_COLUMN, sheet.get_string_width(MOTTO))
    sheet.y += 1
    sheet.line_of(manuscript.place_and_date(directive), x, RIGHT_COLUMN, "I", 14)


def _title(sheet: DirectiveSheets, directive: InventedDirective) -> None:
    if directive.is_letter:
        return
    sheet.y += 3
    sheet.line_of(manuscript.title(directive), LEFT, WIDTH, "B", 16 if directive.is_party else 14)
    sheet.lines_of(directive.subject, LEFT + 8, WIDTH - 16, "B", 14)
    sheet.rule(LEFT, WIDTH, 20 if directive.is_party else 50)
    sheet.y += 3


def _addressees(sheet: DirectiveSheets, directive: InventedDirective) -> None:
    lines = manuscript.addressees(directive)
    sheet.y += 3 if lines else 0
    for i, line in enumerate(lines):
        sheet.set_font("Tinos", "", sheet.size)
        sheet.set_x(LEFT + (24 if i == 0 else 34))
        width = WIDTH - (sheet.x - LEFT)
        if len(lines) == 1 and sheet.get_string_width(line) < WIDTH:
            sheet.line_of(line, LEFT, WIDTH, "", sheet.size)
        else:
            sheet.multi_cell(width, 6, line, align="L", new_x="LMARGIN", new_y="NEXT")
    sheet.y += 4 if lines else 0


def _block(
    sheet: DirectiveSheets, block: manuscript.Block, following: manuscript.Block | None
) -> None:
    if block.style is Style.TABLE:
        pdf_table(sheet, block.rows)
        return
    if block.style in (Style.HEADING, Style.CENTRED):
        sheet.room_for(20)
    if block.style is Style.CENTRED:
        sheet.y += 1
        sheet.lines_of(block.text, LEFT, WIDTH, "B", sheet.size)
        closes = following is None or following.style is not Style.CENTRED
        sheet.y += 2 if closes else 0.5
        return
    style = {Style.HEADING: "B", Style.BASIS: "I"}.get(block.style, "")
    with (
        sheet.text_columns(text_align="J", line_height=sheet.leading) as column,
        column.paragraph(first_line_indent=INDENT, bottom_margin=2.1) as paragraph,
    ):
        if block.lead:
            sheet.set_font("Tinos", "B", sheet.size)
            paragraph.write(block.lead)
        sheet.set_font("Tinos", style, sheet.size)
        paragraph.write(block.text.removeprefix(block.lead))


def _lines(sheet: DirectiveSheets, text: str, width: float, size: float) -> int:
    """About how many lines a text takes, rather one too many."""
    sheet.set_font("Tinos", "", size)
    return ceil(sheet.get_string_width(text) * 1.03 / width)


def _closing_height(sheet: DirectiveSheets, directive: InventedDirective) -> float:
    entries = sum(_lines(sheet, entry, ENTRY, 11) for entry in manuscript.recipients(directive))
    return max(10 + 4.7 * entries, 32 + 6 * len(directive.sign))


def _closing(sheet: DirectiveSheets, directive: InventedDirective) -> None:
    sheet.y += 3
    sheet.room_for(_closing_height(sheet, directive) - 3)
    top = sheet.y
    sheet.set_font("Tinos", "BI", 12)
    sheet.cell(LEFT_COLUMN, 5.2, "Nơi nhận:", new_x="LMARGIN", new_y="NEXT")
    sheet.set_font("Tinos", "", 11)
    for entry in manuscript.recipients(directive):
        sheet.multi_cell(ENTRY, 4.7, entry, align="L", new_x="LMARGIN", new_y="NEXT")
    sheet.y = top
    x, width = LEFT + LEFT_COLUMN + 12, WIDTH - LEFT_COLUMN - 12
    for line in directive.sign:
        sheet.line_of(line, x, width, "B", sheet.size)
    sheet.y += 21
    sheet.line_of(directive.signer, x, width, "B", sheet.size)
