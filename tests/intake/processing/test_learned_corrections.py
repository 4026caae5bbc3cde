"""What clerks corrected once is meant again wherever the machine reads the same."""

from intranet.extraction.values import Fact, Facts
from intranet.intake.processing.learned_corrections import corrected


def test_what_clerks_corrected_is_meant_again() -> None:
    facts = Facts(issuing_body=Fact("Sở Nội vu", 0.6), level=Fact("central", 0.6))
    learned = {"issuing_body": {"so noi vu": "Sở Nội vụ"}, "level": {"so noi vu": "other"}}
    meant = corrected(facts, learned)
    assert meant.issuing_body == Fact("Sở Nội vụ", 0.9)
    assert meant.level == Fact("other", 0.9)


def test_a_code_that_clerks_explained_names_the_body() -> None:
    facts = Facts(symbol=Fact("12/QĐ-ABCD", 0.95))
    meant = corrected(facts, {"code": {"abcd": "Ban Quản lý dự án"}})
    assert (meant.issuing_body and meant.issuing_body.value) == "Ban Quản lý dự án"
    assert corrected(facts, {}) == facts
