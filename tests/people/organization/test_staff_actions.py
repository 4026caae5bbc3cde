"""The administrator's pages, and lists of staff."""

import io
from datetime import date

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from intranet.core.audit import AuditEntry
from intranet.core.database import db
from intranet.people.models import Department, StaffMember
from intranet.people.roles import Role
from tests.making import Make
from tests.site import Page, Site

LIST = "Tên đăng nhập;Họ và tên;Đơn vị;Chức vụ;Vai trò\n"
PAGES = ("staff", "staff_new", "departments", "staff_import")


def person(username: str) -> StaffMember:
    return db.session.scalars(select(StaffMember).filter_by(username=username)).one()


def preview(site: Site, text: str, name: str = "ds.csv", status: int = 200) -> Page:
    file = (io.BytesIO(text.encode("utf-8-sig")), name)
    page = Page(site.post("people.staff_import", data={"file": file}))
    assert page.status == status
    return page


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_only_an_administrator_sees_the_pages_about_staff(
    site: Site, make: Make, role: Role
) -> None:
    site.sign_in(make.staff(role))
    for page in PAGES:
        assert site.fetch(f"people.{page}").status_code == 403
    assert site.post("people.reset_password", number=1).status_code == 403
    assert site.post("people.unlock", number=1).status_code == 403


def test_the_administrator_sees_everybody_by_unit(site: Site, make: Make) -> None:
    unit = make.department("Phòng Nghiệp vụ 1")
    make.staff(department=unit, full_name="Lý Thu Hằng")
    make.staff(full_name="Nông Văn Sơn", left_on=date(2026, 1, 2))
    site.sign_in(make.admin())
    page = site.get("people.staff")
    assert page.headline == "2 người đang làm việc"
    assert "Phòng Nghiệp vụ 1 · 1" in page.text
    found = site.get("people.staff", q="ly thu hang").text
    assert "Lý Thu Hằng" in found
    assert "Nông Văn Sơn" not in found
    assert "Không thấy ai" in site.get("people.staff", q="zzz").text


def test_a_new_person_gets_a_one_time_password_and_must_change_it(site: Site, make: Make) -> None:
    unit = make.department().id
    site.sign_in(make.admin())
    page = Page(
        site.post(
            "people.staff_new",
            data={
                "full_name": "Vi Văn Hải", "username": "Hai.VV", "department_id": unit,
                "role": "reader",
            },
        )
    )  # fmt: skip
    password = page.all("code")[0].text
    site.sign_in(person("hai.vv"), password)
    assert site.fetch("people.account").headers["Location"].endswith("/tai-khoan/mat-khau")
    site.post(
        "people.change_password",
        data={"current": password, "new": "Hoa-Dao-2027", "again": "Hoa-Dao-2027"},
    )
    assert "Vi Văn Hải" in site.get("people.account").text


def test_a_taken_username_is_refused_beside_its_field(site: Site, make: Make) -> None:
    taken, unit = make.staff().username, make.department().id
    site.sign_in(make.admin())
    fields = {"full_name": "Ai Đó", "username": taken, "department_id": unit, "role": "reader"}
    page = Page(site.post("people.staff_new", data=fields))
    assert page.status == 400
    assert "đã có người dùng" in page.text


def test_a_leaver_is_out_at_once_and_the_change_is_noted(site: Site, make: Make) -> None:
    staff = make.staff()
    number, unit = staff.id, staff.department_id
    site.sign_in(make.admin())
    fields = {
        "full_name": "Đàm Minh", "department_id": unit, "role": "clerk", "left_on": "2026-01-31"
    }  # fmt: skip
    assert site.post("people.staff_edit", data=fields, number=number).status_code == 302
    left = db.session.get(StaffMember, number)
    assert not left.is_active
    noted = db.session.scalars(select(AuditEntry).filter_by(act="staff.changed")).one()
    assert noted.detail["role"] == ["reader", "clerk"]


def test_nobody_is_written_out_before_the_day_of_leaving(site: Site, make: Make) -> None:
    staff = make.staff()
    number, unit = staff.id, staff.department_id
    site.sign_in(make.admin())
    fields = {"full_name": "A", "department_id": unit, "role": "reader", "left_on": "2099-01-31"}
    answer = Page(site.post("people.staff_edit", data=fields, number=number))
    assert answer.status == 400
    assert "chưa đến" in answer.text


def test_the_last_administrator_stays_one(site: Site, make: Make) -> None:
    admin = make.admin()
    number, unit = admin.id, admin.department_id
    site.sign_in(admin)
    fields = {"full_name": "A", "department_id": unit, "role": "reader"}
    answer = Page(site.post("people.staff_edit", data=fields, number=number))
    assert "quản trị hệ thống cuối cùng" in answer.text
    assert db.session.get(StaffMember, number).role is Role.ADMIN


def test_a_wait_is_ended_and_a_password_given_anew(site: Site, make: Make) -> None:
    staff = make.staff()
    number, name = staff.id, staff.username
    for _time in range(6):
        site.post("people.sign_in", data={"username": name, "password": "sai"})
    site.sign_in(make.admin())
    assert "phải đợi đến" in site.get("people.staff_edit", number=number).text
    site.post("people.unlock", number=number)
    assert "Nhập sai" not in site.get("people.staff_edit", number=number).text
    page = Page(site.post("people.reset_password", number=number))
    assert page.response.headers["Cache-Control"] == "no-store"
    site.sign_in(person(name), page.all("code")[0].text)


def test_departments_are_added_renamed_and_put_in_order(site: Site, make: Make) -> None:
    first, second = make.department("Phòng A").id, make.department("Phòng B").id
    site.sign_in(make.admin(department=db.session.get(Department, first)))
    fields = {"name": "Phòng C", "short_name": "C", "code": "C"}
    assert site.post("people.departments", data=fields).status_code == 302
    assert "cùng tên" in Page(site.post("people.departments", data=fields)).text
    site.post("people.department_edit", data={**fields, "name": "Phòng A1", "code": "A1"},
              number=first)  # fmt: skip
    site.post("people.department_move", data={"to": "up"}, number=second)
    text = site.get("people.departments").text.split("Thứ tự này")[1]
    assert text.index("Phòng B") < text.index("Phòng A1") < text.index("Phòng C")
    assert "Phòng A1" in site.get("people.department_edit", number=first).text


def test_a_list_with_wrong_rows_saves_nothing_and_names_the_rows(site: Site, make: Make) -> None:
    make.department("Văn phòng")
    site.sign_in(make.admin())
    page = preview(
        site,
        LIST
        + "an.nv;Nguyễn Văn An;Văn phòng;;\n"
        + "binh.tt;Trần Thị Bình;Phòng NV9;;\n"
        + "an.nv;Nguyễn Văn An;Văn phòng;;Vua\n",
    )
    assert page.headline == "2 dòng sai, cần sửa trong tệp"
    assert "Dòng 3: không có đơn vị 'Phòng NV9'" in page.text
    assert "Dòng 4: không có vai trò 'Vua'; tên đăng nhập 'an.nv' đã có ở dòng 2" in page.text
    assert not [one for one in page.all("input") if one.get("name") == "rows"]
    assert db.session.scalar(select(StaffMember).filter_by(username="an.nv")) is None


def test_a_right_list_is_saved_whole_and_once_more_changes_nothing(site: Site, make: Make) -> None:
    make.department("Văn phòng")
    make.staff(username="cu.lv", full_name="Lý Văn Cũ", title="Chuyên viên")
    site.sign_in(make.admin())
    rows = LIST + "an.nv;Nguyễn Văn An;van phong;Lái xe;\ncu.lv;Lý Văn Cũ;Văn phòng;;Văn thư\n"
    page = preview(site, rows)
    assert page.headline == "Danh sách đúng, có thể lưu"
    assert "Công chức, người lao động → Văn thư" in page.text
    packed = page.field("rows")
    saved = Page(site.post("people.staff_confirm", data={"rows": packed}))
    password = saved.all("code")[0].text
    assert person("cu.lv").role is Role.CLERK
    assert person("cu.lv").title == "Chuyên viên"
    assert person("an.nv").title == "Lái xe"
    again = preview(site, rows)
    assert "0 người mới, 0 người sửa, 2 người như cũ" in again.text
    assert site.post("people.staff_confirm", data={"rows": packed}).status_code == 302
    site.sign_in(person("an.nv"), password)


def test_a_forged_list_is_refused(site: Site, make: Make) -> None:
    site.sign_in(make.admin())
    assert site.post("people.staff_confirm", data={"rows": "abc.def.ghi"}).status_code == 400


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_example_can_be_taken_over_as_it_is(site: Site, make: Make, kind: str) -> None:
    make.department("Văn phòng")
    site.sign_in(make.admin())
    content = site.fetch("people.staff_template", kind=kind).data
    if kind == "xlsx":
        assert load_workbook(io.BytesIO(content)).sheetnames == ["Nhân sự", "Đơn vị, vai trò"]
    file = (io.BytesIO(content), f"mau.{kind}")
    page = Page(site.post("people.staff_import", data={"file": file}))
    assert page.headline == "Danh sách đúng, có thể lưu"


def test_a_file_that_is_no_list_is_refused_in_words(site: Site, make: Make) -> None:
    site.sign_in(make.admin())
    assert "thiếu cột" in preview(site, "a;b\n1;2\n", status=400).text
    assert "Chưa chọn tệp" in Page(site.post("people.staff_import")).text


def test_the_command_takes_over_a_list_or_nothing(app: Flask, make: Make, tmp_path) -> None:
    make.department("Văn phòng")
    runner, file = app.test_cli_runner(), tmp_path / "ds.csv"
    file.write_text(LIST + "an.nv;Nguyễn Văn An;Phòng lạ;;\n", encoding="utf-8")
    wrong = runner.invoke(args=["staff", "import", str(file)])
    assert wrong.exit_code == 1
    assert "! Dòng 2: không có đơn vị 'Phòng lạ'" in wrong.output
    file.write_text(LIST + "an.nv;Nguyễn Văn An;Văn phòng;;\n", encoding="utf-8")
    right = runner.invoke(args=["staff", "import", str(file)])
    assert right.exit_code == 0, right.output
    assert "Thêm 1, sửa 0, giữ nguyên 0 người." in right.output
    assert "an.nv\t" in right.output


def test_the_first_administrator_is_made_only_once(app: Flask) -> None:
    runner = app.test_cli_runner()
    assert "Mật khẩu dùng một lần" in runner.invoke(args=["staff", "add-admin"]).output
    assert "Đã có quản trị" in runner.invoke(args=["staff", "add-admin"]).output
    assert person("quantri").must_change_password
