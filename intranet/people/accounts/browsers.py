"""Which browser on which system asks, in two words, so that people know their machines again."""

# In this order: most browsers also name those that they resemble.
BROWSERS = {
    "coc_coc_browser": "Cốc Cốc", "Edg": "Edge", "OPR/": "Opera", "SamsungBrowser": "Samsung",
    "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari",
}  # fmt: skip
SYSTEMS = {
    "Windows": "Windows", "iPhone": "iPhone", "iPad": "iPad", "Android": "Android",
    "Mac OS X": "macOS", "Linux": "Linux",
}  # fmt: skip


def browser_name(user_agent: str) -> str:
    """As in "Firefox, Windows"; what is not known is left out."""
    known = (
        next((name for sign, name in table.items() if sign in user_agent), "")
        for table in (BROWSERS, SYSTEMS)
    )
    return ", ".join(filter(None, known))
