"""The UN framework for gender-related killings of women and girls (femicide, feminicide).

That it was adopted in March 2022 and sorts killings by partner, family and others is sourced; the
wording of the signs is general knowledge here. It counts intentional homicides of females only.
"""

from dhp.dictionary.entry import Option
from dhp.dictionary.options import INTIMATE
from dhp.dictionary.schemes.scheme import Crossing, Scheme, collected

_RELATIONSHIP = Crossing(
    characteristic="relationship",
    variable="Block",
    categories=(
        Option("A", "Killed by an intimate partner, current or former"),
        Option("B", "Killed by another family member"),
        Option("C", "Killed by another person: counted with at least one sign"),
    ),
    to=collected(
        {
            "A": INTIMATE,
            "B": (
                "parent",
                "step-parent",
                "son",
                "daughter",
                "child",
                "step-child",
                "sibling",
                "grandparent",
                "grandchild",
                "in-law",
                "other-relative",
            ),
            "C": ("carer", "co-resident", "acquaintance", "stranger"),
        }
    ),
    confirmed=False,
    note="Block C needs one of the signs; a killing by another person without any is not counted.",
)
_SIGNS = Crossing(
    characteristic="gender_signs",
    variable="Signs of block C",
    categories=(
        Option("C1", "Earlier violence or harassment by the perpetrator"),
        Option("C2", "Earlier illegal exploitation"),
        Option("C3", "Abduction or unlawful deprivation of liberty"),
        Option("C4", "Victim in sex work"),
        Option("C5", "Sexual violence before or after the killing"),
        Option("C6", "Mutilation of the body"),
        Option("C7", "Body left in a public space"),
        Option("C8", "Hate or bias on grounds of sex"),
    ),
    to={
        "earlier_violence": "C1",
        "exploitation": "C2",
        "abduction": "C3",
        "sex_work": "C4",
        "sexual_violence": "C5",
        "mutilation": "C6",
        "public_body": "C7",
        "bias": "C8",
    },
    confirmed=False,
)
_STATUS = Crossing(
    characteristic="suspect_status",
    variable="Status of the perpetrator",
    categories=(
        Option("suspected", "Suspected"),
        Option("arrested", "Arrested"),
        Option("prosecuted", "Prosecuted"),
        Option("convicted", "Convicted"),
    ),
    to=collected(
        {
            "suspected": (
                "investigated",
                "at_large",
                "not_arrested",
                "deceased",
                "deceased_unproven",
            ),
            "arrested": ("arrested", "bailed"),
            "prosecuted": ("charged",),
        }
    ),
    confirmed=False,
    note="Convicted follows from the court outcome. Released, cleared and unidentified suspects are "
    "not placed.",
)
_SUICIDE = Crossing(
    characteristic="homicide_suicide",
    variable="Suicide of the perpetrator after the killing",
    categories=(Option("yes", "Yes"), Option("no", "No")),
    to={"suspected": "yes", "suicide": "yes", "no": "no", "killed": "no", "natural": "no"},
    confirmed=False,
)
_SEX = Crossing(
    characteristic="sex",
    variable="Sex",
    categories=(Option("female", "Female"), Option("male", "Male")),
    to={"female": "female", "male": "male"},
    confirmed=False,
    note="Of the victim only “female” is counted; of the perpetrator both.",
)

FEMICIDE_UN = Scheme(
    name="femicide-un",
    title="UN framework on gender-related killings of women and girls",
    version="2022",
    source="UNODC and UN Women, statistical framework adopted in March 2022 [details general knowledge]",
    crossings=(_RELATIONSHIP, _SIGNS, _STATUS, _SUICIDE, _SEX),
)
