"""The filter `unbroken` of templates: symbols of directives stay on one line."""

import re

from markupsafe import Markup, escape

SYMBOL = re.compile(
    r"(?<![0-9])[0-9][^\s“”\"'(),;/-]{0,40}+[-/](?:[^\s“”\"'(),;]{0,80}[^\s“”\"'(),;.])"
)


def unbroken(text: str) -> Markup:
    """The text with every symbol in it kept on one line."""
    parts, end = [], 0
    for symbol in SYMBOL.finditer(text):
        parts += [escape(text[end : symbol.start()])]
        parts += [Markup('<span class="nb">{}</span>').format(symbol.group())]
        end = symbol.end()
    return Markup("").join([*parts, escape(text[end:])])
