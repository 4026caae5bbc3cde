"""docx: to be described."""
