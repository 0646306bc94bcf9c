"""Conflicts of interest: whom the words of a case may name, and who said so before opening it."""
