"""Who may see a draft: what has arrived and is not published, on the desk and on its check page.

A draft has no audience yet, so it is seen by duty. Who sees what is published is told by
`directives/audience/visibility.py`.
"""

from intranet.people.permissions import Permission, permission_required

sees_drafts = permission_required(Permission.CHECK)
"""Decorator of a view that shows or changes drafts: others get NotAllowed."""
