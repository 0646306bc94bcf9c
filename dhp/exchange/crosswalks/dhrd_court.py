"""What the courts decided, in the published reviews. A verdict means that somebody was charged."""

from collections.abc import Mapping

from dhp.exchange.crosswalks.scheme import Mapped, Tally, is_set, plain

KILLING_VERDICTS = frozenset(
    {
        "murder",
        "manslaughter",
        "manslaughter w/ diminished responsibility",
        "manslaughter with diminished responsibility",
    }
)

# “Other” stands for people who died before any trial too, so it does not say that they were charged.
VERDICT = Mapped(
    "court_verdict",
    ("court_outcome", "suspect_status"),
    {
        "murder": ("murder", "charged"),
        "manslaughter": ("manslaughter", "charged"),
        "manslaughter w/ diminished responsibility": ("diminished", "charged"),
        "manslaughter with diminished responsibility": ("diminished", "charged"),
        "not guilty": ("not_guilty", "charged"),
        "unfit to plead": ("unfit", "charged"),
        "other": ("other", ""),
    },
)


def compare_with_death(
    incident: Mapping[str, str], suspect: Mapping[str, str], tally: Tally
) -> None:
    """Count where a suspect is said to have died too, and a court to have judged them."""
    verdict = suspect.get(VERDICT.source, "")
    judged = "charged" in VERDICT.values.get(plain(verdict), ())
    if judged and is_set(incident.get("homicide_suicide", "")):
        tally.differing["homicide_suicide", f"True, and the verdict is {verdict.strip()}"] += 1
