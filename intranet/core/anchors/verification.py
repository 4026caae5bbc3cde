"""What `flask audit verify` and `flask receipts verify` say of the anchors."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from intranet.core.anchors.anchor_file import public_key, read_anchors
from intranet.core.anchors.anchoring import noted_number, roots
from intranet.core.anchors.comparison import chain_differences, file_differences
from intranet.core.current_settings import settings
from intranet.core.hash_chain import Chained

BROKEN = {
    "changed": "nội dung dòng này đã bị sửa",
    "cut": "dòng này không nối tiếp dòng trước: có dòng bị xóa, chèn hoặc đổi chỗ",
    "tail": "các dòng cuối chuỗi đã bị xóa",
    "sequence": "bộ đếm số dòng đã bị đặt lại",
}
"""Why a chain is broken, for whoever verifies it."""

anchors_option = click.option(
    "--anchors", "anchors", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A copy of the anchor file; default: the portal's own.",
)  # fmt: skip


def says_otherwise(session: Session, model: type[Chained], copy: Path | None) -> bool:
    """Whether the chain or the anchors differ; the first difference is said, or that none is."""
    file = read_anchors(copy or settings().anchors)
    found = [
        *file_differences(file, public_key(settings().anchor_key), roots()),
        *chain_differences(session, model, file.anchors),
    ]
    noted = noted_number(session, None if copy else settings().anchors)
    if file.last_number < noted:  # of a copy that is merely older this is no fault
        said = f"tệp neo chỉ đến mốc số {file.last_number}, nhật ký đã ghi mốc số {noted}"
        click.echo(f"{'Lưu ý' if copy else 'Khác mốc neo'}: {said}.")
    for difference in found:
        click.echo(f"Khác mốc neo: {difference.words}.")
    if file.anchors and not found:
        last, stamped = file.anchors[-1], len(file.stamps)
        click.echo(
            f"Khớp với {len(file.anchors)} mốc neo ({stamped} mốc có dấu thời gian), mốc cuối số "
            f"{last.number} lúc {last.made_at}, khóa {last.key}."
        )
    return bool(found) or (copy is None and file.last_number < noted)
