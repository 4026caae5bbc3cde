"""What the repository tells the rooms above; receivers act in the same transaction."""

from intranet.core.extension_points import Signal
from intranet.directives.models import Directive, Version
from intranet.directives.values import ReadingOrder
from intranet.people.models import StaffMember

version_published: Signal[[Version, ReadingOrder | None, StaffMember]] = Signal()
"""A version is in the repository; with an order its audience is asked to read it."""
audience_changed: Signal[[Directive, StaffMember]] = Signal()
"""A directive is addressed to other people."""
directive_status_changed: Signal[[Directive]] = Signal()
"""A directive is replaced, expired, isolated, undone or recalled, or is none of it any more."""
publication_undone: Signal[[Version, Directive]] = Signal()
"""A publication of a directive counts as never made; the version stands alone in an undone one."""
directive_recalled: Signal[[Directive, StaffMember, str]] = Signal()
"""A directive was taken back from its readers, by whom and why."""
directive_changed: Signal[[Directive]] = Signal()
"""What can be found of a directive, or by whom, is no longer the same."""
