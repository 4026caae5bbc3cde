"""Patterns that meet text from outside: `python -m bench.patterns --json [--only PART]`.

Prints how many patterns there are, the slowest on 100 000 letters and the steepest growth when a
text doubles, and every pattern beyond the bars: 50 ms of processor time, 2.3 times.
"""

import argparse
import json
import sys

from bench.patterns.compiled_patterns import compiled_patterns
from bench.patterns.timing import worst


def main() -> None:
    """Measure, print, and say by the exit status whether the bars are met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="the only way it prints")
    parser.add_argument("--only", default="", help="a part of the names to measure")
    options = parser.parse_args()
    patterns = [each for each in compiled_patterns() if options.only in each.name]
    rows = [(each, worst(each, thorough=True)) for each in patterns]
    beyond = [(each.name, found) for each, found in rows if not found.holds]
    held = [(each.name, found) for each, found in rows if found.holds]
    slowest = max(held, key=lambda row: row[1].milliseconds, default=None)
    report = {
        "patterns": len(rows),
        "slowest": f"{slowest[0]}: {slowest[1]}" if slowest else "",
        "steepest_growth": round(max((found.growth for _, found in rows), default=0), 2),
        "beyond": {name: str(found) for name, found in beyond},
    }
    print(json.dumps(report, ensure_ascii=False, indent=1))
    sys.exit(bool(beyond))


if __name__ == "__main__":
    main()
