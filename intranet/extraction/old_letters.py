"""Text whose fonts are not known: old letters are found by how many words become syllables."""

from collections.abc import Callable
from dataclasses import dataclass

from intranet.extraction.font_runs import NAMES
from intranet.language.legacy import DECODERS, detect

CONVERTED = "Chữ mã {name} (nhận ra theo âm tiết) đã được chuyển sang Unicode."


@dataclass(frozen=True)
class Found:
    """How a text is to be converted, and the Vietnamese sentence that says so (or nothing)."""

    convert: Callable[[str], str] = str
    reason: str = ""


def by_statistics(text: str) -> Found:
    """What the letters of a whole page or sheet are coded in; plain when it is Unicode."""
    encoding = detect(text).encoding
    if encoding in DECODERS:
        return Found(DECODERS[encoding], CONVERTED.format(name=NAMES[encoding]))
    return Found()
