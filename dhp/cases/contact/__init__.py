"""Contact before a death: dated events, what was searched, and the timeline of both."""
