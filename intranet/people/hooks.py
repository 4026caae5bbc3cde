"""What people asks the rooms above: where their pages are."""

from intranet.core.extension_points import Hook

home_page: Hook[[], str] = Hook(lambda: "/")
"""The address after signing in."""
system_page: Hook[[], str] = Hook(lambda: "/")
"""The address of the page about the parts of the portal."""
