"""Reading tabular files, CSV and workbooks, for what their bytes are: never trusting a name."""
