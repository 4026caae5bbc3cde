"""Notifications: what people are told in the portal, and the letters that tell it by mail.

Start with `notices.py` (`notify`); `digest.py` writes the daily letter, `mail_spool.py` keeps
letters until `mail_sending.py` hands them to the mail server.
"""

__all__ = ["mail_spool", "mail_text", "models", "notice_text", "notices", "views_notices_and_mail"]
