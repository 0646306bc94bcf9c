"""A sample of the demonstration that was drawn, and partly answered again."""

from dhp.calendar import now
from dhp.coding.abstracting.actions import draw, finish
from dhp.coding.abstracting.questions import columns_for, recorded
from dhp.demonstration.accounts import Staff

_WANTED, _ANSWERED = 6, 4
_OTHERWISE = {"death.method_primary": "[not_known]"}  # what the texts do not tell


def answer_some_again(staff: Staff) -> None:
    """Let a lead draw a few deaths, and readers answer most of them nearly as the record has them."""
    sample = draw(_WANTED, list(staff.readers), by=staff.lead, seed=1)
    people = {one.id: one for one in staff.readers}
    for one in sample.abstractions[:_ANSWERED]:
        names = [column.name for column in columns_for(one.case)]
        stood = recorded(one.case, names, now())
        texts = {name: text or "[not_known]" for name, text in stood.items()}
        finish(one, texts | _OTHERWISE, by=people[one.coder_id])
