"""The blueprint that every view of the assistant registers on."""

from flask import Blueprint

bp = Blueprint("assistant", __name__, template_folder="templates")
