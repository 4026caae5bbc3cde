"""Each engine's own plain query on the same index: all tokens of three fields as one OR."""

from collections.abc import Callable
from pathlib import Path

from intranet.search.analysis import analyse, distinct

HITS = 20
Plain = Callable[[str], int]
FIELDS = ("syl", "fold", "foldbi")


def plain_query(engine: str, folder: Path) -> Plain:
    """A function that asks the index as its library's own documentation does."""
    return _whoosh(folder) if engine == "whoosh" else _tantivy(folder)


def _tokens(words: str) -> list[tuple[str, str]]:
    analysed = analyse(words)
    lists = (analysed.syl, analysed.fold, analysed.pairs)
    return [
        (name, token)
        for name, tokens in zip(FIELDS, lists, strict=True)
        for token in distinct(tokens)
    ]


def _whoosh(folder: Path) -> Plain:
    from whoosh import query
    from whoosh.index import open_dir

    index = open_dir(folder / (folder / "current").read_text("ascii").strip())
    searcher = index.searcher()

    def ask(words: str) -> int:
        asked = query.Or([query.Term(name, token) for name, token in _tokens(words)])
        return len([hit.docnum for hit in searcher.search(asked, limit=HITS)])

    return ask


def _tantivy(folder: Path) -> Plain:
    import tantivy

    from intranet.search.engines.tantivy.schema import made_ready

    name = (folder / "tantivy.current").read_text("ascii").strip()
    index = made_ready(tantivy.Index.open(str(folder / name)))
    index.reload()
    searcher, schema = index.searcher(), index.schema

    def ask(words: str) -> int:
        terms = [
            tantivy.Query.term_query(
                schema, name, token, "freq" if name == "foldbi" else "position"
            )
            for name, token in _tokens(words)
        ]
        asked = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        return len(searcher.search(asked, limit=HITS).hits)

    return ask
