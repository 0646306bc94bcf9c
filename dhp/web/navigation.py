"""The navigation: which areas the service has, and which of their links the signed-in person may follow."""

from enum import StrEnum
from typing import Any, NamedTuple

from flask import Flask, current_app, request, url_for
from flask_login import current_user
from markupsafe import Markup

from dhp.language.languages import speaks_welsh

_DRAWN = "drawn_navigation"
_ELSEWHERE = "navigation_elsewhere"


class Area(StrEnum):
    """A part of the service as the top line names it, in the order of that line."""

    START = "Start"
    DEATHS = "Deaths"
    RETURNS = "Returns"
    LEARNING = "Learning"
    FIGURES = "Figures"
    REPORTS = "Reports"
    SERVICE = "Service"
    ACCOUNT = "Your account"


class Entry(NamedTuple):
    """One link of the navigation. Without a permission it is for everybody signed in."""

    area: Area
    endpoint: str
    label: str
    permission: StrEnum | None

    @property
    def room(self) -> str:
        """The blueprint that the link leads to."""
        return self.endpoint.rpartition(".")[0]


class Navigation(NamedTuple):
    """The links of one page: the areas, and those within the area that the page lies in.

    `areas` and `within` are items as the GOV.UK navigation takes them; `within` is empty where an
    area holds one link, which then stands among the areas under its own name.
    """

    areas: list[dict[str, object]]
    area: str
    within: list[dict[str, object]]


def init_app(app: Flask) -> None:
    """Begin with no link. Comes before the rooms, which add theirs."""
    app.extensions["navigation"] = []
    app.extensions[_DRAWN] = {}
    app.extensions[_ELSEWHERE] = {}
    app.jinja_env.globals["navigation"] = drawn_navigation


def add_navigation(
    app: Flask, area: Area, endpoint: str, label: str, permission: StrEnum | None = None
) -> None:
    """Put a link into `area` for those who hold `permission`, after the links so far."""
    app.extensions["navigation"].append(Entry(area, endpoint, label, permission))


def place_pages(app: Flask, pages: str, endpoint: str) -> None:
    """Let `pages`, a blueprint or one endpoint without a link of its own, lie under that of another."""
    app.extensions[_ELSEWHERE][pages] = endpoint


def drawn_navigation() -> Markup:
    """The links that the signed-in person may follow, as they stand on the page.

    They are the same for all who may follow them from there, so each is drawn once in a process.
    """
    shown = _shown()
    here = _here(shown)
    is_open = here is not None and here.endpoint == request.endpoint
    page = request.script_root, speaks_welsh(), shown, here, is_open
    drawn: dict[object, Markup] = current_app.extensions[_DRAWN]
    if page not in drawn:
        template = current_app.jinja_env.get_template("components/navigation.html")
        macros: Any = template.make_module()
        drawn[page] = macros.main_navigation(_laid_out(shown, here))
    return drawn[page]


def _laid_out(shown: tuple[Entry, ...], here: Entry | None) -> Navigation:
    areas, within, area = [], [], ""
    for one in Area:
        entries = [entry for entry in shown if entry.area is one]
        active = here is not None and here.area is one
        if entries:
            areas.append(_area_item(one, entries, active))
        if active and len(entries) > 1:
            area, within = one.value, [_item(entry, entry is here) for entry in entries]
    return Navigation(areas, area, within)


def _shown() -> tuple[Entry, ...]:
    if not current_user.is_authenticated:
        return ()
    may = current_user.may  # asked for once: behind the name stands a search for whoever it is
    return tuple(
        entry
        for entry in current_app.extensions["navigation"]
        if entry.permission is None or may(entry.permission)
    )


def _here(shown: tuple[Entry, ...]) -> Entry | None:
    """The link under which the page asked for lies: its room's, the one that it was placed under, or
    the one whose address it is under.
    """
    for entry in shown:
        if request.endpoint == entry.endpoint:
            return entry
    for entry in shown:
        if request.blueprint == entry.room:
            return entry
    elsewhere: dict[str | None, str] = current_app.extensions[_ELSEWHERE]
    placed = elsewhere.get(request.endpoint) or elsewhere.get(request.blueprint)
    for entry in shown:
        if entry.endpoint == placed or (not placed and _is_under(url_for(entry.endpoint))):
            return entry
    return None


def _is_under(address: str) -> bool:
    return address != "/" and request.path.startswith(f"{address.rstrip('/')}/")


def _area_item(area: Area, entries: list[Entry], active: bool) -> dict[str, object]:
    if len(entries) == 1:
        return _item(entries[0], active)
    return {
        "text": area.value,
        "href": url_for(entries[0].endpoint),
        "current": False,
        "active": active,
    }


def _item(entry: Entry, active: bool) -> dict[str, object]:
    current = request.endpoint == entry.endpoint
    href = url_for(entry.endpoint)
    return {"text": entry.label, "href": href, "current": current, "active": active}
