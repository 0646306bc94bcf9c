"""How far coders agree, beyond what chance would bring. No one figure is to be shown alone.

Each measure comes with its interval where one exists, and says that it is undefined where it is:
a code that nobody used has no agreement to measure, and neither 0 nor 1 would be true of it.
"""

from dhp.coding.agreement.many_coders import fleiss_kappa, krippendorff_alpha
from dhp.coding.agreement.measure import UNDEFINED, Agreement
from dhp.coding.agreement.two_coders import (
    cohen_kappa,
    gwet_ac1,
    pabak,
    percent_agreement,
    positive_agreement,
)

__all__ = [
    "UNDEFINED",
    "Agreement",
    "cohen_kappa",
    "fleiss_kappa",
    "gwet_ac1",
    "krippendorff_alpha",
    "pabak",
    "percent_agreement",
    "positive_agreement",
]
