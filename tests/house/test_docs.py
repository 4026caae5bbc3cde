"""What the README promises is what the code has."""

import re
from pathlib import Path

from flask import Flask

from config import VARIABLES, Settings

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
MADE_AT_START = {"INTRANET_DATA", "DATABASE_URL", "SECRET_KEY", "REDIS_URL", "WORKER_THREADS"}


def table() -> dict[str, str]:
    """variable → default as the README's settings table says."""
    section = README.split("## Settings")[1].split("\n## ")[0]
    return dict(re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", section, re.M))


def test_every_setting_stands_in_the_readme_and_no_other() -> None:
    assert set(table()) == set(VARIABLES.values())


def test_the_readme_tells_the_true_defaults() -> None:
    for field, variable in VARIABLES.items():
        if variable not in MADE_AT_START:
            default = Settings.__dataclass_fields__[field].default
            written = str(default).lower() if isinstance(default, bool) else str(default)
            assert table()[variable] == written, variable


def test_every_field_of_settings_can_be_set() -> None:
    assert set(Settings.__dataclass_fields__) == set(VARIABLES)


def test_every_command_of_the_readme_exists(app: Flask) -> None:
    for words in re.findall(r"^\| `flask ([a-z -]+?)[ `]", README, re.M):
        first = words.split()[0]
        assert first in app.cli.list_commands(None), first  # type: ignore[arg-type]


def test_every_command_of_ours_stands_in_the_readme(app: Flask) -> None:
    flasks_own = {"run", "shell", "routes", "db"}
    for name in app.cli.commands:
        assert name in flasks_own or f"`flask {name}" in README, name


def test_every_room_stands_on_the_map() -> None:
    rooms = {path.name for path in Path("intranet").iterdir() if (path / "__init__.py").exists()}
    assert rooms == set(re.findall(r"`intranet/(\w+)`", README))
