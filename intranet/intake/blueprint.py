"""The clerk's pages under one name."""

from flask import Blueprint

bp = Blueprint("intake", __name__, template_folder="templates")
