"""`flask import`: folders come in by the same way as uploads, run to the end."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from intranet.core.clock import today
from intranet.core.database import db
from intranet.directives.models import Directive, StoredFile
from intranet.intake.review.bulk_import import BODY_UNKNOWN
from intranet.language.bodies.levels import Level
from tests.intake import sample_files
from tests.intake.sample_packages import entity_bomb, package, zipped
from tests.making import Make

PUBLISH = ("--publish", "--audience", "all", "--json")


@pytest.fixture
def clerk(make: Make) -> str:
    """The user name of a clerk."""
    return make.clerk(username="vanthu").username


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of files to import."""
    made = tmp_path / "nguon"
    (made / "con").mkdir(parents=True)
    return made


def bring(app: Flask, *words: object, exit_code: int = 0) -> Any:
    """What the command prints, run in the test's portal."""
    db.session.rollback()
    done = app.test_cli_runner().invoke(args=["import", *(str(one) for one in words)])
    db.session.rollback()
    assert done.exit_code == exit_code, (done.output, done.exception)
    return done


def rows(app: Flask, *words: object) -> dict[str, dict[str, Any]]:
    """The JSON lines of the command by file name."""
    lines = bring(app, *words, "--as", "vanthu", *PUBLISH).stdout.splitlines()
    return {row["file"]: row for row in map(json.loads, lines)}


def count(model: type) -> int:
    """How many rows a table has."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_text_is_published_and_the_rest_is_kept_or_refused_with_its_reason(
    app: Flask, clerk: str, folder: Path
) -> None:
    (folder / "a.docx").write_bytes(sample_files.letter("37/KH-UBND"))
    (folder / "con" / "b.pdf").write_bytes(sample_files.plan_as_pdf())
    (folder / "con" / "c.pdf").write_bytes(sample_files.blank())
    (folder / "d.pdf").write_bytes(b"%PDF-1.4 hong")
    found = rows(app, folder)
    assert {name: row["state"] for name, row in found.items()} == {
        "a.docx": "published", "b.pdf": "published", "c.pdf": "kept", "d.pdf": "refused",
    }  # fmt: skip
    assert found["a.docx"]["symbol"] == "37/KH-UBND"
    assert found["a.docx"]["reason"] is None
    assert found["c.pdf"]["reason"]
    assert "hỏng" in found["d.pdf"]["reason"]
    directive = db.session.get_one(Directive, found["b.pdf"]["id"])
    assert (directive.symbol, directive.issued_on) == ("211/KH-UBND", date(2025, 8, 12))


def test_importing_again_makes_nothing_twice(app: Flask, clerk: str, folder: Path) -> None:
    (folder / "a.docx").write_bytes(sample_files.letter())
    (folder / "c.pdf").write_bytes(sample_files.blank())
    first, second = rows(app, folder), rows(app, folder)
    assert second["a.docx"]["state"] == "duplicate"
    assert second["a.docx"]["id"] == first["a.docx"]["id"]
    assert second["c.pdf"] == first["c.pdf"]
    assert (count(Directive), count(StoredFile)) == (1, 2)


def test_what_was_not_read_is_said_and_not_guessed(app: Flask, clerk: str, folder: Path) -> None:
    import docx

    plain = docx.Document()
    plain.add_paragraph("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    plain.add_paragraph("Ghi chép về buổi làm việc của tổ công tác chuyển đổi số")
    plain.save(str(folder / "ghi-chep.docx"))
    found = rows(app, folder / "ghi-chep.docx")["ghi-chep.docx"]
    directive = db.session.get_one(Directive, found["id"])
    assert directive.issuing_body.name == BODY_UNKNOWN
    assert directive.level is Level.OTHER
    assert directive.issued_on is None
    assert directive.subject == "Ghi chép về buổi làm việc của tổ công tác chuyển đổi số"


def test_a_date_in_the_future_is_left_empty(app: Flask, clerk: str, folder: Path) -> None:
    (folder / "a.docx").write_bytes(sample_files.letter(day=date(today().year + 1, 2, 3)))
    found = rows(app, folder)["a.docx"]
    assert found["state"] == "published"
    assert db.session.get_one(Directive, found["id"]).issued_on is None


def test_the_same_symbol_with_other_bytes_stands_beside_it_with_a_warning(
    app: Flask, clerk: str, folder: Path
) -> None:
    for name in ("a.docx", "b.docx"):
        (folder / name).write_bytes(sample_files.letter("37/KH-UBND"))
    found = rows(app, folder)
    assert found["a.docx"]["reason"] is None
    assert "phát hành bên cạnh" in found["b.docx"]["reason"]
    assert count(Directive) == 2


def test_a_secret_paper_is_refused_without_a_trace(app: Flask, clerk: str, folder: Path) -> None:
    (folder / "a.docx").write_bytes(sample_files.letter(mark="TỐI MẬT"))
    assert rows(app, folder)["a.docx"]["state"] == "refused"
    assert count(StoredFile) == 0


def test_without_publish_everything_waits_for_the_clerk(
    app: Flask, clerk: str, folder: Path
) -> None:
    (folder / "a.docx").write_bytes(sample_files.letter("37/KH-UBND"))
    done = bring(app, folder, "--as", clerk)
    assert "a.docx: đã lưu, chờ kiểm tra 37/KH-UBND" in done.stdout
    assert "1 tệp: đã phát hành 0, đã lưu, chờ kiểm tra 1" in done.stderr
    assert count(Directive) == 0


def test_units_can_be_addressed_by_their_codes(
    app: Flask, clerk: str, make: Make, folder: Path
) -> None:
    unit = make.department()
    make.staff(department=unit)
    number, code = unit.id, unit.code
    (folder / "a.docx").write_bytes(sample_files.letter())
    bring(app, folder, "--as", clerk, "--publish", "--audience", code)
    (entry,) = db.session.scalars(select(Directive)).one().audience
    assert entry.department_id == number
    bring(app, folder, "--as", clerk, "--audience", "khong-co", exit_code=1)


def test_an_archive_and_a_package_give_a_row_for_each_file(
    app: Flask, clerk: str, folder: Path
) -> None:
    files = {"a.docx": sample_files.letter("37/KH-UBND"), "con/b.exe": b"MZ" + b"\0" * 99}
    (folder / "goi.zip").write_bytes(zipped(files))
    (folder / "den.edxml").write_bytes(package({"c.docx": sample_files.letter("38/KH-UBND")}))
    (folder / "hong.edxml").write_bytes(entity_bomb())
    found = rows(app, folder)
    assert {name: row["state"] for name, row in found.items()} == {
        "den.edxml/c.docx": "published", "goi.zip/a.docx": "published",
        "goi.zip/con/b.exe": "refused", "hong.edxml": "refused",
    }  # fmt: skip
    assert found["goi.zip/a.docx"]["symbol"] == "37/KH-UBND"
    assert rows(app, folder)["goi.zip/a.docx"]["state"] == "duplicate"


def test_a_table_and_slides_come_in_too(app: Flask, clerk: str, folder: Path) -> None:
    import openpyxl
    import pptx

    book = openpyxl.Workbook()
    for number in range(1, 9):
        book.active.append([number, "Danh sách cán bộ tham gia đoàn thanh tra năm 2025"])
    book.save(folder / "bang.xlsx")
    slides = pptx.Presentation()
    slides.slides.add_slide(slides.slide_layouts[0]).shapes.title.text = "Sinh hoạt chuyên đề"
    slides.save(folder / "trinh-chieu.pptx")
    assert {row["state"] for row in rows(app, folder).values()} <= {"published", "kept"}


def test_only_a_clerk_imports(app: Flask, make: Make, folder: Path) -> None:
    reader = make.staff(username="nguoidoc")
    for name in (reader.username, "khong-ai"):
        done = bring(app, folder, "--as", name, exit_code=1)
        assert "không phải tài khoản văn thư" in done.output
