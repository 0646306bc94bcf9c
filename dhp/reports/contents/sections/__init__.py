"""What says and draws what was counted: each section is given laid tables and measures nothing."""
