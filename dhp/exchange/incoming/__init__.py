"""Importing deaths in the browser: a file is looked at row by row, and kept once it is confirmed."""
