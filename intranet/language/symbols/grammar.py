"""The patterns of symbols (số, ký hiệu), family by family, over canonical text.

Kinds and first codes of letters are closed lists: that keeps figures, standards and addresses
from being read as symbols. Around strokes a PDF may leave blanks and two line ends.
"""

import re

from intranet.language.alternatives import either
from intranet.language.bodies.codes import LETTER_CODES
from intranet.language.bodies.document_types import SymbolFamily
from intranet.language.table_files import table_rows

STATE_MARKS, PARTY_MARKS = (
    tuple(marks.split()) for _side, marks in table_rows(__file__, "marks.tsv")
)

GAP = r"[ ]{0,3}(?:\n[ ]*+){0,2}"
DASH, STROKE = f"{GAP}-{GAP}", f"{GAP}/{GAP}"
YEAR = r"(?:19|20)\d\d"
# A code has two capitals or a digit (TTg, UBND, QH15, NV1): "Quy" is a word, not a code.
CODE = r"(?:[A-ZĐƯƠ][A-Za-zĐđƯơ]{0,12}[A-ZĐƯƠ0-9][A-Za-zĐđ0-9]{0,6}|[A-ZĐ][a-z]?)"
LETTER_CODE = rf"(?:{either(LETTER_CODES)})(?![a-zđ])"
# "số31-QĐ/TW" without a blank is met; "102:2016/BTTTT" is a standard. What must stand before a
# number is asked behind its first digit: so all else in a text is passed over at once.
BEGINS = r"(?:(?<![\w/.:\-]\d)|(?<=[Ss]ố\d))"
NUMBER = rf"\d{BEGINS}\d{{0,4}}(?:\.\d{{1,2}})?(?:[a-hA-H]|bis)?"
AFTER = r"(?![A-Za-zĐđ0-9À-ỹ])"
SECRET = r"(?P<secret>\((?:M|TM|TuM|MẬT|TỐI MẬT|TUYỆT MẬT)\))?"
BLANK = rf"Số{GAP}:?[ .…_]{{0,40}}"

PARTY = re.compile(
    rf"(?P<number>{NUMBER}){DASH}(?P<mark>{either(PARTY_MARKS)}){STROKE}"
    rf"(?P<body>{CODE}(?:{GAP}[-.]{GAP}{CODE}){{0,2}}){AFTER}{SECRET}"
)
ASSEMBLY = re.compile(
    rf"(?P<number>{NUMBER}){STROKE}(?P<year>{YEAR}){STROKE}"
    rf"(?P<body>(?:UBTV)?QH{GAP}\d{{1,2}}){AFTER}{SECRET}"
)
STATE = re.compile(
    rf"(?P<number>{NUMBER}){STROKE}(?:(?P<year>{YEAR}){STROKE})?"
    rf"(?:(?P<mark>{either(STATE_MARKS)}){GAP}-|(?P<joint>TTLT|NQLT){GAP}/){GAP}"
    rf"(?P<body>{CODE}(?:{GAP}[-.&]{GAP}{CODE}){{0,8}}){AFTER}{SECRET}"
)
LETTER = re.compile(
    rf"(?P<number>{NUMBER}){STROKE}"
    rf"(?P<body>{LETTER_CODE}(?:{DASH}{CODE}(?:[.&]{CODE})?){{0,2}}){AFTER}{SECRET}"
)
DRAFT = re.compile(
    rf"{BLANK}(?P<sign>/|-){GAP}(?:(?P<year>{YEAR}){STROKE})?"
    rf"(?P<mark>{either(STATE_MARKS + PARTY_MARKS)}){GAP}[-/]{GAP}"
    rf"(?P<body>{CODE}(?:[-.]{CODE}){{0,2}}){AFTER}"
)
DRAFT_LETTER = re.compile(
    rf"(?:^|\n)[ ]*{BLANK}(?P<sign>/){GAP}(?P<body>{LETTER_CODE}(?:{DASH}{CODE}){{0,2}}){AFTER}"
)
# "QCVN 11: 2015/BKHCN" is a technical standard.
STANDARD = re.compile(r"(?:QCVN|TCVN|TCN|TCCS|ISO|IEC)[\s\d:/.-]*+$")

# Where two patterns claim the same letters, the earlier one is right.
GRAMMAR: tuple[tuple[SymbolFamily, re.Pattern[str]], ...] = (
    (SymbolFamily.PARTY, PARTY),
    (SymbolFamily.ASSEMBLY, ASSEMBLY),
    (SymbolFamily.STATE, STATE),
    (SymbolFamily.LETTER, LETTER),
    (SymbolFamily.DRAFT, DRAFT),
    (SymbolFamily.DRAFT, DRAFT_LETTER),
)
