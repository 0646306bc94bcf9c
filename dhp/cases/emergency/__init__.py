"""Opening a restricted case in an emergency: for an hour, with a reason, and everybody is told."""
