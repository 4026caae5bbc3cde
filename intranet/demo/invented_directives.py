"""The invented directives of the demonstration: read from their files, handed over as documents."""

import tomllib
import unicodedata
from dataclasses import MISSING, fields
from pathlib import Path

from config import Settings
from intranet.core.errors import PortalError
from intranet.demo.typesetting.as_docx import docx
from intranet.demo.typesetting.as_pdf import pdf
from intranet.demo.typesetting.as_scan import scan
from intranet.demo.typesetting.manuscript import InventedDirective
from intranet.printing.fonts import typeface

FOLDER = Path(__file__).with_name("papers")


class InventedDirectiveUnreadable(PortalError):
    """The file of an invented directive lacks a fact or holds one that nobody knows."""


def load(folder: Path = FOLDER) -> tuple[InventedDirective, ...]:
    """All directives of a folder by day of issue, symbol and version, their text in NFC."""
    directives = (_read(file) for file in sorted(folder.glob("*.toml")))
    return tuple(sorted(directives, key=lambda p: (p.issued_on, p.symbol, p.version, p.source)))


def file_name(directive: InventedDirective) -> str:
    """The name under which the clerk gets the file, such as "211_KH-UBND.pdf"."""
    version = f"_ban_{directive.version}" if directive.version > 1 else ""
    ending = "docx" if directive.format == "docx" else "pdf"
    return f"{directive.symbol.replace('/', '_')}{version}.{ending}"


def render(directive: InventedDirective, fonts: Path | None = None) -> bytes:
    """The document of a directive, the same bytes each time; `fonts` keeps the built typeface.

    Without `fonts` the typeface is kept in the instance folder of the checkout.
    """
    if directive.format == "docx":
        return docx(directive)
    face = typeface(fonts or Settings().instance / "fonts")
    original = pdf(directive, face)
    return scan(directive, original) if directive.format == "scan" else original


def _read(file: Path) -> InventedDirective:
    text = unicodedata.normalize("NFC", file.read_text(encoding="utf-8"))
    try:
        facts = {**tomllib.loads(text), "source": file.stem}
    except tomllib.TOMLDecodeError as error:
        raise InventedDirectiveUnreadable(
            f"Tệp {file.name} sai cú pháp ({error}): hãy sửa tệp."
        ) from error
    known = {field.name: field.default is MISSING for field in fields(InventedDirective)}
    needed = {name for name, must_be_given in known.items() if must_be_given}
    if wrong := (needed - facts.keys()) | (facts.keys() - known.keys()):
        names = ", ".join(sorted(wrong))
        raise InventedDirectiveUnreadable(
            f"Tệp {file.name} thiếu hoặc thừa mục {names}: hãy sửa tệp."
        )
    return InventedDirective(**facts)
