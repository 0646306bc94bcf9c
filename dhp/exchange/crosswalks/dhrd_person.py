"""The people in the published reviews: the same of victims and of perpetrators, save where it says."""

from collections.abc import Mapping
from dataclasses import dataclass

from dhp.exchange.crosswalks.dhrd_court import VERDICT
from dhp.exchange.crosswalks.scheme import Mapped, Tag, Tally, is_set, single, tagged

_SEX = {"female": "female", "male": "male", "other": "other"}

_ORIENTATION = {
    "heterosexual/straight": "straight",
    "gay/lesbian": "gay_lesbian",
    "bisexual": "bisexual",
    "other": "other",
}

_RELIGION = {
    "no religion": "none",
    "christian": "christian",
    "buddhist": "buddhist",
    "hindu": "hindu",
    "jewish": "jewish",
    "muslim": "muslim",
    "sikh": "sikh",
    "other": "other",
}

_ETHNICITY = {
    "white - british": "white_british",
    "white - irish": "white_irish",
    "white - gypsy/traveller": "white_gypsy_traveller",
    "white - roma": "white_roma",
    "any other white background": "white_other",
    "white, background not stated": "white_not_stated",
    "mixed - white and black caribbean": "mixed_white_black_caribbean",
    "mixed - white and black african": "mixed_white_black_african",
    "mixed - white and asian": "mixed_white_asian",
    "any other mixed/multiple": "mixed_other",
    "mixed, background not stated": "mixed_not_stated",
    "asian british - indian": "asian_indian",
    "asian british - pakistani": "asian_pakistani",
    "asian british - bangladeshi": "asian_bangladeshi",
    "asian british - chinese": "asian_chinese",
    "any other asian background": "asian_other",
    "asian, background not stated": "asian_not_stated",
    "black - caribbean": "black_caribbean",
    "black - african": "black_african",
    "any other black/african/caribbean background": "black_other",
    "black, background not stated": "black_not_stated",
    "arab": "arab",
    "any other ethnic group": "other",
}


@dataclass(frozen=True)
class Person:
    """What the library says of one of the two: `who` begins the names of most of the columns."""

    who: str
    columns: tuple[Mapped, ...]
    tags: tuple[Tag, ...]

    @property
    def troubled(self) -> str:
        """The column that says that there were mental health issues, of whatever kind."""
        return f"{self.who}_mental_health_issues"

    def cells(self, cells: Mapping[str, str], place: str, tally: Tally) -> dict[str, str]:
        """The answers that a row gives about the person at `place`."""
        told = tagged(self.tags, cells, place)
        for mapped in self.columns:
            told |= tally.translate(mapped, cells, place)
        # Where thoughts of suicide or self-harm are all that is tagged, they are what is meant.
        alone = not {f"{place}.mental_health", f"{place}.suicidality"} & set(told)
        if alone and is_set(cells.get(self.troubled, "")):
            told[f"{place}.mental_health"] = "not_specified"
        if told.get("victim.pregnancy") and told.get("victim.sex") == "male":
            del told["victim.pregnancy"]
            tally.values["victim_vuln_pregnancy", "True, of a male victim"] += 1
        return told


def _ethnicity(source: str) -> Mapped:
    values = {value: (group, "review") for value, group in _ETHNICITY.items()}
    return Mapped(source, ("ethnicity_19", "ethnicity_source"), values)


def _tags(who: str) -> tuple[Tag, ...]:
    return (
        Tag("prev_offence_history", "previous_offending", "not_specified"),
        Tag(f"{who}_carer_responsibilities", "caring_responsibilities", "yes"),
        Tag(f"{who}_mh_adjustment_disorder", "mental_health", "adjustment_disorder"),
        Tag(f"{who}_mh_anxiety", "mental_health", "anxiety"),
        Tag(f"{who}_mh_dementia", "mental_health", "dementia"),
        Tag(f"{who}_mh_depression", "mental_health", "depression"),
        Tag(f"{who}_mh_panic_attacks", "mental_health", "panic_attacks"),
        Tag(f"{who}_mh_ptsd", "mental_health", "ptsd"),
        Tag(f"{who}_mh_psychosis", "mental_health", "psychosis"),
        Tag(f"{who}_mh_other", "mental_health", "other"),
        Tag(f"{who}_mh_suicidal_thoughts", "suicidality", "thoughts"),
        Tag(f"{who}_mh_suicide_attempts", "suicidality", "attempt"),
        Tag(f"{who}_mh_selfharm", "suicidality", "self_harm"),
        Tag(f"{who}_vuln_alcohol", "alcohol", "problem"),
        Tag(f"{who}_vuln_substance_misuse", "drugs", "problem"),
        Tag(f"{who}_vuln_housing", "housing_problem", "yes"),
        Tag(f"{who}_vuln_neurodiversity", "disability", "neurodiversity"),
        Tag(f"{who}_vuln_physical_disability", "disability", "physical"),
        Tag(f"{who}_vuln_other", "other_vulnerability", "yes"),
    )


VICTIM = Person(
    "victim",
    (
        single("sex_of_victim", "sex", _SEX),
        single("sexual_orientation_of_victim", "sexual_orientation", _ORIENTATION),
        single("victim_religion", "religion", _RELIGION),
        _ethnicity("victim_ethnicity"),
    ),
    (*_tags("victim"), Tag("victim_vuln_pregnancy", "pregnancy", "either")),
)
SUSPECT = Person(
    "perpetrator",
    (
        single("sex_of_perpetrator", "sex", _SEX),
        single("sexual_orientation_of_perpetrator", "sexual_orientation", _ORIENTATION),
        _ethnicity("perpetrator_ethnicity"),
        VERDICT,
    ),
    (*_tags("perpetrator"), Tag("perpetrator_carer_for_victim", "suspect_cares_for_victim", "yes")),
)
