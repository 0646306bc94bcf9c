"""The roles and what each may do, as a page of Markdown."""

from collections.abc import Mapping

from dhp.accounts.permissions import Permission, RoleName
from dhp.accounts.roles import Role


def roles_page(roles: Mapping[RoleName, Role]) -> str:
    """Every role in its own words, and a table of roles by permission; ends in a line break."""
    lines = ["## Roles", "", "| Role | Title | What it is for |", "|---|---|---|"]
    lines += [
        f"| `{role.name.value}` | {role.title} | {role.description} |" for role in roles.values()
    ]
    lines += ["", "## What each role may do", ""]
    lines += ["| Permission | " + " | ".join(role.name.value for role in roles.values()) + " |"]
    lines += ["|---" * (len(roles) + 1) + "|"]
    for permission in Permission:
        held = ("yes" if permission in role.permissions else "–" for role in roles.values())
        lines.append(f"| {permission.value} | {' | '.join(held)} |")
    return "\n".join([*lines, ""])
