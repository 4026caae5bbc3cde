"""The words of questions and passages as the assistant compares them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from intranet.assistant.questions.kinds import content_places
from intranet.assistant.questions.question import TypedQuestion
from intranet.language.text.normalization import WORD, canonical
from intranet.search.analysis import distinct, forms_of

Words = tuple[str, ...]


@dataclass(frozen=True)
class Spelled:
    """The syllables of a text: as they are compared, and folded, side by side."""

    plain: Words
    fold: Words

    @cached_property
    def pairs(self) -> Words:
        """Neighbouring folded syllables, "chuyen_doi"."""
        return tuple(map("_".join, pairwise(self.fold)))


@lru_cache(maxsize=4000)
def spelled(text: str, marked: bool) -> Spelled:
    """The syllables of a text; compared without marks where the question has none."""
    forms = [forms_of(word) for word in WORD.findall(canonical(text))]
    fold = tuple(form[1] for form in forms)
    return Spelled(tuple(form[0] for form in forms) if marked else fold, fold)


@dataclass(frozen=True)
class QuestionTerms:
    """The words of a question: all of them, and those that say what it is about.

    `pairs` are neighbouring content words, folded ("chuyen_doi"), with both as they are compared.
    """

    all: Spelled
    content: Words
    pairs: Mapping[str, tuple[str, str]]

    @classmethod
    def of(cls, question: TypedQuestion) -> "QuestionTerms":
        """The words of this question, frames told apart."""
        words, places = spelled(question.text, question.is_marked), content_places(question)
        inside = [at for at in places if at < len(words.plain)]
        joined = [(a, b) for a, b in pairwise(inside) if b == a + 1]
        return cls(
            words,
            distinct(words.plain[at] for at in inside),
            {f"{words.fold[a]}_{words.fold[b]}": (words.plain[a], words.plain[b])
             for a, b in joined},
        )  # fmt: skip
