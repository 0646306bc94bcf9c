"""The unit edits a case section by section: what changed, what it contradicts, whose text stands."""
