"""Practising a notification: the same pages and checks, on a row that no query of the record knows."""
