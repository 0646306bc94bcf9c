"""The event in the published reviews: where, how, who else died, who was there."""

from dhp.exchange.crosswalks.scheme import Mapped, Tag, single

# Where a row of ours would have nothing else to go by, one of these makes a death a homicide: a
# verdict, a tag, or an injury by another’s hand. Ligatures, suffocation, poison, fire, water, falls
# and vehicles are left out: they are as usual where nobody was killed by another.
KILLING_TAGS = ("homicide_suicide", "parricide")
KILLING_CAUSES = frozenset(
    {
        "blunt instrument",
        "hitting with a weapon",
        "hitting without a weapon",
        "manual strangulation",
        "sharp instrument",
        "shooting",
    }
)

LOCATION = single(
    "location_of_death",
    "location_type",
    {
        "residential_location": "residential",
        "public_place": "public_place",
        "other": "other",
    },
)

CAUSE = single(
    "cause_of_death",
    "method",
    {
        "sharp instrument": "sharp",
        "blunt instrument": "blunt",
        "hitting with a weapon": "hit_weapon",
        "hitting without a weapon": "kicking_hitting",
        "manual strangulation": "strangulation_manual",
        "strangulation with ligature": "strangulation_ligature",
        "suffocation, asphyxiation or smothering": "suffocation",
        "hanging": "hanging",
        "other poisoning": "poisoning",
        "carbon monoxide poisoning": "carbon_monoxide",
        "fall to a hard surface": "fall",
        "drowning": "drowning",
        "arson": "fire",
        "burning or scalding": "burning",
        "shooting": "shooting",
        "hit by vehicle": "vehicle",
        "negligence or neglect": "neglect",
        "other": "other",
    },
)

INCIDENT_COLUMNS: tuple[Mapped, ...] = (LOCATION,)
DEATH_COLUMNS: tuple[Mapped, ...] = (CAUSE,)
INCIDENT_TAGS = (
    Tag("multiple_victims", "n_deaths", "2+"),
    Tag("homicide_suicide", "homicide_suicide", "suspected"),
    Tag("children_present", "children_present", "yes"),
)
