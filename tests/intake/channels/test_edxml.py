"""Packages of the document exchange: what they say stands beside what the paper says."""

import base64
from datetime import date

import pytest
from flask import render_template
from sqlalchemy import select

from intranet.core.database import db
from intranet.directives.models import StoredFile, Urgency
from intranet.intake.channels import edxml_package
from intranet.intake.channels.arrivals import arrivals_of, came_from, item_source
from intranet.intake.channels.edxml_metadata import (
    contradictions,
    metadata_from,
    metadata_json,
    notices,
)
from intranet.intake.models import FileReading, IntakeItem
from intranet.intake.processing.suggestions import loaded
from intranet.language.bodies.document_types import DocumentType
from tests.intake import sample_files
from tests.intake.channels.test_unpacking import lines
from tests.intake.desk import send
from tests.intake.sample_packages import entity_bomb, package, zipped
from tests.making import Make
from tests.site import Site


@pytest.fixture
def clerk(site: Site, make: Make) -> Site:
    """A site with a clerk signed in."""
    return site.sign_in(make.clerk())


def read(number: int) -> dict[str, object]:
    """What the machine read of an item's file, after the worker."""
    from intranet.core.task_queue import tasks

    db.session.rollback()
    tasks().drain()
    db.session.rollback()
    item = db.session.get_one(IntakeItem, number)
    return loaded(db.session.get_one(FileReading, item.file_id).facts).values()


def test_the_facts_of_a_package_are_read() -> None:
    found = edxml_package.parse(package({"ke-hoach.docx": b"x" * 20}))
    assert (found.symbol, found.issued_on) == ("37/KH-UBND", date(2025, 8, 12))
    assert (found.body, found.kind) == ("Ủy ban nhân dân tỉnh Lạng Sơn", "Kế hoạch")
    assert (found.signer, found.signer_title) == ("Hoàng Văn Mẫu", "Phó Chủ tịch")
    assert found.due_on == date(2025, 9, 30)
    assert [(one.symbol, one.issued_on) for one in found.responds] == [
        ("12/BC-TTr", date(2025, 7, 1))
    ]
    assert found.to_places == ("Như trên", "Lưu: VT")
    assert found.attached[0][0] == "ke-hoach.docx"


def test_junk_before_the_declaration_is_passed_over() -> None:
    found = edxml_package.parse(package({"a.pdf": b"x"}, before=b"000173\r\n"))
    assert found.symbol == "37/KH-UBND"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2015/09/30", date(2015, 9, 30)),
        ("2015/09/30 08:15:00", date(2015, 9, 30)),
        ("2015-9-3", date(2015, 9, 3)),
        ("30/09/2015", date(2015, 9, 30)),
        ("2015/13/45", None),
        ("hôm qua", None),
        ("", None),
    ],
)
def test_days_are_read_in_the_spellings_that_are_met(written: str, meant: date | None) -> None:
    assert edxml_package.day(written) == meant


def test_the_identity_gives_symbol_and_day_where_the_fields_are_empty() -> None:
    content = package({"a.pdf": b"x"}).decode()
    for name in ("CodeNumber>37", "CodeNotation>KH-UBND", "PromulgationDate>2025/08/12"):
        content = content.replace(name, name.split(">")[0] + ">")
    found = edxml_package.parse(content.encode())
    assert (found.symbol, found.issued_on) == ("37/KH-UBND", date(2025, 8, 12))


@pytest.mark.parametrize(
    "content",
    [
        entity_bomb(),
        b'<edXML xmlns="x"><MessageHeader>',
        b"<edXML>" + b"<a>" * 100 + b"</a>" * 100 + b"</edXML>",
        b"<edXML>" + b"<a/>" * 50_000 + b"</edXML>",
        b"<edXML><AttachmentEncoded><Attachment><ContentTransferEncoded>@@@@"
        b"</ContentTransferEncoded></Attachment></AttachmentEncoded></edXML>",
        b'<?xml version="1.0"?><!DOCTYPE edXML SYSTEM "file:///etc/passwd"><edXML/>',
    ],
)
def test_a_dangerous_or_broken_package_is_refused(content: bytes) -> None:
    with pytest.raises(edxml_package.BadPackage):
        edxml_package.parse(content)


def test_a_status_message_says_that_it_is_none_of_our_papers() -> None:
    content = b"<edXML><MessageHeader><StatusCode>03</StatusCode></MessageHeader></edXML>"
    with pytest.raises(edxml_package.StatusMessage):
        edxml_package.parse(content)
    with pytest.raises(edxml_package.NothingAttached):
        edxml_package.parse(package({}))


def test_a_package_becomes_items_with_what_it_says(clerk: Site) -> None:
    content = package(
        {"ke-hoach.docx": sample_files.letter("37/KH-UBND"), "phu-luc.docx": sample_files.letter()}
    )
    rows = lines(send(clerk, content, "vb-den.edxml"))
    numbers = [row["id"] for row in rows if row["id"]]
    assert [row["name"] for row in rows if row["id"]] == ["ke-hoach.docx", "phu-luc.docx"]
    main, annex = (item_source(db.session, number, {}).package for number in numbers)
    assert main.is_main
    assert not annex.is_main
    assert main.values["symbol"] == "37/KH-UBND"
    assert main.values["kind"] is DocumentType.KH
    assert main.values["urgency"] is Urgency.VERY_URGENT
    assert contradictions(main, read(numbers[0])) == []
    (source,) = arrivals_of(db.session, numbers[0])
    assert came_from(source) == "Tải lên, gói edXML vb-den.edxml"


def test_another_symbol_or_day_on_the_paper_is_a_warning(clerk: Site) -> None:
    content = package({"a.docx": sample_files.letter("73/KH-UBND", day=date(2025, 8, 21))})
    (number,) = (row["id"] for row in lines(send(clerk, content, "a.xml")) if row["id"])
    symbol, day = item_source(db.session, number, read(number)).contradictions
    assert "37/KH-UBND" in symbol
    assert "73/KH-UBND" in symbol
    assert "12/08/2025" in day
    assert "21/08/2025" in day


@pytest.mark.parametrize(("business", "word"), [(1, "thu hồi"), (2, "cập nhật"), (3, "thay thế")])
def test_what_the_sender_asks_about_an_earlier_paper_is_shown_and_not_done(
    make: Make, business: int, word: str
) -> None:
    earlier = make.directive(symbol="20/KH-UBND", issued_on=date(2025, 3, 1))
    make.directive(symbol="20/KH-UBND", issued_on=date(2024, 3, 1))
    content = package(
        {"a.pdf": b"x"}, business=business, concerns="000.00.00.H37,2025/03/01,20/KH-UBND"
    )
    told = metadata_json(edxml_package.parse(content), is_main=True)
    metadata = metadata_from(told)
    ((words, directive),) = notices(db.session, metadata)
    assert word in words
    assert "20/KH-UBND" in words
    assert directive == earlier
    assert metadata.business_reason == "Sai sót"
    assert earlier.status.value == "in_force"


def test_a_new_paper_asks_for_nothing(make: Make) -> None:
    new = edxml_package.parse(package({"a.pdf": b"x"}))
    plain = metadata_from(metadata_json(new, is_main=True))
    assert notices(db.session, plain) == []


def test_the_clerk_sees_both_sides_and_what_the_sender_asks(clerk: Site, make: Make) -> None:
    make.directive(symbol="20/KH-UBND", issued_on=date(2025, 3, 1))
    content = package(
        {"a.docx": sample_files.letter("73/KH-UBND"), "b.docx": sample_files.letter()},
        business=1, concerns="000.00.00.H37,2025/03/01,20/KH-UBND",
    )  # fmt: skip
    numbers = [row["id"] for row in lines(send(clerk, content, "a.xml")) if row["id"]]
    found = read(numbers[0])
    with clerk.app.test_request_context():
        main, annex = (
            " ".join(render_template("intake/_source.html", source=source).split())
            for source in (item_source(db.session, n, found) for n in numbers)
        )
    for words in (
        "Đến từ: Tải lên, gói edXML a.xml", "Nơi gửi báo thu hồi văn bản 20/KH-UBND",
        "<td>37/KH-UBND</td> <td>73/KH-UBND</td>", "Trả lời văn bản: 12/BC-TTr",
        "Hạn trả lời ghi trong gói: 30/09/2025", "trong văn bản đọc được 73/KH-UBND",
    ):  # fmt: skip
        assert words in main
    assert "Tài liệu kèm theo văn bản 37/KH-UBND" in annex


def test_one_secret_part_refuses_the_whole_package(clerk: Site) -> None:
    files = {
        "phu-luc.docx": sample_files.letter(),
        "ke-hoach.docx": sample_files.letter(mark="MẬT", subject="Nội dung kín"),
    }
    (row,) = lines(send(clerk, package(files), "a.edxml"))
    assert row["state"] == "refused"
    assert "dấu hiệu mật" in row["why"]
    assert db.session.scalar(select(StoredFile)) is None


def test_a_secret_suffix_in_the_symbol_refuses_the_package(clerk: Site) -> None:
    content = package({"a.docx": sample_files.letter()}, symbol="37/KH-UBND(M)")
    (row,) = lines(send(clerk, content, "a.edxml"))
    assert row["state"] == "refused"
    assert db.session.scalar(select(StoredFile)) is None


def test_a_bomb_of_entities_is_refused_at_the_page(clerk: Site) -> None:
    (row,) = lines(send(clerk, entity_bomb(), "a.edxml"))
    assert "không an toàn" in row["why"]


def test_an_attachment_that_is_no_zip_is_taken_as_it_is(clerk: Site) -> None:
    letter = sample_files.letter()
    content = package({"a.docx": b""}).decode()
    packed = base64.encodebytes(zipped({"a.docx": b""})).decode()
    content = content.replace(packed, base64.b64encode(letter).decode())
    rows = lines(send(clerk, content.encode(), "a.edxml"))
    assert [row["name"] for row in rows if row["id"]] == ["a.docx"]
