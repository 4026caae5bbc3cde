"""Starting is quick: what a page does not need is loaded when it is first needed."""

import subprocess
import sys

import pytest

from tests.house.structure import ROOT

HEAVY = {
    "PIL", "alembic", "docx", "flask_migrate", "fontTools", "fpdf", "huey", "lxml", "numpy",
    "openpyxl", "pdfplumber", "pikepdf", "psycopg", "pyhanko", "pypdfium2", "redis", "segno",
    "tantivy", "whoosh",
}  # fmt: skip
"""Libraries that bring hundreds of modules or start slowly."""
MAY_BE_LOADED = {
    "argon2", "babel", "blinker", "click", "config", "cython_runtime", "defusedxml", "deprecated",
    "flask", "flask_babel", "flask_limiter", "flask_login", "flask_sqlalchemy",
    "flask_wtf", "intranet", "itsdangerous", "jinja2", "limits", "markupsafe", "ordered_set",
    "packaging", "pytz", "sqlalchemy", "typing_extensions", "werkzeug", "wrapt", "wtforms",
}  # fmt: skip
SCRIPT = """
import sys
before = set(sys.modules)
{what}
print(*sorted({{name.partition(".")[0] for name in set(sys.modules) - before}}))
"""


def loaded_by(what: str) -> set[str]:
    """The packages outside the standard library that some code loads in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(what=what)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stdout.split("\n")[-2].split()) - set(sys.stdlib_module_names)


@pytest.mark.parametrize(
    "what",
    [
        "from intranet import create_app; create_app()",
        "from flask.cli import main; sys.argv = ['flask', '--app', 'intranet', '--help']\n"
        "try: main()\nexcept SystemExit: pass",
    ],
    ids=["create_app", "flask --help"],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(what: str) -> None:
    assert not loaded_by(what) & HEAVY


def test_what_the_application_loads_is_listed() -> None:
    found = loaded_by("from intranet import create_app; create_app()")
    assert {name for name in found if not name.startswith("_")} <= MAY_BE_LOADED
