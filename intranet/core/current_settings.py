"""The settings of the running portal, and whether they let it serve as root.

A new setting goes into `config.py` at the top of the project: a field and its variable.
"""

import os
import sys

from config import Settings
from intranet.core.application import service

REFUSED = (
    "Cổng không chạy bằng tài khoản root: tệp lạ làm hỏng bộ đọc là chiếm được cả máy. Hãy chạy "
    "bằng tài khoản riêng (xem docs/deploy), hoặc đặt INTRANET_AS_ROOT=true nếu chấp nhận điều đó."
)
WARNING = (
    "Cảnh báo: cổng đang chạy bằng root. Khi dùng thật hãy chạy bằng tài khoản riêng (docs/deploy)."
)


def settings() -> Settings:
    """The frozen settings that `create_app` was given."""
    return service(Settings)


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
