"""For what reasons something held about a person is withheld: a closed list, each with its source."""

from dataclasses import dataclass

_ACT = "Data Protection Act 2018, section 45(4)"


@dataclass(frozen=True)
class Exemption:
    """One reason. One that is `silent` leaves no trace in what the person receives."""

    title: str
    told: str
    source: str
    silent: bool = False


EXEMPTIONS = {
    "others": Exemption(
        "To protect the rights and freedoms of others",
        "It would tell you about other people.",
        _ACT + "(e)",
    ),
    "inquiry": Exemption(
        "Not to obstruct an official or legal inquiry, investigation or procedure",
        "It could obstruct an inquiry, an inquest or a trial.",
        _ACT + "(a)",
    ),
    "crime": Exemption(
        "Not to prejudice the prevention, detection, investigation or prosecution of crime",
        "It could harm the prevention or investigation of crime.",
        _ACT + "(b)",
    ),
    "safety": Exemption(
        "To protect public security",
        "It could endanger public security.",
        _ACT + "(c)",
    ),
    "silent": Exemption(
        "To say that it is held would itself do such harm",
        "",
        "Data Protection Act 2018, section 45(6)",
        silent=True,
    ),
}
