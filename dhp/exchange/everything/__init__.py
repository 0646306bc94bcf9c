"""Leaving with everything: the whole record as open files, and a whole record made of them again."""
