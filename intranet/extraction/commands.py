"""`extract FILE…`: what the portal would read from files, without storing anything."""

import json
from pathlib import Path

import click

from intranet.extraction.sandbox.isolated import extract_isolated
from intranet.extraction.serialization import to_json
from intranet.extraction.values import Extraction


@click.command("extract")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Mỗi tệp một dòng JSON.")
def extract_command(files: tuple[Path, ...], as_json: bool) -> None:
    """Đọc thử nội dung và thông tin của các tệp văn bản; không lưu gì."""
    for file in files:
        extraction = extract_isolated(file)
        if as_json:
            click.echo(json.dumps(to_json(extraction), ensure_ascii=False))
        else:
            click.echo(_summary(extraction))


def _summary(extraction: Extraction) -> str:
    if not extraction.accepted:
        return f"{extraction.file}: không nhận. {extraction.reason}"
    facts = extraction.facts
    known = (facts.symbol, facts.issued_on, facts.type, facts.subject)
    words = "; ".join(fact.value for fact in known if fact)
    return f"{extraction.file}: {len(extraction.pages)} trang. {words}"
