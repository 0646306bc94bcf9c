"""The pages of themes: who sees which cases, what has no numbers, and how much they ask."""

import csv
import io
import re
from html import unescape

import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import Permission, RoleName
from dhp.accounts.roles import ROLES
from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent, TrailSubject
from dhp.calendar import now
from dhp.cases.models import Case
from dhp.coding.passes.models import CodingPass, Mark
from dhp.coding.passes.rules import PassState, Polarity
from dhp.definitions import DeathType
from dhp.extensions import db
from dhp.references import shown_reference
from dhp.statistics import BESIDE_THEME
from dhp.statistics.themes.coded import coded
from dhp.web.beside import Beside, BesideLine
from tests.accounts.people import sign_in_as
from tests.cases.conftest import statements
from tests.statistics import coded_world as world

__all__ = ["statements"]

CODE = world.CLEAR[2]


@pytest.fixture
def page(app, once):
    """What somebody gets for an address, as words or, of a file, as it is."""
    once(world.build)
    return _reader_of(app)


def _reader_of(app):
    def get(name, path, status=200):
        client = app.test_client()
        sign_in_as(client, world.person(name))
        answer = client.get(path)
        assert answer.status_code == status
        text = answer.get_data(as_text=True)
        if answer.mimetype == "text/csv":
            return text
        return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", text)))

    return get


def rows(text):
    return {row["key"]: row for row in csv.DictReader(io.StringIO(text))}


def cases_with(ref):
    present = coded(now())
    ids = present.ids(present.seen[present.book.with_ref(ref).id].ways[Polarity.PRESENT])
    return db.session.scalars(sa.select(Case).where(Case.id.in_(ids)).order_by(Case.id)).all()


def test_coders_and_leads_read_the_figures_and_nobody_else():
    assert {name for name, role in ROLES.items() if Permission.READ_THEMES in role.permissions} == {
        RoleName.CODER,
        RoleName.LEAD,
    }


def test_every_page_says_what_its_figures_count(page):
    for path in ("/themes", "/themes?type=iph", f"/themes/{CODE}", "/themes/1", "/themes/together"):
        text = page("cora", path)
        assert "counts only for people who may read it." in text
        assert "in the codes of codebook 2" in text
        assert "that is not the same as absent" in text
    assert "codes were found in" in page("cora", "/themes/saturation")
    page("cora", "/themes/99.99", 404)


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/themes", "Themes"),
        ("/themes?type=nothing", "Themes"),
        ("/themes?type=iph", f"Themes: {DeathType.IPH.label}"),
        ("/themes/together", "What occurs together: themes"),
        ("/themes/together?level=code", "What occurs together: codes"),
    ],
)
def test_title_and_heading_name_what_the_figures_are_narrowed_to(app, once, path, named):
    once(world.build)
    client = app.test_client()
    sign_in_as(client, world.person("cora"))
    page = unescape(client.get(path).get_data(as_text=True))

    title, heading = (
        re.search(f"<{tag}.*?>(.*?)</{tag}>", page, re.DOTALL) for tag in ("title", "h1")
    )
    assert title is not None
    assert title[1].strip().startswith(f"{named} - ")
    assert heading is not None
    assert heading[1] == named


def test_a_restricted_case_counts_and_is_listed_only_for_those_who_may_read_it(page):
    cases = cases_with(CODE)
    [hidden, *_] = [case for case in cases if case.restricted]
    open_one = next(case for case in cases if not case.restricted)
    hidden_ref, open_ref = shown_reference(hidden.ref), shown_reference(open_one.ref)

    lead, coder = page("lena", f"/themes/{CODE}"), page("cora", f"/themes/{CODE}")

    assert hidden_ref in lead
    assert open_ref in lead
    assert hidden_ref not in coder
    assert open_ref in coder
    counts = [int(re.search(r"resent in (\d+) of", text)[1]) for text in (lead, coder)]
    assert counts == [len(cases), sum(not case.restricted for case in cases)]


def test_listing_the_cases_of_a_theme_is_recorded_with_the_cases(page):
    page("cora", f"/themes/{CODE}")

    event = sa.select(TrailEvent.seq).where(TrailEvent.act == Act.THEME_CASES_LISTED)
    [seq] = db.session.scalars(event)
    listed = set(db.session.scalars(sa.select(TrailSubject.ref).where(TrailSubject.seq == seq)))
    assert listed == {case.ref for case in cases_with(CODE) if not case.restricted}


def test_what_coders_do_not_agree_on_shows_no_number_and_no_case(page):
    text, table = page("lena", f"/themes/{world.NOISY}"), page("lena", "/themes/prevalence.csv")

    assert "No prevalence is given. Under development: alpha" in text
    assert "Cases in which it is present" not in text
    assert not any(shown_reference(case.ref) in text for case in cases_with(world.NOISY))
    row = rows(table)[world.NOISY]
    assert {row[key] for key in ("present", "total", "share", "low", "unsaid")} == {"[x]"}
    assert row["standing"].startswith("Under development")


def test_the_files_hold_what_the_pages_show(page):
    present = coded(now())
    entry = present.book.with_ref(CODE)
    seen = present.seen[entry.id]

    row = rows(page("lena", "/themes/prevalence.csv"))[CODE]
    types = rows(page("lena", f"/themes/{CODE}/types.csv"))
    ways = rows(page("lena", f"/themes/{CODE}/ways.csv"))
    trend = rows(page("lena", f"/themes/{CODE}/trend.csv"))
    curve = rows(page("lena", "/themes/saturation.csv"))

    count = str(seen.ways[Polarity.PRESENT].bit_count())
    assert (row["present"], row["total"]) == (count, str(seen.base.bit_count()))
    assert types["total"]["present"] == count
    assert ways["total"]["absent"] == str(seen.ways[Polarity.ABSENT].bit_count())
    assert sum(int(one["present"]) for one in trend.values()) == int(count)
    assert sum(int(one["cases"]) for one in curve.values()) == len(present.cases)
    act = sa.select(TrailEvent).where(TrailEvent.act == Act.THEMES_DOWNLOADED)
    assert len(db.session.scalars(act).all()) == 5


def test_a_pair_that_few_cases_hold_is_not_told(page):
    pairs = rows(page("cora", "/themes/together.csv?level=code"))
    near = rows(page("cora", f"/themes/{CODE}/beside.csv"))

    assert pairs
    assert min(int(row["both"]) for row in pairs.values()) >= 5
    assert {key for key in near if CODE not in key.split("+")} == set()
    assert "under 5" in page("cora", "/themes/together?level=code")


def test_a_case_that_one_has_still_to_read_is_neither_counted_nor_listed(page):
    open_one = next(case for case in cases_with(CODE) if not case.restricted)
    lead = world.person("lena")
    before = re.search(r"resent in (\d+) of", page("lena", f"/themes/{CODE}"))[1]
    given = CodingPass(
        case_id=open_one.id, coder_id=lead.id, kind="calibration", assigned_by="nobody"
    )
    db.session.add(given)
    db.session.commit()

    text = page("lena", f"/themes/{CODE}")

    assert given.state is PassState.ASSIGNED
    assert shown_reference(open_one.ref) not in text
    assert re.search(r"resent in (\d+) of", text)[1] == str(int(before) - 1)
    assert shown_reference(open_one.ref) in page("cora", f"/themes/{CODE}")


def test_other_rooms_show_what_fits_beside_a_theme(app, page, monkeypatch):
    monkeypatch.setitem(app.extensions, BESIDE_THEME.name, [])
    BESIDE_THEME.add(
        app,
        lambda entry, user: Beside(
            "Practice that fits", (BesideLine(f"For {entry.ref}", "/practice", user.name),), "None."
        ),
    )
    BESIDE_THEME.add(
        app, lambda _entry, _user: Beside("Recommendations", (), "None follows from it yet.")
    )
    BESIDE_THEME.add(app, lambda _entry, _user: None)

    text = page("cora", f"/themes/{CODE}")

    assert f"For {CODE} Cora" in text
    assert "Recommendations None follows from it yet." in text


def test_ten_thousand_marks_cost_few_statements(app, once, statements):
    once(world.build_many)
    marks = db.session.scalar(sa.select(sa.func.count()).select_from(Mark))
    client, asked = app.test_client(), {}
    sign_in_as(client, world.person("cora"))

    for path in ("/themes", "/themes/together?level=code"):
        statements.clear()
        page = client.get(path)
        asked[path] = len(statements)

    assert marks >= 10_000
    assert {path: count for path, count in asked.items() if not 5 < count < 15} == {}
    assert "closest of" in page.text
