"""Makes what a test needs; defaults for everything, so that a test states only what matters."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from intranet.core.clock import now, today
from intranet.core.storage import storage
from intranet.directives.models import (
    AudienceEntry,
    Directive,
    FilePage,
    IssuingBody,
    StoredFile,
    Topic,
    Version,
)
from intranet.language.bodies.document_types import DocumentType
from intranet.language.bodies.levels import Level, PoliticalSystem
from intranet.language.symbols.parsing import lookup_key
from intranet.people.models import Department, StaffMember
from intranet.people.organization import memberships
from intranet.people.roles import Role
from tests.site import PASSWORD

HASHED: dict[str, str] = {}


def hashed(password: str) -> str:
    """The argon2 hash of a password, computed once a run."""
    from intranet.people.accounts.passwords import hash_password

    if password not in HASHED:
        HASHED[password] = hash_password(password)
    return HASHED[password]


class Make:
    """Writes rows and files of a real portal and commits them."""

    def __init__(self, session: Any) -> None:
        self.session: Session = session
        self.numbers = count(1)

    def _kept(self, thing: Any) -> Any:
        self.session.add(thing)
        self.session.commit()
        return thing

    def department(self, name: str = "") -> Department:
        """A unit."""
        n = next(self.numbers)
        name = name or f"Phòng Nghiệp vụ {n}"
        return self._kept(Department(code=f"d{n}", name=name, short_name=name[:32], position=n))

    def staff(self, role: Role = Role.READER, **given: Any) -> StaffMember:
        """A person with PASSWORD as own password, in a unit of their own unless one is given."""
        n = next(self.numbers)
        given.setdefault("department", None) or given.update(department=self.department())
        values = {
            "username": f"nguoi{n}",
            "full_name": f"Hoàng Thị Mẫu {n}",
            "password_hash": hashed(PASSWORD),
            "must_change_password": False,
            "joined_on": date(2024, 1, 2),
        }
        return self.serving(StaffMember(role=role, **{**values, **given}))

    def serving(self, *people: StaffMember) -> StaffMember:
        """The first of these new or changed people; all are saved with where they serve since."""
        self.session.add_all(people)
        memberships.keep_memberships(self.session, people)
        self.session.commit()
        return people[0]

    def moved(self, person: StaffMember, on: date, **place: Any) -> None:
        """Let the person serve at another place (department, role, title) from a day on."""
        for name, value in place.items():
            setattr(person, name, value)
        memberships.begin_place(self.session, person, on)
        memberships.tell_moved(self.session, [person])

    def left(self, person: StaffMember, on: date | None) -> StaffMember:
        """The person who left on a day; None lets them come back."""
        person.left_on = on
        return self.serving(person)

    def clerk(self, **given: Any) -> StaffMember:
        """A clerk (văn thư)."""
        return self.staff(Role.CLERK, **given)

    def leader(self, **given: Any) -> StaffMember:
        """A leader of the agency."""
        return self.staff(Role.LEADER, **given)

    def unit_head(self, **given: Any) -> StaffMember:
        """A head of unit."""
        return self.staff(Role.UNIT_HEAD, **given)

    def admin(self, **given: Any) -> StaffMember:
        """An administrator."""
        return self.staff(Role.ADMIN, **given)

    def file(self, pages: Iterable[str] = ("Nội dung trang một.",), **given: Any) -> StoredFile:
        """An original of the store whose pages have these texts."""
        import io

        n, pages = next(self.numbers), tuple(pages)
        content = f"file {n}\n".encode() + "\f".join(pages).encode()
        received = storage().receive(io.BytesIO(content), 1 << 20)
        storage().keep(received)
        values = {
            "sha256": sha256(content).hexdigest(),
            "name": f"van-ban-{n}.txt",
            "size": len(content),
            "kind": "docx",
            "media_type": "application/octet-stream",
            "page_count": len(pages),
            "added_at": now(),
        }
        texts = [
            FilePage(number=i, text=text, method="text", confidence=1.0)
            for i, text in enumerate(pages, 1)
        ]
        return self._kept(StoredFile(pages=texts, **{**values, **given}))

    def body(self, name: str = "UBND tỉnh Lạng Sơn", **given: Any) -> IssuingBody:
        """An issuing body; the same name is the same body."""
        found = self.session.query(IssuingBody).filter_by(name=name).first()
        given.setdefault("level", Level.PROVINCIAL_COMMITTEE)
        return found or self._kept(IssuingBody(name=name, **given))

    def topic(self, name: str) -> Topic:
        """A topic; the same name is the same topic."""
        found = self.session.query(Topic).filter_by(name=name).first()
        return found or self._kept(Topic(name=name))

    def directive(
        self,
        *,
        audience: Iterable[Department | StaffMember] | None = None,
        pages: Iterable[str] = ("Nội dung trang một.",),
        by: StaffMember | None = None,
        file: StoredFile | None = None,
        **given: Any,
    ) -> Directive:
        """A published directive for everybody, or for the given units and people."""
        n = next(self.numbers)
        by = by or self.clerk()
        moment: datetime = given.pop("published_at", now() - timedelta(days=1))
        symbol = given.pop("symbol", f"{n}/KH-UBND")
        values = {
            "symbol": symbol,
            "symbol_key": lookup_key(symbol),
            "kind": DocumentType.KH,
            "level": Level.PROVINCIAL_COMMITTEE,
            "system": PoliticalSystem.STATE,
            "issued_on": today() - timedelta(days=3),
            "received_on": today() - timedelta(days=2),
            "subject": f"Kế hoạch mẫu số {n}",
            "published_at": moment,
            "changed_at": moment,
        }
        if "issuing_body" not in given:
            given["issuing_body"] = self.body()
        made = Directive(published_by=by, **{**values, **given})
        made.versions = [
            Version(number=1, file=file or self.file(pages), published_at=moment, published_by=by)
        ]
        made.audience = entries(audience)
        return self._kept(made)


def entries(audience: Iterable[Department | StaffMember] | None) -> list[AudienceEntry]:
    """Audience rows for units and people; None means everybody."""
    if audience is None:
        return [AudienceEntry()]
    return [
        AudienceEntry(department=one) if isinstance(one, Department) else AudienceEntry(staff=one)
        for one in audience
    ]
