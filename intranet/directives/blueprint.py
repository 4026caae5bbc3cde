"""The pages of the repository under one name."""

from flask import Blueprint

bp = Blueprint("directives", __name__, template_folder="templates")
