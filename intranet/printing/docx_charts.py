"""Charts in a Word file: each a part of its own that a paragraph shows."""

from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Cm

from intranet.printing.charts import WIDTH, as_xml, height_of
from intranet.printing.official_document import Chart

KIND = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
SPACES = " ".join(
    f'xmlns:{name}="http://schemas.openxmlformats.org/{place}"'
    for name, place in {
        "w": "wordprocessingml/2006/main",
        "wp": "drawingml/2006/wordprocessingDrawing",
        "a": "drawingml/2006/main",
        "c": "drawingml/2006/chart",
        "r": "officeDocument/2006/relationships",
    }.items()
)


def put(document: DocxDocument, chart: Chart, number: int) -> None:
    """The chart in a paragraph of its own at the end; `number` is its place in the whole file."""
    name = PackURI(f"/word/charts/chart{number}.xml")
    part = Part(name, KIND, as_xml(chart), document.part.package)
    link = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    size = f'cx="{Cm(WIDTH)}" cy="{Cm(height_of(chart))}"'
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shown = parse_xml(
        f"<w:drawing {SPACES}><wp:inline><wp:extent {size}/>"
        f'<wp:docPr id="{number}" name="{number}"/>'
        f'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{link}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    shown[0].find(f"{{{shown.nsmap['wp']}}}docPr").set("descr", f"{chart.title}: {chart.spoken}")
    paragraph.add_run()._r.append(shown)
