"""A sheet that proves one thing: what, who, when, and a code by which the portal confirms it."""

import io
from contextlib import closing
from datetime import datetime

import segno

from intranet.printing.fonts import Typeface
from intranet.printing.official_document import Proof
from intranet.printing.pdf_sheet import BOTTOM, LEFT, WIDTH, PdfSheets

LABEL = 52
CODE = 34  # millimetres of the square
GREY = 90


def as_pdf(proof: Proof, face: Typeface, made: datetime) -> bytes:
    """The sheet; the same proof made at the same moment is the same to the byte."""
    with closing(PdfSheets(face, proof.title, made)) as sheet:
        sheet.add_page()
        for text, size, style, align, space in (
            (proof.body, 13, "B", "L", 12),
            (proof.title, 16, "B", "C", 6),
            (proof.statement, 14, "", "J", 4),
        ):
            sheet.set_font("Tinos", style, size)
            sheet.multi_cell(WIDTH, size * 0.5, text, align=align, new_x="LMARGIN", new_y="NEXT")
            sheet.ln(space)
        for label, value in proof.facts:
            _fact(sheet, label, value)
        sheet.ln(10)
        _code(sheet, proof)
        return bytes(sheet.output())


def _fact(sheet: PdfSheets, label: str, value: str) -> None:
    sheet.set_font("Tinos", "", 13)
    sheet.set_text_color(GREY)
    top = sheet.get_y()
    sheet.multi_cell(LABEL, 7, label, align="L", new_x="RIGHT", new_y="TOP")
    sheet.set_text_color(0)
    sheet.set_xy(LEFT + LABEL, top)
    sheet.multi_cell(WIDTH - LABEL, 7, value, align="L", new_x="LMARGIN", new_y="NEXT")


def _code(sheet: PdfSheets, proof: Proof) -> None:
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
