"""The reading room's part of the address space."""

from flask import Blueprint

bp = Blueprint("reading", __name__, template_folder="templates")
