"""What somebody did with the invented case, as it is kept in the texts of its row."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field

from dhp.calendar import london_date
from dhp.cases.judging.classification import OutReason, Verification
from dhp.cases.rules import Decision, Standing
from dhp.coding.passes.rules import Polarity
from dhp.definitions import DeathType, Scope
from dhp.dictionary import Given
from dhp.errors import Absent
from dhp.references import new_reference
from dhp.training.invented import answers_on
from dhp.training.models import CaseRehearsal


@dataclass(frozen=True)
class PracticeMark:
    """One code on words of the invented text, or on the whole case, as a mark of the record has it."""

    code_id: int
    answer_id: int | None = None
    starts: int | None = None
    ends: int | None = None
    quote: str | None = None
    polarity: Polarity = Polarity.PRESENT
    memo: str | None = None
    unsure: bool = False
    ref: str = field(default_factory=new_reference)

    @property
    def place(self) -> tuple[int, int, int]:
        """Where it lies and with which code: the same twice is one mark."""
        return self.answer_id or 0, self.starts or 0, self.ends or 0


@dataclass(frozen=True)
class Asked:
    """One question to the invented force: about which column, blank for the case, in which words."""

    about: str
    words: str


def marks_in(rehearsal: CaseRehearsal) -> list[PracticeMark]:
    """The marks in the order of the text."""
    kept = json.loads(rehearsal.marks)
    marks = [PracticeMark(**one | {"polarity": Polarity(one["polarity"])}) for one in kept]
    return sorted(marks, key=lambda one: one.place)


def mark_in(rehearsal: CaseRehearsal, ref: str) -> PracticeMark:
    """The mark with this reference; raises `Absent`."""
    found = next((one for one in marks_in(rehearsal) if one.ref == ref), None)
    if found is None:
        raise Absent
    return found


def asked_in(rehearsal: CaseRehearsal) -> list[Asked]:
    """The questions, the first first."""
    return [Asked(**one) for one in json.loads(rehearsal.asked)]


def answers_in(rehearsal: CaseRehearsal) -> dict[str, Given]:
    """What is known of the invented case by now, by column name."""
    about = [one.about for one in asked_in(rehearsal)]
    return answers_on(london_date(rehearsal.started_at), about)


def standing_in(rehearsal: CaseRehearsal) -> Standing | None:
    """The judgement that stands, if any, as the rules of a decision ask for it."""
    decision = decision_in(rehearsal)
    return (decision.scope, decision.type) if decision else None


def decision_in(rehearsal: CaseRehearsal) -> Decision | None:
    """What was decided of scope and type, if anything."""
    if rehearsal.decision is None:
        return None
    kept = json.loads(rehearsal.decision)
    return Decision(
        **kept
        | {
            "scope": Scope(kept["scope"]),
            "type": DeathType(kept["type"]),
            "verification": Verification(kept["verification"]),
            "out_reason": OutReason(kept["out_reason"]) if kept["out_reason"] else None,
        }
    )


def as_text(kept: Decision | Sequence[PracticeMark] | Sequence[Asked]) -> str:
    """The text that the functions above read."""
    rows = [asdict(one) for one in kept] if isinstance(kept, Iterable) else asdict(kept)
    return json.dumps(rows, ensure_ascii=False)
