"""The forms of the codebook: the words of an entry, its end, its parts, and a version's note."""

from collections.abc import Sequence

from wtforms import HiddenField

from dhp.coding.codebook.publishing import LONGEST_NOTE
from dhp.coding.codebook.tree import Book, Entry
from dhp.coding.codebook.wording import (
    LONGEST_LABEL,
    LONGEST_REASON,
    LONGEST_TEXT,
    PARTS,
    TYPES,
    Wording,
)
from dhp.identifiers import Kind
from dhp.recognition import OutgoingForm
from dhp.web.forms import Form
from dhp.web.inputs import LongText, ManyOf, OneOfList, Required, SelectChoice, Text, Upload


class WordingForm(Form):
    """The words of an entry."""

    label = Text(PARTS["label"], longest=LONGEST_LABEL, validators=[Required("Enter the label.")])
    definition = LongText(
        PARTS["definition"],
        longest=LONGEST_TEXT,
        description="What it means, in one paragraph.",
        validators=[Required("Enter the definition.")],
    )
    include = LongText("Include (optional)", longest=LONGEST_TEXT, description="What belongs here.")
    exclude = LongText(
        "Exclude (optional)",
        longest=LONGEST_TEXT,
        description="What does not, and which code to use for it.",
    )
    example = LongText(
        "Invented example (optional)",
        longest=LONGEST_TEXT,
        description="Make it up. Never use words from a real case.",
    )
    types = ManyOf(
        "Types of death it is meant for",
        description="Tick none if it is meant for every type.",
        choices=[SelectChoice(one.value, one.label) for one in TYPES],
    )

    @property
    def wording(self) -> Wording:
        """What was typed."""
        texts = ("label", "definition", "include", "exclude", "example")
        typed = {name: self[name].data or "" for name in texts}
        return Wording(types=tuple(self.types.data or ()), **typed)


class ReasonForm(Form):
    """Why an entry changes, and the mark of the words that the person read."""

    seen = HiddenField()
    reason = LongText(
        "Why?",
        longest=LONGEST_REASON,
        description="It is kept with the codebook. Do not name a case or a person.",
        validators=[Required("Say why. It is kept with the codebook.")],
    )


class RevisionForm(WordingForm, ReasonForm):
    """Other words for an entry."""


class RetirementForm(ReasonForm):
    """Ends an entry."""


class MergeForm(ReasonForm):
    """Leads an entry into another; `offer` fills in which."""

    into = OneOfList("Merge it into", validators=[Required("Choose what to merge it into.")])

    def offer(self, entries: Sequence[Entry]) -> None:
        """Let the person choose among `entries`."""
        listed = [SelectChoice(one.ref, f"{one.ref} {one.label}") for one in entries]
        self.into.choices = [SelectChoice("", "Choose one"), *listed]


class SplitForm(ReasonForm):
    """Puts two or three new entries in the place of one."""

    label_1 = Text("Label", longest=LONGEST_LABEL, validators=[Required("Enter the label.")])
    definition_1 = LongText(
        "Definition", longest=LONGEST_TEXT, validators=[Required("Enter the definition.")]
    )
    label_2 = Text("Label", longest=LONGEST_LABEL, validators=[Required("Enter the label.")])
    definition_2 = LongText(
        "Definition", longest=LONGEST_TEXT, validators=[Required("Enter the definition.")]
    )
    label_3 = Text("Label", longest=LONGEST_LABEL)
    definition_3 = LongText("Definition", longest=LONGEST_TEXT)

    def parts(self, types: tuple[str, ...]) -> list[Wording]:
        """The new entries, meant for the same `types` of death; blank ones are left out."""
        typed = [
            (self[f"label_{n}"].data or "", self[f"definition_{n}"].data or "") for n in (1, 2, 3)
        ]
        return [Wording(label, words, types=types) for label, words in typed if label or words]


class PublishForm(OutgoingForm):
    """Puts the open version into force; what it says anew is looked over."""

    leaving = ("note",)
    only = frozenset(Kind) - {Kind.QUOTE}  # an invented example is written as if somebody said it

    note = LongText(
        "What changed?",
        longest=LONGEST_NOTE,
        description="Reports print it where a trend crosses this version.",
        validators=[Required("Say what changed, so that a break in a trend can be understood.")],
    )


class FileForm(Form):
    """A codebook to take into the open version."""

    file = Upload(
        "Choose a file",
        description="CSV with the columns of our own download, or REFI-QDA (.qdc). At most 2 MB.",
    )


def publish_form(read: Book) -> PublishForm:
    """The form that publishes the open version, which `read` gives, with the words it brings."""
    form, parts = PublishForm(), ("definition", "include", "exclude", "example")
    new = [entry for entry in read.walk() if entry.worded == read.number]
    form.look_at(
        {
            f"{entry.ref} {entry.label}: {PARTS[part].lower()}": getattr(entry, part)
            for entry in new
            for part in parts
        }
    )
    return form


def filled_from(entry: Entry) -> dict[str, object]:
    """What the form of a revision begins with: the words that stand."""
    texts = ("label", "definition", "include", "exclude", "example")
    filled: dict[str, object] = {name: getattr(entry, name) for name in texts}
    return filled | {"types": list(entry.types), "seen": entry.mark}
