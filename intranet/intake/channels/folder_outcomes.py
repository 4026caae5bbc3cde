"""Where files of the watched folder go afterwards: da-nhan/, or tu-choi/ with the reason beside."""

import logging
from collections.abc import Sequence
from pathlib import Path

from flask_babel import gettext as _

from intranet.core.clock import HOME, now, today
from intranet.intake.channels.receiving import ArrivalResult
from intranet.intake.models import Fate

log = logging.getLogger(__name__)
TAKEN, REFUSED = "da-nhan", "tu-choi"
MOST_NAMES = 1000


def put_away(root: Path, path: Path, results: Sequence[ArrivalResult]) -> bool:
    """Move a file that was dealt with, and say beside it what was not taken and why.

    False when the folder cannot be written, as on a share for reading only.
    """
    refused = all(result.fate is Fate.REFUSED for result in results)
    day = today().isoformat()
    target = root / REFUSED if refused else root / TAKEN / day
    try:
        place = _free(target / path.relative_to(root))
        place.parent.mkdir(parents=True, exist_ok=True)
        path.rename(place)
        if reasons := "\n".join(
            f"{result.name}: {result.reason}" for result in results if result.fate is Fate.REFUSED
        ):
            _write(place.with_name(f"{place.name}.txt"), reasons)
    except OSError as error:
        log.warning("a file of the watched folder stays in its place: %s", error.strerror)
        return False
    return True


def note_secret(root: Path, size: int) -> None:
    """Leave a note in tu-choi/ that a file with a secrecy mark lies in the folder; no name."""
    moment = now().astimezone(HOME)
    words = _(
        "Lúc %(time)s có một tệp %(size)s byte trong thư mục này mang dấu hiệu mật. Tệp không "
        "được nhận, không được sao chép và vẫn ở nguyên chỗ cũ. Hãy báo văn thư bảo mật, đưa tệp "
        "ra khỏi máy nối mạng và xử lý theo quy chế bảo vệ bí mật nhà nước.",
        time=moment.strftime("%H:%M %d/%m/%Y"), size=size,
    )  # fmt: skip
    try:
        (root / REFUSED).mkdir(exist_ok=True)
        name = f"co-van-ban-mat-{moment.strftime('%Y%m%d-%H%M%S')}.txt"
        _write(_free(root / REFUSED / name), words)
    except OSError as error:
        log.warning("the note about a refused file was not written: %s", error.strerror)


def _write(place: Path, words: str) -> None:
    # With its mark at the beginning, older Windows programs also read Vietnamese in UTF-8.
    place.write_text(words + "\n", encoding="utf-8-sig")


def _free(place: Path) -> Path:
    """The place itself, or with a number when something lies there."""
    numbers = (f" ({number})" for number in range(2, MOST_NAMES))
    for ending in ("", *numbers):
        other = place.with_name(f"{place.stem}{ending}{place.suffix}")
        if not other.exists():
            return other
    raise FileExistsError(str(place))
