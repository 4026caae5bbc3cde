"""What intake tells itself and the rooms above; receivers act in the same transaction."""

from intranet.core.extension_points import Signal
from intranet.directives.models import StoredFile

file_read: Signal[[StoredFile]] = Signal()
"""The text of an original is there, or another one than before."""
