from dataclasses import replace
from datetime import date, timedelta

import pytest

from intranet.core.audit import AuditEntry
from intranet.core.clock import today
from intranet.core.database import db
from intranet.directives.actions import add_version, correct, publish, readdress
from intranet.directives.audience.entries import audience_of
from intranet.directives.audience.models import FormerAudienceEntry
from intranet.directives.audience.rule import Audience
from intranet.directives.errors import (
    DateInFuture,
    DeadlineTooEarly,
    NobodyAddressed,
    SymbolExists,
)
from intranet.directives.models import Directive, Version
from intranet.directives.values import DirectiveFacts, ReadingOrder
from intranet.language.bodies.levels import Level

EVERYBODY = Audience(everybody=True)
FACTS = DirectiveFacts(
    subject="Kế hoạch truyền thông",
    issuing_body="Ủy ban nhân dân tỉnh Lạng Sơn",
    level=Level.PROVINCIAL_COMMITTEE,
    received_on=date(2025, 8, 14),
    symbol="211/KH-UBND",
    issued_on=date(2025, 8, 12),
    topics=("Chuyển đổi số", "Nghị quyết 57"),
)


@pytest.fixture
def clerk(make):
    return make.clerk()


def published(make, clerk, facts=FACTS, audience=EVERYBODY, **more) -> Directive:
    made = publish(db.session, clerk, make.file(), facts, audience, None, **more)
    db.session.commit()
    return made


def test_a_published_directive_has_its_facts_and_one_version(make, clerk):
    made = published(make, clerk)
    assert (made.symbol, made.symbol_key, made.latest.number) == ("211/KH-UBND", "211khubnd", 1)
    assert [topic.name for topic in made.topics] == ["Chuyển đổi số", "Nghị quyết 57"]
    entry = db.session.query(AuditEntry).filter_by(act="directive.published").one()
    assert (entry.staff_id, entry.thing_id) == (clerk.id, made.id)


def test_the_same_symbol_body_and_day_is_refused(make, clerk):
    published(make, clerk)
    with pytest.raises(SymbolExists):
        published(make, clerk, replace(FACTS, symbol="211 / kh-ubnd"))


def test_the_same_symbol_of_another_year_stands_beside_it(make, clerk):
    one = published(make, clerk)
    other = published(make, clerk, replace(FACTS, issued_on=date(2026, 8, 12)))
    assert one.id != other.id
    assert one.symbol_key == other.symbol_key


def test_the_second_part_of_a_long_law_may_stand_beside_the_first(make, clerk):
    published(make, clerk)
    published(make, clerk, beside_twin=True)
    assert db.session.query(Directive).count() == 2


def test_a_body_is_one_row_whichever_way_its_name_is_shortened(make, clerk):
    one = published(make, clerk)
    short = replace(FACTS, symbol="212/KH-UBND", issuing_body="UBND tỉnh Lạng Sơn")
    assert published(make, clerk, short).issuing_body_id == one.issuing_body_id


def test_tomorrow_is_refused(make, clerk):
    tomorrow = today() + timedelta(days=1)
    for facts in (replace(FACTS, issued_on=tomorrow), replace(FACTS, received_on=tomorrow)):
        with pytest.raises(DateInFuture):
            published(make, clerk, facts)


def test_nothing_is_published_to_nobody(make, clerk):
    empty_unit = make.department()
    for audience in (Audience(), Audience(departments=frozenset({empty_unit.id}))):
        with pytest.raises(NobodyAddressed):
            published(make, clerk, audience=audience)


def test_a_deadline_before_publication_is_refused(make, clerk):
    late = ReadingOrder(deadline=today() - timedelta(days=1))
    with pytest.raises(DeadlineTooEarly):
        publish(db.session, clerk, make.file(), FACTS, EVERYBODY, late)


def test_a_new_version_leaves_the_earlier_one_as_it_was(make, clerk):
    made = published(make, clerk)
    first = made.latest.file_id
    add_version(db.session, clerk, made, make.file(), "sửa mục I.1.2.b", True, None)
    db.session.commit()
    assert [(v.number, v.file_id == first) for v in made.versions] == [(1, True), (2, False)]
    assert made.latest.note == "sửa mục I.1.2.b"


def test_the_same_original_twice_is_one_version(make, clerk):
    made = published(make, clerk)
    again = add_version(db.session, clerk, made, made.latest.file, "", True, None)
    assert again is made.latest
    assert db.session.query(Version).count() == 1


def test_correcting_the_subject_of_a_twin_is_allowed(make, clerk):
    published(make, clerk)
    twin = published(make, clerk, beside_twin=True)
    correct(db.session, clerk, twin, replace(FACTS, subject="Phần hai"))
    db.session.commit()
    assert (twin.subject, twin.subject_key) == ("Phần hai", "phan hai")


def test_correcting_to_a_symbol_that_exists_is_refused(make, clerk):
    published(make, clerk)
    other = published(make, clerk, replace(FACTS, symbol="212/KH-UBND"))
    with pytest.raises(SymbolExists):
        correct(db.session, clerk, other, FACTS)


def test_a_new_audience_stands_for_the_old_one_and_what_went_is_remembered(make, clerk):
    one, two = make.staff(), make.staff()
    made = published(make, clerk, audience=Audience(staff=frozenset({one.id})))
    unit = Audience(departments=frozenset({two.department_id}))
    for _ in range(2):
        readdress(db.session, clerk, made, unit)
        db.session.commit()
    assert audience_of(made) == unit
    former = db.session.query(FormerAudienceEntry).one()
    assert (former.staff_id, former.added_on, former.ended_on) == (one.id, None, today())
    assert db.session.query(AuditEntry).filter_by(act="directive.readdressed").count() == 1
    readdress(db.session, clerk, made, EVERYBODY)
    assert [entry.is_everybody for entry in made.audience] == [True]


def test_addressing_nobody_is_refused(make, clerk):
    made = published(make, clerk)
    with pytest.raises(NobodyAddressed):
        readdress(db.session, clerk, made, Audience())
