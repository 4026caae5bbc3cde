"""The blueprint that every view of search registers on."""

from flask import Blueprint

bp = Blueprint("search", __name__, template_folder="templates")
