"""Two cases that may be one death or one incident: finding them, comparing, deciding, undoing."""
