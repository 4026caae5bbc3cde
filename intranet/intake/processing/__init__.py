"""Processing: what the machine makes of a file that was taken in.

Start at `tasks`: the worker extracts files (`extract_files`), recognises pages (`ocr_pages`), reads
a page once more in another way (`page_attempts`) and prints Office files (`printed_forms`). What
was read is kept as `suggestions`, corrected by `learned_corrections`, compared in `duplicates`,
rated in `trust`.
"""

__all__ = [
    "duplicates", "item_progress", "learned_corrections", "models", "page_attempts", "reprocess",
    "suggestions", "tasks", "text_comparison", "trust", "words",
]  # fmt: skip
