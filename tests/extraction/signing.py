"""An office's own certificates and the signed documents made with them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from fpdf import FPDF
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers, timestamps
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from intranet.extraction.signatures.file_signatures import signatures_of
from intranet.extraction.values import FileSignature

NOW = datetime.now(UTC).replace(microsecond=0)
YEAR = timedelta(days=365)
CURVE = ec.SECP256R1()


class Identity:
    """Somebody with a key, and a certificate that `issuer` (by default itself) gave."""

    def __init__(
        self,
        name: str,
        organisation: str = "",
        unit: str = "",
        issuer: "Identity | None" = None,
        *,
        authority: bool = False,
        stamps: bool = False,
        begins: datetime = NOW - 5 * YEAR,
        ends: datetime = NOW + 5 * YEAR,
    ) -> None:
        # The library's clock for tests signs with RSA alone.
        self.key = (
            rsa.generate_private_key(65537, 2048) if stamps else ec.generate_private_key(CURVE)
        )
        self.name = _named(name, organisation, unit)
        giver = issuer or self
        usage = ("key_cert_sign", "crl_sign") if authority else ("digital_signature",)
        usage += () if authority or stamps else ("content_commitment",)
        built = (
            x509.CertificateBuilder(giver.name, self.name)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begins)
            .not_valid_after(ends)
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(**_usage(usage)), critical=True)
        )
        if stamps:
            purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            built = built.add_extension(purpose, critical=True)
        self.certificate = built.sign(giver.key, hashes.SHA256())

    def der(self) -> bytes:
        """The certificate as a file holds it."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    def pem(self) -> bytes:
        """The same in letters."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def parsed(self) -> asn1_x509.Certificate:
        """The certificate as the signing library takes it."""
        return asn1_x509.Certificate.load(self.der())

    def private(self) -> asn1_keys.PrivateKeyInfo:
        """The key as the signing library takes it."""
        der = self.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return asn1_keys.PrivateKeyInfo.load(der)


def _named(name: str, organisation: str, unit: str) -> x509.Name:
    pairs = (
        (NameOID.COUNTRY_NAME, "VN"),
        (NameOID.ORGANIZATION_NAME, organisation),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
        (NameOID.COMMON_NAME, name),
    )
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in pairs if text])


def _usage(wanted: Sequence[str]) -> dict[str, bool]:
    every = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
        "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return {name: name in wanted for name in every}


class Office:
    """A root, an authority below it, and those who sign: a person, the organ, a clock."""

    def __init__(self) -> None:
        self.root = Identity("Gốc chứng thực thử", "Ban Cơ yếu thử", authority=True)
        self.authority = Identity("Cấp chứng thư thử", issuer=self.root, authority=True)
        self.person = self.given("Hà Bích Thảo", "Thanh tra tỉnh", "Phòng Nghiệp vụ 1")
        self.organ = self.given("Thanh tra tỉnh Lạng Sơn", "UBND tỉnh Lạng Sơn")
        self.clock = self.given("Dấu thời gian thử", stamps=True)

    def given(self, name: str, organisation: str = "", unit: str = "", **more: Any) -> Identity:
        """Somebody to whom the authority gave a certificate."""
        return Identity(name, organisation, unit, self.authority, **more)

    def roots(self, folder: Path) -> list[Path]:
        """The files of an administrator's folder: one root in PEM, the rest in DER, and a note."""
        folder.mkdir()
        (folder / "goc.pem").write_bytes(self.root.pem())
        (folder / "trung-gian.cer").write_bytes(self.authority.der())
        (folder / "doc.txt").write_text("Chứng thư tải về từ trang của cơ quan cấp.")
        return sorted(folder.iterdir())

    def stamper(self, at: datetime | None = None) -> timestamps.DummyTimeStamper:
        """A clock that stamps whatever it is shown, without a network; it may stand still."""
        return timestamps.DummyTimeStamper(
            self.clock.parsed(),
            self.clock.private(),
            certs_to_embed=SimpleCertificateStore(),
            fixed_dt=at,
        )


def unsigned_pdf(text: str = "KE HOACH 48/KH-TTr") -> bytes:
    """A page that nobody has signed."""
    made = FPDF()
    made.add_page()
    made.set_font("helvetica", size=14)
    made.cell(text=text)
    return bytes(made.output())


def signed(content: bytes, by: Identity, field: str, **more: Any) -> bytes:
    """The document with one signature more."""
    stamper = more.pop("stamper", None)
    more.setdefault("subfilter", SigSeedSubFilter.ADOBE_PKCS7_DETACHED)
    signer = signers.SimpleSigner(
        signing_cert=by.parsed(), signing_key=by.private(), cert_registry=SimpleCertificateStore()
    )
    meta = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256", **more)
    writer = IncrementalPdfFileWriter(BytesIO(content))
    done = signers.PdfSigner(meta, signer=signer, timestamper=stamper).sign_pdf(writer)
    return bytes(done.getvalue())


def changed_afterwards(content: bytes) -> bytes:
    """The signed document whose page somebody put other words on, in an update of the file."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    stream = page["/Contents"].get_object()
    stream._data = stream.data + b"\nBT /F1 14 Tf 100 500 Td (KHAC) Tj ET"
    stream._encoded_data = None
    writer.mark_update(page.raw_get("/Contents"))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def signatures_told(
    tmp_path: Path, content: bytes, roots: Iterable[Path] = ()
) -> tuple[FileSignature, ...]:
    """What the portal says of a document with these bytes."""
    path = tmp_path / "document.pdf"
    path.write_bytes(content)
    return signatures_of(path, roots)
