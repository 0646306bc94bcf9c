"""The filter of a list of cases: which parameters there are, and what each may hold."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select

from dhp.accounts.models import Force
from dhp.cases.models import Case
from dhp.definitions import DeathType, Scope
from dhp.references import plain_reference

UNJUDGED = "none"  # the scope of a case that nobody has judged
_LONGEST = 14  # characters of a reference


@dataclass(frozen=True)
class CaseFilter:
    """What a list is narrowed to; an empty text or None narrows nothing.

    `scope` is a `Scope` or `none` for cases not judged; `ref` the beginning of a reference.
    """

    type: DeathType | None = None
    force: str = ""
    scope: str = ""
    ref: str = ""

    def apply(self, statement: Select[Case]) -> Select[Case]:
        """`statement`, narrowed."""
        if self.type:
            statement = statement.where(Case.type == self.type)
        if self.force:
            statement = statement.where(Case.force.has(Force.code == self.force))
        if self.scope == UNJUDGED:
            statement = statement.where(Case.scope.is_(None))
        elif self.scope:
            statement = statement.where(Case.scope == Scope(self.scope))
        if self.ref:
            statement = statement.where(Case.ref.startswith(self.ref, autoescape=True))
        return statement

    @property
    def parameters(self) -> dict[str, str]:
        """The filter as the parameters of an address."""
        given = {"type": self.type or "", "force": self.force, "scope": self.scope, "ref": self.ref}
        return {name: str(value) for name, value in given.items() if value}


def facts_of(wanted: CaseFilter) -> dict[str, str]:
    """The filter for the trail. A reference is typed, so its text is left out."""
    return {name: "given" if name == "ref" else value for name, value in wanted.parameters.items()}


def filter_from(arguments: Mapping[str, str], forces: Mapping[str, str]) -> CaseFilter:
    """The filter that an address asks for. What is not on the list of choices is not looked at.

    `forces` are the names of all forces by their codes.
    """
    kind, scope = arguments.get("type", ""), arguments.get("scope", "")
    force = arguments.get("force", "")
    ref = plain_reference(arguments.get("ref", "").strip())[:_LONGEST]
    return CaseFilter(
        type=DeathType(kind) if kind in list(DeathType) else None,
        force=force if force in forces else "",
        scope=scope if scope in (UNJUDGED, *Scope) else "",
        ref=ref,
    )
