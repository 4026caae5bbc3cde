"""Where the portal lives and how it behaves: the only place that reads the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent


def _flag(value: str) -> bool:
    return value.strip().lower() in {"1", "true", "yes", "on"}


@dataclass(frozen=True)
class Settings:
    """All settings of one running portal; each is documented in the README's table."""

    data: Path = CHECKOUT
    database_url: str = ""
    redis_url: str = ""
    secret_key: str = ""
    agency_name: str = "Thanh tra tỉnh"
    agency_place: str = "Lạng Sơn"
    help_phone: str = "108"
    max_upload_mb: int = 50
    max_pages: int = 2000
    extraction_seconds: int = 180
    extraction_memory_mb: int = 2048
    due_soon_days: int = 3
    prompt_days: int = 2
    seconds_a_page: int = 2
    asked_days: int = 180
    retention_years: int = 5
    search_engine: str = ""
    idle_minutes: int = 15
    session_hours: int = 8
    lock_after: int = 5
    lock_minutes: int = 15
    sign_in_rate: str = "20 per minute"
    password_length: int = 10
    worker_threads: int = os.cpu_count() or 2
    clamd_socket: str = ""
    doors_as: str = ""
    watch_folder: str = ""
    watch_settle_seconds: int = 20
    imap_host: str = ""
    imap_port: int = 993
    imap_user: str = ""
    imap_password: str = field(default="", repr=False)
    imap_folder: str = "INBOX"
    imap_done_folder: str = ""
    imap_ca: str = ""
    mail_senders: str = ""
    mail_trusted_authserv: str = ""
    signature_roots: str = ""
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_ca: str = ""
    mail_from: str = ""
    letters_a_minute: int = 60
    portal_address: str = ""
    trusted_hosts: str = ""
    health_token: str = field(default="", repr=False)
    anchor_file: str = ""
    anchor_mail: str = ""
    tsa_url: str = ""
    https: bool = False
    as_root: bool = False
    demo: bool = False
    developer: bool = False

    @property
    def max_upload_bytes(self) -> int:
        """`MAX_UPLOAD_MB` in bytes."""
        return self.max_upload_mb << 20

    @property
    def uploads(self) -> Path:
        """Originals, content-addressed."""
        return self.data / "uploads"

    @property
    def search_index(self) -> Path:
        """The derived index; may be deleted at any time."""
        return self.data / "search_index"

    @property
    def instance(self) -> Path:
        """Database file, queue, secret key and page pictures of a single machine."""
        return self.data / "instance"

    @property
    def anchors(self) -> Path:
        """Signed heads of the chains: `ANCHOR_FILE`, or a file in instance/."""
        return Path(self.anchor_file) if self.anchor_file else self.instance / "anchors.jsonl"

    @property
    def anchor_key(self) -> Path:
        """The portal's own Ed25519 key, which signs anchors."""
        return self.instance / "anchor_key"

    @property
    def database(self) -> str:
        """The SQLAlchemy address: `DATABASE_URL`, or a SQLite file in instance/."""
        return self.database_url or f"sqlite:///{self.instance / 'portal.sqlite3'}"

    @property
    def sends_mail(self) -> bool:
        """Whether letters can go out at all: a server and a sender are set."""
        return bool(self.smtp_host and self.mail_from)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """The settings that the environment asks for; unset ones keep their defaults."""
        found: dict[str, object] = {}
        for name, variable in VARIABLES.items():
            if (raw := environ.get(variable)) not in (None, ""):
                found[name] = _converted(name, str(raw))
        return cls(**found)  # type: ignore[arg-type]

    @classmethod
    def for_tests(cls, folder: Path, **changes: object) -> "Settings":
        """Settings whose every file lies in `folder`."""
        quick = {"sign_in_rate": "1000 per minute", "seconds_a_page": 0}
        basis = cls(data=folder, secret_key="only for tests", **quick)  # type: ignore[arg-type]
        return replace(basis, **changes)  # type: ignore[arg-type]


VARIABLES = {
    "data": "INTRANET_DATA",
    "database_url": "DATABASE_URL",
    "redis_url": "REDIS_URL",
    "secret_key": "SECRET_KEY",
    "agency_name": "AGENCY_NAME",
    "agency_place": "AGENCY_PLACE",
    "help_phone": "HELP_PHONE",
    "max_upload_mb": "MAX_UPLOAD_MB",
    "max_pages": "MAX_PAGES",
    "extraction_seconds": "EXTRACTION_SECONDS",
    "extraction_memory_mb": "EXTRACTION_MEMORY_MB",
    "due_soon_days": "DUE_SOON_DAYS",
    "prompt_days": "PROMPT_DAYS",
    "seconds_a_page": "SECONDS_A_PAGE",
    "asked_days": "ASKED_DAYS",
    "retention_years": "RETENTION_YEARS",
    "search_engine": "SEARCH_ENGINE",
    "idle_minutes": "IDLE_MINUTES",
    "session_hours": "SESSION_HOURS",
    "lock_after": "LOCK_AFTER",
    "lock_minutes": "LOCK_MINUTES",
    "sign_in_rate": "SIGN_IN_RATE",
    "password_length": "PASSWORD_LENGTH",
    "worker_threads": "WORKER_THREADS",
    "clamd_socket": "CLAMD_SOCKET",
    "doors_as": "DOORS_AS",
    "watch_folder": "WATCH_FOLDER",
    "watch_settle_seconds": "WATCH_SETTLE_SECONDS",
    "imap_host": "IMAP_HOST",
    "imap_port": "IMAP_PORT",
    "imap_user": "IMAP_USER",
    "imap_password": "IMAP_PASSWORD",
    "imap_folder": "IMAP_FOLDER",
    "imap_done_folder": "IMAP_DONE_FOLDER",
    "imap_ca": "IMAP_CA",
    "mail_senders": "MAIL_SENDERS",
    "mail_trusted_authserv": "MAIL_TRUSTED_AUTHSERV",
    "signature_roots": "SIGNATURE_ROOTS",
    "smtp_host": "SMTP_HOST",
    "smtp_port": "SMTP_PORT",
    "smtp_security": "SMTP_SECURITY",
    "smtp_user": "SMTP_USER",
    "smtp_password": "SMTP_PASSWORD",
    "smtp_ca": "SMTP_CA",
    "mail_from": "MAIL_FROM",
    "letters_a_minute": "LETTERS_A_MINUTE",
    "portal_address": "PORTAL_ADDRESS",
    "trusted_hosts": "TRUSTED_HOSTS",
    "health_token": "HEALTH_TOKEN",
    "anchor_file": "ANCHOR_FILE",
    "anchor_mail": "ANCHOR_MAIL",
    "tsa_url": "TSA_URL",
    "https": "INTRANET_HTTPS",
    "as_root": "INTRANET_AS_ROOT",
    "demo": "INTRANET_DEMO",
    "developer": "INTRANET_DEVELOPER",
}


def _converted(field: str, raw: str) -> object:
    default = Settings.__dataclass_fields__[field].default
    if isinstance(default, bool):
        return _flag(raw)
    if isinstance(default, int):
        return int(raw)
    return Path(raw).resolve() if isinstance(default, Path) else raw
