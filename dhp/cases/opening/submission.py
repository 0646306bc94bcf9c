"""What arrives about one death, from a form, a file or an interface: the same for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from dhp.accounts.models import Force
from dhp.cases.models import Source
from dhp.dictionary import Given, Stage, State, suspects_in
from dhp.dictionary.asking import SUSPECT_IDENTIFIED

_SILENT = (State.NOT_RECORDED, State.NOT_APPLICABLE, State.NOT_ASKED)


@dataclass(frozen=True)
class Submission:
    """One death as told by somebody. `answers` are by column name, such as `victim.sex`.

    `force` is None only for a back-record whose force is not yet established; then `region` says
    what is known. `back_record` marks a death of the past that was collected, not notified.
    """

    force: Force | None
    received_at: datetime
    answers: Mapping[str, Given]
    source: Source = Source.FORCE
    stage: Stage = Stage.NOTICE
    region: str | None = None
    back_record: bool = False
    restricted: bool = False
    key_name: str | None = None

    @cached_property
    def suspects(self) -> int:
        """How many suspects it tells of: those with anything recorded, and one if identified.

        Of a suspect who is identified everything else is then known to be missing.
        """
        told = [name for name, given in self.answers.items() if given.state not in _SILENT]
        identified = self.answers.get(SUSPECT_IDENTIFIED) == Given(State.ANSWERED, "yes")
        return max(suspects_in(told), int(identified))

    @property
    def told(self) -> Mapping[str, Given]:
        """The answers of every place but those of suspects it tells nothing of."""
        suspects = self.suspects
        if suspects_in(self.answers) <= suspects:
            return self.answers
        return {
            name: given for name, given in self.answers.items() if suspects_in((name,)) <= suspects
        }
