"""What two readings of a case say together: compared, settled by a third person, and what then stands."""
