"""What of a page says nothing: letterheads and rules. They never make a snippet."""

import re
from functools import lru_cache

from intranet.search.analysis import composed
from intranet.search.results.folded_text import MOST_KEPT, UnmarkedText, plain

LOOKED_AT = 16  # lines from the top in which a letterhead ends
LONGEST_LINE = 120
FEWEST_SIGNS = 2
# Whose paper it is, its number, its place and day: with two of them the lines are a letterhead.
SIGNS = (
    re.compile(
        r"độc lập\W{1,5}tự do\W{1,5}hạnh phúc|cộng h[òo]\w? xã hội chủ nghĩa"
        r"|đảng cộng sản việt nam"
    ),
    re.compile(r"^\W{0,4}số *+:? *+[\w…._]{0,12} *+[-/][\w/&-]{2}"),
    re.compile(r", {0,2}ngày *+[\d…._]{0,8} *+tháng *+[\d…._]{0,8} *+năm *+[\d…._]{2,8}\W{0,4}$"),
)
RULE = re.compile(r"[_=*─━—–.…·-]{4,}+|(?m:^[^\w\n]++$)")
SIGN = re.compile(r"[^\n]")


@lru_cache(maxsize=MOST_KEPT)
def body_of(text: str) -> UnmarkedText:
    """The page with blanks for its letterhead and rules: all places stay where they are."""
    text = composed(text)
    end = _letterhead_end(text)
    body = RULE.sub(lambda rule: SIGN.sub(" ", rule[0]), text[end:])
    return plain(SIGN.sub(" ", text[:end]) + body)


def _letterhead_end(text: str) -> int:
    """Where the letterhead at the top of a page ends; 0 when there is none."""
    end = here = 0
    seen: set[int] = set()
    for line in text.split("\n", LOOKED_AT)[:LOOKED_AT]:
        here += len(line) + 1
        if len(line) > LONGEST_LINE:
            break
        lowered = line.lower()
        if signs := {n for n, sign in enumerate(SIGNS) if sign.search(lowered)} - seen:
            seen |= signs
            end = here
    return min(end, len(text)) if len(seen) >= FEWEST_SIGNS else 0
