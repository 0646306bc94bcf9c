"""Who reads which case: passes given out, opened, finished or passed on, and care for those who read."""
