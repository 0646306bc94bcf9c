"""What the unit takes out of the record as tables: for a stated purpose, proved again, and remembered."""
