"""How damaged the text layer of a page is, and whether it is in another language."""

import re

FOREIGN_SHARE, FOREIGN_WORDS = 0.45, 0.06
ENGLISH = re.compile(
    r"\b(?:the|of|and|to|in|is|for|with|that|by|are|this|from|les|des|une|est|dans|pour|der|und)\b",
    re.IGNORECASE,
)
OTHER_SCRIPT = re.compile(r"[\u0370-\u1cff\u2e80-\ud7ff]")
FEW_SPACED = 0.2  # of the words; fewer are lists and formulas
LETTER = re.compile(r"[^\W\d_]")
WORD = re.compile(r"[^\W\d_]+")
SPACED = re.compile(r"(?:(?<!\S)[^\W\d_][ \t]+){4,}")
LOST_SIGNS = ("\ufffd", "\u25a1", "(cid:")
LOST = re.compile("[\ufffd\u25a1]|\\(cid:\\d+\\)")
PRIVATE = re.compile("[\ue000-\uefff\uf100-\uf8ff]")  # F0xx are the bullets of symbol fonts


def is_foreign(text: str, valid_share: float) -> bool:
    """Whether the text is of another language rather than damaged Vietnamese."""
    if valid_share >= FOREIGN_SHARE:
        return False
    if 2 * len(OTHER_SCRIPT.findall(text)) > len(LETTER.findall(text)):
        return True
    return len(ENGLISH.findall(text)) / max(len(WORD.findall(text)), 1) > FOREIGN_WORDS


def marked(text: str) -> float:
    """Share of the letters that a plain keyboard lacks; good Vietnamese has about 0.3."""
    return sum(map("\x7f".__lt__, text)) / max(sum(map(str.isalpha, text)), 1)


def lost(text: str) -> float:
    """Share of letters that are only a sign for a lost letter, by the length of a usual word."""
    count = len(LOST.findall(text)) if any(sign in text for sign in LOST_SIGNS) else 0
    return count / max(len(text.split()), 1) / 3


def private(text: str) -> float:
    """Share of letters in codes that only their font understands; bullets are not counted."""
    count = len(PRIVATE.findall(text))
    return count / max(sum(map(str.isalnum, text)), 1) if count else 0.0


def spaced(text: str) -> float:
    """Share of letters that stand alone in long runs, headings in capitals not counted."""
    words = list(map(len, text.split()))
    if words.count(1) < FEW_SPACED * len(words):
        return 0.0
    runs = [run[0] for run in SPACED.finditer(text) if not run[0].isupper()]
    return sum(len(LETTER.findall(run)) for run in runs) / max(len(LETTER.findall(text)), 1)
