"""Ask every question of a set and print the measures: `python -m bench.answers DIR --json`."""

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.answers.asked import Judged, ask_all, outcome_at
from bench.answers.faithful import differing, faithfulness
from bench.answers.fitting import fit
from bench.answers.judging import SELECTS
from bench.answers.measures import area, share, times
from bench.answers.question_set import QuestionSet, read_set
from bench.answers.scratch import Scratch, scratch_portal
from intranet.assistant.quotes.certainty import weights
from intranet.core.database import db

STEPS = ("strict", "medium", "wide")


def main() -> None:
    """File the documents in a temporary folder, ask, judge, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", default="whoosh", choices=("whoosh", "tantivy"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--unmarked", action="store_true", help="ask as typed without marks")
    parser.add_argument("--kind", action="append", default=[], help="only questions of this kind")
    parser.add_argument("--fit", type=Path, help="fit the weights anew and write them here")
    parser.add_argument("--quick", action="store_true", help="without leaks and left-out articles")
    parser.add_argument("--misses", action="store_true", help="print what was not right")
    options = parser.parse_args()
    asked = read_set(options.folder)
    with tempfile.TemporaryDirectory() as place:
        report = measure(options, asked, Path(place))
    print(json.dumps(report, ensure_ascii=False, indent=None if options.json else 1))


def measure(options: argparse.Namespace, asked: QuestionSet, place: Path) -> dict[str, Any]:
    """All measures of one run."""
    portal, judged = run(options, asked, place / "whole")
    report = {
        **shares(judged), **refusals(judged), **selects(judged),
        "build_s": round(portal.build_s, 1),
        **times([each.told["ms"] for each in judged if each.is_content and "ms" in each.told]),
        "by_kind": by_kind(judged),
    }  # fmt: skip
    with portal.app.app_context():
        report |= faithfulness(portal, judged, asked.documents)
    if options.fit:
        report["fitted"] = fit(judged, asked.hash, options.fit)
    if not options.quick:
        report |= leaks(options, asked, place, judged)
    if options.misses:
        _print_misses(judged)
    return report


def run(
    options: argparse.Namespace, asked: QuestionSet, place: Path
) -> tuple[Scratch, list[Judged]]:
    """The portal with the set's documents, and every question asked of it."""
    portal = scratch_portal(place, options.engine)
    with portal.app.app_context():
        portal.fill(asked)
        judged = list(ask_all(
            portal, asked, options.kind, unmarked=options.unmarked, deep=not options.quick
        ))  # fmt: skip
        db.session.close()
        db.engine.dispose()
    return portal, judged


def leaks(
    options: argparse.Namespace, asked: QuestionSet, place: Path, judged: Sequence[Judged]
) -> dict[str, Any]:
    """Questions of people who may not see all, asked again where nothing is hidden from them."""
    limited = [
        user for user in asked.users if len(asked.without(user).documents) < len(asked.documents)
    ]
    differ: list[str] = []
    for user in limited:
        fewer = QuestionSet(
            asked.without(user).documents, [q for q in asked.questions if q.asker == user],
            asked.users, asked.reads, asked.hash,
        )  # fmt: skip
        _portal, again = run(options, fewer, place / f"without-{user}")
        theirs = [each for each in judged if each.question.asker == user]
        differ += differing(theirs, again)
    return {"leaks": len(differ), "leaking": differ[:20]}


def shares(judged: Sequence[Judged]) -> dict[str, Any]:
    """How often the first, and one of three, quotes is right, over all answerable questions."""
    content = [each for each in judged if each.is_content and each.question.answerable]
    points = [each.point_right for each in content if each.point_right is not None]
    return {
        "first": share([each.right[:1] == [True] for each in content]),
        "three": share([any(each.right) for each in content]),
        "point_three": share(points),
    }


def refusals(judged: Sequence[Judged]) -> dict[str, Any]:
    """What is answered at each step of strictness, how much of it is right, what is refused."""
    fitted, content = weights(), [each for each in judged if each.is_content]
    answerable = [each for each in content if each.question.answerable]
    report: dict[str, Any] = {}
    for step in STEPS:
        sure = [each for each in content if outcome_at(fitted, each, step)]
        report[step] = {
            "answered": share([outcome_at(fitted, each, step) for each in answerable]),
            "precision": share([each.question.answerable and any(each.right) for each in sure]),
            "refused": _refused(content, step),
        }
    good = [each.told["certainty"] for each in answerable if each.told.get("certainty") is not None]
    report["auc"] = {kind: area(good, values) for kind, values in _unanswerable(content).items()}
    return report


def _refused(content: Sequence[Judged], step: str) -> dict[str, float]:
    kinds: dict[str, list[bool]] = defaultdict(list)
    for each in content:
        if not each.question.answerable:
            kinds[each.question.kind].append(not outcome_at(weights(), each, step))
    return {kind: round(sum(said) / len(said), 4) for kind, said in sorted(kinds.items())}


def _unanswerable(content: Sequence[Judged]) -> dict[str, list[float]]:
    kinds: dict[str, list[float]] = defaultdict(list)
    for each in content:
        certainty = each.told.get("certainty")
        if not each.question.answerable and certainty is not None:
            kinds[each.question.kind].append(certainty)
        if each.question.answerable and each.left_out:
            kinds["article_out"].append(weights().certainty(each.left_out))
    return {"all": [z for values in kinds.values() for z in values], **kinds}


def selects(judged: Sequence[Judged]) -> dict[str, Any]:
    """How many questions of the register are answered exactly, how many others it took."""
    register = [each for each in judged if each.question.kind in SELECTS]
    content = [each for each in judged if each.is_content]
    return {
        "sql_exact": sum(bool(each.exact) for each in register),
        "sql_asked": len(register),
        "sql_taken": sum(each.told["sql"] is not None for each in content),
    }


def by_kind(judged: Sequence[Judged]) -> dict[str, Any]:
    """The shares of each kind of question that is answerable by passages."""
    kinds: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        if each.is_content and each.question.answerable:
            kinds[each.question.kind].append(each)
    return {
        kind: {**shares(several), "answered": {step: _answered(several, step) for step in STEPS}}
        for kind, several in sorted(kinds.items())
    }


def _answered(several: Sequence[Judged], step: str) -> float:
    return round(sum(outcome_at(weights(), each, step) for each in several) / len(several), 4)


def _print_misses(judged: Sequence[Judged]) -> None:
    for each in judged:
        wrong = each.exact is False or (each.question.answerable and not any(each.right))
        if wrong and (each.is_content or each.exact is False):
            places = [(quote["symbol"], quote["clause"]) for quote in each.quotes]
            print(each.question.kind, "|", each.question.text.strip()[:150], "|", places,
                  "| right", [vars(place) for place in each.question.places[:2]],
                  each.told["sql"])  # fmt: skip


if __name__ == "__main__":
    main()
