"""What is typed into the pages of the stories, by the names of fields. Invented people."""

from datetime import timedelta

from dhp.calendar import london_date, now


def date_boxes(name: str, days_ago: int) -> dict[str, str]:
    """A date in its three boxes."""
    day = london_date(now()) - timedelta(days=days_ago)
    return {
        f"{name}.day": str(day.day),
        f"{name}.month": str(day.month),
        f"{name}.year": str(day.year),
    }


def about_the_death(**more: str) -> dict[str, str]:
    """The first page: a suspected homicide three days ago."""
    return {
        "death.force_ref": "CR/77/26",
        **date_boxes("death.date_of_death", 3),
        **date_boxes("death.aware_on", 2),
        "death.suspected_intent": "homicide",
        "incident.location_type": "shared_home",
        **more,
    }


ABOUT_THE_PEOPLE = {
    "victim.sex": "female",
    "victim.age": "34",
    "death.suspect_identified": "yes",
    "suspect1.sex": "male",
    "suspect1.age": "36",
    "suspect1.relationship": "ex-partner",
}
CIRCUMSTANCES = "Found at home by a neighbour on Sunday evening."
BACKGROUND = {
    "death.police_link": "no",
    "death.circumstances": CIRCUMSTANCES,
    "death.da_history_known": "police",
}
