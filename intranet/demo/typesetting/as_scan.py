"""Invented directives as a scanner hands them over: grey, a little askew, without a text layer."""

import random
from datetime import UTC, datetime, time
from io import BytesIO

import pypdfium2
from fpdf import FPDF
from PIL import Image, ImageFilter

from intranet.demo.typesetting.manuscript import InventedDirective

DOTS_PER_INCH = 110
PAPER, INK = 243, 38  # grey of the sheet and of the print, of 255
GRAIN = 0.07  # share of noise in a dot
QUALITY = 62


def scan(directive: InventedDirective, original: bytes) -> bytes:
    """The pages of the PDF `original` as pictures in a PDF: the same bytes each time."""
    chance = random.Random(f"{directive.symbol} {directive.version}")
    sheet = FPDF(format="A4", unit="mm")
    sheet.set_auto_page_break(False)
    sheet.set_creation_date(datetime.combine(directive.issued_on, time(15), UTC))
    document = pypdfium2.PdfDocument(original)
    for page in document:
        picture = page.render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil()
        sheet.add_page()
        sheet.image(_jpeg(_through_the_glass(picture, chance)), x=0, y=0, w=210, h=297)
    document.close()
    return bytes(sheet.output())


def _through_the_glass(picture: Image.Image, chance: random.Random) -> Image.Image:
    toned = picture.convert("L").point([INK + (PAPER - INK) * dot // 255 for dot in range(256)])
    angle = chance.choice((-1, 1)) * chance.uniform(0.25, 0.8)
    askew = toned.rotate(angle, Image.Resampling.BICUBIC, fillcolor=PAPER)
    noise = Image.frombytes("L", askew.size, chance.randbytes(askew.width * askew.height))
    grain = noise.filter(ImageFilter.BoxBlur(1)).point(lambda dot: min(255, dot + 100))
    return Image.blend(askew.filter(ImageFilter.GaussianBlur(0.45)), grain, GRAIN)


def _jpeg(picture: Image.Image) -> BytesIO:
    held = BytesIO()
    picture.save(held, "JPEG", quality=QUALITY, dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    held.seek(0)
    return held
