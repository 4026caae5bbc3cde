"""Review: the clerk's desk (văn thư kiểm tra), from the queue to the published directive.

Start at `views_check`: one file beside its facts, then `actions.publish_item`. `bulk_import` does
the same for whole folders without a person; `addressing_fields` say whom a directive is for.
"""

__all__ = ["actions", "addressees", "addressing_fields", "desk"]
