"""The pages of the reports, brought together."""

from intranet.programme.blueprint import bp
from intranet.programme.incoming_register import views
from intranet.programme.reports import views as view_reports
from intranet.programme.reports import views_missing_people, views_periods

__all__ = ["bp", "view_people", "view_periods", "view_register", "view_reports"]
