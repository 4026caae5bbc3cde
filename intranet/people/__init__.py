"""People: roles and permissions, accounts, the organization and its staff, notifications.

Start with `roles.py` (who may do what) and `models.py` (units, staff, where people served).
"""

WINGS = ("accounts", "organization", "staff_import", "notifications")
