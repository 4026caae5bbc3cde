"""The files of a Whoosh index, read as memory."""

import os
import re
from io import BytesIO
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, EmptyIndexError, FileIndex

TOC_NAME = re.compile(r"_MAIN_(\d+)\.toc")


class MappedFiles(FileStorage):
    """Files of an index as memory that the system reads when it is looked at.

    Whoosh would keep its files open, and a fork would share its places in them.
    """

    def open_file(self, name: str, **options: Any) -> Any:
        """The content of a file, which need not be closed."""
        if name.endswith(".toc"):
            return super().open_file(name, **options)
        with open(self._fpath(name), "rb") as file:
            empty = not os.fstat(file.fileno()).st_size
            content = BytesIO() if empty else mmap(file.fileno(), 0, access=ACCESS_READ)
        return StructFile(content, name=name)


def open_index(folder: Path) -> FileIndex:
    """The index in a folder as it is now. Raises FileNotFoundError when it is gone."""
    try:
        return MappedFiles(folder).open_index()
    except EmptyIndexError as error:
        raise FileNotFoundError(folder) from error


def read_toc(folder: Path) -> TOC:
    """The schema and the segments of the last commit. Raises FileNotFoundError when it is gone."""
    return TOC.read(MappedFiles(folder), "MAIN", last_commit(folder))


def last_commit(index: Path) -> int:
    """The number of an index's last commit. Raises FileNotFoundError when it is gone."""
    commits = [int(toc[1]) for toc in map(TOC_NAME.fullmatch, os.listdir(index)) if toc]
    if not commits:
        raise FileNotFoundError(index)
    return max(commits)
