"""What comes back for a file that is not taken."""

import hashlib
from pathlib import Path

from intranet.extraction.formats.sniffing import UNKNOWN, DetectedFormat
from intranet.extraction.values import Extraction

FAILED = "Không đọc được tệp: cấu trúc bất thường. Hãy mở, lưu lại rồi gửi lại."


def refused_extraction(
    path: Path, name: str, reason: str, detected: DetectedFormat = UNKNOWN
) -> Extraction:
    """The extraction of a file that is not taken, with the Vietnamese reason."""
    sha256, size = fingerprint(path)
    kind, media_type = detected.kind, detected.media_type
    return Extraction(name, False, reason, kind, media_type, sha256=sha256, size=size)


def fingerprint(path: Path) -> tuple[str, int]:
    """SHA-256 in hexadecimal and size in bytes; ("", 0) where there is no file."""
    if not path.is_file():
        return "", 0
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest(), path.stat().st_size
