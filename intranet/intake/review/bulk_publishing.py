"""Publishing several documents at once: those that are sure, each as from its own check page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from intranet.core.clock import today
from intranet.core.errors import BadInput
from intranet.core.office_settings import office
from intranet.directives.models import Directive
from intranet.intake.models import ItemState
from intranet.intake.processing.item_progress import items_with_ids
from intranet.intake.review import actions
from intranet.intake.review.addressing_fields import AudienceFields, ReadingOrderFields
from intranet.intake.review.check_page import item_on_desk
from intranet.intake.review.forms import entered_draft
from intranet.intake.review.readiness import Readiness, readiness_of
from intranet.people.models import StaffMember

MOST = 100


class BulkForm(AudienceFields, ReadingOrderFields, FlaskForm):
    """For whom and by when all of them are to be read."""

    @classmethod
    def fresh(cls) -> "BulkForm":
        """The form as a clerk finds it."""
        deadline = today() + timedelta(days=office().reading_days)
        return cls(formdata=None, data={"deadline": deadline})


@dataclass(frozen=True)
class BulkSelection:
    """The documents that were chosen: those that are sure, and those that must be looked at."""

    sure: Sequence[Readiness]
    unsure: Sequence[Readiness]

    @property
    def ids(self) -> list[int]:
        """The numbers of all of them."""
        return [one.progress.item.id for one in (*self.sure, *self.unsure)]


def selection(session: Session, by: StaffMember, ids: Sequence[int]) -> BulkSelection:
    """These documents as far as they still wait, divided by whether they are sure."""
    items = [
        item for item in items_with_ids(session, ids[:MOST]) if item.item.state is ItemState.OPEN
    ]
    made = readiness_of(session, by, items)
    return BulkSelection(
        [one for one in made if one.is_sure], [one for one in made if not one.is_sure]
    )


def publish_sure(
    session: Session, by: StaffMember, documents: BulkSelection, asked: BulkForm
) -> tuple[list[str], list[str]]:
    """The names of what was published, and why the rest was not; each is committed alone."""
    published: list[str] = []
    refused: list[str] = []
    for one in documents.sure:
        name = one.progress.entered("symbol") or one.progress.item.name
        try:
            _publish(session, by, one, asked)
            session.commit()
            published.append(name)
        except BadInput as refusal:
            session.rollback()
            refused.append(f"{name}: {refusal}")
    return published, refused


def _publish(session: Session, by: StaffMember, one: Readiness, asked: BulkForm) -> Directive:
    item, facts = one.progress.item, one.progress.facts
    form = item_on_desk(item.id, one.progress.entered("symbol")).form()
    for field in asked:
        if field.name in form and field.type != "CSRFTokenField":
            form[field.name].data = field.data
    item.draft = entered_draft(form)  # back on the desk, should it be undone
    return actions.publish_item(
        session, by, item, item.revision,
        form.facts(system=facts.system, authority_mark=facts.authority_mark),
        form.entered_audience(), form.reading_order(),
    )  # fmt: skip
