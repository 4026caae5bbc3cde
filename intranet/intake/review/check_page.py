"""Everything that the check page of one item shows beside its form."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_login import current_user

from intranet.core.database import db
from intranet.directives.audience.meant_people import AudiencePreview, preview
from intranet.directives.audience.rule import Audience
from intranet.directives.models import Directive
from intranet.directives.viewer import printable_forms
from intranet.extraction.values import Fact
from intranet.intake.channels.arrivals import ItemSource, item_source
from intranet.intake.channels.upload_rows import UploadRow, item_row
from intranet.intake.models import IntakeItem
from intranet.intake.processing import duplicates as known
from intranet.intake.processing.item_progress import ItemProgress, Stage, progress_of
from intranet.intake.processing.suggestions import SuggestedFacts, loaded
from intranet.intake.processing.trust import TrustCard, trust_of
from intranet.intake.review import actions
from intranet.intake.review import addressees as addressed
from intranet.intake.review.fact_layout import FactLayout, fact_layout
from intranet.intake.review.forms import CheckForm
from intranet.intake.review.queries import QueuePosition, first_pages, queue_position
from intranet.people.models import StaffMember

TEXT_PAGES, MOST_LISTED = 12, 20


@dataclass(frozen=True)
class ItemOnDesk:
    """One item on the clerk's desk with everything that deciding about it needs.

    `of_symbol` are the directives of its symbol, as typed or as read; `twin` is the one of them
    that it may be a new version of.
    """

    progress: ItemProgress
    suggestion: SuggestedFacts
    symbol: str
    of_symbol: Sequence[Directive]
    source: ItemSource

    @property
    def twin(self) -> Directive | None:
        """The newest directive of the symbol that people read, but not of this very file."""
        others = (
            directive
            for directive in self.of_symbol
            if directive.is_in_store and directive.latest.file_id != self.item.file_id
        )
        return self.item.new_version_of or next(others, None)

    @property
    def item(self) -> IntakeItem:
        """The item itself."""
        return self.progress.item

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a decision."""
        return self.progress.stage not in {Stage.PUBLISHED, Stage.DISCARDED}

    def form(self) -> CheckForm:
        """The form to begin with; what the document does not say, its package may have told."""
        package, item = self.source.package, self.item
        told = package.values if package and package.is_main else {}
        return CheckForm.opened(self.suggestion, item, told)


def item_on_desk(item_id: int, symbol: str | None = None) -> ItemOnDesk:
    """The item; its twin is looked for by the symbol as typed or kept, else as read.

    Raises NotFound.
    """
    progress = progress_of(db.session, item_id)
    item, suggestion = progress.item, loaded(progress.reading.facts)
    read = suggestion.values()
    if symbol is None:
        symbol = str(item.draft.get("symbol") or read.get("symbol", ""))
    of_symbol = known.directives_of_symbol(db.session, symbol)
    source = item_source(db.session, item_id, read)
    return ItemOnDesk(progress, suggestion, symbol, of_symbol, source)


@dataclass(frozen=True)
class CheckPage:
    """What the template `intake/check.html` shows of an item.

    `conflict` and `saved` tell what another clerk saved meanwhile.
    """

    desk: ItemOnDesk
    row: UploadRow
    layout: FactLayout
    duplicates: known.Duplicates
    trust: TrustCard
    same_file: Directive | None
    other_checker: StaffMember | None
    departments: Sequence[addressed.DepartmentReaders]
    addressees: addressed.Addressees
    preview: AudiencePreview
    position: QueuePosition
    conflict: str = ""
    saved: Sequence[tuple[str, str]] = ()

    @property
    def is_unread(self) -> bool:
        """Whether the clerk has to type what the machine could not read."""
        return self.row["stage"] in {Stage.NEEDS_RECOGNITION.value, Stage.FAILED.value}

    @property
    def is_print_coming(self) -> bool:
        """Whether the pages as they print will be there soon; until then their text is shown."""
        return printable_forms.is_being_made(self.desk.item.file)

    @property
    def everybody(self) -> int:
        """How many people can be addressed at all."""
        return sum(len(department.people) for department in self.departments)

    @property
    def also_read(self) -> list[tuple[str, int, Sequence[Fact | str], int]]:
        """What else was read: (label, how many, the first of them, how many more)."""
        facts = self.desk.suggestion.facts
        labels = (_("Căn cứ ban hành"), _("Văn bản viện dẫn"), _("Nơi nhận"))
        lists: tuple[Sequence[Fact | str], ...] = (facts.bases, facts.cites, facts.recipients)
        return [
            (label, len(read), read[:MOST_LISTED], max(0, len(read) - MOST_LISTED))
            for label, read in zip(labels, lists, strict=True)
            if read
        ]


def check_page(desk: ItemOnDesk, audience: Audience, **conflict: Any) -> CheckPage:
    """The page of an item for the signed-in clerk, its preview for this audience."""
    item, departments = desk.item, addressed.readers_by_department(db.session)
    texts = first_pages(db.session, item.file_id, TEXT_PAGES)
    return CheckPage(
        desk=desk,
        row=item_row(desk.progress),
        layout=fact_layout(
            desk.suggestion, printable_forms.is_drawn(item.file), texts, item.file.page_count
        ),
        duplicates=known.duplicates_of(db.session, item, desk.symbol, desk.of_symbol),
        trust=trust_of(db.session, item.file),
        same_file=known.directive_of_file(db.session, item.file),
        other_checker=actions.other_checker(item, current_user),
        departments=departments,
        addressees=addressed.addressees(db.session, departments),
        preview=preview(db.session, audience),
        position=queue_position(db.session, item),
        **conflict,
    )
