"""What coders look for: domains, themes and codes, in versions whose meanings never change."""

from dhp.coding.codebook.reading import NoCodebook, book, open_number, resolve
from dhp.coding.codebook.tree import Book, Entry, Resolved, Way

__all__ = ["Book", "Entry", "NoCodebook", "Resolved", "Way", "book", "open_number", "resolve"]
