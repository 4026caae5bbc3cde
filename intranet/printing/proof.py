"""A sheet that proves one thing: what, who, when, and a code by which the portal confirms it."""

import io
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

import segno
from fpdf import FPDF
from fpdf.fonts import TTFFont

from intranet.printing.fonts import STYLES, Typeface

LEFT, RIGHT, TOP, BOTTOM = 30, 15, 20, 20  # millimetres, as of any official paper
WIDTH = 210 - LEFT - RIGHT
LABEL = 52
CODE = 34  # millimetres of the square
GREY = 90


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


class Sheet(FPDF):
    """One A4 sheet in the typeface of official papers."""

    def __init__(self, face: Typeface, title: str, made: datetime) -> None:
        super().__init__(format="A4")
        for style in STYLES:
            self.add_font("Tinos", style, face.file(style))
        self.set_margins(LEFT, TOP, RIGHT)
        self.set_auto_page_break(True, BOTTOM)
        self.c_margin = 0
        self.set_creation_date(made.astimezone(UTC))
        self.set_title(title)
        self.set_lang("vi-VN")
        self.add_page()

    def close(self) -> None:
        """Let go of the typeface's files."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()

    def line(self, text: str, size: float, style: str = "", align: str = "L") -> None:  # type: ignore[override]
        """Text over the whole width, as many lines as it needs."""
        self.set_font("Tinos", style, size)
        self.multi_cell(WIDTH, size * 0.5, text, align=align, new_x="LMARGIN", new_y="NEXT")


def as_pdf(proof: Proof, face: Typeface, made: datetime) -> bytes:
    """The sheet; the same proof made at the same moment is the same to the byte."""
    with closing(Sheet(face, proof.title, made)) as sheet:
        if proof.superior:
            sheet.line(proof.superior, 13)
        sheet.line(proof.body, 13, "B")
        sheet.ln(12)
        sheet.line(proof.title, 16, "B", "C")
        sheet.ln(6)
        sheet.line(proof.statement, 14, align="J")
        sheet.ln(4)
        for label, value in proof.facts:
            _fact(sheet, label, value)
        sheet.ln(10)
        _code(sheet, proof)
        return bytes(sheet.output())


def _fact(sheet: Sheet, label: str, value: str) -> None:
    sheet.set_font("Tinos", "", 13)
    sheet.set_text_color(GREY)
    top = sheet.get_y()
    sheet.multi_cell(LABEL, 7, label, align="L", new_x="RIGHT", new_y="TOP")
    sheet.set_text_color(0)
    sheet.set_xy(LEFT + LABEL, top)
    sheet.multi_cell(WIDTH - LABEL, 7, value, align="L", new_x="LMARGIN", new_y="NEXT")


def _code(sheet: Sheet, proof: Proof) -> None:
    picture = io.BytesIO()
    segno.make_qr(proof.address, error="m").save(picture, kind="png", scale=8, border=2)
    picture.seek(0)
    if sheet.get_y() + CODE > 297 - BOTTOM:
        sheet.add_page()
    top = sheet.get_y()
    sheet.image(picture, x=LEFT, y=top, w=CODE, h=CODE)
    sheet.set_xy(LEFT + CODE + 6, top + 3)
    for text in proof.check:
        sheet.set_font("Tinos", "", 11)
        sheet.set_x(LEFT + CODE + 6)
        sheet.multi_cell(WIDTH - CODE - 6, 5.5, text, align="L", new_x="LEFT", new_y="NEXT")
