"""The form of judging a case, and what every form about a case shares."""

from collections.abc import Callable, Iterator
from functools import partial

from wtforms.validators import Optional

from dhp.cases.judging.classification import OutReason, Verification
from dhp.cases.judging.proposals import OFFERED
from dhp.cases.models import Classification
from dhp.cases.rules import Decision, Standing, check_explained, check_out, check_type
from dhp.cases.wording import SCOPE_WORDS
from dhp.definitions import DEFINITIONS, DeathType, Scope, Verdict
from dhp.web.forms import SeenForm
from dhp.web.inputs import LongText, OneOf, Required, SelectChoice, Text

_TYPES = [kind for kind in DeathType if kind is not DeathType.UNCLASSIFIED]
LONGEST_REASON = 2_000  # characters


class ClassificationForm(SeenForm):
    """A person's judgement of scope and type."""

    _against: tuple[Callable[[str], Verdict], Standing | None] | None = None

    scope = OneOf(
        "Does this death belong in the collection?",
        choices=[SelectChoice(scope.value, words) for scope, words in SCOPE_WORDS.items()],
        validators=[Required("Choose whether the death is in scope.")],
    )
    type = OneOf(
        "What type of death is it?",
        description="Only for a death in scope.",
        choices=[SelectChoice(kind.value, kind.label) for kind in _TYPES],
        validators=[Optional()],
    )
    definition = OneOf(
        "Which definition did you follow?",
        choices=[SelectChoice(name, DEFINITIONS[name].title) for name in OFFERED],
        validators=[Required("Choose the definition that you followed.")],
    )
    verification = OneOf(
        "How far is this judgement verified?",
        choices=[
            SelectChoice(
                Verification.UNVERIFIED.value, "Unverified: it rests on what we were first told"
            ),
            SelectChoice(
                Verification.VERIFIED.value, "Verified: checked with the force or another source"
            ),
        ],
        default=Verification.UNVERIFIED.value,
        validators=[Optional()],
    )
    out_reason = OneOf(
        "Why is it out of scope?",
        description="Only for a death out of scope.",
        choices=[SelectChoice(reason.value, reason.label) for reason in OutReason],
        validators=[Optional()],
    )
    referred_to = Text(
        "Who was it referred to?",
        longest=200,
        description="Only for a death out of scope that others should look at. For example: the "
        "force’s lead on stalking. Do not include names.",
    )
    reason = LongText(
        "Why?",
        longest=LONGEST_REASON,
        description="Needed when you decide otherwise than the definition proposes, or change an "
        "earlier decision. Do not include names.",
    )

    def hold_against(self, proposal_of: Callable[[str], Verdict], before: Standing | None) -> None:
        """Ask why a decision is not what a definition proposes, by its name, or what stood `before`."""
        self._against = proposal_of, before

    def checks(self) -> Iterator[Callable[[], object]]:
        """What goes with the scope, and the reason; nothing where a choice is none of those offered."""
        chosen = (self.scope, self.type, self.verification, self.out_reason)
        if any(field.errors for field in chosen):
            return
        decision = self.decision
        yield partial(check_type, decision)
        yield partial(check_out, decision)
        if self._against and not self.definition.errors:
            proposal_of, before = self._against
            yield partial(check_explained, decision, proposal_of(decision.definition), before)

    @property
    def decision(self) -> Decision:
        """What the person decided. Only where each choice is one of those offered.

        A radio button cannot be cleared, so a type or a reason for being out of scope that belongs
        to another scope than the chosen one is not meant.
        """
        scope = Scope(self.scope.data)
        kind = self.type.data if scope is Scope.IN else None
        out_reason = self.out_reason.data if scope is Scope.OUT else None
        return Decision(
            scope,
            DeathType(kind) if kind else DeathType.UNCLASSIFIED,
            self.definition.data,
            self.reason.data or "",
            Verification(self.verification.data or Verification.UNVERIFIED),
            OutReason(out_reason) if out_reason else None,
            self.referred_to.data or "",
        )

    def start_from(self, standing: Classification | Decision | None, version: int) -> None:
        """Fill in what stands now."""
        self.version.data = str(version)
        self.definition.data = OFFERED[0]
        if standing:
            self.scope.data = standing.scope.value
            kind = standing.type
            self.type.data = None if kind is DeathType.UNCLASSIFIED else kind.value
            self.definition.data = standing.definition
            self.verification.data = standing.verification.value
            self.out_reason.data = standing.out_reason.value if standing.out_reason else None
            self.referred_to.data = standing.referred_to
