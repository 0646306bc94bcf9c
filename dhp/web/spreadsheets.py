"""Texts in files that people open with a spreadsheet: none may be taken for a formula."""

from string import ascii_letters, digits

# What a spreadsheet may take for the start of a formula, the wide forms of East Asian keyboards
# included.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")

_PLAIN = frozenset(ascii_letters + digits + "[")


def as_text(cell: str) -> str:
    """A text as a spreadsheet will show it and not compute it: marked with an apostrophe."""
    if cell[:1] in _PLAIN:  # most are, and files have very many
        return cell
    return f"'{cell}" if cell.lstrip(" '\"").startswith(FORMULA) else cell


def as_written(cell: str) -> str:
    """The text that `as_text` marked; any other as it is."""
    marked = cell.startswith("'") and as_text(cell[1:]) != cell[1:]
    return cell[1:] if marked else cell
