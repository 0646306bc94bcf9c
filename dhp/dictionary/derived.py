"""Values that are worked out from answers and never asked, listed so that tables can use them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dhp.dictionary.answer import Given
from dhp.dictionary.derived_values import (
    DATE_OF_DEATH,
    HARMONISED,
    PROJECT,
    Bands,
    Known,
    Outside,
    Unsettled,
    adulthood,
    band_code,
    days_from,
    days_since_contact,
    ethnic_group,
    in_bands,
    lockdown,
    parricide,
    tie,
)
from dhp.dictionary.entry import Kind, Option, State, Subject
from dhp.dictionary.lockdowns import Country

__all__ = ["DERIVED", "Country", "Derived", "Outside", "derive"]


@dataclass(frozen=True)
class Derived:
    """One derived value: like a characteristic to a table, but with no question.

    `needs` are the columns it is worked out from, `*` standing for the place of the value itself.
    `options` are what it can be; a number of days has none.
    """

    code: str
    subject: Subject
    name: str
    definition: str
    source: str
    needs: tuple[str, ...]
    work_out: Callable[[Known], str]
    options: tuple[Option, ...] = ()

    @property
    def kind(self) -> Kind:
        """Days are whole numbers; everything else is one of the options."""
        return Kind.ONE_OF if self.options else Kind.WHOLE_NUMBER

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the characteristics it is worked out from."""
        return tuple(name.partition(".")[2] for name in self.needs)


def derive(
    code: str, answers: Mapping[str, Given], place: str, outside: Outside | None = None
) -> Given:
    """The derived value `code` at `place`, from `answers` by column name.

    Where an answer it needs has no value, its state passes on, so that a missing answer is never
    read as no. Where the answers leave it open, such as an age range over two bands, it is
    `not_known`. Raises KeyError for a code that is not derived.
    """
    try:
        value = DERIVED[code].work_out(Known(answers, place, outside or Outside()))
    except Unsettled as unsettled:
        return Given(unsettled.state)
    return Given(State.ANSWERED, value)


def _band_options(bands: Bands) -> tuple[Option, ...]:
    return tuple(Option(band_code(*ends), _band_label(*ends)) for ends in bands)


def _band_label(first: int, last: int | None) -> str:
    if last is None:
        return f"{first} or over"
    return f"Under {last + 1}" if first == 0 else f"{first} to {last}"


DERIVED: Mapping[str, Derived] = MappingProxyType(
    {
        entry.code: entry
        for entry in (
            Derived(
                code="age_band",
                subject=Subject.PERSON,
                name="age band",
                definition="The band that holds the age; a range has one only where all of it fits.",
                source="Bands of the DHR Library, opened below 16 and above 65",
                needs=("*.age",),
                work_out=in_bands(HARMONISED),
                options=_band_options(HARMONISED),
            ),
            Derived(
                code="age_band_dhp",
                subject=Subject.PERSON,
                name="wide age band",
                definition="The wide band that holds the age; a range has one only where all of it fits.",
                source="Domestic Homicide Project reports: 16 to 24, 25 to 54, 65 or over",
                needs=("*.age",),
                work_out=in_bands(PROJECT),
                options=_band_options(PROJECT),
            ),
            Derived(
                code="adult_child",
                subject=Subject.PERSON,
                name="status as adult or child",
                definition="18 or over at the date of death, or younger.",
                source="Where the types of death end and begin, as this repository decided",
                needs=("*.age",),
                work_out=adulthood,
                options=(Option("child", "Child"), Option("adult", "Adult")),
            ),
            Derived(
                code="ethnic_group",
                subject=Subject.PERSON,
                name="ethnic group, five groups",
                definition="The group that the harmonised ethnic group belongs to.",
                source="Harmonised standard, Census 2021, 5 groups",
                needs=("*.ethnicity_19",),
                work_out=ethnic_group,
                options=(
                    Option("white", "White"),
                    Option("mixed", "Mixed or multiple"),
                    Option("asian", "Asian or Asian British"),
                    Option("black", "Black, Black British, Caribbean or African"),
                    Option("other", "Another ethnic group"),
                ),
            ),
            Derived(
                code="tie",
                subject=Subject.RELATIONSHIP,
                name="tie to the victim",
                definition="Whether the suspect is or was a partner, is a relative, or is neither.",
                source="DHR Library flags “intimate partner” and “familial”",
                needs=("*.relationship",),
                work_out=tie,
                options=(
                    Option("intimate", "Partner or former partner"),
                    Option("familial", "Relative"),
                    Option("neither", "Neither"),
                ),
            ),
            Derived(
                code="parricide_type",
                subject=Subject.RELATIONSHIP,
                name="kind of parricide",
                definition="Which parent or grandparent the suspect is suspected of killing, if any.",
                source="Asks on the killing of parents; DHR Library flag “parricide”",
                needs=("*.relationship", "victim.sex"),
                work_out=parricide,
                options=(
                    Option("matricide", "Mother"),
                    Option("patricide", "Father"),
                    Option("parent", "Parent, sex other"),
                    Option("step", "Step-parent"),
                    Option("grandparent", "Grandparent"),
                    Option("none", "Not a parricide"),
                ),
            ),
            Derived(
                code="days_death_to_notify",
                subject=Subject.DEATH,
                name="days from death to notice",
                definition="Whole days from the death to the receipt of the notice.",
                source="This repository, on timeliness",
                needs=(DATE_OF_DEATH,),
                work_out=days_from(DATE_OF_DEATH),
            ),
            Derived(
                code="days_aware_to_notify",
                subject=Subject.DEATH,
                name="days from knowing to notice",
                definition="Whole days from when the force knew to the receipt of the notice.",
                source="This repository, on timeliness",
                needs=("death.aware_on",),
                work_out=days_from("death.aware_on"),
            ),
            Derived(
                code="days_contact_to_death",
                subject=Subject.DEATH,
                name="days from last police contact to death",
                definition="Whole days from the last police contact with the victim to the death.",
                source="Domestic Homicide Project reports on prior contact",
                needs=("death.last_contact_date", DATE_OF_DEATH),
                work_out=days_since_contact,
            ),
            Derived(
                code="lockdown_period",
                subject=Subject.DEATH,
                name="lockdown",
                definition="The time of staying at home in which the death fell, in that country.",
                source="Domestic Homicide Project reports; dates in the table of lockdowns",
                needs=(DATE_OF_DEATH,),
                work_out=lockdown,
                options=(
                    Option("first", "First lockdown"),
                    Option("second", "Second lockdown, in Wales the firebreak"),
                    Option("third", "Third lockdown"),
                    Option("none", "No lockdown"),
                ),
            ),
        )
    }
)
