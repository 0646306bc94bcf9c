"""The life of a report: approved by a second person, issued to all at once, corrected, withdrawn."""
