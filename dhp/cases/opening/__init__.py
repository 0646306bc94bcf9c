"""Opening cases from what arrived: one, or the hundreds of a file in as many statements."""
