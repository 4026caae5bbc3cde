"""Places on the account page where higher rooms draw panels."""

from intranet.core.extension_points import Slot
from intranet.people.models import StaffMember

account_main: Slot[[StaffMember]] = Slot()
account_notices: Slot[[StaffMember]] = Slot()
