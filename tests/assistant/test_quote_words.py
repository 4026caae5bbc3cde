"""What a card shows of a quote: the directive's own letters, in lines that people can read."""

from hypothesis import given
from hypothesis import strategies as st

from intranet.assistant.pages.quote_words import unwrapped

PLAN = (
    "5. Giới thiệu mô hình, điển hình\n"
    "a) Lựa chọn ít nhất 10 mô hình mỗi năm về cửa khẩu số, dịch vụ công trực\n"
    "tuyến, sản xuất na, hồi,\n"
    "Thanh tra tỉnh.\n"
    "b) Chủ trì: Sở Khoa học và Công nghệ trước ngày\n"
    "15/11 hằng năm."
)


def test_a_line_that_only_the_paper_ended_goes_on_and_points_stay_points() -> None:
    assert unwrapped(PLAN).split("\n") == [
        "5. Giới thiệu mô hình, điển hình",
        "a) Lựa chọn ít nhất 10 mô hình mỗi năm về cửa khẩu số, dịch vụ công trực "
        "tuyến, sản xuất na, hồi, Thanh tra tỉnh.",
        "b) Chủ trì: Sở Khoa học và Công nghệ trước ngày 15/11 hằng năm.",
    ]


@given(st.text(alphabet="aA1).,;: \n", max_size=60))
def test_only_blanks_differ_and_no_place_moves(text: str) -> None:
    shown = unwrapped(text)
    assert len(shown) == len(text)
    assert shown.replace("\n", " ") == text.replace("\n", " ")
