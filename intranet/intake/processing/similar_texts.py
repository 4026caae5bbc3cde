"""Which originals have nearly the same text, noted when their reading is kept."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import delete, or_, select, tuple_
from sqlalchemy.orm import Session

from intranet.directives.models import FilePage
from intranet.intake.processing.models import SimilarFiles, TextBand
from intranet.language.text.similarity import ALIKE, bands, shingles, similarity

MOST_CANDIDATES = 20


def note_similar_texts(session: Session, file_id: int, text: str) -> int:
    """Note which originals are similar to this one by its text; how many there are.

    Call it whenever a reading is kept; an earlier note is replaced. Does not commit.
    """
    forget_text(session, file_id)
    own = shingles(text)
    values = bands(own)
    if not values:
        return 0
    others = _candidates(session, file_id, values)
    session.add_all(
        TextBand(file_id=file_id, band=band, value=value) for band, value in enumerate(values)
    )
    rated = {other: similarity(own, shingles(_text_of(session, other))) for other in others}
    similar = {other: share for other, share in rated.items() if share >= ALIKE}
    session.add_all(
        SimilarFiles(file_id=file_id, other_id=other, similarity=share)
        for other, share in similar.items()
    )
    session.flush()
    return len(similar)


def forget_text(session: Session, file_id: int) -> None:
    """Remove every note about the text of an original, as when it is wiped."""
    session.execute(delete(TextBand).where(TextBand.file_id == file_id))
    pair = or_(SimilarFiles.file_id == file_id, SimilarFiles.other_id == file_id)
    session.execute(delete(SimilarFiles).where(pair))


def _candidates(session: Session, file_id: int, values: Sequence[int]) -> list[int]:
    pairs = list(enumerate(values))
    query = select(TextBand.file_id).where(
        tuple_(TextBand.band, TextBand.value).in_(pairs), TextBand.file_id != file_id
    )
    common = Counter(session.scalars(query))
    return [other for other, _times in common.most_common(MOST_CANDIDATES)]


def _text_of(session: Session, file_id: int) -> str:
    query = select(FilePage.text).where(FilePage.file_id == file_id).order_by(FilePage.number)
    return "\n".join(session.scalars(query))
