"""What the repository tells the rooms above; receivers act in the same transaction."""

from intranet.core.extension_points import Signal
from intranet.directives.models import Directive, Version
from intranet.directives.values import ReadingOrder
from intranet.people.models import StaffMember

version_published: Signal[[Version, ReadingOrder | None, StaffMember]] = Signal()
"""A version is in the repository; with an order its audience is asked to read it."""
audience_widened: Signal[[Directive, StaffMember]] = Signal()
"""A directive is addressed to more people."""
directive_status_changed: Signal[[Directive]] = Signal()
"""A directive is replaced, has expired, is isolated, or is none of it any more."""
directive_changed: Signal[[Directive]] = Signal()
"""What can be found of a directive, or by whom, is no longer the same."""
