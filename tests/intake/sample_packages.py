"""Parcels for the tests of the doors: ZIP files and edXML packages, made on the spot."""

import base64
import io
import zipfile
from datetime import date

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"


def zipped(files: dict[str, bytes], *, stored: bool = False) -> bytes:
    """A ZIP of these files."""
    out = io.BytesIO()
    way = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", way) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def package(
    files: dict[str, bytes],
    *,
    symbol: str = "37/KH-UBND",
    day: date | str = date(2025, 8, 12),
    subject: str = "Phổ biến nghị quyết về chuyển đổi số",
    organ: str = "Ủy ban nhân dân tỉnh Lạng Sơn",
    business: int = 0,
    concerns: str = "",
    before: bytes = b"",
) -> bytes:
    """An edXML package that carries each file in a ZIP of its own, as exchange systems send it."""
    number, _slash, notation = symbol.partition("/")
    written = day if isinstance(day, str) else day.strftime("%Y/%m/%d")
    header = _el(
        "MessageHeader",
        _el("From", _el("OrganId", "000.00.00.H37"), _el("OrganName", organ)),
        _el("To", _el("OrganId", "000.00.12.H37"), _el("OrganName", "Thanh tra tỉnh")),
        _el("DocumentId", f"000.00.00.H37,{written},{symbol}"),
        _el("Code", _el("CodeNumber", number), _el("CodeNotation", notation)),
        _el("PromulgationInfo", _el("Place", "Lạng Sơn"), _el("PromulgationDate", written)),
        _el("DocumentType", _el("Type", "2"), _el("TypeName", "Kế hoạch")),
        _el("Subject", subject),
        _el("SignerInfo", _el("Position", "Phó Chủ tịch"), _el("FullName", "Hoàng Văn Mẫu")),
        _el("DueDate", "2025/09/30"),
        _el("OtherInfo", _el("Priority", "2")),
        _el("ResponseFor", _el("DocumentId", "000.00.12.H37,2025/07/01,12/BC-TTr")),
        _el("ToPlaces", _el("Place", "Như trên"), _el("Place", "Lưu: VT")),
    )
    about = (_el("DocumentId", concerns), _el("BussinessDocType", str(business)))
    trace = _el("TraceHeaderList", _el("Bussiness", *about, _el("BussinessDocReason", "Sai sót")))
    envelope = _el("edXMLEnvelope", _el("edXMLHeader", header, trace))
    attached = _el("AttachmentEncoded", *(_attached(*one) for one in files.items()))
    root = _el("edXML", envelope, attached).replace(">", f' xmlns:edXML="{NAMESPACE}">', 1)
    return before + f'<?xml version="1.0" encoding="utf-8"?>\n{root}'.encode()


def _el(name: str, *inside: str) -> str:
    return f"<edXML:{name}>{''.join(inside)}</edXML:{name}>"


def _attached(name: str, content: bytes) -> str:
    coded = base64.encodebytes(zipped({name: content})).decode()
    return _el(
        "Attachment",
        _el("ContentId", name),
        _el("AttachmentName", name),
        _el("ContentType", "application/zip"),
        _el("ContentTransferEncoded", coded),
    )


def entity_bomb() -> bytes:
    """A package that declares entities growing without end."""
    return (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        b'<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016"><Subject>&b;</Subject></edXML>'
    )
