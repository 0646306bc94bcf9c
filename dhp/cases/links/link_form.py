"""The form that says what two cases are to each other, with a question for each difference."""

import re

from wtforms import HiddenField

from dhp.cases.forms import LONGEST_REASON
from dhp.cases.links.comparison import Comparison
from dhp.cases.links.models import LinkKind
from dhp.cases.links.same_death import Finding
from dhp.cases.models import Case
from dhp.cases.rules import check_version
from dhp.references import shown_reference
from dhp.web.forms import Form
from dhp.web.inputs import LongText, OneOf, Required, SelectChoice

_HERE = "here"
_THERE = "there"


class LinkForm(Form):
    """What a person found about two cases. `link_form` adds a question for each difference.

    `versions` are those of both cases as they were shown.
    """

    comparison: Comparison
    versions = HiddenField()
    kind = OneOf(
        "What are these two cases?",
        choices=[SelectChoice(kind.value, kind.label) for kind in LinkKind],
        validators=[Required("Choose what these two cases are.")],
    )
    keep = OneOf(
        "Which case stays, if they are the same death?",
        description="The other one is kept whole behind it, and can be taken out again.",
        choices=[],
        validators=[Required("Choose which case stays.")],
    )
    reason = LongText(
        "Why do you think so?",
        longest=LONGEST_REASON,
        description="Needed for the same death or the same incident. Do not include names.",
    )

    def check_seen(self) -> None:
        """Raise `Stale` if either case changed since it was shown."""
        seen = self.versions.data or ""
        numbers = (
            [int(n) for n in seen.split("-")]
            if re.fullmatch("[0-9]{1,9}-[0-9]{1,9}", seen)
            else [0, 0]
        )
        for number, case in zip(numbers, self._cases, strict=True):
            check_version(number, case.version)

    def show_present(self) -> None:
        """Carry the versions that are shown now."""
        self.versions.data = "-".join(str(case.version) for case in self._cases)

    @property
    def finding(self) -> Finding:
        """What the person found. Only after `validate` succeeded."""
        case, other = self._cases
        keep, gone = (case, other) if self.keep.data == _HERE else (other, case)
        ids = {_HERE: case.id, _THERE: other.id}
        choices = {pair.name: ids[self[pair.field].data] for pair in self.comparison.to_choose}
        return Finding(keep, gone, LinkKind(self.kind.data), self.reason.data or "", choices)

    @property
    def _cases(self) -> tuple[Case, Case]:
        return self.comparison.case, self.comparison.other


def link_form(comparison: Comparison) -> LinkForm:
    """The form for the two cases of `comparison`, with what is proposed filled in."""
    names = {_HERE: comparison.case.ref, _THERE: comparison.other.ref}
    fields: dict[str, object] = {
        pair.field: OneOf(
            pair.label,
            choices=[SelectChoice(_HERE, pair.here), SelectChoice(_THERE, pair.there)],
            default=pair.take,
            validators=[Required(f"Choose an answer for: {pair.label}.")],
        )
        for pair in comparison.to_choose
    }
    form: LinkForm = type("LinkForm", (LinkForm,), fields)()
    form.comparison = comparison
    if comparison.other.erased_at is not None:  # it cannot stay, nor can this one if it is
        del names[_THERE]
    form.keep.choices = [
        SelectChoice(side, f"Case {shown_reference(ref)}") for side, ref in names.items()
    ]
    if not form.is_submitted():
        earlier = _HERE if comparison.earlier is comparison.case else _THERE
        form.keep.data = earlier if earlier in names else _HERE
        form.show_present()
    return form
