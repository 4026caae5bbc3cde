"""How far a file can be relied on, as the pages say it."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import pytest
from flask import Flask, render_template
from sqlalchemy import event

from intranet.core.clock import now
from intranet.core.database import db
from intranet.directives.models import Directive, StoredFile
from intranet.extraction.signatures.file_signatures import signatures_of
from intranet.intake.models import FileReading, ReadingState
from intranet.intake.processing.signature_answers import shown_signatures
from intranet.intake.processing.trust import in_words, trust_of
from tests.extraction.signing import Office, changed_afterwards, signed, unsigned_pdf
from tests.making import Make
from tests.site import Site


@pytest.fixture(scope="module")
def office() -> Office:
    return Office()


def reading_of(file: StoredFile, content: bytes | None, roots: Sequence[Path] = ()) -> FileReading:
    """The reading of a file as if it had these bytes; None: read before signatures were told."""
    facts = {}
    if content is not None:
        path = Path(db.engine.url.database or "").parent / "paper.pdf"
        path.write_bytes(content)
        facts = {"signatures": [asdict(one) for one in signatures_of(path, roots)]}
    reading = FileReading(file_id=file.id, state=ReadingState.READ, since=now(), facts=facts)
    db.session.add(reading)
    db.session.commit()
    return reading


def card(site: Site, directive: Directive) -> str:
    return " ".join(site.get("directives.show", directive_id=directive.id).text.split())


def test_an_unsigned_file_is_said_to_be_unsigned(site: Site, make: Make) -> None:
    directive = make.directive()
    reading_of(directive.latest.file, unsigned_pdf())
    site.sign_in(make.staff())
    assert "Tệp không có chữ ký số" in card(site, directive)


def test_a_file_read_before_signatures_were_looked_for_is_not_called_unsigned(
    site: Site, make: Make
) -> None:
    directive = make.directive()
    reading_of(directive.latest.file, None)
    site.sign_in(make.staff())
    shown = card(site, directive)
    assert "Chưa tìm chữ ký số" in shown
    assert "không có chữ ký số" not in shown


def test_person_and_organ_stand_with_three_answers_each(
    site: Site, make: Make, office: Office, tmp_path: Path
) -> None:
    directive = make.directive()
    content = signed(signed(unsigned_pdf(), office.person, "S1"), office.organ, "S2")
    reading_of(directive.latest.file, content, office.roots(tmp_path / "roots"))
    site.sign_in(make.staff())
    before, told, shown = card(site, directive).partition("2 chữ ký số, theo thứ tự ký")
    assert told
    assert "Tệp không có chữ ký số" not in before
    assert shown.index("Hà Bích Thảo") < shown.index("Thanh tra tỉnh Lạng Sơn")
    for words in ("Phần đã ký nguyên vẹn", "Chứng thư dẫn về gốc tin cậy"):
        assert shown.count(words) == 2
    assert "Có lúc ký; sau chỉ ký thêm, điền mẫu" in shown
    assert "Có, đến byte cuối cùng" in shown
    assert shown.count("không kiểm tra được khi ngoại tuyến") == 1


def test_a_change_after_signing_and_a_missing_root_are_told_apart(
    site: Site, make: Make, office: Office
) -> None:
    directive = make.directive()
    content = changed_afterwards(signed(unsigned_pdf(), office.person, "S1"))
    reading_of(directive.latest.file, content)
    site.sign_in(make.staff())
    shown = card(site, directive)
    assert "Phần đã ký nguyên vẹn" in shown
    assert "Không: tệp bị sửa sau khi ký" in shown
    assert "Chưa kiểm tra: chưa có chứng thư gốc" in shown


def test_a_signature_that_could_not_be_checked_gets_no_answers(site: Site, make: Make) -> None:
    directive = make.directive()
    reading = reading_of(directive.latest.file, None)
    reading.facts = {"signatures": [{"signer": "", "note": "Một lời của bộ đọc sau này."}]}
    db.session.commit()
    site.sign_in(make.staff())
    assert "Một lời của bộ đọc sau này." in card(site, directive)


def test_pages_are_counted_by_the_way_they_were_read_and_doubts_have_reasons(
    site: Site, make: Make
) -> None:
    clerk = make.clerk(full_name="Nông Thị Văn")
    directive = make.directive(pages=["một", "hai", "ba", "bốn"], by=clerk)
    first, second, third, fourth = directive.latest.file.pages
    second.method, second.confidence, second.reason = "ocr", 0.62, "Trang là ảnh chụp."
    third.method, third.confidence = "ocr", 0.7
    third.edited_at, third.edited_by = now(), clerk
    fourth.pending = True
    assert first.method == "text"
    db.session.commit()
    site.sign_in(make.staff())
    shown = card(site, directive)
    assert "Trang 2, 62%" in shown
    assert "Trang là ảnh chụp." in shown
    assert "Trang 3, 70%" not in shown, "a corrected page is in doubt no more"
    assert "Trang 3: Nông Thị Văn" in shown
    assert "Đợi nhận dạng trang 4" in shown
    assert "2 trang (trang 2–3)" in shown
    assert directive.latest.file.sha256 in site.fetch(
        "directives.show", directive_id=directive.id
    ).get_data(as_text=True)


def test_only_the_worst_pages_are_named(make: Make) -> None:
    file = make.file(["trang"] * 9)
    for page in file.pages:
        page.confidence = 0.1 * page.number
    db.session.commit()
    trust = trust_of(db.session, file)
    assert [one.page for one in trust.doubts] == [1, 2, 3, 4, 5]
    assert trust.more_doubts == 2
    assert trust.checked_by is None


def test_a_recognised_page_is_not_doubted_for_the_text_layer_it_replaced(make: Make) -> None:
    file = make.file(["một", "hai"])
    for page, method in zip(file.pages, ("ocr", "text"), strict=True):
        page.method, page.score, page.confidence = method, 0.1, 0.95
    db.session.commit()
    assert [one.page for one in trust_of(db.session, file).doubts] == [2]


def test_the_card_stands_on_a_page_that_has_no_address_of_the_original(
    app: Flask, make: Make
) -> None:
    file = make.file()
    with app.test_request_context():
        shown = render_template("intake/_trust.html", trust=trust_of(db.session, file))
    assert file.sha256 in shown
    assert "Chưa ai kiểm tra" in shown


def test_the_card_asks_little_and_loads_no_text(make: Make) -> None:
    directive = make.directive(pages=["trang"] * 300)
    asked: list[str] = []
    version, file = directive.latest, directive.latest.file
    db.session.commit()
    assert file.id
    assert version.published_by.full_name
    listen = lambda _c, _cursor, sql, *_more: asked.append(sql)  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listen)
    trust = trust_of(db.session, file, version)
    event.remove(db.engine, "before_cursor_execute", listen)
    assert len(asked) <= 3
    assert not any("file_page.text" in sql for sql in asked)
    assert trust.sources[0].pages == "1–300"
    assert trust.checked_by


@pytest.mark.parametrize(
    ("numbers", "words"), [([], ""), ([4], "4"), ([3, 1, 2, 7], "1–3, 7"), ([1, 3], "1, 3")]
)
def test_page_numbers_are_written_as_people_write_them(numbers: list[int], words: str) -> None:
    assert in_words(numbers) == words


def test_odd_stored_values_never_break_the_card() -> None:
    found = shown_signatures([{"signed_at": "hôm qua", "note": None}, {}])
    assert found is not None
    assert [one.signed_at for one in found.each] == [None, None]
