"""The fields of the tantivy index, and what an entry puts into them."""

import json
import re
from binascii import crc32
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

import tantivy

from intranet.search.analysis import Analysed
from intranet.search.engines.port import level_rank
from intranet.search.fields import PLACED, IndexEntry, tokens_of

READY = "ready"  # the tokenizer of tokens that `recipe` made: a blank parts them
SEPARATOR = "\x1f"
FACET_FIELD = {
    "level": "level", "kind": "kind", "year": "year", "body": "body_name", "topic": "topic_name"
}  # fmt: skip
ID = re.compile(r"([a-z_]+):(\d{1,9})")

COUNTED = ("foldbi", "cited")
PLAIN = ("own", "audience", "status", "prefix", "traits", "stamp")
NUMBERS = ("uid", "day", "rank", "arrived", "traits_code")


def schema() -> Any:
    """Token fields with and without places, whole words, and numbers for order and counts.

    uid is the id as a number; traits_code the hash of all that facets and preference ask of an
    entry, whose words are the terms of `traits`. row keeps what was indexed, to be copied.
    """
    made = tantivy.SchemaBuilder()
    for name in PLACED:
        made.add_text_field(name, tokenizer_name=READY, index_option="position")
    for name in COUNTED:
        made.add_text_field(name, tokenizer_name=READY, index_option="freq")
    for name in PLAIN:
        made.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in FACET_FIELD.values():
        made.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in NUMBERS:
        made.add_unsigned_field(name, indexed=True, fast=True)
    made.add_bytes_field("row", stored=True)
    return made.build()


def made_ready(index: Any) -> Any:
    """The index with the tokenizer that its fields ask for; each process says so anew."""
    blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(READY, blanks)
    return index


def row(entry: IndexEntry, text: Analysed) -> dict[str, Any]:
    """What an entry, whose text is analysed, puts into the fields, as JSON can carry it."""
    tokens = tokens_of(entry, text)
    asked = (entry.level, entry.kind, entry.body, entry.year, list(entry.topics), entry.status)
    traits = json.dumps(asked, ensure_ascii=False)
    words = {
        "own": tokens["own"],
        "audience": entry.audience,
        "topic_name": entry.topics,
        "prefix": [entry.id.partition(":")[0]],
        "traits": [traits],
        "stamp": [f"{entry.id}{SEPARATOR}{entry.stamp}"],
        "level": [entry.level],
        "kind": [entry.kind],
        "status": [entry.status],
        "year": [entry.year],
        "body_name": [entry.body],
    }
    return {
        "text": {name: " ".join(tokens[name]) for name in (*PLACED, *COUNTED)},
        "words": {name: list(filter(None, values)) for name, values in words.items()},
        "numbers": {
            "uid": number_of(entry.id),
            "day": day_number(entry.issued_on),
            "rank": level_rank(entry.level),
            "arrived": moment_number(entry.arrived),
            "traits_code": traits_code(traits),
        },
    }


def document(row: Mapping[str, Any]) -> Any:
    """The row as tantivy takes it."""
    made = tantivy.Document()
    for name, text in row["text"].items():
        made.add_text(name, text)
    for name, words in row["words"].items():
        for word in words:
            made.add_text(name, word)
    for name, number in row["numbers"].items():
        made.add_unsigned(name, number)
    made.add_bytes("row", json.dumps(row, ensure_ascii=False).encode())
    return made


def number_of(entry: str) -> int:
    """The id as a number: a hash of its prefix, then its own number."""
    parts = ID.fullmatch(entry)
    if not parts:
        raise ValueError(f"{entry!r} is no id of an entry")
    return prefix_code(parts[1]) << 32 | int(parts[2])


def prefix_code(prefix: str) -> int:
    """A prefix as a number of 31 bits."""
    return crc32(prefix.encode()) & 0x7FFFFFFF


def traits_code(traits: str) -> int:
    """All that facets and preference ask of an entry, one word in the index, as a number."""
    return int.from_bytes(blake2b(traits.encode(), digest_size=7).digest())


def status_in(traits: str) -> str:
    """The status among the traits of an entry."""
    return str(json.loads(traits)[-1])


def day_number(day: str) -> int:
    """An ISO day as a number that sorts like it; 0 for none."""
    return int(day.replace("-", "")) if day else 0


def day_of(number: int) -> str:
    """The ISO day of a number, "" for 0."""
    return f"{number // 10000:04}-{number // 100 % 100:02}-{number % 100:02}" if number else ""


def moment_number(moment: str) -> int:
    """An ISO moment as microseconds; 0 for none."""
    if not moment:
        return 0
    read = datetime.fromisoformat(moment)
    read = read if read.tzinfo else read.replace(tzinfo=UTC)
    return max(0, round(read.timestamp() * 1_000_000))
