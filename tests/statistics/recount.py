"""The clocks and the completeness once more, in plain Python from raw rows, by another route.

Nothing of `dhp.statistics` or of `dhp.followup` is used here, nor the reading of the record: only the
tables and the entries of the dictionary.
"""

import json
import math
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from dhp.cases.forces.handover_models import HandOver
from dhp.cases.links.models import CaseLink
from dhp.cases.models import Answer, Case, Classification, Involvement, Relationship
from dhp.dictionary import DICTIONARY
from dhp.dictionary.entry import IfAnswer, IfDied, IfRole
from dhp.extensions import db
from dhp.followup.models import Turn
from dhp.notifications.models import Notification

LONDON = ZoneInfo("Europe/London")
VALID = {"answered", "no_confirmed", "not_applicable", "withheld"}
WEIGHT = {"unit": 0, "force": 1, "published review": 2}
OUTCOMES = {
    "charge_offence": set(),
    "charged_on": set(),
    "court_outcome": {"pending"},
    "court_outcome_on": set(),
    "sentence": set(),
    "inquest_conclusion": set(),
    "inquest_on": set(),
    "dhr_decision": {"pending"},
    "dhr_published_on": set(),
    "iopc_outcome": set(),
}


def day(instant):
    return instant.astimezone(LONDON).date()


def months_on(start, months):
    number = start.year * 12 + start.month - 1 + months
    year, month = number // 12, number % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(start.day, last))


def midnight(when):
    return datetime(when.year, when.month, when.day, tzinfo=LONDON).astimezone(UTC)


def quantile(values, share):
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    low, high = ordered[math.floor(place)], ordered[math.ceil(place)]
    return low + (high - low) * (place % 1)


class Record:
    """Every row of the tables, and what stood at one instant."""

    def __init__(self, as_at):
        self.as_at = as_at
        self.answers = self.rows(Answer)
        self.links = [
            link
            for link in sorted(self.rows(CaseLink), key=lambda row: (row["decided_at"], row["id"]))
            if link["decided_at"] <= as_at
            and (link["undone_at"] is None or link["undone_at"] > as_at)
        ]
        self.judgements = [j for j in self.rows(Classification) if j["decided_at"] <= as_at]
        self.turns = [t for t in self.rows(Turn) if t["done_at"] <= as_at]
        self.involvements = [
            row
            for row in self.rows(Involvement)
            if (row["recorded_at"] is None or row["recorded_at"] <= as_at)
            and (row["ended_at"] is None or row["ended_at"] > as_at)
        ]
        self.ties = self.rows(Relationship)
        self.all_cases = {row["id"]: row for row in self.rows(Case)}
        self.hand_overs = self.rows(HandOver)
        self.stood = defaultdict(list)
        for answer in self.answers:
            if answer["recorded_at"] <= as_at and (
                answer["superseded_at"] is None or answer["superseded_at"] > as_at
            ):
                key = (answer["subject"], answer["subject_id"], answer["code"])
                self.stood[key].append(answer)
        for found in self.stood.values():
            found.sort(key=lambda answer: (WEIGHT[answer["source"]], answer["id"]))
        self.told_by = defaultdict(list)
        for answer in sorted(self.answers, key=lambda row: (row["recorded_at"], row["id"])):
            if answer["recorded_at"] <= as_at:
                self.told_by[answer["case_id"]].append(answer)

    @staticmethod
    def rows(model):
        return [dict(row) for row in db.session.execute(select(model.__table__)).mappings()]

    def deaths(self, *, back_records=False):
        """Cases that count: open, not merged away, not judged out of scope; no back-record, or all."""
        gone = {link["other_id"] for link in self.links if link["kind"] == "same death"}
        standing = {
            j["case_id"]: j["scope"]
            for j in self.judgements
            if j["superseded_at"] is None or j["superseded_at"] > self.as_at
        }
        return [
            case
            for case in self.all_cases.values()
            if case["opened_at"] <= self.as_at
            and (back_records or not case["back_record"])
            and case["id"] not in gone
            and standing.get(case["id"]) != "out"
        ]

    def owner(self, case):
        later = [
            row
            for row in self.hand_overs
            if row["case_id"] == case["id"]
            and row["part"] == "owning"
            and row["state"] == "accepted"
            and row["answered_at"] > self.as_at
        ]
        later.sort(key=lambda row: row["answered_at"])
        return later[0]["from_force_id"] if later else case["force_id"]

    def places(self, case_id):
        """Place to (person, tie), victim and suspects of one case."""
        found = {}
        ties = {t["from_person_id"]: t["id"] for t in self.ties if t["case_id"] == case_id}
        for row in self.involvements:
            if row["case_id"] == case_id and row["role"] == "victim":
                found["victim"] = (row["person_id"], None)
            elif row["case_id"] == case_id and row["role"] == "suspect":
                place = f"suspect{row['ordinal']}"
                found[place] = (row["person_id"], ties.get(row["person_id"]))
        return found

    def key(self, case, places, place, code):
        subject = DICTIONARY[code].subject.value
        if subject == "incident":
            return subject, case["incident_id"], code
        if subject == "death":
            return subject, case["id"], code
        if place not in places:
            return None
        person, tie = places[place]
        return subject, person if subject == "person" else tie, code

    def answers_of(self, case):
        """What counts in a case, by column name: (state, value)."""
        places = self.places(case["id"])
        book = {}
        for code, entry in DICTIONARY.items():
            for place in places_of(entry, places):
                name = f"{place}.{code}"
                book[name] = list(self.stood.get(self.key(case, places, place, code), []))
        for link in self.links:
            self._lay_over(link, case, places, book)
        return {
            name: (found[0]["state"], found[0]["value"]) for name, found in book.items() if found
        }

    def _lay_over(self, link, case, places, book):
        for name, chosen in sorted(json.loads(link["choices"]).items()):
            place, _, code = name.partition(".")
            if chosen != link["other_id"] or name not in book:
                continue
            if DICTIONARY[code].subject == "incident":
                if (
                    link["incident_id"] != case["incident_id"]
                    or link["incident_id"] == link["former_incident_id"]
                ):
                    continue
                theirs = self.stood.get(("incident", link["former_incident_id"], code), [])
            else:
                if link["case_id"] != case["id"]:
                    continue
                other = self.all_cases[link["other_id"]]
                there = self.key(other, self.places(other["id"]), place, code)
                if there is None or there == self.key(case, places, place, code):
                    continue
                theirs = self.stood.get(there, [])
            own = book[name]
            newer = [one for one in own if one["recorded_at"] > link["decided_at"]]
            book[name] = newer + list(theirs) + [one for one in own if one not in newer]

    def due(self, case):
        """The stages whose gaps count."""
        today = day(self.as_at)
        received, accepted = day(case["received_at"]), day(case["opened_at"])
        last = {}
        for turn in sorted(self.turns, key=lambda row: row["number"]):
            if turn["case_id"] == case["id"]:
                last[turn["stage"]] = turn
        week_on = accepted + timedelta(days=7)
        due_on = {
            "28 days": max(received + timedelta(days=28), week_on),
            "6 months": max(months_on(received, 6), week_on),
        }
        arrived = self._arrived(case["id"])
        opens = midnight(months_on(received, 12))
        early = [at for at in arrived if at < opens]
        due_on["outcome"] = day(max(early[0] if early else opens, case["opened_at"])) + timedelta(
            28
        )
        found = {"first notice"}
        for stage, first_due in due_on.items():
            turn, until = last.get(stage), first_due
            if turn and turn["move"] == "completed":
                new = [at for at in arrived if at > turn["done_at"]]
                if stage != "outcome" or not new:
                    found.add(stage)
                    continue
                until = day(new[0]) + timedelta(days=28)
            elif turn:
                until = day(turn["done_at"]) + timedelta(days=28)
            if today > until:
                found.add(stage)
        return found

    def _arrived(self, case_id):
        seen, found = defaultdict(set), []
        for answer in self.told_by[case_id]:
            if answer["code"] in OUTCOMES and answer["state"] == "answered":
                value = answer["value"] if answer["protected"] is None else answer["protected"]
                key = (answer["subject"], answer["subject_id"], answer["code"])
                if value not in seen[key] | OUTCOMES[answer["code"]]:
                    found.append(answer["recorded_at"])
                seen[key].add(value)
        return found

    def completeness(self):
        """By force id and field such as `suspect.sex`: a count of each thing found."""
        found = defaultdict(lambda: defaultdict(Counter))
        for case in self.deaths():
            answers, due = self.answers_of(case), self.due(case)
            places = self.places(case["id"])
            for code, entry in DICTIONARY.items():
                if entry.needed.value not in due:
                    continue
                for place in places_of(entry, places):
                    if is_asked(entry, place, answers):
                        state, _ = answers.get(f"{place}.{code}", ("not_recorded", None))
                        field = "suspect" if place.startswith("suspect") else place
                        found[self.owner(case)][f"{field}.{code}"][what(state)] += 1
        return found

    def ways(self):
        """Force, and the days of the steps of each death as the record has them; notices after."""
        found = []
        for case in self.deaths():
            answers = self.answers_of(case)
            judged = sorted(
                (j for j in self.judgements if j["case_id"] == case["id"]),
                key=lambda j: j["decided_at"],
            )
            settled = [j["decided_at"] for j in judged if j["scope"] in ("in", "out")]
            verified = [j["decided_at"] for j in judged if j["verification"] == "verified"]
            steps = {
                "died": answers.get("death.date_of_death", (None, None))[1],
                "known": answers.get("death.aware_on", (None, None))[1],
                "received": day(case["received_at"]),
                "accepted": day(case["opened_at"]),
                "classified": day(settled[0]) if settled else None,
                "verified": day(verified[0]) if verified else None,
            }
            found.append((self.owner(case), steps))
        return found

    def waiting(self):
        """Notices that were sent and have no case, with whether they went back."""
        return [
            row
            for row in self.rows(Notification)
            if row["sent_at"]
            and row["sent_at"] <= self.as_at
            and row["status"] in ("sent", "returned")
        ]


def places_of(entry, places):
    subject = entry.subject.value
    if subject in ("incident", "death"):
        return [subject]
    suspects = [place for place in places if place != "victim" and places[place][1] is not None]
    if subject == "relationship":
        return suspects
    roles = ("victim", "suspect")
    for condition in entry.asked_when:
        if isinstance(condition, IfRole):
            roles = condition.roles
    return [place for place in ("victim", *suspects) if place.rstrip("0123456789") in roles]


def is_asked(entry, place, answers):
    suspect = place.startswith("suspect")
    if suspect and answers.get("death.suspect_identified") != ("answered", "yes"):
        return False
    for condition in entry.asked_when:
        if isinstance(condition, IfAnswer):
            where = [place, "death", "incident"]
            where += ["victim"] if entry.subject.value != "person" else []
            told = [answers.get(f"{one}.{condition.code}", ("", None)) for one in where]
            chosen = {part for state, value in told if state == "answered" for part in parts(value)}
            if not chosen & set(condition.options):
                return False
        elif isinstance(condition, IfDied):
            value = answers.get("death.date_of_death", ("", None))[1]
            if not value or not died_within(value, condition.since, condition.until):
                return False
    return True


def parts(value):
    return (value or "").split(";")


def died_within(text, since, until):
    first = text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text
    last = text + "-12-31"[len(text) - 4 :] if len(text) == 4 else text
    last = last if len(last) == 10 else f"{last}-31"
    return not ((since and last < since.isoformat()) or (until and first > until.isoformat()))


def what(state):
    if state in VALID:
        return "valid"
    return {"not_known": "not known", "not_yet_established": "not yet established"}.get(
        state, "missing"
    )
