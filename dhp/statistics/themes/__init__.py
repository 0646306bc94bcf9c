"""What coded narratives show: how common themes are, what goes together, when reading finds nothing new."""
