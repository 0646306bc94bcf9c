"""What each report holds, a module each, to be read as a table of contents."""
