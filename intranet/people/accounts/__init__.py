"""Accounts: signing in, passwords, sessions, and how often somebody may try.

Start with `views_sign_in_and_account.py`; the limits are in `sign_in_throttle.py`, the rule for
passwords in `passwords.py`.
"""

__all__ = [
    "actions", "demo_accounts", "passwords", "refused_access", "sessions", "sign_in_throttle",
]  # fmt: skip
