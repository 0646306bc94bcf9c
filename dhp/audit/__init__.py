"""The trail: what was done and what was read, by whom, in an order that cannot be rewritten unseen."""
