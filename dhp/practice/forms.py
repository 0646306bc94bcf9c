"""The forms of an entry of the library, new or revised."""

from collections.abc import Callable, Iterator
from functools import partial

from wtforms import HiddenField

from dhp.accounts.models import User
from dhp.practice.actions import (
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_SUMMARY,
    LONGEST_TEXT,
    LONGEST_TITLE,
    TYPES,
    Words,
)
from dhp.practice.models import PracticeWording
from dhp.practice.themes import DOMAINS, themes_in
from dhp.recognition import OutgoingForm
from dhp.web.inputs import LongText, ManyOf, Required, SelectChoice, Text


class EntryForm(OutgoingForm):
    """What an entry says."""

    leaving = ("title", "summary", "done", "found")

    title = Text("Title", longest=LONGEST_TITLE, validators=[Required("Enter a title.")])
    summary = LongText(
        "What is it, in one or two sentences?",
        longest=LONGEST_SUMMARY,
        validators=[Required("Say in one or two sentences what it is.")],
    )
    done = LongText(
        "What is done, by whom, and what does it need?",
        longest=LONGEST_TEXT,
        description="Enough for another force to begin. Do not include anything of a real case.",
        validators=[Required("Say what is done.")],
    )
    found = LongText(
        "What is known of its effect?",
        longest=LONGEST_TEXT,
        description="Results with their source, also where they disappoint. If nothing is known "
        "yet, say so.",
        validators=[Required("Say what is known of its effect.")],
    )
    contact = Text(
        "Which team can be asked?",
        longest=LONGEST_NAME,
        description="A team or a shared mailbox, not a person’s name.",
        validators=[Required("Enter which team can be asked.")],
    )
    types = ManyOf(
        "For which deaths may it help?",
        choices=[SelectChoice(one.value, one.label) for one in TYPES],
        validators=[Required("Choose at least one type of death.")],
    )
    domains = ManyOf(
        "What is it about?",
        choices=[SelectChoice(ref, name) for ref, name in DOMAINS.items()],
        validators=[Required("Choose what it is about.")],
    )
    finer = Text(
        "Themes of the codebook (optional)",
        description="Their references with spaces between, for example 5.03 6.02.",
    )

    def checks(self) -> Iterator[Callable[[], object]]:
        """The themes."""
        yield partial(themes_in, self.domains.data or [], self.finer.data or "")

    @property
    def words(self) -> Words:
        """What was typed; read it when the form is valid. Raises `DomainError`."""
        return Words(
            self.title.data or "",
            self.summary.data or "",
            self.done.data or "",
            self.found.data or "",
            self.contact.data or "",
            tuple(one for one in TYPES if one.value in (self.types.data or [])),
            themes_in(self.domains.data or [], self.finer.data or ""),
        )


class UnitEntryForm(EntryForm):
    """An entry that the unit makes in the name of somebody else."""

    organisation = Text(
        "Whose practice is it?",
        longest=LONGEST_TITLE,
        description="The organisation in whose name you enter it.",
        validators=[Required("Enter whose practice it is.")],
    )


class RevisionForm(EntryForm):
    """Other words for an entry, after those with the number `seen`."""

    seen = HiddenField()
    reason = LongText(
        "Why does it change?",
        longest=LONGEST_REASON,
        description="It is kept with the entry.",
        validators=[Required("Say why.")],
    )


def entry_form(user: User) -> EntryForm:
    """The form of a new entry: the unit says in whose name."""
    return EntryForm() if user.force_id else UnitEntryForm()


def revision_form(wording: PracticeWording) -> RevisionForm:
    """The form of a revision, filled with what stands."""
    finer = [ref for ref in wording.themes if ref not in DOMAINS]
    return RevisionForm(
        data={
            "title": wording.title,
            "summary": wording.summary,
            "done": wording.done,
            "found": wording.found,
            "contact": wording.contact,
            "types": list(wording.types),
            "domains": [ref for ref in wording.themes if ref in DOMAINS],
            "finer": " ".join(finer),
            "seen": str(wording.number),
        }
    )
