"""What goes in and out by file: the deaths file, the files of others, the memory of imports."""
