"""A portal in a temporary folder that holds the documents of a set as directives."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from flask import Flask
from sqlalchemy import select

from bench.answers.question_set import QuestionSet
from config import Settings
from intranet import create_app
from intranet.core.clock import now, today
from intranet.core.database import db
from intranet.core.storage import storage
from intranet.directives.models import (
    AudienceEntry,
    Directive,
    FilePage,
    IssuingBody,
    Relation,
    RelationKind,
    Status,
    StoredFile,
    Version,
)
from intranet.directives.values import ReadingOrder
from intranet.language.bodies.document_types import type_of_name
from intranet.language.bodies.levels import Level
from intranet.language.symbols.parsing import lookup_key
from intranet.people.models import Department, StaffMember
from intranet.people.organization.memberships import keep_memberships
from intranet.people.organization.models import GroupMember, StaffGroup
from intranet.people.roles import Role
from intranet.reading.assignments.actions import assign
from intranet.reading.models import Step
from intranet.reading.receipts.steps import take_steps
from intranet.search.index import indexing

EVERYBODY, SEES_ALL = "all", "thay-tat-ca"
DONE = (Step.OPENED, Step.READ_THROUGH, Step.CONFIRMED)


@dataclass
class Scratch:
    """The portal with its people; `directives` by the document's id in the set."""

    app: Flask
    people: dict[str, StaffMember] = field(default_factory=dict)
    directives: dict[str, Directive] = field(default_factory=dict)
    groups: dict[str, StaffGroup] = field(default_factory=dict)
    build_s: float = 0.0

    def fill(self, asked: QuestionSet) -> None:
        """People, directives, what was read, and the index; measures how long the index takes."""
        db.create_all()
        self._hire(asked.users)
        for document in asked.documents:
            self._file(document)
        db.session.flush()
        self._relate(asked.documents)
        self._hand_out(asked.reads)
        db.session.commit()
        begun = perf_counter()
        indexing.rebuild()
        self.build_s = perf_counter() - begun

    @property
    def clerk(self) -> StaffMember:
        """Somebody who sees everything."""
        return self.people[""]

    def name_of(self, directive: int) -> str:
        """The id in the set of a directive."""
        return self._names[directive]

    def _hire(self, users: Mapping[str, Sequence[str]]) -> None:
        unit = Department(code="d", name="Phòng", short_name="Phòng", position=1)
        for name in ("", *users):
            self.people[name] = StaffMember(
                username=name or SEES_ALL, full_name=f"Người {name}", department=unit,
                role=Role.READER if name else Role.CLERK, password_hash="-",
                joined_on=date(2024, 1, 2),
            )  # fmt: skip
        db.session.add_all(self.people.values())
        keep_memberships(db.session, list(self.people.values()))
        db.session.flush()
        for group in sorted({each for groups in users.values() for each in groups}):
            members = [self.people[name] for name, groups in users.items() if group in groups]
            made = StaffGroup(name=group, made_by_id=self.clerk.id, made_at=now())
            db.session.add(made)
            db.session.flush()
            db.session.add_all(
                GroupMember(group_id=made.id, staff_id=person.id, since=date(2024, 1, 2))
                for person in members
            )
            self.groups[group] = made

    def _file(self, document: Mapping[str, Any]) -> None:
        day = date.fromisoformat(document["issued_on"]) if document.get("issued_on") else None
        kind, moment = type_of_name(document.get("type") or ""), now()
        directive = Directive(
            symbol=document.get("symbol") or "", symbol_key=lookup_key(document["symbol"] or ""),
            kind=kind, level=_level(document), issuing_body=self._body(document), issued_on=day,
            received_on=today(), subject=document["title"],
            status=Status(document.get("status") or "in_force"), published_at=moment,
            published_by=self.clerk, changed_at=moment,
        )  # fmt: skip
        file = _original(document["id"], document["text"])
        directive.versions = [
            Version(number=1, file=file, published_at=moment, published_by=self.clerk)
        ]
        directive.audience = [self._entry(name) for name in document.get("audience") or ["all"]]
        db.session.add(directive)
        self.directives[document["id"]] = directive

    def _entry(self, group: str) -> AudienceEntry:
        return AudienceEntry() if group == EVERYBODY else AudienceEntry(group=self.groups[group])

    def _body(self, document: Mapping[str, Any]) -> IssuingBody:
        name = document.get("issuing_body") or "?"
        known = db.session.scalar(select(IssuingBody).filter_by(name=name))
        if known is None:
            known = IssuingBody(name=name, level=_level(document))
            db.session.add(known)
        return known

    def _relate(self, documents: Sequence[Mapping[str, Any]]) -> None:
        self._names = {directive.id: name for name, directive in self.directives.items()}
        for document in documents:
            later = self.directives.get(document.get("replaced_by") or "")
            if later is not None:
                earlier = self.directives[document["id"]]
                db.session.add(Relation(
                    directive=later, kind=RelationKind.REPLACES, target=earlier,
                    target_symbol=earlier.symbol, target_key=earlier.symbol_key,
                    added_by_id=self.clerk.id, added_at=now(),
                ))  # fmt: skip

    def _hand_out(self, reads: Sequence[tuple[str, str]]) -> None:
        if not reads:
            return
        for directive in self.directives.values():
            assign(db.session, self.clerk, directive.latest, ReadingOrder(must_confirm=True))
        for user, document in reads:
            if document in self.directives and user in self.people:
                version = self.directives[document].latest
                take_steps(db.session, version, [self.people[user]], DONE, now())


def scratch_portal(place: Path, engine: str) -> Scratch:
    """An empty portal in a folder, with this engine."""
    return Scratch(create_app(Settings.for_tests(place, search_engine=engine)))


def _level(document: Mapping[str, Any]) -> Level:
    body = document.get("issuing_body") or ""
    return Level.AGENCY if body.startswith("Thanh tra tỉnh") else Level.CENTRAL


def _original(name: str, text: str) -> StoredFile:
    pages = text.split("\f")
    received = storage().receive(io.BytesIO(f"{name}\n{text}".encode()), 1 << 26)
    storage().keep(received)
    return StoredFile(
        sha256=received.sha256, name=f"{name.replace('/', '-')}.txt", size=received.size,
        kind="docx", media_type="application/octet-stream", page_count=len(pages), added_at=now(),
        pages=[
            FilePage(number=number, text=page, method="text", confidence=1.0)
            for number, page in enumerate(pages, 1)
        ],
    )  # fmt: skip
