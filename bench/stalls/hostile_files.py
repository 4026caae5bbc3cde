"""The hostile files of `bench.stalls`, and how they are published."""

import io
import time
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256

import pikepdf
from docx import Document
from sqlalchemy import select

from bench.browser import Browser
from bench.portal import Portal
from intranet.core.clock import today
from intranet.core.database import db
from intranet.directives import actions
from intranet.directives.audience.rule import Audience
from intranet.directives.models import Directive, StoredFile
from intranet.directives.values import DirectiveFacts
from intranet.intake.channels import originals
from intranet.language.bodies.levels import Level
from intranet.people.models import StaffMember

CURVES, SENTENCES, BLANKS = 600_000, 15_000, 20_000
CLERK, PATIENCE = 2, 240


def word_file(*paragraphs: str) -> bytes:
    """A Word file of these paragraphs."""
    document, out = Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


def curves() -> bytes:
    """A PDF of one page that no program draws in time."""
    with pikepdf.new() as document, io.BytesIO() as out:
        drawing = b"0 0 m 10 700 500 -80 590 830 c S\n" * CURVES
        document.add_blank_page(page_size=(595, 842)).Contents = pikepdf.Stream(document, drawing)
        document.save(out)
        return out.getvalue()


def hostile() -> dict[str, bytes]:
    """The files of the attack by name."""
    sentence = "Cơ quan thực hiện nghiêm kế hoạch này. "
    return {
        "blanks.docx": word_file("Căn cứ (được gọi tắt" + " " * BLANKS + "x", "Nội dung."),
        "first.docx": word_file("Điều 1. Khác."),
        "second.docx": word_file(sentence * SENTENCES),
        "curves.pdf": curves(),
    }


def arrived(portal: Portal, contents: Mapping[str, bytes]) -> None:
    """All of them sent by the clerk, and read by the worker as far as it will go."""
    browser = Browser(portal)
    for name, content in contents.items():
        place = portal.folder / name
        place.write_bytes(content)
        browser.send(place)
    until = time.monotonic() + PATIENCE
    while portal.unread() and time.monotonic() < until:
        time.sleep(1)


def published(portal: Portal, *contents: bytes) -> str:
    """The address of a new directive with these versions, the newest named."""
    with portal.app.app_context():
        clerk = db.session.get_one(StaffMember, CLERK)
        facts = DirectiveFacts(
            subject="Văn bản thử", issuing_body="UBND tỉnh", level=Level.PROVINCIAL_COMMITTEE,
            received_on=today(), issued_on=today() - timedelta(days=1),
            symbol=f"{len(contents[0])}/KH-UBND",
        )  # fmt: skip
        directive: Directive | None = None
        for content in contents:
            file = _original(clerk, content)
            if directive is None:
                everybody = Audience(everybody=True)
                directive = actions.publish(db.session, clerk, file, facts, everybody, None)
            else:
                actions.add_version(db.session, clerk, directive, file, "", False, None)
            db.session.commit()
        assert directive is not None
        place = f"/van-ban/{directive.id}/ban/{directive.latest.id}"
        db.session.remove()
    return place


def _original(clerk: StaffMember, content: bytes) -> StoredFile:
    known = select(StoredFile).where(StoredFile.sha256 == sha256(content).hexdigest())
    if found := db.session.scalar(known):
        return found
    # The gate refused it; somebody found a way around.
    return originals.store_original(db.session, clerk, io.BytesIO(content), "van-ban.pdf")
