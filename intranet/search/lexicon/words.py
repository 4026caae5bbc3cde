"""The words of the list of words, spelled once."""

from flask_babel import lazy_gettext as _l

from intranet.search.lexicon.word_list import WordFilter

SHOW = {
    WordFilter.ALL: _l("Tất cả"),
    WordFilter.ENTERED: _l("Cơ quan nhập"),
    WordFilter.USUAL: _l("Thường dùng"),
    WordFilter.LEARNED: _l("Học từ văn bản"),
    WordFilter.AMBIGUOUS: _l("Nhiều nghĩa"),
    WordFilter.OFF: _l("Đang tắt"),
}
