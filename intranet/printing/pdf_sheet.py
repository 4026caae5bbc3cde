"""Upright A4 sheets as PDF: the margins and the typeface of official documents."""

from datetime import UTC, datetime

from fpdf import FPDF
from fpdf.fonts import TTFFont

from intranet.printing.fonts import STYLES, Typeface

LEFT, RIGHT, TOP, BOTTOM = 30, 15, 20, 20  # millimetres
WIDTH = 210 - LEFT - RIGHT


class PdfSheets(FPDF):
    """Sheets that are the same to the byte when they say the same; close them after use."""

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

    def close(self) -> None:
        """Let go of the typeface's files."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.close()
