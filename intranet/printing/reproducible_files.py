"""Files that are the same to the byte when they say the same."""

import io
import re
import zipfile
from datetime import UTC, datetime

THEN = (1980, 1, 1, 0, 0, 0)  # the earliest day that the format knows
MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^<>]*+>)[^<]*+")


def reproducible(package: bytes, made: datetime) -> bytes:
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


def reproducible_pdf(printed: bytes, made: datetime) -> bytes:
    """A PDF that LibreOffice printed, as made at that moment, its parts in one order.

    LibreOffice writes the fonts of a sheet in whatever order its memory holds them; written anew
    from the first page on, the same sheets give the same bytes and the same mark.
    """
    import pikepdf  # heavy; the worker prints, the pages do not

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed)) as sheets:
        sheets.docinfo["/CreationDate"] = made.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
        for mark in ("/ID", "/DocChecksum"):
            if mark in sheets.trailer:
                del sheets.trailer[mark]
        sheets.save(out, deterministic_id=True)
    return out.getvalue()
