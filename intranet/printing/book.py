"""A register as a Word file: one ruled table on sheets that lie across."""

import io
from datetime import datetime

from docx.shared import Pt

from intranet.printing import layout, tables
from intranet.printing.layout import write
from intranet.printing.sealing import sealed
from intranet.printing.values import Appendix


def book_as_docx(superior: str, body: str, register: Appendix, made: datetime) -> bytes:
    """The file; the same register made at the same moment is the same to the byte."""
    out = layout.blank()
    properties = out.core_properties
    properties.author, properties.title = body, register.title
    properties.comments, properties.language = "", "vi-VN"
    section = out.sections[0]
    layout.shape(section, across=True)
    if superior:
        write(out.add_paragraph(), superior, size=13)
    write(out.add_paragraph(), body, size=13, bold=True)
    title = write(out.add_paragraph(), register.title, bold=True, centred=True)
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(12)
    tables.ruled(out, register, layout.width_of(section))
    tables.notes(out, register)
    stream = io.BytesIO()
    out.save(stream)
    return sealed(stream.getvalue(), made)
