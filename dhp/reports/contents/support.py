"""Whom to turn to: the lines that every report on these deaths carries."""

SUPPORT = (
    "This report mentions suicide. Samaritans listen at any hour on 116 123. The National "
    "Domestic Abuse Helpline is 0808 2000 247. When reporting on suicide, follow the Samaritans’ "
    "media guidelines."
)
