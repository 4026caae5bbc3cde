"""The invented directives of the demonstration: read from their files, handed over as documents."""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from config import Settings
from intranet.core.errors import PortalError
from intranet.demo.typesetting_docx import docx
from intranet.demo.typesetting_manuscript import Paper
from intranet.demo.typesetting_pdf import pdf
from intranet.demo.typesetting_scan import scan
from intranet.printing.fonts import typeface

__all__ = ["FOLDER", "Paper", "PaperUnreadable", "file_name", "load", "render"]

FOLDER = Path(__file__).with_name("papers")
DEFAULTS: Mapping[str, object] = {
    "bold_from": 0, "urgency": "", "format": "pdf", "to": (), "topics": (), "relations": (),
    "must_confirm": False,
}  # fmt: skip


class PaperUnreadable(PortalError):
    """A paper's file lacks a fact or holds one that nobody knows."""


def load(folder: Path = FOLDER) -> tuple[Paper, ...]:
    """All papers of a folder by day of issue, symbol and version, their text in NFC."""
    papers = (_read(file) for file in sorted(folder.glob("*.toml")))
    return tuple(sorted(papers, key=lambda p: (p.issued_on, p.symbol, p.version, p.source)))


def file_name(paper: Paper) -> str:
    """The name under which the clerk gets the file, such as "211_KH-UBND.pdf"."""
    version = f"_ban_{paper.version}" if paper.version > 1 else ""
    ending = "docx" if paper.format == "docx" else "pdf"
    return f"{paper.symbol.replace('/', '_')}{version}.{ending}"


def render(paper: Paper, fonts: Path | None = None) -> bytes:
    """The document of a paper, the same bytes each time; `fonts` keeps the built typeface.

    Without `fonts` the typeface is kept in the instance folder of the checkout.
    """
    if paper.format == "docx":
        return docx(paper)
    face = typeface(fonts or Settings().instance / "fonts")
    original = pdf(paper, face)
    return scan(paper, original) if paper.format == "scan" else original


def _read(file: Path) -> Paper:
    text = unicodedata.normalize("NFC", file.read_text(encoding="utf-8"))
    try:
        found: dict[str, Any] = {**DEFAULTS, **tomllib.loads(text), "source": file.stem}
    except tomllib.TOMLDecodeError as error:
        raise PaperUnreadable(f"Tệp {file.name} sai cú pháp ({error}): hãy sửa tệp.") from error
    known = {field.name for field in fields(Paper)}
    needed = {field.name for field in fields(Paper) if field.default is MISSING}
    if wrong := (needed - found.keys()) | (found.keys() - known):
        names = ", ".join(sorted(wrong))
        raise PaperUnreadable(f"Tệp {file.name} thiếu hoặc thừa mục {names}: hãy sửa tệp.")
    frozen: dict[str, Any] = {name: _frozen(value) for name, value in found.items()}
    return Paper(**frozen)


def _frozen(value: object) -> object:
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value
