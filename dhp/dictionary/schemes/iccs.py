"""The International Classification of Crime for Statistical Purposes (ICCS).

Its codes are general knowledge here: read them against the classification before an export uses
them. It classifies acts, so a suicide or an unexplained death is no act of its own.
"""

from dhp.dictionary.entry import Option
from dhp.dictionary.schemes.scheme import Crossing, Scheme, collected

_HOMICIDE = Option("0101", "Intentional homicide")
_NON_NEGLIGENT = Option("01031", "Non-negligent manslaughter")
_NEGLIGENT = Option("01032", "Negligent manslaughter")
_AGAINST_LIFE = (_HOMICIDE, _NON_NEGLIGENT, _NEGLIGENT)

_KIND = Crossing(
    characteristic="suspected_intent",
    variable="Act",
    categories=(_HOMICIDE,),
    to={"homicide": "0101"},
    confirmed=False,
    note="A suspected homicide may become manslaughter; the finding of a court is the better key.",
)
_FINDING = Crossing(
    characteristic="court_outcome",
    variable="Act, as a court found",
    categories=_AGAINST_LIFE,
    to=collected(
        {
            "0101": ("murder", "diminished", "loss_of_control", "infanticide"),
            "01031": ("unlawful_act",),
            "01032": ("gross_negligence",),
        }
    ),
    confirmed=False,
    note="Manslaughter of unknown kind may be intentional, so it is not placed.",
)
_CHARGE = Crossing(
    characteristic="charge_offence",
    variable="Act, as charged",
    categories=(
        _HOMICIDE,
        Option("0104", "Assisting or instigating suicide"),
        Option("0201", "Assaults and threats"),
        Option("0205", "Coercion"),
        Option("0208", "Acts intended to induce fear or emotional distress"),
        Option("0301", "Sexual violence"),
    ),
    to=collected(
        {
            "0101": ("murder", "infanticide"),
            "0104": ("encouraging_suicide",),
            "0201": ("assault", "nfs"),
            "0205": ("ccb", "ccb_apart"),
            "0208": ("stalking",),
            "0301": ("sexual",),
        }
    ),
    confirmed=False,
    note="That coercive control is coercion is our reading.",
)
_RELATIONSHIP = Crossing(
    characteristic="relationship",
    variable="Victim and perpetrator relationship",
    categories=(
        Option("current_partner", "Current intimate partner or spouse"),
        Option("former_partner", "Former intimate partner or spouse"),
        Option("blood_relative", "Blood relative"),
        Option("household", "Other household member"),
        Option("friend", "Friend"),
        Option("acquaintance", "Acquaintance"),
        Option("colleague", "Colleague or business contact"),
        Option("authority_care", "Authority or care relationship"),
        Option("other_known", "Other offender known to the victim"),
        Option("unknown", "Offender unknown to the victim"),
    ),
    to=collected(
        {
            "current_partner": ("spouse", "partner"),
            "former_partner": ("ex-spouse", "ex-partner"),
            "blood_relative": (
                "parent",
                "son",
                "daughter",
                "child",
                "sibling",
                "grandparent",
                "grandchild",
            ),
            "household": ("co-resident",),
            "acquaintance": ("acquaintance",),
            "authority_care": ("carer",),
            "unknown": ("stranger",),
        }
    ),
    confirmed=False,
    note="Step-relatives, in-laws and other relatives are not placed: they may be of one household or "
    "not. Adopted children count as blood relatives.",
)
_SEX = Crossing(
    characteristic="sex",
    variable="Sex",
    categories=(Option("F", "Female"), Option("M", "Male")),
    to={"female": "F", "male": "M"},
    confirmed=False,
)
_PLACE = Crossing(
    characteristic="location_type",
    variable="Location",
    categories=(
        Option("home", "Victim’s home, or victim’s and perpetrator’s home"),
        Option("perpetrator_home", "Perpetrator’s home"),
        Option("other_home", "Another private residence"),
        Option("open_area", "Open area, street or public transport"),
        Option("prison", "Prison, penal or correctional institution"),
        Option("care", "Institutional care setting"),
        Option("commercial", "Other commercial or public non-residential area"),
        Option("other", "Other"),
    ),
    to=collected(
        {
            "home": ("shared_home", "victim_home"),
            "perpetrator_home": ("suspect_home",),
            "other_home": ("other_residential",),
            "open_area": ("public_place", "railway"),
            "prison": ("custody",),
            "care": ("care_home", "hospital"),
            "commercial": ("hotel", "workplace"),
            "other": ("vehicle", "water", "other"),
        }
    ),
    confirmed=False,
)
_WEAPON = Crossing(
    characteristic="weapon",
    variable="Type of weapon used",
    categories=(
        Option("firearm", "Firearm"),
        Option("other_weapon", "Other weapon"),
        Option("none", "No weapon"),
    ),
    to=collected(
        {
            "firearm": ("firearm_licensed", "firearm_unlicensed", "firearm"),
            "other_weapon": (
                "kitchen_knife",
                "other_knife",
                "household_object",
                "ligature",
                "vehicle",
                "accelerant",
                "corrosive",
                "other",
            ),
            "none": ("none",),
        }
    ),
    confirmed=False,
)

ICCS = Scheme(
    name="iccs",
    title="International Classification of Crime for Statistical Purposes",
    version="1.0 (2015)",
    source="United Nations Office on Drugs and Crime [general knowledge: to be read against the text]",
    crossings=(_KIND, _FINDING, _CHARGE, _RELATIONSHIP, _SEX, _PLACE, _WEAPON),
)
