"""Compiles the translations of every room that are newer than their compiled form."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

for source in Path(__file__).parent.parent.glob("intranet/*/translations/*/LC_MESSAGES/*.po"):
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        continue
    with source.open("rb") as words, target.open("wb") as compiled:
        write_mo(compiled, read_po(words, locale="en"))
