"""Whether accounts are still needed: asked every quarter, and shut where nobody uses them."""
