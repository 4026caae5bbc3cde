"""What was probably meant by words that stand nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.search.engines.whoosh.engine import WhooshEngine
from intranet.search.query.spelling import candidates, corrected
from tests.properties import examples
from tests.search.filled_engines import entry, keep


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    made = WhooshEngine(tmp_path_factory.mktemp("spelling"))
    keep(
        made,
        entry(1, "Kế hoạch chuyển đổi số của tỉnh", "Hồ sơ công việc, trình độ cán bộ."),
        entry(2, "Hỗ trợ doanh nghiệp nhỏ và vừa", "Xử lý nghiêm, sản xuất hiệu quả."),
        entry(3, "Chuyện xưa", "Chuyện kể, truyện ngắn và tranh vẽ."),
    )
    return made


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chuyểnn đổi số", "chuyển đổi số"),
        ("chuyen dooi so", "chuyen doi so"),
        ("kế hạch", "kế hoạch"),
        ("sử lý", "xử lý"),  # sử stands nowhere: s for x
        ("chình độ", "trình độ"),
        ("hổ trợ", "hỗ trợ"),  # hỏi for ngã
        ("doanh nghiêp", "doanh nghiệp"),
        ("HỔ TRỢ doanh nghiệp", "HỖ TRỢ doanh nghiệp"),
        ("chuyendoi so", "chuyen doi so"),
        ("hồ xơ công việc", "hồ sơ công việc"),
    ],
)
def test_an_unknown_word_is_what_stands_beside_its_neighbours(
    filled: WhooshEngine, typed: str, meant: str
) -> None:
    assert corrected(filled.counts, typed) == meant


@pytest.mark.parametrize("typed", ["kế hoạch", "ke hoach", "57-NQ/TW", "", "zzzzzzzz", "a", "?!"])
def test_what_is_known_or_hopeless_stays(filled: WhooshEngine, typed: str) -> None:
    assert corrected(filled.counts, typed) == ""


@examples(40)
@given(words=st.text(max_size=30) | st.text(alphabet='kế hoạch "-đẳx57', max_size=30))
def test_any_text_can_be_corrected(filled: WhooshEngine, words: str) -> None:
    corrected(filled.counts, words)


@given(st.text(alphabet="abcdeghiklmnoprstuvxyđâăêôơưàáảãạ", min_size=2, max_size=8))
def test_a_candidate_is_another_word_of_about_the_same_length(word: str) -> None:
    for one in candidates(word):
        assert abs(len(one) - len(word)) <= 2
