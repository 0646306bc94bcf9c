"""The invented death that a practice notification begins with; every word of it says so."""

from datetime import date

from dhp.calendar.clock import days_after

_AGO = 3  # days before today


def example_answers(today: date) -> dict[str, str]:
    """Answers to practise on, texts by column name, as if the death were known since yesterday.

    One question is left unanswered, so that the page that checks has something to say.
    """
    return {
        "death.force_ref": "PRACTICE/0001",
        "death.date_of_death": days_after(today, -_AGO).isoformat(),
        "death.aware_on": days_after(today, 1 - _AGO).isoformat(),
        "death.suspected_intent": "homicide",
        "incident.location_type": "shared_home",
        "victim.sex": "female",
        "victim.age": "41",
        "death.suspect_identified": "yes",
        "suspect1.sex": "male",
        "suspect1.relationship": "ex-spouse",
        "death.police_link": "no",
        "death.circumstances": "PRACTICE. An invented death: nobody died. Found by an invented neighbour.",
        "death.da_history_known": "police",
    }
