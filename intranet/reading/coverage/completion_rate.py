"""A completion rate: how many of those who count are done, and how people write it."""

from dataclasses import dataclass

from flask_babel import get_locale


@dataclass(frozen=True)
class CompletionRate:
    """`done` of `total`; `days` is the time given where the rate is about a time limit."""

    done: int
    total: int
    days: int = 0

    @property
    def left(self) -> int:
        """How many are not done."""
        return self.total - self.done

    @property
    def whole_percent(self) -> int:
        """Per cent, rounded down: 100 only if all is done."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def percent(self) -> float:
        """Per cent; 0 when there is nothing to count."""
        return 100 * self.done / self.total if self.total else 0.0

    @property
    def percent_text(self) -> str:
        """As people write it (96,4, English 96.4): a dash for nothing, 100 only if all is done."""
        if not self.total:
            return "—"
        tenths = self.done * 1000 // self.total
        mark = "." if str(get_locale()) == "en" else ","
        return f"{tenths // 10}{mark}{tenths % 10}" if tenths % 10 else str(tenths // 10)
