"""Words around what is asked, in files beside this module, so that the office can add to them."""

from intranet.language.table_files import table_rows


def words_in(name: str) -> frozenset[str]:
    """The words of a file, parted by blanks."""
    return frozenset(word for row in table_rows(__file__, name) for word in " ".join(row).split())
