"""How well reading works on labelled files: `python -m bench.extraction DIR --gold FILE --json`."""

import argparse
import json
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from time import perf_counter
from typing import Any

from intranet.extraction.as_json import to_json
from intranet.extraction.isolated import extract_isolated

FIELDS = (
    "symbol",
    "issued_on",
    "type",
    "issuing_body",
    "level",
    "system",
    "subject",
    "signer",
    "signer_title",
    "authority_mark",
)
MORE_LABELS = {"authority_mark": "authority_marks", "signer": "signers"}


def main() -> None:
    """Read every file of a folder, compare with the labels, print counts."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", default="", help="begin of the file names to read")
    options = parser.parse_args()
    labels = read_labels(options.gold) if options.gold else {}
    files = sorted(f for f in options.folder.iterdir() if f.name.startswith(options.only))
    report = measure(files, labels)
    print(json.dumps(report, ensure_ascii=False) if options.json else shown(report))


def read_labels(path: Path) -> dict[str, dict[str, Any]]:
    """Labels by file name."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
    return {row["file"]: row for row in rows}


def measure(files: list[Path], labels: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Counts per class of file and, for labelled files that were read, per field."""
    classes: dict[str, Counter[str]] = defaultdict(Counter)
    fields: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    wrong: list[dict[str, Any]] = []
    for file in files:
        begun = perf_counter()
        extraction = extract_isolated(file)
        kind = class_of(file)
        state = "needs_recognition" if extraction.needs_recognition else "read"
        classes[kind][state if extraction.accepted else "refused"] += 1
        classes[kind]["ms"] += round(1000 * (perf_counter() - begun))
        label = labels.get(file.name)
        if label and extraction.accepted and not extraction.needs_recognition:
            facts = to_json(extraction)["facts"]
            for field, verdict in judged(facts, label).items():
                fields[kind][field][verdict] += 1
                if verdict != "right":
                    wrong.append(
                        {
                            "file": file.name,
                            "field": field,
                            "found": facts[field],
                            "label": label.get(field),
                        }
                    )
    return {"classes": classes, "fields": fields, "wrong": wrong}


def class_of(file: Path) -> str:
    """`pdf-text-1a2b.pdf` is of class pdf-text; other names count by their suffix."""
    found = re.fullmatch(r"(.+)-[0-9a-f]{8}", file.stem)
    return found.group(1) if found else file.suffix.lstrip(".")


def judged(facts: dict[str, Any], label: dict[str, Any]) -> dict[str, str]:
    """right, wrong or missing for each field that counts for this file."""
    skipped = {*label.get("unsure", ()), *label.get("image_fields", ())}
    return {f: verdict(f, facts[f], label) for f in FIELDS if f not in skipped}


def verdict(field: str, found: str | None, label: dict[str, Any]) -> str:
    """A blank label wants nothing found; a partial date of a draft counts as nothing."""
    if field == "issued_on" and found and "_" in found:
        found = None
    wanted = {same(text) for text in accepted(field, label)}
    if not wanted:
        return "right" if found is None else "wrong"
    if found is None:
        return "missing"
    return "right" if same(found) in wanted else "wrong"


def accepted(field: str, label: dict[str, Any]) -> list[str]:
    """Every value that counts as right."""
    values = [label.get(field), *label.get(f"{field}_alt", ())]
    values += label.get(MORE_LABELS.get(field, ""), ())
    if field == "issuing_body" and label.get("parent_body"):
        values.append(f"{label['issuing_body']} {label['parent_body']}")
    return [value for value in values if value]


def same(text: str) -> str:
    """Values are compared without case, spacing and the two ways to place a tone."""
    text = unicodedata.normalize("NFC", text).casefold().replace("uỷ", "ủy").replace("hoà", "hòa")
    return re.sub(r"\s+", " ", text).strip(" .")


def shown(report: dict[str, Any]) -> str:
    """The report for a person."""
    lines = [f"{name}: {dict(counts)}" for name, counts in sorted(report["classes"].items())]
    for kind, fields in sorted(report["fields"].items()):
        lines.append(f"\n{kind}")
        for field, counts in fields.items():
            total = sum(counts.values())
            lines.append(f"  {field:15} {counts['right']:3}/{total:<3} {dict(counts)}")
    lines.append("")
    lines += [
        f"{row['file']} {row['field']}: {row['found']!r} ≠ {row['label']!r}"
        for row in report["wrong"]
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
