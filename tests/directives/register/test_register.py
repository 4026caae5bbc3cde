import csv
import io
from datetime import date, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import openpyxl
import pytest

from intranet.core.audit import AuditEntry
from intranet.core.clock import today
from intranet.core.database import db
from intranet.directives.models import Status, Urgency
from intranet.directives.register.export_csv import as_csv, harmless
from intranet.directives.register.export_xlsx import as_xlsx
from intranet.language.bodies.document_types import DocumentType
from intranet.language.bodies.levels import Level
from tests.directives.sample_originals import questions
from tests.reading.making import confirm, given


def symbols(page) -> list[str]:
    links = [a for a in page.all("a") if "symbol" in (a.get("class") or "").split()]
    return ["".join(a.itertext()) for a in links]


def exported(site, **asked) -> list[list[str]]:
    answer = site.fetch("directives.export", dang="csv", **asked)
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))[1:]


def test_only_what_is_addressed_to_me_is_in_the_register_in_counts_and_exports(site, make):
    me, other = make.staff(), make.staff()
    make.directive(symbol="1/KH-UBND", audience=[me], topics=[make.topic("Của tôi")])
    make.directive(
        symbol="2/CT-UBND",
        audience=[other],
        kind=DocumentType.CT,
        issued_on=date(2019, 1, 1),
        issuing_body=make.body("Bộ Nội vụ", level=Level.CENTRAL),
        level=Level.CENTRAL,
        topics=[make.topic("Của người khác")],
    )
    site.sign_in(me)
    page = site.get("directives.register")
    assert page.headline == "1 văn bản dành cho bạn"
    assert symbols(page) == ["1/KH-UBND"]
    for secret in ("2/CT-UBND", "Bộ Nội vụ", "2019", "Của người khác", "Chỉ thị"):
        assert secret not in page.text
    assert [row[1] for row in exported(site)] == ["1/KH-UBND"]
    assert exported(site, tu="2/CT") == []


def test_an_administrator_has_no_register(site, make):
    make.directive()
    site.sign_in(make.admin())
    site.get("directives.register", status=403)
    assert site.fetch("directives.export").status_code == 403


def test_the_tabs_count_each_level_within_the_other_filters(site, make):
    for number, level in enumerate((Level.CENTRAL, Level.AGENCY, Level.AGENCY), 1):
        make.directive(symbol=f"{number}/KH-UBND", level=level, subject=f"Kế hoạch {number % 2}")
    site.sign_in(make.clerk())
    page = site.get("directives.register", cap="agency")
    assert symbols(page) == ["3/KH-UBND", "2/KH-UBND"]
    assert "Tất cả 3 Trung ương 1 Tỉnh ủy 0 UBND tỉnh 0 Cơ quan 2 Khác 0" in page.text
    assert (
        "Trung ương 1 Tỉnh ủy 0 UBND tỉnh 0 Cơ quan 1"
        in site.get("directives.register", tu="ke hoach 1").text
    )


@pytest.fixture
def various(make):
    """Two directives that differ in everything that can be filtered."""
    topic = make.topic("Chuyển đổi số")
    make.directive(
        symbol="57-NQ/TW",
        subject="Đột phá phát triển khoa học",
        kind=DocumentType.NQ,
        level=Level.CENTRAL,
        issuing_body=make.body("Bộ Chính trị", level=Level.CENTRAL),
        issued_on=date(2024, 12, 22),
        received_on=date(2026, 1, 5),
        topics=[topic],
    )
    make.directive(
        symbol="9/CT-UBND",
        subject="TĂNG CƯỜNG kỷ luật 100%",
        kind=DocumentType.CT,
        status=Status.REPLACED,
        issued_on=date(2026, 1, 2),
        received_on=date(2026, 1, 3),
        urgency=Urgency.EXPRESS,
        signer="Vi Thị Minh Nguyệt",
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"loai": "nq"}, ["57-NQ/TW"]),
        ({"co_quan": 1}, ["57-NQ/TW"]),
        ({"nam": 2026}, ["9/CT-UBND"]),
        ({"chu_de": 1}, ["57-NQ/TW"]),
        ({"hieu_luc": "replaced"}, ["9/CT-UBND"]),
        ({"tu": "tang cuong"}, ["9/CT-UBND"]),
        ({"tu": "kỷ LUẬT tăng"}, ["9/CT-UBND"]),
        ({"tu": "57nqtw"}, ["57-NQ/TW"]),
        ({"tu": "57 nq"}, ["57-NQ/TW"]),
        ({"tu": "%"}, ["9/CT-UBND"]),
        ({"tu": "_"}, []),
        ({"nam": "nămnay", "cap": "x", "trang": "-3", "sap_xep": "y"}, ["9/CT-UBND", "57-NQ/TW"]),
        ({"sap_xep": "oldest"}, ["57-NQ/TW", "9/CT-UBND"]),
        ({"sap_xep": "arrived"}, ["57-NQ/TW", "9/CT-UBND"]),
        ({"sap_xep": "waiting"}, ["9/CT-UBND", "57-NQ/TW"]),
        ({"sap_xep": "symbol"}, ["57-NQ/TW", "9/CT-UBND"]),
        ({"sap_xep": "symbol_back"}, ["9/CT-UBND", "57-NQ/TW"]),
    ],
)
def test_the_register_is_narrowed_and_sorted_as_the_address_says(site, make, various, asked, found):
    site.sign_in(make.clerk())
    assert symbols(site.get("directives.register", **asked)) == found
    assert [row[1] for row in exported(site, **asked)] == found


def test_more_columns_can_be_shown(site, make, various):
    site.sign_in(make.clerk())
    assert "Vi Thị Minh Nguyệt" not in site.get("directives.register").text
    page = site.get("directives.register", cot=["nguoi_ky", "den", "x"])
    assert "Vi Thị Minh Nguyệt" in page.text
    assert "03/01/2026" in page.text


def test_a_head_sorts_and_pressed_again_turns_the_order_round(site, make, various):
    site.sign_in(make.clerk())
    newest, oldest = ["9/CT-UBND", "57-NQ/TW"], ["57-NQ/TW", "9/CT-UBND"]
    page = site.get("directives.register")
    assert symbols(page) == newest
    for head, lines in ((1, oldest), (1, newest), (0, oldest), (0, newest)):
        link = [a.get("href") for a in page.all("a") if a.get("class") == "sort"][head]
        page = site.get("directives.register", **dict(parse_qsl(urlsplit(link).query)))
        assert symbols(page) == lines
        assert page.all("th")[0 if head == 0 else 2].get("aria-sort")


def test_each_line_says_how_far_i_am_with_it(site, make):
    me = make.staff()
    confirmed = given(make, symbol="57-NQ/TW")
    given(make, symbol="9/CT-UBND", deadline=today() - timedelta(days=2))
    make.directive(symbol="8/KH-UBND")
    confirm(me, confirmed)
    page = site.sign_in(me).get("directives.register")
    rows = ["".join(row.itertext()) for row in page.all("tr")]
    said = {"57-NQ/TW": "Tôi đã xác nhận", "9/CT-UBND": "Quá hạn 2 ngày", "8/KH-UBND": "không giao"}
    for symbol, words in said.items():
        assert words in next(row for row in rows if symbol in row)


def test_nothing_found_says_what_to_do_next(site, make, various):
    site.sign_in(make.clerk())
    page = site.get("directives.register", tu="không có chữ này")
    assert page.headline == "0 văn bản khớp với bộ lọc"
    assert "Bỏ bộ lọc" in page.text


def test_a_page_has_25_rows_and_asks_few_questions(site, make):
    body, by, file = make.body(), make.clerk(), make.file()
    for _ in range(30):
        make.directive(issuing_body=body, by=by, file=file)
    site.sign_in(by)
    with questions() as asked:
        page = site.get("directives.register")
    assert len(symbols(page)) == 25
    assert len([one for one in asked if one.startswith("SELECT")]) <= 14
    assert len(symbols(site.get("directives.register", trang=2))) == 5
    assert len(symbols(site.get("directives.register", trang=99))) == 5


def test_an_export_is_audited_with_what_was_asked(site, make, various):
    clerk = make.clerk()
    site.sign_in(clerk)
    answer = site.fetch("directives.export", dang="xlsx", loai="nq")
    entry = db.session.query(AuditEntry).filter_by(act="shelf.exported").one()
    assert entry.staff_id == clerk.id
    assert entry.detail == {"form": "xlsx", "rows": 1, "asked": {"loai": "nq"}}
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    assert site.fetch("directives.export", dang="exe").status_code == 404


def test_a_workbook_has_real_dates_and_texts_that_never_reckon(site, make):
    make.directive(subject="=HYPERLINK(1)\x01", issued_on=date(2026, 1, 2))
    site.sign_in(make.clerk())
    answer = site.fetch("directives.export", dang="xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert sheet.cell(2, 6).value == datetime(2026, 1, 2)
    assert (sheet.cell(2, 8).value, sheet.cell(2, 8).data_type) == ("=HYPERLINK(1) ", "s")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "＝"])
def test_no_cell_of_a_csv_can_act_as_a_formula(site, make, start):
    make.directive(symbol="", subject=f'{start}cmd|" /C calc"!A0')
    site.sign_in(make.clerk())
    assert exported(site)[0][7] == f'\'{start}cmd|" /C calc"!A0'


def test_ordinary_cells_stay_as_they_are():
    assert harmless("57-NQ/TW") == "57-NQ/TW"
    assert harmless("") == ""


def test_an_empty_table_has_its_heads(app):
    with app.test_request_context():
        assert as_csv([]).decode("utf-8-sig").startswith("Số thứ tự,")
        assert as_xlsx([])


def test_a_directive_is_offered_by_its_number_or_by_words_of_its_subject(site, make):
    me = make.staff()
    number = make.directive(symbol="57-NQ/TW", subject="Đột phá khoa học", audience=[me])
    words = make.directive(symbol="8/KH-UBND", subject="Kế hoạch thực hiện Nghị quyết 57")
    make.directive(symbol="57/CT-UBND", audience=[make.staff()])  # not addressed to me
    site.sign_in(me)

    def offered(typed: str) -> list[tuple[int, str]]:
        answer = site.fetch("directives.suggest_directives", q=typed).json
        return [
            (line["id"], line["value"]) for group in answer["groups"] for line in group["lines"]
        ]

    assert offered("57") == [(number.id, "57-NQ/TW"), (words.id, "8/KH-UBND")]
    assert offered("dot pha") == [(number.id, "57-NQ/TW")]
    assert offered("57/ct") == offered("%") == []
