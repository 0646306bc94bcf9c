"""The desk of a coder: the narratives of a case, spans of them, and the marks laid on them."""
