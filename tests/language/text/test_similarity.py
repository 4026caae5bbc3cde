"""How alike texts are: the measure, and the bands that find candidates."""

from hypothesis import given
from hypothesis import strategies as st

from intranet.language.text.similarity import BINS, ROWS, bands, shingles, similarity

VOWELS = "aàảãáạăâđêôơưy"
WORDS = st.lists(st.integers(0, 5000), min_size=40, max_size=120).map(
    lambda numbers: [f"{VOWELS[n % 14]}{VOWELS[n % 11]}n{n}" for n in numbers]
)


@given(WORDS)
def test_a_text_is_wholly_like_itself_however_it_is_set(words: list[str]) -> None:
    plain, set_otherwise = " ".join(words), "\n".join(words).upper() + " ."
    assert similarity(shingles(plain), shingles(set_otherwise)) == 1.0
    assert bands(shingles(plain)) == bands(shingles(set_otherwise))


@given(WORDS, WORDS)
def test_similarity_is_a_share_and_the_same_both_ways(one: list[str], other: list[str]) -> None:
    first, second = shingles(" ".join(one)), shingles(" ".join(other))
    assert 0.0 <= similarity(first, second) <= 1.0
    assert similarity(first, second) == similarity(second, first)


@given(WORDS)
def test_there_is_a_number_for_each_band_that_a_database_can_hold(words: list[str]) -> None:
    found = bands(shingles(" ".join(words)))
    assert len(found) == BINS // ROWS
    assert all(0 <= value < 1 << 63 for value in found)


@given(
    st.lists(st.integers(0, 5000), min_size=60, max_size=200, unique=True),
    st.integers(0, 10_000),
)
def test_texts_that_are_nine_tenths_alike_share_a_band(numbers: list[int], at: int) -> None:
    first = [f"chữ{number}" for number in numbers]
    second = list(first)
    second[at % len(second)] = "khác"
    one, other = shingles(" ".join(first)), shingles(" ".join(second))
    if similarity(one, other) >= 0.9:
        assert set(enumerate(bands(one))) & set(enumerate(bands(other)))


def test_texts_that_have_nothing_in_common_share_no_band() -> None:
    one = bands(shingles(" ".join(f"một{n}" for n in range(100))))
    other = bands(shingles(" ".join(f"hai{n}" for n in range(100))))
    assert not set(enumerate(one)) & set(enumerate(other))


def test_short_texts_have_no_shingles() -> None:
    assert shingles("Kính gửi các phòng") == frozenset()
    assert bands(frozenset()) == []
    assert similarity(frozenset(), frozenset()) == 0.0
