"""What is known about a case: answers with state and source, and the lines pages show of them."""
