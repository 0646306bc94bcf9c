"""Who gets which report, with which copy, and who has opened it."""
