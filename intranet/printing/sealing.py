"""Files that are the same to the byte when they say the same."""

import io
import re
import zipfile
from datetime import UTC, datetime
from hashlib import sha256

THEN = (1980, 1, 1, 0, 0, 0)  # the earliest day that the format knows
PRINTED = re.compile(rb"(/CreationDate\(D:)\d{14}")
MARKED = re.compile(rb"(/ID \[ <|\n<|/DocChecksum /)[0-9A-F]{32}")
MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def sealed(package: bytes, made: datetime) -> bytes:
    """The Office file as made at that moment, without those at which its parts were packed."""
    moment = f"{made.replace(tzinfo=None, microsecond=0).isoformat()}Z".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, THEN)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            content = old.read(name)
            if name == "docProps/core.xml":
                content = MOMENT.sub(rb"\g<1>" + moment, content)
            new.writestr(part, content)
    return out.getvalue()


def sealed_pdf(printed: bytes, made: datetime) -> bytes:
    """A PDF that LibreOffice printed, as made at that moment; its marks come from what it says.

    Every mark keeps its length, so the places of the parts stay true.
    """
    moment = made.astimezone(UTC).strftime("%Y%m%d%H%M%S").encode()
    plain = PRINTED.sub(rb"\g<1>" + moment, printed)
    plain = MARKED.sub(lambda found: found[1] + b"0" * 32, plain)
    mark = sha256(plain).hexdigest()[:32].upper().encode()
    return MARKED.sub(lambda found: found[1] + mark, plain)
