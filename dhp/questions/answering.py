"""One question as the force answers it: the page's forms, and what was sent made into a reply."""

from dataclasses import dataclass, replace

from dhp.accounts.models import User
from dhp.calendar import london_date, now
from dhp.cases.history import who
from dhp.dictionary import DICTIONARY, Column, Given, State, column_named, read, shown, write
from dhp.errors import DomainError
from dhp.questions.forms import ReplyForm
from dhp.questions.models import Question
from dhp.questions.present import own_answer
from dhp.questions.queries import before
from dhp.questions.replying import Reply, mark_of
from dhp.questions.rules import ReplyKind
from dhp.questions.showing import Row, people_in, rows
from dhp.web.fields import QuestionForm, question_form
from dhp.web.forms import Form


@dataclass
class Answering:
    """One question on its page. `field` is the dictionary's own; None for the whole case.

    `earlier` is the question that this one follows, which it may take up.
    """

    row: Row
    present: Given
    column: Column | None
    field: QuestionForm | None
    form: ReplyForm
    names: dict[str, str]
    earlier: Question | None

    @property
    def question(self) -> Question:
        """The question itself."""
        return self.row.question

    @property
    def recorded(self) -> bool:
        """Whether there is an answer that could be right."""
        return self.present.state is not State.NOT_RECORDED

    @property
    def present_words(self) -> str:
        """The force's answer that stands, in words."""
        return shown(self.column.characteristic, self.present) if self.column else ""

    @property
    def faulty(self) -> Form:
        """The half of the page's form that has faults."""
        return self.field if self.field is not None and self.field.errors else self.form

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What the person typed, by what it was meant as; for whoever lost the race."""
        texts = [
            (str(self.form[name].label.text), self.form[name].data or "")
            for name in ("remark", "right", "unknown", "words")
        ]
        if self.form.chosen is ReplyKind.VALUE:
            texts.insert(0, (self.row.label, self._typed_answer()))
        return [(label, text) for label, text in texts if text.strip()]

    @property
    def given(self) -> Given | None:
        """The answer in the field; None where it is blank or not sound."""
        if self.field is None or self.column is None or not self.field.validate():
            return None
        text = self.field.answers[self.column.name]
        return read(self.column.characteristic, text, today=london_date(now()))

    def _typed_answer(self) -> str:
        """What was typed as the answer: in words where it is sound, else as it was typed."""
        if self.field is None or self.column is None:
            return ""
        given = self.given
        return shown(self.column.characteristic, given) if given else self.field.questions[0].data

    def reply(self) -> Reply | None:
        """What was sent, or None with the faults beside their fields."""
        kind = self.form.chosen
        if not self.form.validate() or kind is None:
            if kind is None:
                self.form.form_errors.append("Choose one of the buttons to answer.")
            return None
        given = self.given if kind is ReplyKind.VALUE else None
        if kind is ReplyKind.VALUE and self.field is not None and given is None:
            return None
        return Reply(kind, self.form.text_of(kind), given, self.form.saw.data or "")

    def fail(self, error: DomainError) -> None:
        """Show what is wrong beside the field that it names."""
        in_field = self.field is not None and error.field in self.field
        (self.field if in_field and self.field is not None else self.form).fail(error)

    def show_what_stands(self) -> None:
        """Let the hidden fields carry what stands now, so that sending again decides on it."""
        self.form.version.data = str(self.question.version)
        self.form.saw.data = mark_of(self.present)

    @property
    def replied_by(self) -> str:
        """Who answered it, by name."""
        return who(self.question.replied_by or "", self.names)


def answering(question: Question, user: User) -> Answering:
    """The page of `question` for `user` of its force, filled from the request or what stands."""
    column = column_named(question.about, DICTIONARY)
    present, earlier = own_answer(question, user), before(question, user)
    [row] = rows([question])
    return Answering(
        row=row,
        present=present,
        column=column,
        field=_field(row, column, present),
        form=ReplyForm(),
        names=people_in([question, earlier] if earlier else [question]),
        earlier=earlier,
    )


def _field(row: Row, column: Column | None, present: Given) -> QuestionForm | None:
    if column is None:
        return None
    # "Not known" has its own button below, which asks why.
    entry = column.characteristic
    states = tuple(state for state in entry.states if state is not State.NOT_KNOWN)
    before = "" if present.state is State.NOT_KNOWN else write(present)
    asked, died = Column(column.place, replace(entry, states=states)), row.question.case.died_first
    return question_form([asked], {column.name: before}, complete=True, died=died, alone=row.alone)
