"""What the search box proposes while somebody types, and that it never tells too much."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.core.database import db
from intranet.directives.models import Directive
from intranet.language.bodies.document_types import DocumentType
from intranet.language.bodies.levels import Level
from intranet.people.models import StaffMember
from intranet.people.roles import Permission, Role, roles_with
from intranet.search.engines.whoosh.engine import WhooshEngine
from intranet.search.index import indexing
from intranet.search.saved import actions
from intranet.search.suggest.phrases import phrases
from intranet.search.suggest.suggestions import suggestions
from intranet.search.suggest.typed_query import EntryTitle, SuggestionGroup, typed
from tests.making import Make
from tests.search.filled_engines import entry, keep
from tests.site import Site

SECRET = "Kế hoạch luân chuyển cán bộ diện quy hoạch"


@pytest.fixture
def unit_only(make: Make) -> Directive:
    """Four indexed directives; the last, of a body, topic and signer of its own, is for a unit."""
    make.directive(
        symbol="57-NQ/TW", kind=DocumentType.NQ, level=Level.CENTRAL, signer="Tô Văn Thử",
        subject="Nghị quyết về đột phá phát triển khoa học, công nghệ và chuyển đổi số quốc gia",
    )  # fmt: skip
    make.directive(symbol="211/KH-UBND", subject="Kế hoạch truyền thông về chuyển đổi số")
    make.directive(symbol="212/KH-UBND", subject="kế hoạch chuyển đổi số của tỉnh năm 2025")
    made = make.directive(
        symbol="577-KH/BTC", subject=SECRET, kind=DocumentType.CT, level=Level.PROVINCIAL_PARTY,
        issuing_body=make.body("Ban Tổ chức Tỉnh ủy"), signer="Nông Quốc Kín",
        audience=[make.department("Phòng Tổ chức")], topics=[make.topic("Tổ chức cán bộ")],
    )  # fmt: skip
    indexing.catch_up()
    return made


def asked(site: Site, words: str) -> dict[str, list[dict[str, Any]]]:
    """The lines by the name of their group."""
    answer = site.fetch("search.suggest", q=words)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    return {group["name"]: group["lines"] for group in answer.json["groups"]}


def texts(lines: list[dict[str, Any]]) -> list[str]:
    return [line["text"] for line in lines]


def test_a_symbol_is_proposed_with_its_subject_however_it_is_begun(
    site: Site, make: Make, unit_only: Directive
) -> None:
    site.sign_in(make.staff())
    for words in ("57", "57/nq", "57-NQ/", "nq 57", "57 nq", "nghị quyết 57", "57NQ"):
        [line] = asked(site, words)["Số, ký hiệu"]
        assert line["text"] == "57-NQ/TW", words
        assert line["detail"].startswith("Nghị quyết về đột phá")
        assert site.client.get(line["url"]).status_code == 200
    assert texts(asked(site, "21")["Số, ký hiệu"]) == ["211/KH-UBND", "212/KH-UBND"]


def test_subjects_are_proposed_whose_words_begin_so_with_marks_or_without(
    site: Site, make: Make, unit_only: Directive
) -> None:
    site.sign_in(make.staff())
    for words in (
        "ke hoach chuyen d",
        "kế hoạch chuyển đ",
        "hoach truyen thong chuyển",
        "KE HOACH",
    ):
        found = texts(asked(site, words)["Văn bản"])
        assert "Kế hoạch truyền thông về chuyển đổi số" in found, words
    nearest, further = asked(site, "ke hoach ch")["Văn bản"]
    assert nearest["text"] == "Kế hoạch chuyển đổi số của tỉnh năm 2025"
    assert [nearest["text"][a:b] for a, b in nearest["marks"]] == ["Kế", "hoạch", "ch"]
    assert further["detail"] == "211/KH-UBND"


def test_the_kind_of_a_paper_counts_though_its_title_does_without(
    site: Site, make: Make, unit_only: Directive
) -> None:
    make.directive(symbol="15/KH-UBND", subject="Phát động phong trào Bình dân học vụ số")
    indexing.catch_up()
    site.sign_in(make.staff())
    assert texts(asked(site, "ke hoach binh d")["Văn bản"]) == [
        "Phát động phong trào Bình dân học vụ số"
    ]
    assert "Văn bản" not in asked(site, "quyet dinh binh d")


def test_telex_that_was_not_converted_is_understood(
    site: Site, make: Make, unit_only: Directive
) -> None:
    site.sign_in(make.staff())
    assert "Văn bản" in asked(site, "chuyeern ddooir so")


def test_phrases_of_visible_titles_continue_what_was_typed(
    site: Site, make: Make, unit_only: Directive
) -> None:
    site.sign_in(make.staff())
    lines = asked(site, "ke hoach chuyen")["Cụm từ"]
    assert lines[0]["query"] == "kế hoạch chuyển đổi số của tỉnh"
    assert asked(site, "cấp: tw chuyen d")["Cụm từ"][0]["query"].startswith("cấp: tw chuyển đổi")
    assert asked(site, 'ke hoach "chuyen do')["Cụm từ"][0]["query"].startswith('ke hoach "chuyển')


def test_keys_and_their_values_are_proposed(site: Site, make: Make, unit_only: Directive) -> None:
    site.sign_in(make.staff())
    assert asked(site, "kế hoạch lo")["Điều kiện"][0]["query"] == "kế hoạch loại: "
    [kind] = asked(site, "chuyển đổi số loai: ke")["Điều kiện"]
    assert kind["query"] == "chuyển đổi số loại: kế hoạch "
    assert kind["detail"] == "2 văn bản"
    assert kind["goes_on"]
    assert texts(asked(site, "cap: ")["Điều kiện"]) == ["ubnd tỉnh", "trung ương"]
    assert texts(asked(site, "nguoi-ky: t")["Điều kiện"]) == ["Tô Văn Thử"]
    assert texts(asked(site, "ký-hiệu: 211")["Điều kiện"]) == ["211/KH-UBND"]
    assert asked(site, "cơ-quan: l")["Điều kiện"][0]["query"].startswith("cơ-quan:")
    assert "Văn bản" in asked(site, "loại: kế hoạch truyen")


def test_an_empty_box_offers_the_keys_and_what_was_saved(
    site: Site, make: Make, unit_only: Directive
) -> None:
    me, other = make.staff(), make.staff()
    actions.save(db.session, me, "/tim-kiem?q=chuyển+đổi+số", "Số hóa của tôi")
    actions.save(db.session, other, "/tim-kiem?q=chuyển+đổi+số", "Số hóa của người khác")
    db.session.commit()
    site.sign_in(me)
    groups = asked(site, "")
    assert "cấp:" in texts(groups["Điều kiện"])
    assert texts(groups["Đã lưu"]) == ["Số hóa của tôi"]
    [line] = asked(site, "so ho")["Đã lưu"]
    assert site.client.get(line["url"]).status_code == 302
    assert "Đã lưu" not in asked(site, "bình dân")


TRIES = (
    "luan chuyen", "kế hoạch l", "577", "577-kh", "ct 577", "ke hoach luan", "can bo", "quy ho",
    "cơ-quan: ban", "chủ-đề: t", "người-ký: n", "nguoi-ky: nong", "loai: ", "cap: ", "ky-hieu: 577",
    "-cap: t", "luaan chuyeern", '"luan ch', "a OR luan ch", "từ: ", "người-ký: nông luân",
)  # fmt: skip


@pytest.mark.parametrize("role", [Role.READER, Role.UNIT_HEAD])
def test_nothing_is_proposed_from_what_one_may_not_see(
    site: Site, make: Make, unit_only: Directive, role: Role
) -> None:
    site.sign_in(make.staff(role))
    for words in TRIES:
        told = str(asked(site, words)).lower()
        for leak in ("luân", "577", "cán bộ", "ban tổ chức", "nông quốc", "chỉ thị", "tỉnh ủy"):
            assert leak not in told.replace(words, ""), (words, told)


def test_who_may_see_it_gets_it_proposed(site: Site, make: Make, unit_only: Directive) -> None:
    inside = make.staff(department=unit_only.audience[0].department)
    for person in (inside, make.clerk(), make.leader()):
        site.sign_in(person)
        assert SECRET in texts(asked(site, "luan chuyen")["Văn bản"])
        assert texts(asked(site, "577")["Số, ký hiệu"]) == ["577-KH/BTC"]
        assert texts(asked(site, "chủ-đề: t")["Điều kiện"]) == ["Tổ chức cán bộ"]
        assert texts(asked(site, "nguoi-ky: nong")["Điều kiện"]) == ["Nông Quốc Kín"]


def test_what_was_taken_away_since_it_was_indexed_is_not_proposed(
    site: Site, make: Make, unit_only: Directive
) -> None:
    unit_only.audience[0].department = make.department("Phòng khác")
    inside = unit_only.versions[0].published_by
    reader = make.staff()
    unit_only.audience[0].department = reader.department
    db.session.commit()
    indexing.rebuild()
    unit_only.audience[0].department = inside.department
    db.session.commit()
    site.sign_in(reader)
    assert "Văn bản" not in asked(site, "luan chuyen")


@pytest.mark.parametrize("role", list(Role))
def test_suggestions_are_for_who_reads(
    site: Site, make: Make, unit_only: Directive, role: Role
) -> None:
    person: StaffMember = make.staff(role)
    site.sign_in(person)
    status = site.fetch("search.suggest", q="57").status_code
    assert status == (200 if role in roles_with(Permission.READ) else 403)


def test_an_ended_session_is_told_and_not_sent_to_the_sign_in_page(site: Site) -> None:
    answer = site.client.get("/tim-kiem/goi-y?q=57", headers={"Accept": "application/json"})
    assert answer.status_code == 401


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read(raw: str) -> None:
    read = typed(raw)
    assert all(start < end for start, end in read.spans(SECRET))


def test_whatever_is_typed_is_answered(engine: WhooshEngine) -> None:
    keep(engine, entry(1, SECRET, symbol="577-KH/BTC", signer="Nông Quốc Kín", kind="KH"))
    known = {"directive:1": EntryTitle(SECRET, "577-KH/BTC", "Nông Quốc Kín")}
    for raw in (
        '"', "-", "--a", "cap:", "cap: \"", "loai:\"ke", "từ: 2", "đến:", ":", "a:b", "OR", "a OR",
        "577 577", "(57", "-577", "x" * 500, "\u0301", "chưa-đọc:", "chưa-đọc:c", "ký-hiệu:", "۵۷",
        "nguoi-ky: -", "co-quan: (", "²³", "cap:tw cap:tw", "-cap:tw", "57\n58",
    ):  # fmt: skip
        suggestions(engine, raw, None, lambda ids: {one: known[one] for one in ids})


def test_a_phrase_ends_where_words_may_part() -> None:
    titles = [
        "Quyết định về việc phê duyệt Đề án số 06",
        "Kế hoạch phê duyệt Đề án của Bộ, ngành",
        "Phê duyệt đề án năm 2025",
    ]
    found = [one.text for one in phrases(typed("phê d"), titles)]
    assert found == ["phê duyệt Đề án", "phê duyệt Đề án của Bộ"]
    assert phrases(typed("bo ng"), titles) == ()


@pytest.mark.parametrize("group", list(SuggestionGroup))
def test_each_group_has_a_name(group: SuggestionGroup) -> None:
    from intranet.search.suggest.words import GROUP

    assert str(GROUP[group])
