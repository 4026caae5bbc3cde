"""A register as a Word file: one ruled table on sheets that lie across."""

from datetime import datetime

from docx.shared import Pt

from intranet.printing import docx_layout, docx_tables
from intranet.printing.docx_layout import write
from intranet.printing.official_document import Appendix


def register_as_docx(superior: str, body: str, register: Appendix, made: datetime) -> bytes:
    """The file; the same register made at the same moment is the same to the byte."""
    out = docx_layout.blank(body, register.title)
    section = out.sections[0]
    docx_layout.shape(section, across=True)
    if superior:
        write(out.add_paragraph(), superior, size=13)
    write(out.add_paragraph(), body, size=13, bold=True)
    title = write(out.add_paragraph(), register.title, bold=True, centred=True)
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(12)
    docx_tables.ruled(out, register, docx_layout.width_of(section))
    docx_tables.notes(out, register)
    return docx_layout.saved(out, made)
