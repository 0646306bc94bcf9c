"""Texts in files that people open with a spreadsheet: none may be taken for a formula."""

# What a spreadsheet may take for the start of a formula, the wide forms of East Asian keyboards
# included.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_text(cell: str) -> str:
    """A text as a spreadsheet will show it and not compute it: marked with an apostrophe."""
    return f"'{cell}" if cell.lstrip(" '\"").startswith(FORMULA) else cell
