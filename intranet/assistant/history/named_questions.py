"""What people asked goes with a wiped document where it names that document."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from intranet.assistant.history.models import StoredQuestion
from intranet.intake.quarantine.places import Scope
from intranet.search.saved.named_documents import DocumentNames


def forget_questions(session: Session, scope: Scope) -> None:
    """Forget questions that name one of the documents, whoever asked them."""
    names = DocumentNames(session, scope)
    named = [
        number for number, words in session.query(StoredQuestion.id, StoredQuestion.words)
        if names.stand_in(words)
    ]  # fmt: skip
    session.execute(delete(StoredQuestion).where(StoredQuestion.id.in_(named)))
