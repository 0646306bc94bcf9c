"""Drawings of numbers for page and paper alike: plain numbers and words in, a drawing out."""

# The fonts must be registered before anything imports ReportLab's graphics or platypus; a package
# is imported before its modules, so this line holds for all of them.
from dhp.charts import fonts as fonts
