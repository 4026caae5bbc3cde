"""The account of the machine that the portal runs as: not root, and its files are its own alone."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from config import Settings

NOBODY_ELSE = 0o077
REFUSED = (
    "Cổng không chạy bằng tài khoản root: tệp lạ làm hỏng bộ đọc là chiếm được cả máy. Hãy chạy "
    "bằng tài khoản riêng (xem docs/deploy), hoặc đặt INTRANET_AS_ROOT=true nếu chấp nhận điều đó."
)
WARNING = (
    "Cảnh báo: cổng đang chạy bằng root. Khi dùng thật hãy chạy bằng tài khoản riêng (docs/deploy)."
)


def keep_private(folders: Iterable[Path]) -> None:
    """Make these folders, and let no other account of the machine look into what we write."""
    os.umask(NOBODY_ELSE)
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        with suppress(PermissionError):  # somebody else's folder: its owner decides
            folder.chmod(folder.stat().st_mode & ~NOBODY_ELSE)


def runs_as_root() -> bool:
    """Whether a fault of ours would have the whole machine."""
    return os.geteuid() == 0


def refuse_root(settings: Settings) -> None:
    """End this process if it would serve as root; a demo may, and is told what to mind."""
    if not runs_as_root():
        return
    if not (settings.demo or settings.as_root):
        raise SystemExit(REFUSED)
    print(WARNING, file=sys.stderr)


if __name__ == "__main__":
    refuse_root(Settings.from_environment())
