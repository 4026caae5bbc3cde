"""A sheet that proves one thing: what, who, when, and a code by which the portal confirms it."""

import io
from contextlib import closing
from datetime import datetime

import segno

from intranet.printing.fonts import Typeface
from intranet.printing.pdf_sheet import BOTTOM, LEFT, WIDTH, PdfSheets
from intranet.printing.proof_sheet import Proof

LABEL = 52
CODE = 34  # millimetres of the square
GREY = 90


class ProofSheet(PdfSheets):
    """The sheet while it is being written."""

    def line(self, text: str, size: float, style: str = "", align: str = "L") -> None:  # type: ignore[override]
        """Text over the whole width, as many lines as it needs."""
        self.set_font("Tinos", style, size)
        self.multi_cell(WIDTH, size * 0.5, text, align=align, new_x="LMARGIN", new_y="NEXT")


def as_pdf(proof: Proof, face: Typeface, made: datetime) -> bytes:
    """The sheet; the same proof made at the same moment is the same to the byte."""
    with closing(ProofSheet(face, proof.title, made)) as sheet:
        sheet.add_page()
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


def _fact(sheet: ProofSheet, label: str, value: str) -> None:
    sheet.set_font("Tinos", "", 13)
    sheet.set_text_color(GREY)
    top = sheet.get_y()
    sheet.multi_cell(LABEL, 7, label, align="L", new_x="RIGHT", new_y="TOP")
    sheet.set_text_color(0)
    sheet.set_xy(LEFT + LABEL, top)
    sheet.multi_cell(WIDTH - LABEL, 7, value, align="L", new_x="LMARGIN", new_y="NEXT")


def _code(sheet: ProofSheet, proof: Proof) -> None:
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
