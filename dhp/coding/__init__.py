"""What narratives say: the codebook, the coders' marks, and how far coders agree."""
