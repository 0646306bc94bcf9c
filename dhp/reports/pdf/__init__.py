"""A report on paper: a tagged PDF, made from the document alone."""

# Importing the charts registers the fonts, which must come before platypus is imported; this
# package is imported before its modules, so the order holds for all of them.
from dhp.charts import fonts as fonts
