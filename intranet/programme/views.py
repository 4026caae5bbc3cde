"""The pages of the reports, brought together."""

from intranet.programme import view_people, view_periods, view_register, view_reports
from intranet.programme.blueprint import bp

__all__ = ["bp", "view_people", "view_periods", "view_register", "view_reports"]
