"""Places on the pages of a directive where higher rooms draw panels."""

from intranet.core.extension_points import Slot
from intranet.directives.models import Directive, Version

beside: Slot[[Directive, Version]] = Slot()
"""Beside the reader: what this person has to do with the directive."""
trust: Slot[[Directive, Version]] = Slot()
"""How far the file can be relied on."""
below: Slot[[Directive, Version]] = Slot()
"""At the end of the page."""
below_changes: Slot[[Directive, Version, Version, bool]] = Slot()
"""Under the changes of a version: directive, version, the one before, whether they can be shown."""
