"""What goes in and out by file: the deaths file, other people's files, and the record of imports."""
