"""Backups: everything the database holds as at one instant, encrypted, checked, put back whole."""
