"""A hostile file can only hurt the process that reads it."""

import zipfile
from concurrent.futures import ThreadPoolExecutor

from intranet.extraction.sandbox.file_reading import extract
from intranet.extraction.sandbox.isolated import extract_isolated, render_isolated


def test_the_child_gives_what_reading_here_would_give(as_pdf, plan):
    file = as_pdf(plan)
    assert extract_isolated(file) == extract(file)


def test_a_file_that_takes_too_long_is_refused(as_pdf, plan):
    found = extract_isolated(as_pdf(plan), seconds=0.01)
    assert not found.accepted
    assert "quá" in found.reason


def test_a_file_that_eats_the_memory_is_refused(tmp_path):
    file = tmp_path / "no.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as part:
            part.write(b'<w:document xmlns:w="x">')
            for number in range(400_000):
                part.write(b"<w:p><w:r><w:t>%d</w:t></w:r></w:p>" % number)
            part.write(b"</w:document>")
    found = extract_isolated(file, memory_mb=150)
    assert not found.accepted
    assert found.reason


def test_several_files_are_read_from_threads_at_once(as_pdf, as_docx, plan):
    files = [as_pdf(plan), as_docx(plan)]
    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(extract_isolated, files))
    assert [extraction.facts.symbol.value for extraction in found] == ["57/KH-TTr"] * 2


def test_the_name_shown_is_the_one_the_sender_gave(as_docx, plan):
    assert extract_isolated(as_docx(plan), name="Kế hoạch 57.docx").file == "Kế hoạch 57.docx"


def test_a_page_is_drawn_by_a_child_too(as_pdf, as_docx, plan):
    assert render_isolated(as_pdf(plan), 1, 200).startswith(b"\x89PNG")
    assert render_isolated(as_pdf(plan), 9) == b""
    assert render_isolated(as_docx(plan), 1) == b""
