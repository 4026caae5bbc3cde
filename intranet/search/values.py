"""What passes between analysis, engine and page."""

import enum
from dataclasses import dataclass, field


class Field(enum.Enum):
    """What of an entry the engine can look into."""

    SYL = "syl"  # syllables in their normal spelling
    FOLD = "fold"  # syllables without marks
    PAIRS = "foldbi"  # neighbouring syllables without marks, "chuyen_doi"
    OWN = "own"  # the key of the entry's own symbol
    CITED = "cited"  # the keys of all symbols in the text
    # What follows narrows and adds nothing to a score.
    TITLE = "title"  # syllables of title and symbol without marks, for suggestions
    BODY = "body"  # syllables of the issuing body without marks
    SIGNER = "signer"  # syllables of the signer's name without marks
    TOPIC = "topic"  # syllables of the topics without marks
    KIND = "kind"  # the value of the kind, "KH"
    LEVEL = "level"  # the value of the level
    STATUS = "status"  # the value of the status


class Sort(enum.Enum):
    """In which order hits come."""

    BEST = "best"
    NEWEST = "newest"
    HIGHEST = "highest"


FACETS = ("level", "kind", "body", "year", "topic", "set")
UNSCORED = frozenset({
    Field.TITLE, Field.BODY, Field.SIGNER, Field.TOPIC, Field.KIND, Field.LEVEL, Field.STATUS
})  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One thing that can be found; id is "directive:12" or "material:5".

    level and kind are values of their enums, issued_on an ISO date or "", audience the words of
    `directives.access` ("all", "department:3", "staff:17"). arrived is the ISO moment since when
    it can be found, stamp the ISO moment of the state that was indexed (for the drift check).
    """

    id: str
    title: str
    text: str = ""
    symbol: str = ""
    level: str = ""
    kind: str = ""
    body: str = ""
    year: str = ""
    issued_on: str = ""
    status: str = ""
    signer: str = ""
    arrived: str = ""
    stamp: str = ""
    topics: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filters:
    """What a hit must have: one of the values of each facet that names any.

    sets are named sets of entry ids that belong to one person ("unread"): the facet "set" counts
    and narrows to them. arrived_until keeps to what was there at that ISO moment, so that paging
    holds while documents arrive; arrived_after keeps to what came later.
    """

    chosen: dict[str, frozenset[str]] = field(default_factory=dict)
    sets: dict[str, frozenset[str]] = field(default_factory=dict)
    arrived_until: str = ""
    arrived_after: str = ""

    def of(self, facet: str) -> frozenset[str]:
        """The chosen values of a facet; none of them means that it does not narrow."""
        return self.chosen.get(facet, frozenset())

    def __bool__(self) -> bool:
        return any(self.chosen.values())


@dataclass(frozen=True)
class Hit:
    """One found entry."""

    id: str
    score: float


@dataclass(frozen=True)
class Found:
    """One page of hits, how many there are in all, and the counts beside the filters.

    The count of a facet's value says how many hits there would be if it were the only one chosen
    of its facet. ahead counts the hits that carry all that was asked for.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    ahead: int = 0
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Stats:
    """The state of an index: entries, generation, parts on disk, bytes."""

    entries: int
    generation: str
    segments: int
    size: int


@dataclass(frozen=True)
class Term:
    """Entries that have the token in the field."""

    field: Field
    text: str
    weight: float = 1.0


@dataclass(frozen=True)
class Prefix:
    """Entries that have a token beginning so."""

    field: Field
    text: str


@dataclass(frozen=True)
class Phrase:
    """Entries that have the tokens on end."""

    field: Field
    words: tuple[str, ...]


@dataclass(frozen=True)
class And:
    """Entries that every part finds; `bonus` adds to the score of those it finds too."""

    parts: tuple["Query", ...]
    bonus: "Query | None" = None


@dataclass(frozen=True)
class Or:
    """Entries that at least one part finds."""

    parts: tuple["Query", ...]


@dataclass(frozen=True)
class Not:
    """Entries that the part does not find; only inside And."""

    part: "Query"


@dataclass(frozen=True)
class Range:
    """Entries issued from `first` to `last`, ISO days, both included; "" leaves the end open."""

    first: str = ""
    last: str = ""


@dataclass(frozen=True)
class Preference:
    """That newer entries and those in force come gently before equals; today is an ISO day."""

    today: str


Query = Term | Prefix | Phrase | And | Or | Not | Range
