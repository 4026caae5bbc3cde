"""What the worker does for the repository."""

import logging

from intranet.core.database import db
from intranet.directives.page_texts import store_clean_text, uncleaned_files

log = logging.getLogger(__name__)
FILES_AT_ONCE = 200


def clean_file(file_id: int) -> None:
    """Keep the text of a file as search reads it, and its passages."""
    store_clean_text(db.session, file_id)


def clean_waiting_files() -> None:
    """Clean and split what was missed, and after an upgrade all old files, some each minute.

    May be stopped at any moment: what is done is kept, and the next minute goes on.
    """
    files = uncleaned_files(db.session, FILES_AT_ONCE)
    db.session.rollback()
    for done, file in enumerate(files, 1):
        store_clean_text(db.session, file)
        if done % 50 == 0 or done == len(files):
            log.info("clean text: %s of %s files of this minute", done, len(files))
