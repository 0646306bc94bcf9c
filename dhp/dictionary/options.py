"""Lists of options and of states that several characteristics share."""

from dhp.dictionary.entry import Option, State

YES_NO = (Option("yes", "Yes"), Option("no", "No"))

# Sex as police and the deaths registers record it; harmonised standard, with "other" kept apart.
SEX = (Option("female", "Female"), Option("male", "Male"), Option("other", "Other"))

# How far alcohol or drugs were a problem. "problem" is also what a bare flag in an older source says.
USE = (
    Option("dependent", "Dependent"),
    Option("problem", "A problem, not known to be dependent"),
    Option("historic", "A problem in the past only"),
    Option("none", "No problem found in the records searched"),
)
TREATMENT = (
    Option("current", "In treatment at the time of the death"),
    Option("past", "In treatment before, not at the time"),
    Option("offered", "Offered, not taken up"),
    Option("none", "None found in the records searched"),
)
PARTIES = (
    Option("victim", "Victim"),
    Option("suspect", "Suspect"),
    Option("both", "Both"),
    Option("neither", "Neither"),
)
CARE = (
    Option("unpaid", "Yes, unpaid"),
    Option("paid", "Yes, as paid work"),
    Option("yes", "Yes, paid or unpaid not recorded"),
    Option("no", "No"),
)
LINK = (
    Option("one", "Yes, one record"),
    Option("several", "Yes, several records, not settled"),
    Option("pending", "Searched for, no answer yet"),
    Option("none", "Searched for, none found"),
)

INTIMATE = ("spouse", "partner", "ex-spouse", "ex-partner")
FOUND_IN_HISTORY = ("police", "agency", "family", "after_death", "known")

# What a person may choose beside a value, where the usual two are not enough.
OR_NOT_APPLICABLE = (State.NOT_YET_ESTABLISHED, State.NOT_KNOWN, State.NOT_APPLICABLE)
OR_WITHHELD = (State.NOT_YET_ESTABLISHED, State.NOT_KNOWN, State.WITHHELD)
