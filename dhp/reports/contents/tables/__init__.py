"""What counts the record for reports: makers of tables, each given a brief, by what they are about."""
