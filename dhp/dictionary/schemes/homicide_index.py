"""The Homicide Index, in the groups that the Office for National Statistics publishes.

It counts homicides of people of 16 and over as domestic, by the year recorded, and suspects who
were charged or died before charge; so equal categories do not make equal totals.
"""

from dhp.dictionary.entry import Option
from dhp.dictionary.options import INTIMATE
from dhp.dictionary.schemes.scheme import Crossing, Scheme, collected

_RELATIONSHIP = Crossing(
    characteristic="relationship",
    variable="Relationship of victim to principal suspect",
    categories=(
        Option("partner", "Partner or ex-partner"),
        Option("parent", "Parent: the victim is the suspect’s parent"),
        Option("son_daughter", "Son or daughter: the victim is the suspect’s child"),
        Option("other_family", "Other family"),
        Option("friend_acquaintance", "Friend or acquaintance"),
        Option("stranger", "Stranger"),
        Option("other", "Other known"),
    ),
    to=collected(
        {
            "partner": INTIMATE,
            "parent": ("son", "daughter", "child", "step-child"),
            "son_daughter": ("parent", "step-parent"),
            "other_family": ("sibling", "grandparent", "grandchild", "in-law", "other-relative"),
            "friend_acquaintance": ("acquaintance",),
            "stranger": ("stranger",),
        }
    ),
    confirmed=True,
    note="The Index says what the victim is to the suspect; this dictionary says the reverse. "
    "Carers and people in the same home have no group of their own.",
)
_METHOD = Crossing(
    characteristic="method_primary",
    variable="Apparent method of killing",
    categories=(
        Option("sharp", "Sharp instrument"),
        Option("blunt", "Blunt instrument"),
        Option("hitting", "Hitting, kicking, etc."),
        Option("strangulation", "Strangulation, asphyxiation included"),
        Option("shooting", "Shooting"),
        Option("vehicle", "Motor vehicle"),
        Option("poison", "Poison or drugs"),
        Option("burning", "Burning"),
        Option("drowning", "Drowning"),
        Option("explosion", "Explosion"),
        Option("other", "Other"),
    ),
    to=collected(
        {
            "sharp": ("sharp",),
            "blunt": ("blunt",),
            "hitting": ("kicking_hitting",),
            "strangulation": (
                "strangulation_manual",
                "strangulation_ligature",
                "strangulation",
                "suffocation",
            ),
            "shooting": ("shooting",),
            "vehicle": ("vehicle",),
            "poison": ("poisoning", "carbon_monoxide"),
            "burning": ("fire", "burning"),
            "drowning": ("drowning",),
            "other": ("neglect", "other", "fall_height", "fall_level", "fall"),
        }
    ),
    confirmed=True,
    note="Where gas, falls and neglect go is our reading. A weapon of unknown kind, hanging and trains "
    "have no group.",
)
_OUTCOME = Crossing(
    characteristic="court_outcome",
    variable="Outcome of proceedings for the suspect",
    categories=(
        Option("murder", "Convicted of murder"),
        Option("s2_manslaughter", "Convicted of manslaughter, diminished responsibility"),
        Option("other_manslaughter", "Convicted of other manslaughter"),
        Option("infanticide", "Convicted of infanticide"),
        Option("lesser", "Convicted of a lesser offence"),
        Option("acquitted", "Acquitted"),
        Option("insane_unfit", "Not guilty by insanity, or unfit to plead"),
        Option("not_proceeded", "Proceedings not started or discontinued"),
        Option("died", "Suspect died or suicide before proceedings ended"),
        Option("pending", "Court decision pending"),
    ),
    to=collected(
        {
            "murder": ("murder",),
            "s2_manslaughter": ("diminished",),
            "other_manslaughter": (
                "manslaughter",
                "loss_of_control",
                "unlawful_act",
                "gross_negligence",
            ),
            "infanticide": ("infanticide",),
            "lesser": ("causing_allowing", "other_offence"),
            "acquitted": ("not_guilty",),
            "insane_unfit": ("insanity", "unfit", "hospital_order"),
            "not_proceeded": ("stayed",),
            "died": ("died",),
            "pending": ("pending",),
        }
    ),
    confirmed=False,
    note="Manslaughter of unknown kind goes to other manslaughter, as the Index groups it.",
)
_STATUS = Crossing(
    characteristic="suspect_status",
    variable="Whether the Index counts the suspect",
    categories=(
        Option("suspect", "Charged, or died before charge and believed responsible"),
        Option("no_suspect", "No suspect charged"),
    ),
    to=collected(
        {
            "suspect": ("charged", "deceased"),
            "no_suspect": (
                "bailed",
                "arrested",
                "investigated",
                "released",
                "at_large",
                "not_identified",
                "no_suspect",
                "not_arrested",
            ),
        }
    ),
    confirmed=True,
    note="A suspect who died with the part not established is left open.",
)
_SEX = Crossing(
    characteristic="sex",
    variable="Sex",
    categories=(Option("female", "Female"), Option("male", "Male")),
    to={"female": "female", "male": "male"},
    confirmed=True,
)

HOMICIDE_INDEX = Scheme(
    name="homicide-index",
    title="Homicide Index",
    version="as published for England and Wales to March 2023",
    source="Office for National Statistics, homicide in England and Wales; domestic abuse victims",
    crossings=(_RELATIONSHIP, _METHOD, _SEX, _STATUS, _OUTCOME),
)
