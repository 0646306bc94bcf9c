"""Numbers and nothing else: each measure counts the record as at an instant and says what it counts."""
