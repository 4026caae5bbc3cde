"""Letters whose secrecy mark stands where no running text is: what a person sees all the same."""

import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pptx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from tests.extraction.drawing import write
from tests.extraction.marked_pdfs import RED, stamp
from tests.extraction.sandbox.test_preflight import (
    as_open_text,
    as_rtf,
    as_sheet,
    as_slides,
    saved,
)
from tests.intake import sample_files

VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'


def repacked(package: bytes, **changes: Callable[[bytes], bytes]) -> bytes:
    """The package with some parts changed; `word__header1_xml` is word/header1.xml."""
    target = io.BytesIO()
    wanted = {name.replace("__", "/").replace("_xml", ".xml"): do for name, do in changes.items()}
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, wanted.pop(name, bytes)(old.read(name)))
        for name, do in wanted.items():
            new.writestr(name, do(b""))
    return target.getvalue()


def letter_with(xml: str) -> bytes:
    """A letter with this XML as its first paragraph."""
    document = docx.Document(io.BytesIO(sample_files.letter()))
    document.element.body.insert(0, parse_xml(xml))
    return saved(document)


def art(mark: str) -> str:
    """A paragraph of WordArt."""
    shape = f'<v:shape {VML}><v:textpath string="{mark}"/></v:shape>'
    return f"<w:p {nsdecls('w')}><w:r><w:pict>{shape}</w:pict></w:r></w:p>"


def watermark(mark: str) -> bytes:
    """A watermark as Word makes it: WordArt in the header."""
    document = docx.Document(io.BytesIO(sample_files.letter()))
    document.sections[0].header._element.append(parse_xml(art(mark)))
    return saved(document)


def word_art(mark: str) -> bytes:
    """WordArt in the body."""
    return letter_with(art(mark))


def symbols(mark: str) -> bytes:
    """Each letter a w:sym."""
    signs = "".join(f'<w:sym w:font="Times New Roman" w:char="{ord(one):04X}"/>' for one in mark)
    return letter_with(f"<w:p {nsdecls('w')}><w:r>{signs}</w:r></w:p>")


def in_footer(mark: str) -> bytes:
    """The mark at the foot of each page."""
    document = docx.Document(io.BytesIO(sample_files.letter()))
    document.sections[0].footer.paragraphs[0].text = mark
    return saved(document)


def renamed_header(mark: str) -> bytes:
    """The header in a part of another name."""
    document = docx.Document(io.BytesIO(sample_files.letter()))
    document.sections[0].header.paragraphs[0].text = mark
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(document))) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(b"header1.xml", b"dau-trang.xml")
            new.writestr(name.replace("header1.xml", "dau-trang.xml"), data)
    return target.getvalue()


def embedded(mark: str) -> bytes:
    """A letter that carries another one inside."""
    target = io.BytesIO(sample_files.letter())
    with zipfile.ZipFile(target, "a") as package:
        package.writestr("word/embeddings/kem-theo.docx", sample_files.letter(mark=mark))
    return target.getvalue()


def sheet_header(mark: str) -> bytes:
    """The mark above each printed page of a sheet."""
    book = openpyxl.load_workbook(io.BytesIO(as_sheet("")))
    book.active.oddHeader.center.text = mark
    book.active.oddHeader.center.size = 14
    return saved(book)


def old_sheet(mark: str, folder: Path) -> bytes:
    """The same in an old workbook, as LibreOffice writes it."""
    (folder / "so.xlsx").write_bytes(sheet_header(mark))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xls", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "so.xlsx")], check=True, capture_output=True)
    return (folder / "so.xls").read_bytes()


def sheet_box(mark: str) -> bytes:
    """A text box that lies on a sheet."""
    spaces = "http://schemas.openxmlformats.org/drawingml/2006/"
    box = (
        f'<xdr:wsDr xmlns:xdr="{spaces}spreadsheetDrawing" xmlns:a="{spaces}main"><xdr:sp>'
        f"<xdr:txBody><a:p><a:r><a:t>{mark}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>"
    )
    return repacked(as_sheet(""), xl__drawings__drawing1_xml=lambda _old: box.encode())


def slide_layout(mark: str) -> bytes:
    """A box on the layout that all slides share."""
    show = pptx.Presentation(io.BytesIO(as_slides("")))
    box = show.slide_layouts[1].shapes._spTree
    words = (
        '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr>'
        '<p:cNvPr id="99" name="x"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>'
        f"<a:p><a:r><a:t>{mark}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    box.append(parse_xml(words))
    return saved(show)


def open_text_header(mark: str) -> bytes:
    """The header of an OpenDocument text."""
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    styles = (
        f'<office:document-styles xmlns:office="{names}office:1.0" xmlns:style="{names}style:1.0" '
        f'xmlns:text="{names}text:1.0"><office:master-styles><style:master-page><style:header>'
        f"<text:p>{mark}</text:p></style:header></style:master-page></office:master-styles>"
        "</office:document-styles>"
    )
    return repacked(as_open_text(""), styles_xml=lambda _old: styles.encode())


def rtf_header(mark: str) -> bytes:
    """The header of an RTF file."""
    words = "".join(one if one < "\x80" else f"\\u{ord(one)}?" for one in mark)
    return as_rtf("").replace(b"\\uc1 ", b"\\uc1 {\\header " + words.encode() + b"\\par}", 1)


def crowded_pictures(words: str) -> bytes:
    """A letter in Word with a dozen pictures that are full of red words from top to bottom."""
    document = docx.Document(io.BytesIO(sample_files.letter()))
    for number in range(12):
        picture, file = Image.new("RGB", (400, 2000), "white"), io.BytesIO()
        for row in range(0, 1950, 70):
            write(picture, (number, row), words, size=60, ink=RED, style="B")
        picture.save(file, "PNG")
        document.paragraphs[0].insert_paragraph_before().add_run().add_picture(file)
    return saved(document)


def pasted_picture(mark: str) -> bytes:
    """A letter in Word on which the picture of a stamp lies."""
    picture = io.BytesIO()
    stamp(mark, RED).save(picture, "PNG")
    document = docx.Document(io.BytesIO(sample_files.letter()))
    document.paragraphs[0].insert_paragraph_before().add_run().add_picture(picture)
    return saved(document)
