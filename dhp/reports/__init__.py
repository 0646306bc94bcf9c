"""Reports: what they contain, and how one document becomes a page, a printed paper and a file."""
