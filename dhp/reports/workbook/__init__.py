"""A report as an accessible spreadsheet: a cover, contents, notes, and one table on each sheet."""
