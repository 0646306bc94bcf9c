"""A table shaped like the Homicide Index: one row for each victim, with the principal suspect.

The Index says what the victim is to the suspect; the dictionary says the reverse. Groups that the
Index publishes and that hold several of our options, such as “partner or ex-partner”, have no
place: they are counted and left out, never guessed.
"""

from dhp.exchange.crosswalks.flat import Flat
from dhp.exchange.crosswalks.scheme import Mapped, Scheme, single

_SEX = {"female": "female", "male": "male"}
_RELATIONSHIP = {
    "spouse": "spouse",
    "husband": "spouse",
    "wife": "spouse",
    "civil partner": "spouse",
    "common-law spouse": "partner",
    "cohabiting partner": "partner",
    "boyfriend or girlfriend": "partner",
    "ex-spouse": "ex-spouse",
    "ex-common-law spouse": "ex-partner",
    "ex-cohabiting partner": "ex-partner",
    "ex-boyfriend or ex-girlfriend": "ex-partner",
    "son or daughter": "parent",
    "step-son or step-daughter": "step-parent",
    "parent": "child",
    "step-parent": "step-child",
    "brother or sister": "sibling",
    "other relative": "other-relative",
    "friend or acquaintance": "acquaintance",
    "friend": "acquaintance",
    "acquaintance": "acquaintance",
    "stranger": "stranger",
}
_METHOD = {
    "sharp instrument": "sharp",
    "blunt instrument": "blunt",
    "hitting, kicking, etc.": "kicking_hitting",
    "hitting or kicking": "kicking_hitting",
    "strangulation": "strangulation",
    "asphyxiation": "suffocation",
    "shooting": "shooting",
    "motor vehicle": "vehicle",
    "burning": "burning",
    "arson": "fire",
    "drowning": "drowning",
    "neglect": "neglect",
    "other": "other",
}
_PLACE = {
    "house or dwelling": "residential",
    "dwelling": "residential",
    "residential home": "care_home",
    "hotel or hostel": "hotel",
    "street, path or alleyway": "public_place",
    "open outdoor area": "public_place",
    "other": "other",
}
# A court's decision means that somebody was charged; one who died before a charge was not.
_OUTCOME = Mapped(
    "suspect_outcome",
    ("court_outcome", "suspect_status"),
    {
        "convicted of murder": ("murder", "charged"),
        "convicted of manslaughter": ("manslaughter", "charged"),
        "convicted of manslaughter, diminished responsibility": ("diminished", "charged"),
        "convicted of infanticide": ("infanticide", "charged"),
        "convicted of a lesser offence": ("other_offence", "charged"),
        "acquitted": ("not_guilty", "charged"),
        "unfit to plead": ("unfit", "charged"),
        "not guilty by insanity": ("insanity", "charged"),
        "court decision pending": ("pending", "charged"),
        "suspect died": ("died", ""),
    },
)

TABLE = Flat(
    key="index_ref",
    needed=("index_ref", "force", "date_of_death"),
    same={
        "force": "force",
        "date_of_death": "date_of_death",
        "victim_age": "victim.age",
        "suspect_age": "suspect1.age",
    },
    mapped=(
        ("victim", single("victim_sex", "sex", _SEX)),
        ("suspect1", single("suspect_sex", "sex", _SEX)),
        ("suspect1", single("relationship", "relationship", _RELATIONSHIP)),
        ("death", single("method", "method_primary", _METHOD)),
        ("incident", single("location", "location_type", _PLACE)),
        ("suspect1", _OUTCOME),
    ),
    fixed={"death.suspected_intent": "homicide"},
)
HOMICIDE_INDEX = Scheme(
    name="homicide-index",
    title="A table shaped like the Homicide Index",
    convert=TABLE.convert,
    by_rule=True,
)
