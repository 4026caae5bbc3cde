"""Tables of words that lie beside the modules that use them, so that the office can add to them."""

from pathlib import Path


def table_rows(module_file: str, name: str) -> list[list[str]]:
    """The rows of a table beside a module (its `__file__`).

    Cells are parted by tabs; blank lines and those that begin with # are left out.
    """
    lines = Path(module_file).with_name(name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
