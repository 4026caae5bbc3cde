"""Which engine answers: the one that SEARCH_ENGINE names, else the one last switched to."""

from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from flask_babel import lazy_gettext as _l

from config import Settings
from intranet.core.application import service
from intranet.core.current_settings import settings
from intranet.core.errors import PortalError
from intranet.search.engines.index_folder import replace_text
from intranet.search.engines.port import Engine

WHOOSH, TANTIVY = "whoosh", "tantivy"
NAMES = (WHOOSH, TANTIVY)
CHOICE = "engine"  # the file in the index folder that keeps the choice


class UnknownEngine(PortalError, ValueError):
    """No engine has this name."""

    message = _l("Không có bộ tìm kiếm tên này. Hãy chọn whoosh hoặc tantivy.")


class EngineMissing(PortalError, ImportError):
    """The library of the engine is not installed."""

    message = _l("Chưa cài thư viện tantivy. Hãy chạy scripts/setup --tantivy rồi thử lại.")


class EngineIsSet(PortalError):
    """The settings name an engine, so that a switch would have no effect."""

    message = _l("SEARCH_ENGINE đang chỉ định bộ tìm kiếm khác. Hãy bỏ biến này rồi chuyển.")


def engine_name(config: Settings) -> str:
    """The name of the engine that answers. Raises UnknownEngine for a wrong setting."""
    name = config.search_engine
    if not name:
        with suppress(OSError):
            name = (config.search_index / CHOICE).read_text("ascii").strip()
    name = name or WHOOSH
    if name not in NAMES:
        raise UnknownEngine
    return name


def make(name: str, folder: Path) -> Engine:
    """An engine on its index in the folder. Raises UnknownEngine or EngineMissing."""
    if name == WHOOSH:
        # Whoosh and numpy are loaded by the first search, not by every command.
        from intranet.search.engines.whoosh.engine import WhooshEngine

        return WhooshEngine(folder)
    if name != TANTIVY:
        raise UnknownEngine
    if not is_installed(name):
        raise EngineMissing
    # Only who chose the larger engine loads its library.
    from intranet.search.engines.tantivy.engine import TantivyEngine

    return TantivyEngine(folder)


def is_installed(name: str) -> bool:
    """Whether the engine's library is here."""
    with suppress(PackageNotFoundError):
        return name == WHOOSH or bool(version("tantivy"))
    return False


def must_be_free_to_choose(config: Settings, name: str) -> None:
    """Raises EngineIsSet or EngineMissing when the portal cannot turn to this engine."""
    if config.search_engine and config.search_engine != name:
        raise EngineIsSet
    if not is_installed(name):
        raise EngineMissing


def keep(folder: Path, name: str) -> None:
    """Let every process turn to this engine at its next search."""
    replace_text(folder / CHOICE, name)


class Engines(dict[str, Engine]):
    """The engines of one portal by name, each made when it is first asked for."""


def engine() -> Engine:
    """The engine that answers now. Raises UnknownEngine or EngineMissing."""
    return engine_named(engine_name(settings()))


def engine_named(name: str) -> Engine:
    """The engine of this name, one for the portal. Raises UnknownEngine or EngineMissing."""
    engines = service(Engines)
    if name not in engines:
        engines[name] = make(name, settings().search_index)
    return engines[name]
