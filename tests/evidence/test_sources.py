"""Sources and series: corrected with their history, and figures beside ours by year and vintage."""

from datetime import date
from io import BytesIO
from types import SimpleNamespace

import pytest

from dhp.accounts.permissions import RoleName
from dhp.calendar import now
from dhp.definitions import DeathType
from dhp.errors import Absent, DomainError, Stale
from dhp.evidence.actions import NewSeries, add_series, add_source, correct_source, keep_points
from dhp.evidence.forms import SourceForm
from dhp.evidence.ours import beside
from dhp.evidence.points_file import points_in
from dhp.evidence.queries import points_of, sources, standing_values, versions
from dhp.statistics.yearly import deaths_by_year
from tests.accounts.people import add_user, sign_in_as
from tests.evidence.conftest import about
from tests.evidence.test_files import figures


def test_a_correction_is_another_version(database, source, coder):
    correct_source(source, about(licence="CC BY 4.0"), "It is stated now.", by=coder)
    database.session.commit()

    kept = [(one.number, one.licence) for one in versions(source.ref, coder)]
    assert kept == [(2, "CC BY 4.0"), (1, "Not stated")]
    assert [one.number for one in sources(coder)] == [2]
    with pytest.raises(Stale):
        correct_source(source, about(), "Again.", by=coder)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"licence": ""}, "licence"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"published_on": date(2026, 3, 5)}, "published_on"),
    ],
)
def test_a_source_is_whole(coder, change, field):
    with pytest.raises(DomainError) as refusal:
        add_source(about(**change), by=coder)

    assert refusal.value.field == field


@pytest.mark.parametrize("code", ["homicides", "Big", "a", "a b"])
def test_a_code_is_a_code_and_used_once(series, coder, code):
    with pytest.raises(DomainError) as refusal:
        add_series(NewSeries(code, "A", "B", "C", "D", ()), by=coder)

    assert refusal.value.field == "code"


def test_sources_are_for_the_unit(source):
    for role in (RoleName.SPOC, RoleName.READER, RoleName.ANALYST, RoleName.ADMINISTRATOR):
        user = add_user(role)
        assert list(sources(user)) == []
        with pytest.raises(Absent):
            versions(source.ref, user)


def test_a_restated_figure_keeps_what_it_was(database, source, series, coder):
    rows = ("homicides,2024-25,2025-03-25,3,", "homicides,2024-25,2025-06-01,5,Restated")
    told = points_in(figures(*rows), ["homicides"], standing_values())
    keep_points(told.points, source, by=coder)
    database.session.commit()

    lines = beside(series, points_of(series), {("2024-25", "iph"): 4, ("2023-24", "afh"): 1})

    shown = [(one.year, one.theirs and one.theirs.value, one.ours, one.gap) for one in lines]
    assert shown == [("2023-24", None, 0, None), ("2024-25", "5", 4, -1)]
    assert [one.value for one in lines[1].earlier] == ["3"]


def test_a_year_that_we_hold_nothing_of_is_no_nought():
    series = SimpleNamespace(types="iph")
    point = SimpleNamespace(year="1999-00", vintage=date(2001, 1, 1), number=7)

    line = beside(series, [point], {("2024-25", "iph"): 4})[0]

    assert (line.ours, line.gap) == (None, None)


def test_ours_are_counted_by_financial_year_of_death_and_type(database, died):
    died("2025-03-31")
    died("2025-04-01")
    died("2025-04", DeathType.AFH)
    died("2025", DeathType.AFH)  # may lie in either of two years

    assert deaths_by_year(now()) == {
        ("2024-25", "iph"): 1,
        ("2025-26", "iph"): 1,
        ("2025-26", "afh"): 1,
    }


def test_a_file_of_figures_is_kept_whole_or_not_at_all(client, database, source, series, coder):
    sign_in_as(client, coder)

    def send(*rows):
        from_file = {"source": source.ref, "file": (figures(*rows), "f.csv")}
        stream, name = from_file["file"]
        return client.post("/evidence/figures", data=from_file | {"file": (BytesIO(stream), name)})

    refused = send("homicides,2023-24,2025-03-25,3,", "homicides,2024-25,2025-03-25,x,")
    before = list(points_of(series))
    kept = send("homicides,2023-24,2025-03-25,3,")

    assert (refused.status_code, kept.status_code) == (422, 303)
    assert "Write a plain number" in refused.text
    assert before == []
    assert [one.value for one in points_of(series)] == ["3"]


def test_our_figure_stands_beside_theirs_with_the_words(
    client, database, source, series, coder, died
):
    died("2025-03-01")
    told = points_in(figures("homicides,2024-25,2025-06-01,5,"), ["homicides"], {})
    keep_points(told.points, source, by=coder)
    database.session.commit()
    sign_in_as(client, coder)

    page = client.get("/evidence/series/homicides").text

    assert "Ours count suspicions." in page
    assert "4 fewer" in page
    assert "Forces have notified deaths here since 4 March 2026" in page


def test_the_pages_of_a_source(client, source, coder):
    sign_in_as(client, coder)
    form = {
        "kind": "dataset",
        "title": "A dataset",
        "publisher": "An office",
        "citation": "One (2025).",
        "licence": "CC BY 4.0",
        "covers": "Reviews.",
    }

    added = client.post("/evidence/sources/new", data=form)
    changed = form | {"seen": "1", "reason": "Misread.", "url": "https://example.org"}
    corrected = client.post(f"/evidence/sources/{source.ref}/correct", data=changed)
    late = client.post(f"/evidence/sources/{source.ref}/correct", data=changed)
    bad = client.post("/evidence/sources/new", data=form | {"title": ""})
    listed = client.get("/evidence").text

    statuses = [one.status_code for one in (added, corrected, late, bad)]
    assert statuses == [303, 303, 409, 422]
    assert listed.count("A dataset") == 2


def test_a_text_that_is_too_long_hides_no_fault_of_the_day(app, database):
    typed = {"title": "x" * 2_000, "url": "nowhere", "published_on": ["1", "2", "2990"]}
    with app.test_request_context("/", method="POST", data=typed):
        form = SourceForm(meta={"csrf": False})

        assert not form.validate()
        found = {field.name: field.errors[0] for field in form if field.errors}

    assert found["title"].startswith("Shorten this by")
    assert found["url"].startswith("Enter a whole address")
    assert found["published_on"] == "The day must not be in the future."
