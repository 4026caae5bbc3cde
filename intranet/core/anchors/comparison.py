"""What differs from the anchors: in the file itself, and in the chains that it speaks of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intranet.core.anchors import stamps
from intranet.core.anchors.anchor_file import Anchor, AnchorFile, hidden, is_signed
from intranet.core.hash_chain import START, Chained, given_out

STAMPED_WITHIN = timedelta(days=1)


@dataclass(frozen=True)
class Difference:
    """One thing that is not as an anchor says; `words` names it for the administrator."""

    kind: str
    words: str


def file_differences(file: AnchorFile, own_key: str, roots: Sequence[Path]) -> Iterator[Difference]:
    """What is wrong with the anchors themselves, in order; without an own key any one will do."""
    if file.unreadable_line:
        words = f"dòng {file.unreadable_line} của tệp neo không đọc được: dòng này đã bị sửa"
        yield Difference("unreadable", words)
    before: Anchor | None = None
    for anchor in file.anchors:
        yield from _line_differences(anchor, before, own_key or file.anchors[0].key)
        if (token := file.stamps.get(anchor.number)) is not None:
            yield from _stamp_differences(anchor, token, roots)
        before = anchor


def _line_differences(anchor: Anchor, before: Anchor | None, key: str) -> Iterator[Difference]:
    named = f"mốc số {anchor.number} lúc {anchor.made_at}"
    if not is_signed(anchor):
        yield Difference("signature", f"{named} không đúng chữ ký: tệp neo đã bị sửa")
    elif anchor.key != key:
        yield Difference("key", f"{named} không ký bằng khóa của cổng")
    follows = before is None or (anchor.number, anchor.previous) == (
        before.number + 1, before.digest,
    )  # fmt: skip
    if not follows:
        words = f"{named} không nối tiếp mốc trước: có mốc đã bị xóa, chèn hoặc đổi chỗ"
        yield Difference("gap", words)


def _stamp_differences(anchor: Anchor, token: bytes, roots: Sequence[Path]) -> Iterator[Difference]:
    at = stamps.stamped_at(token, anchor.writing, roots)
    named = f"dấu thời gian của mốc số {anchor.number}"
    if at is None:
        yield Difference("stamp", f"{named} không phải của mốc này hoặc không được tin cậy")
    elif abs(at - datetime.fromisoformat(anchor.made_at)) > STAMPED_WITHIN:
        words = f"{named} ghi {at:%d/%m/%Y %H:%M}, xa lúc lập mốc: mốc đã được viết lại sau"
        yield Difference("stamp", words)


def chain_differences(
    session: Session, model: type[Chained], anchors: tuple[Anchor, ...]
) -> Iterator[Difference]:
    """Where a chain is not as the anchors say: emptied, cut, its counter put back, rewritten."""
    name = str(model.__tablename__)  # type: ignore[attr-defined]
    told = [anchor for anchor in anchors if name in anchor.heads and is_signed(anchor)]
    if not told:
        return
    rewritten = _rewritten(session, model, name, told)
    if rewritten is not None:
        yield rewritten
    anchor = max(told, key=lambda one: one.heads[name].last_id)
    said, newest = anchor.heads[name].last_id, newest_id(session, model)
    by = f"mốc số {anchor.number} lúc {anchor.made_at} ghi đến dòng {said}"
    if newest == 0 < said:
        yield Difference("emptied", f"cả chuỗi đã bị xóa trắng: {by}")
    elif newest < said:
        yield Difference("tail", f"các dòng cuối đã bị xóa: {by}, nay chỉ đến dòng {newest}")
    counter = given_out(session, name)
    if counter < said:
        yield Difference("sequence", f"bộ đếm số dòng đã bị đặt lại về {counter}: {by}")


def newest_id(session: Session, model: type[Chained]) -> int:
    """The number of the newest row, 0 when there is none."""
    return session.scalar(select(func.max(model.id))) or 0


def _rewritten(session: Session, model: Any, name: str, anchors: list[Anchor]) -> Difference | None:
    """The first anchor whose row stands but is another one now."""
    whole = 0
    for anchor in anchors:
        head = anchor.heads[name]
        row_hash = START if head.last_id == 0 else session.scalar(
            select(model.row_hash).where(model.id == head.last_id)
        )  # fmt: skip
        if row_hash is None:
            continue  # told as a cut tail, or by the rows themselves as a gap
        if hidden(row_hash) != head.head:
            words = (
                f"chuỗi đã bị viết lại: dòng {head.last_id} khác với mốc số {anchor.number} lúc "
                f"{anchor.made_at}; chỗ đổi đầu tiên nằm sau dòng {whole}"
            )
            return Difference("rewritten", words)
        whole = max(whole, head.last_id)
    return None
