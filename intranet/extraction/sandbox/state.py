"""What closes the children that read foreign files on this machine, found out by starting one."""

import json
import os
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from intranet.extraction.sandbox.box import box
from intranet.extraction.sandbox.child_process import ask_child
from intranet.extraction.sandbox.confinement import Confined

PATIENCE, MEMORY_MB = 60, 1000


class SandboxLevel(StrEnum):
    """How much is closed to a child besides its limits on time and memory."""

    FULL = "full"
    PART = "part"
    LIMITS = "limits"


WORDS = {
    SandboxLevel.FULL: "Tệp gửi đến được đọc trong vùng cách ly ({means}).",
    SandboxLevel.PART: (
        "Vùng cách ly khi đọc tệp chưa đủ: chỉ có {means}. Hãy cài gói bubblewrap và libseccomp2, "
        "hoặc dùng nhân Linux có Landlock, rồi khởi động lại."
    ),
    SandboxLevel.LIMITS: (
        "Không có vùng cách ly khi đọc tệp: máy chủ chỉ giới hạn thời gian và bộ nhớ. Hãy cài gói "
        "bubblewrap và libseccomp2, hoặc dùng nhân Linux có Landlock, rồi khởi động lại."
    ),
}


@dataclass(frozen=True)
class SandboxState:
    """What is in force in a child: in a box or not, and what it closed to itself."""

    boxed: bool
    confined: Confined
    is_root: bool

    @property
    def level(self) -> SandboxLevel:
        """Full when files, network, other processes and the account of root are all closed."""
        files, calls = self.boxed or self.confined.landlock > 0, self.confined.calls
        if files and calls and (self.confined.account or not self.is_root):
            return SandboxLevel.FULL
        return SandboxLevel.PART if files or calls else SandboxLevel.LIMITS

    @property
    def means(self) -> str:
        """The names of what is in force."""
        names = {
            "bubblewrap": self.boxed,
            f"Landlock {self.confined.landlock}": self.confined.landlock > 0,
            "seccomp": self.confined.calls,
            "tài khoản riêng": self.confined.account,
        }
        return ", ".join(name for name, is_on in names.items() if is_on)

    @property
    def sentence(self) -> str:
        """The same for people, with what to do when something is missing."""
        return WORDS[self.level].format(means=self.means)


@cache
def sandbox_state() -> SandboxState:
    """The state of this machine; asking costs one child, once in the life of a process."""
    answer = ask_child("confinement", {}, seconds=PATIENCE, memory_mb=MEMORY_MB)
    confined = Confined(**json.loads(answer)) if answer else Confined(0, False, False)
    return SandboxState(bool(box()), confined, os.geteuid() == 0)


if __name__ == "__main__":
    print(sandbox_state().sentence)
