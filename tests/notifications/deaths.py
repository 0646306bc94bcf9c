"""Invented answers about invented people."""

ANSWERS = {
    "death.force_ref": "CR/2026/001",
    "death.date_of_death": "2026-03-09",
    "death.aware_on": "2026-03-10",
    "death.suspected_intent": "homicide",
    "incident.location_type": "shared_home",
    "victim.sex": "female",
    "victim.age": "34",
    "death.suspect_identified": "yes",
    "suspect1.sex": "male",
    "suspect1.age": "36",
    "suspect1.relationship": "spouse",
    "death.police_link": "no",
    "death.circumstances": "Found at home by a neighbour.",
    "death.da_history_known": "police",
}
"""Every question of a first notice about one suspect, answered."""
