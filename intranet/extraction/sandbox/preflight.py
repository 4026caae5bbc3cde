"""Whether an arriving file may be taken in, told before anything of it is kept."""

import json
from dataclasses import dataclass
from pathlib import Path

from intranet.extraction.errors import UNREADABLE, ExtractionError, SecretMark
from intranet.extraction.formats.registry import readable_format
from intranet.extraction.formats.sniffing import UNKNOWN, sniff
from intranet.extraction.sandbox.child_process import MEMORY_MB, ask_child
from intranet.extraction.sandbox.pictured_marks import AT_ONCE, is_looked_at, sheet_verdict
from intranet.language.secrecy.examination import Secrecy, examine_file_name

TOO_SLOW = "Không mở được tệp trong {seconds} giây. Hãy lưu lại từ phần mềm gốc rồi gửi lại."


@dataclass(frozen=True)
class Preflight:
    """What a file is and, when it is not taken, the Vietnamese reason.

    `rule` names what refused it ("secret_mark", "empty_file" …) and says nothing of the content;
    it is empty for a file that may be taken.
    """

    kind: str
    media_type: str
    reason: str | None = None
    rule: str = ""


def preflight(
    path: Path | str, *, name: str, seconds: float, look_seconds: float = AT_ONCE
) -> Preflight:
    """Whether the file may be taken in: its format, its name, and what a person sees in it.

    Every format that holds text is opened, in a child process with limits; nothing is written and
    nothing raised. `seconds` is the longest it may take (a hundred pages take about half a
    second), `look_seconds` how long its pictures may be drawn and read for marks: what is not seen
    by then is left to the worker, before the file can be published. Secrecy: Law 117/2025/QH15,
    art. 5.
    """
    path = Path(path)
    try:
        detected = sniff(path)
        if examine_file_name(name).verdict is Secrecy.BLOCK:
            raise SecretMark
        readable_format(detected.kind)
    except ExtractionError as error:
        return Preflight(UNKNOWN.kind, UNKNOWN.media_type, str(error), error.rule)
    refusal = _refusal(path, detected.kind, seconds, look_seconds)
    return Preflight(detected.kind, detected.media_type, **refusal)


def _refusal(path: Path, kind: str, seconds: float, look_seconds: float) -> dict[str, str]:
    order = {
        "path": path,
        "kind": kind,
        "is_looked_at": is_looked_at(kind),
        "draw_seconds": look_seconds,
    }
    answer = ask_child("preflight", order, seconds=seconds, memory_mb=MEMORY_MB)
    if answer is None:
        return {"reason": TOO_SLOW.format(seconds=round(seconds)), "rule": "too_slow"}
    told, _, sheet = answer.partition(b"\n")
    try:
        refusal: dict[str, str] = json.loads(told)
    except ValueError:
        return {"reason": UNREADABLE, "rule": "unreadable"}
    is_pictured = refusal.pop("look", "")
    if is_pictured and sheet_verdict(sheet, look_seconds) is Secrecy.BLOCK:
        return {"reason": SecretMark.message, "rule": SecretMark().rule}
    return refusal
