"""The unit crosses what it likes and comes to the cases that it may read; all figures are those of the
command."""

import json
import re
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import parse_qs, quote, urlencode

import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent, TrailSubject
from dhp.calendar import london_date, now
from dhp.cases.models import Case
from dhp.definitions import DeathType
from dhp.references import shown_reference
from dhp.statistics.measures import Question, lay_out
from dhp.statistics.tables import TOTAL
from tests.accounts.people import add_user, sign_in_as

ASKED = "measure=deaths&by=type&from=2025-04-01&as_at=2025-12-01"


@pytest.fixture
def open_as(app, database):
    def sign_in(role):
        client = app.test_client()
        sign_in_as(client, add_user(role))
        return client

    return sign_in


@pytest.fixture
def deaths(death):
    """Three deaths in April; the last is restricted."""
    kinds = (DeathType.IPH, DeathType.IPH, DeathType.AFH)
    found = [death(f"2025-04-0{n}", kind, died="2025-04-01") for n, kind in enumerate(kinds, 1)]
    found[2].restricted = True
    sa.orm.object_session(found[2]).commit()
    return found


def words(answer):
    text = re.sub(r"<(script|svg).*?</\1>", " ", answer.get_data(as_text=True), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", text)))


def figures(client, query=ASKED):
    data = json.loads(client.get(f"/explore/figures.json?{query}").data)
    return {row["key"]: row["cells"]["count"]["value"] for row in data["rows"]}


def test_the_figures_are_those_of_the_command(app, open_as, deaths):
    lead = open_as(RoleName.LEAD)
    run = app.test_cli_runner().invoke
    command = "tables show deaths --by type --from 2025-04-01 --as-at 2025-12-01"

    found = json.loads(lead.get(f"/explore/figures.json?{ASKED}").data)

    assert found == json.loads(run(args=command.split()).stdout)
    assert figures(lead)[TOTAL] == 3


def test_the_page_says_what_is_counted_as_at_when_and_of_which_forces(open_as, deaths):
    page = words(open_as(RoleName.LEAD).get(f"/explore?{ASKED}"))

    for part in ("M2 Deaths", "1 December 2025 at 00:00", "Coverage:", "Not yet classified"):
        assert part in page


def test_a_shared_link_names_its_days_and_its_instant(open_as, deaths):
    lead = open_as(RoleName.LEAD)
    page = lead.get("/explore?measure=deaths&by=type&from=1/4/2025").get_data(as_text=True)
    [link] = set(re.findall(r'href="/explore\?([^"]+)">A link', page))

    given = parse_qs(unescape(link))

    assert given["from"] == ["2025-04-01"]
    assert given["to"] == [london_date(now()).isoformat()]
    assert now() - datetime.fromisoformat(given["as_at"][0]) < timedelta(minutes=5)
    assert f"as_at={quote(given['as_at'][0])}" in unescape(link)
    assert figures(lead, unescape(link))[TOTAL] == 3


def test_the_form_says_its_days_and_instants_in_words_and_asks_the_same_again(open_as, deaths):
    lead = open_as(RoleName.LEAD)
    instant = "2025-10-26T00:30:15.123456+00:00"
    asked = f"measure=deaths&by=type&from=2025-04-01&to=2025-09-30&as_at={quote(instant)}"

    page = lead.get(f"/explore?{asked}").get_data(as_text=True)
    form = page[page.index('<form method="get"') :].partition("</form>")[0]
    typed = dict(re.findall(r'<input[^>]* name="([^"]+)" value="([^"]*)"', form))

    assert (typed["from"], typed["to"]) == ("1 April 2025", "30 September 2025")
    assert typed["as_at"] == "26 October 2025 at 01:30 BST"
    again = lead.get("/explore", query_string={"measure": "deaths", "by": "type"} | typed)
    [link] = set(re.findall(r'href="/explore\?([^"]+)">A link', again.get_data(as_text=True)))
    assert unescape(link) == urlencode(parse_qs(asked), doseq=True)


def test_a_link_of_an_earlier_day_shows_what_was_known_then(open_as, deaths):
    lead = open_as(RoleName.LEAD)

    assert figures(lead, "measure=deaths&by=type&as_at=2025-04-02T12:00")[TOTAL] == 2


def test_what_was_typed_stays_where_it_is_wrong(open_as, database):
    answer = open_as(RoleName.CODER).get("/explore?measure=deaths&by=shoe_size&from=31/2/2025")
    page = answer.get_data(as_text=True)

    assert answer.status_code == 422
    assert '<option value="shoe_size" selected>' in page
    assert 'value="31/2/2025"' in page
    assert 'href="#from"' in page
    assert 'aria-describedby="from-hint from-error"' in page


def test_a_question_that_the_measure_cannot_answer_blames_the_field(open_as, database):
    coder = open_as(RoleName.CODER)

    no_day = coder.get("/explore?measure=rate&by=type").get_data(as_text=True)
    no_residents = coder.get("/explore?measure=rate&by=sex&from=2025-04-01").get_data(as_text=True)

    assert 'id="from-error"' in no_day
    assert 'id="by-error"' in no_residents


def test_each_number_leads_to_the_cases_that_it_counts(database, open_as, deaths):
    lead = open_as(RoleName.LEAD)
    page = lead.get(f"/explore?{ASKED}").get_data(as_text=True)
    links = re.findall(r'href="(/explore/cases\?[^"]+)">(\d+)<', page)

    assert [number for _link, number in links] == ["2", "1", "3"]
    for link, number in links:
        listed = words(lead.get(unescape(link)))
        assert sum(shown_reference(one.ref) in listed for one in deaths) == int(number)
    events = database.session.scalars(
        sa.select(TrailEvent).where(TrailEvent.act == Act.EXPLORED_CASES_LISTED)
    ).all()
    read = database.session.scalars(sa.select(TrailSubject.ref)).all()
    assert len(events) == 3
    assert {one.ref for one in deaths} <= set(read)


@pytest.mark.parametrize("where", ["row=iph&column=nosuch", "row=nosuch&column=count", "row=iph"])
def test_a_number_that_is_in_no_table_has_no_cases(open_as, deaths, where):
    assert open_as(RoleName.LEAD).get(f"/explore/cases?{ASKED}&{where}").status_code == 404


def test_a_restricted_case_counts_only_for_those_who_may_read_it(open_as, deaths):
    coder = open_as(RoleName.CODER)
    link = f"/explore/cases?{ASKED}&row=total&column=count"

    assert figures(coder) == figures(coder) | {"iph": 2, "afh": 0, TOTAL: 2}
    listed = words(coder.get(link))
    assert shown_reference(deaths[2].ref) not in listed
    assert "2 counted" in listed
    assert shown_reference(deaths[2].ref) in words(open_as(RoleName.LEAD).get(link))


@pytest.mark.parametrize("name", ["force", "month", "sex", "suspect.sex", "age_band"])
def test_a_filter_takes_what_its_row_counts(name, database, deaths):
    everything = lay_out("deaths", Question(now(), (name,)))

    for row in everything.rows[:-1]:
        one = lay_out("deaths", Question(now(), (), ((name, row.key),)))
        assert one.rows[-1].cells["count"].value == row.cells["count"].value


@pytest.mark.parametrize("measure", ["notifications", "incidents", "suspects", "share", "rate"])
def test_every_traced_measure_counts_what_it_lists(open_as, deaths, measure):
    lead = open_as(RoleName.LEAD)
    query = f"measure={measure}&by=type&from=2025-04-01&as_at=2025-12-01"
    number = figures(lead, query)["iph"]

    page = words(lead.get(f"/explore/cases?{query}&row=iph&column=count"))

    assert f"{number} counted: Intimate partner homicide" in page


@pytest.mark.parametrize("role", [RoleName.READER, RoleName.ANALYST, RoleName.SPOC])
def test_nobody_outside_the_unit_crosses_anything(open_as, deaths, role):
    client = open_as(role)

    for path in ("figures.csv", "figures.json", "cases"):
        assert client.get(f"/explore/{path}?{ASKED}&row=iph&column=count").status_code == 403
    assert client.post(f"/explore/release?{ASKED}").status_code == 403
    answer = client.get(f"/explore?{ASKED}")
    assert answer.status_code == 403 or "What is counted" not in words(answer)


def test_labels_in_a_file_are_never_formulas(open_as, deaths):
    text = open_as(RoleName.LEAD).get(f"/explore/figures.csv?{ASKED}").get_data(as_text=True)

    assert text.startswith("table,as_at,source,key,Type of death,count")
    assert ",iph,Intimate partner homicide,2" in text


def test_the_number_of_statements_does_not_grow_with_the_deaths(open_as, deaths, death, database):
    lead, counted = open_as(RoleName.LEAD), []

    def statements():
        counted.clear()
        assert lead.get("/explore?measure=deaths&by=sex,type&from=2025-04-01").status_code == 200
        return len(counted)

    sa.event.listen(
        database.engine, "before_cursor_execute", lambda *given: counted.append(given[2])
    )
    statements()
    few = statements()
    for day in range(10, 16):
        death(f"2025-04-{day}", DeathType.IPH, died="2025-04-01")

    assert statements() == few <= 16
    assert database.session.scalar(sa.select(sa.func.count(Case.id))) == 9
