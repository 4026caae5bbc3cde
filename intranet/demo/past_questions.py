"""Questions that people of the invented office have asked before the portal is opened."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.assistant.answers.answering import answer
from intranet.assistant.answers.entrance import asker_for
from intranet.assistant.history.actions import keep, send_to_office
from intranet.people.models import StaffMember
from intranet.people.roles import Role

QUESTIONS = (
    "Văn phòng công khai tỷ lệ đọc của từng phòng vào ngày nào trong tuần?",
    "Bản kê khai tài sản, thu nhập được niêm yết trong bao lâu?",
    "Có bao nhiêu kế hoạch của Thanh tra tỉnh?",
    "Ai ban hành 57-NQ/TW?",
)
SENT = "Công tác phí đi thanh tra ngoài tỉnh mỗi ngày bao nhiêu tiền?"
ALIKE = "Công tác phí đi thanh tra ngoài tỉnh bao nhiêu tiền mỗi ngày?"


def seed_questions(session: Session) -> int:
    """How many questions were asked: by the same code as on the page, and kept as there."""
    serving = select(StaffMember).where(StaffMember.left_on.is_(None))
    readers = session.scalars(
        serving.where(StaffMember.role == Role.READER).order_by(StaffMember.id).limit(3)
    ).all()
    questions = [(person, words) for person in readers for words in QUESTIONS]
    questions += [(person, SENT) for person in readers[:1]]
    questions += [(person, ALIKE) for person in readers[1:2]]
    for person, words in questions:
        row = keep(session, person, answer(asker_for(session, person), words), None)
        if words == SENT:
            send_to_office(row, wants_word=True)
    return len(questions)
