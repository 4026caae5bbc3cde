"""The pages of the reports under one name."""

from flask import Blueprint

bp = Blueprint("programme", __name__, template_folder="templates")
