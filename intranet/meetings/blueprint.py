"""The pages of the meetings under one name."""

from flask import Blueprint

bp = Blueprint("meetings", __name__, template_folder="templates")
