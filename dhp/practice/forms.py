"""The forms of the library: an entry, and what a force does with it."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from wtforms import HiddenField

from dhp.accounts.models import Force, User
from dhp.calendar import london_date, now
from dhp.errors import DomainError
from dhp.practice.actions import (
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_SUMMARY,
    LONGEST_TEXT,
    LONGEST_TITLE,
    TYPES,
    Adopted,
    Words,
)
from dhp.practice.models import PracticeWording
from dhp.practice.rules import (
    STANDINGS,
    Standing,
    check_past,
)
from dhp.practice.themes import DOMAINS, themes_in
from dhp.recognition import OutgoingForm
from dhp.web.inputs import Day, LongText, ManyOf, OneOf, OneOfList, Required, SelectChoice, Text


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


class AdoptionForm(OutgoingForm):
    """What one force does with an entry."""

    leaving = ("note",)

    force = OneOfList("Force", validators=[Required("Choose a force.")])
    standing = OneOf(
        "What does the force do with it?",
        choices=[SelectChoice(one.value, words) for one, words in STANDINGS.items()],
        validators=[Required("Choose what the force does with it.")],
    )
    since = Day(
        "Since when?",
        phrase="The day",
        description="For example, 27 3 2026.",
        validators=[Required("Enter the day.")],
    )
    note = LongText(
        "What should others know? (optional)",
        longest=LONGEST_REASON,
        description="For example what had to be changed, or why it was dropped.",
    )

    def offer(self, forces: Sequence[Force]) -> None:
        """Let the person choose among `forces`; where there is one only, nothing is asked."""
        listed = [SelectChoice(force.code, force.name) for force in forces]
        self.force.choices = [SelectChoice("", "Choose a force"), *listed]
        if len(forces) == 1:
            del self.force

    def checks(self) -> Iterator[Callable[[], object]]:
        """The day."""
        if self.since.data:
            yield partial(check_past, self.since.data, london_date(now()), "since")

    def adopted(self, forces: Sequence[Force]) -> Adopted:
        """What was said; call it when the form is valid. Raises `DomainError` without a day."""
        if self.since.data is None:
            raise DomainError("Enter the day.", "since")
        chosen = self.force.data if "force" in self else forces[0].code
        return Adopted(
            next(force for force in forces if force.code == chosen),
            Standing(self.standing.data),
            self.since.data,
            self.note.data or "",
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
