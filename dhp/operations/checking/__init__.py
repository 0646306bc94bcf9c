"""Is this configuration safe? Every fault is named at once, with what to do about it."""
