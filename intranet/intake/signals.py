"""What intake tells itself and the rooms above; receivers act in the same transaction."""

from collections.abc import Sequence

from intranet.core.extension_points import Signal
from intranet.directives.models import StoredFile

file_read: Signal[[StoredFile]] = Signal()
"""The text of an original is there, or another one than before."""
directives_isolated: Signal[[Sequence[int], Sequence[int]]] = Signal()
"""The content of these files and directives is about to leave the tables."""
directives_hidden: Signal[[Sequence[int]]] = Signal()
"""Nobody may see these directives any more."""
content_erased: Signal[[]] = Signal()
"""Isolated content has left tables and disk: what was derived from it must be written anew."""
