"""Lists of options that several characteristics share."""

from dhp.dictionary.entry import Option

YES_NO = (Option("yes", "Yes"), Option("no", "No"))

# Sex as police and the deaths registers record it; harmonised standard, with "other" kept apart.
SEX = (Option("female", "Female"), Option("male", "Male"), Option("other", "Other"))
