"""One force's own record, as its contact may know it: what a pack for that force tells."""
