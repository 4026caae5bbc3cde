"""PDFs whose secrecy mark stands where no running text is: what a person sees all the same."""

import io
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import pikepdf
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from fpdf import FPDF
from pikepdf import Dictionary, Name, String
from PIL import Image

from intranet.printing.fonts import typeface
from tests.extraction.drawing import write
from tests.extraction.sandbox.test_preflight import saved, typed
from tests.intake import sample_files

FACE = typeface(Path(mkdtemp(prefix="typeface-")))
RED, BLACK = (214, 40, 57), (20, 20, 20)


def plan() -> pikepdf.Pdf:
    """The plan of the demo, to be changed."""
    return pikepdf.open(io.BytesIO(sample_files.plan_as_pdf()))


def free_text(mark: str) -> bytes:
    """A remark on a page of a PDF, without a drawn appearance."""
    paper = plan()
    remark = Dictionary(
        Type=Name.Annot, Subtype=Name.FreeText, Rect=[60, 700, 200, 740], Contents=String(mark),
        DA=String("/Helv 14 Tf"),
    )  # fmt: skip
    paper.pages[0].Annots = paper.make_indirect([paper.make_indirect(remark)])
    return saved(paper)


def attached(mark: str) -> bytes:
    """A PDF that carries a letter as an attachment."""
    paper = plan()
    letter = sample_files.letter(mark=mark)
    paper.attachments["kem-theo.docx"] = pikepdf.AttachedFileSpec(paper, letter)
    return saved(paper)


def attached_pdf(mark: str) -> bytes:
    """A PDF that carries another PDF."""
    paper = plan()
    paper.attachments["kem-theo.pdf"] = pikepdf.AttachedFileSpec(paper, vertical_pdf(mark))
    return saved(paper)


def vertical_pdf(mark: str) -> bytes:
    """A PDF whose mark runs downwards, letter by letter."""
    paper = FPDF()
    paper.add_page()
    paper.add_font("serif", fname=str(FACE.file("")))
    paper.set_font("serif", size=14)
    for row, words in enumerate((*typed("").split("\n")[:3], *mark.replace(" ", ""))):
        paper.text(30, 30 + 8 * row, words)
    return bytes(paper.output())


def stamp(mark: str, ink: tuple[int, int, int]) -> Image.Image:
    """The picture of a stamp."""
    picture = Image.new("RGB", (560, 130), "white")
    write(picture, (30, 25), mark, size=60, ink=ink, style="B")
    return picture


def stamped(ink: tuple[int, int, int]) -> Callable[[str], bytes]:
    """A PDF with text on which the picture of a stamp lies."""

    def make(mark: str) -> bytes:
        over = FPDF()
        over.add_page()
        over.image(stamp(mark, ink), x=85, y=2, w=45)
        return laid_over_the_plan(over)

    return make


def laid_over_the_plan(over: FPDF) -> bytes:
    """The plan of the demo with this sheet over its first page."""
    paper, lying = plan(), pikepdf.open(io.BytesIO(bytes(over.output())))
    paper.pages[0].add_overlay(lying.pages[0])
    return saved(paper)


def outlined(mark: str) -> bytes:
    """A PDF whose mark is drawn with curves, without any letter."""
    font = TTFont(FACE.file("B"))
    glyphs, widths = font.getGlyphSet(), font["hmtx"]
    drawn, at = [], 0
    for letter in mark:
        pen = SVGPathPen(glyphs)
        name = font.getBestCmap()[ord(letter)]
        glyphs[name].draw(TransformPen(pen, (1, 0, 0, -1, at, 0)))
        drawn.append(pen.getCommands())
        at += widths[name][0]
    over = FPDF()
    over.add_page()
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -900 {at} 1200">'
    svg += f'<path d="{" ".join(drawn)}"/></svg>'
    over.image(io.BytesIO(svg.encode()), x=85, y=2, w=40)
    return laid_over_the_plan(over)
