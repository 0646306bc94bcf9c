"""The numbers of a quarterly report once more, in plain Python from raw rows, by another route.

Nothing of `dhp.statistics` or of `dhp.reports` is used here: only raw rows (through the recount of the
record), the options of the dictionary, the list of forces, the file of residents, and textbook formulas.
"""

import csv
from calendar import monthrange
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

from scipy.optimize import brentq
from scipy.stats import beta, chi2, norm

from dhp.dictionary import DICTIONARY
from tests.statistics.recount import Record, day, midnight, places_of, quantile, what
from tests.statistics.recount import is_asked as asked_in

TYPES = ("iph", "afh", "child", "svsda", "unexpected", "other", "unclassified")
PACKAGE = Path(__file__).parents[2] / "dhp"
BANDS = ((0, "0"), (4, "1-4"), (15, "5-15"), (19, "16-19"), (24, "20-24"), (34, "25-34"))
BANDS += ((44, "35-44"), (54, "45-54"), (64, "55-64"), (74, "65-74"), (84, "75-84"), (200, "85+"))
METHODS = {
    "sharp_group": "sharp",
    "force_group": "blunt hit_weapon kicking_hitting",
    "air_group": "strangulation_manual strangulation_ligature strangulation suffocation hanging",
    "poison_group": "poisoning carbon_monoxide",
    "fall_group": "fall_height fall_level fall",
    "water_group": "drowning",
    "fire_group": "fire burning",
    "shot_group": "shooting",
    "moving_group": "vehicle train",
    "other_group": "neglect other",
}
MISSING = {
    "not_known",
    "not_yet_established",
    "not_recorded",
    "not_asked",
    "not_applicable",
    "withheld",
}


def options(code, *but):
    return [one.code for one in DICTIONARY[code].options if one.code not in but]


def residents():
    folder = PACKAGE / "statistics" / "population"
    lines = next(folder.glob("*.csv")).read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {row["force"]: int(row["people"]) for row in rows}


def forces():
    lines = (PACKAGE / "accounts" / "forces.csv").read_text(encoding="utf-8").splitlines()
    return {row["pfa_code"]: row["home_office_region"] for row in csv.DictReader(lines)}


def first_of(months_back, last):
    number = last.year * 12 + last.month - months_back
    return date(number // 12, number % 12 + 1, 1)


def quarter_of(text):
    year, month = int(text[:4]), int(text[5:7])
    start = year - (month < 4)
    return f"{start}-{(start + 1) % 100:02d} Q{(month - 4) % 12 // 3 + 1}"


class Death:
    """One death as an instant knew it."""

    def __init__(self, record, case, force_codes):
        self.id, self.incident = case["id"], case["incident_id"]
        self.received = day(case["received_at"])
        self.force = force_codes.get(record.owner(case))
        standing = [
            j
            for j in record.judgements
            if j["case_id"] == self.id
            and (j["superseded_at"] is None or j["superseded_at"] > record.as_at)
        ]
        self.type = standing[0]["type"] if standing else "unclassified"
        self.first_type = self._first(record)
        self.out = bool(standing) and standing[0]["scope"] == "out"
        self.answers = record.answers_of(case)
        self.died = self.answers["death.date_of_death"][1]
        self.places = record.places(self.id)

    def _first(self, record):
        own = sorted(
            (j for j in record.judgements if j["case_id"] == self.id), key=lambda j: j["decided_at"]
        )
        return ("out" if own[0]["scope"] == "out" else own[0]["type"]) if own else None

    @property
    def first(self):
        return date.fromisoformat(self.died if len(self.died) == 10 else f"{self.died}-01")

    @property
    def last(self):
        if len(self.died) == 10:
            return self.first
        end = self.first.replace(day=monthrange(self.first.year, self.first.month)[1])
        return min(end, max(self.received, self.first))

    def state(self, name):
        if name.startswith("suspect1") and "suspect1" not in self.places:
            return "not_applicable", None
        return self.answers.get(name, ("not_recorded", None))

    def keys(self, name):
        state, value = self.state(name)
        return value.split(";") if state == "answered" else [f"[{state}]"]

    def knows(self, name):
        return self.state(name)[0] not in MISSING


class Recount:
    """What stood at one instant, counted into cells: by table, row and column, a number or words."""

    def __init__(self, as_at, before, last, force_codes):
        self.as_at, self.before, self.last = as_at, before, last
        self.codes = force_codes
        self.cells = {}
        self.known = cache(self._known)
        self.record, self.deaths = self.known(as_at)
        self.people, self.regions = residents(), forces()

    def _known(self, instant):
        record = Record(instant)
        return record, [
            Death(record, case, self.codes) for case in record.deaths(back_records=True)
        ]

    def within(self, months, deaths=None):
        start = first_of(months, self.last)
        found = self.deaths if deaths is None else deaths
        return [one for one in found if start <= one.first and one.last <= self.last]

    def put(self, table, row, **cells):
        for column, value in cells.items():
            self.cells[table, row, column] = value

    def crossed(self, table, deaths, row_of, column_of, rows, columns):
        counts = Counter()
        for one in deaths:
            for row in (*row_of(one), "total"):
                for column in (column_of(one), "total"):
                    counts[row, column] += 1
        for row in (*rows, "total"):
            self.put(table, row, **{key: counts[row, key] for key in (*columns, "total")})

    def share(self, table, row, column, count, known):
        cells = {column: count}
        if known >= 20:
            low, high = wilson(count, known)
            cells |= {f"{column}_share": count / known}
            cells |= {f"{column}_low": low, f"{column}_high": high}
        elif known:
            cells[f"{column}_share"] = f"{count} of {known}"
        self.put(table, row, **cells)

    def shares(self, table, deaths, name):
        counts = Counter(key for one in deaths for key in one.keys(name))
        known = sum(one.knows(name) for one in deaths)
        for key in {*counts, *options(name.rpartition(".")[2])}:
            self.share(table, key, "count", counts[key], known)
        self.put(table, "total", count=len(deaths), count_share=f"{known} of {len(deaths)} known")

    def facts(self, table, deaths, rows):
        for place, (name, chosen) in enumerate(rows):
            known = [one for one in deaths if one.knows(name)]
            count = sum(bool({*one.keys(name)} & {*chosen}) for one in known)
            self.share(table, f"{place}", "count", count, len(known))
            self.put(table, f"{place}", known=len(known), unknown=len(deaths) - len(known))

    # The tables, in the order of their numbers.

    def times(self):
        every = self.within(27)
        quarters = sorted({quarter_of(f"{first_of(n, self.last)}") for n in range(1, 28)})
        self.crossed(
            "Q1", every, lambda one: [quarter_of(one.died)], lambda one: one.type, quarters, TYPES
        )
        months = [f"{first_of(n, self.last)}"[:7] for n in range(1, 14)]
        self.crossed(
            "Q1c", self.within(13), lambda one: [one.died[:7]], lambda one: one.type, months, TYPES
        )
        for number in range(1, 13):
            key = f"{first_of(number, self.last)}"[:7]
            end = first_of(number - 1, self.last)
            year = [
                one
                for one in self.deaths
                if one.last < end and one.first >= first_of(number + 11, self.last)
            ]
            reported = sum(one.died[:7] == key for one in self.deaths)
            self.put("Q1d", key, reported=reported, rolling=len(year))

    def beside(self, table, months):
        local = self.as_at.replace(year=self.as_at.year - 1)
        _record, then = self.known(local)
        now = self.within(months)
        start = first_of(months + 12, self.last)
        end = self.last.replace(year=self.last.year - 1)
        before = [one for one in then if start <= one.first and one.last <= end]
        for key in (*TYPES, "total"):
            chosen = [one for one in now if key in (one.type, "total")]
            earlier = {one.incident for one in before if key in (one.type, "total")}
            incidents = {one.incident for one in chosen}
            self.put(table, key, count=len(chosen), incidents=len(incidents), before=len(earlier))
            self.ratio(table, key, len(earlier), len(incidents))

    def ratio(self, table, row, before, now):
        low = beta.ppf(0.025, now, before + 1) if now else 0.0
        high = beta.ppf(0.975, now + 1, before) if before else 1.0
        if before + now:
            ends = [
                f"{low / (1 - low):.2f}",
                f"{high / (1 - high):.2f}" if high < 1 else "no limit",
            ]
            self.put(table, row, interval=f"{ends[0]} to {ends[1]}")
        if before:
            self.put(table, row, ratio=now / before)
        self.put(table, row, change=now - before)

    def places(self):
        inside = {"Q2": (lambda one: one.force), "Q2a": (lambda one: self.regions.get(one.force))}
        every = self.within(36)
        for table, place_of in inside.items():
            lived = Counter()
            for code, people in self.people.items():
                if table == "Q2a":
                    lived[self.regions[code]] += people
                elif people >= 100_000:
                    lived[code] = people
            counts = Counter(place_of(one) or "[not_established]" for one in every)
            found = Counter()
            for place, _incident in {(place_of(one), one.incident) for one in every}:
                found[place or "[not_established]"] += 1
            common = sum(found[key] for key in lived) / (sum(lived.values()) * 3)
            for key in {*lived, *counts, "btp", "E23000034", "[not_established]"}:
                self.put(table, key, count=counts[key], incidents=found[key])
                if key in lived:
                    self.rate(table, key, counts[key], lived[key] * 3)
                    self.position(table, key, found[key], lived[key] * 3, common)
            whole = sum(self.people.values())
            incidents = len({one.incident for one in every})
            self.put(table, "total", count=len(every), incidents=incidents)
            self.rate(table, "total", len(every), whole * 3)

    def rate(self, table, row, count, lived):
        if count >= 3:
            low, high = rate_ends(count)
            scaled = [one * 1_000_000 / lived for one in (count, low, high)]
            self.put(table, row, rate=scaled[0], low=scaled[1], high=scaled[2])

    def position(self, table, row, count, lived, common):
        expected = common * lived
        words = "within"
        for confidence, name in ((0.95, "95%"), (0.998, "99.8%")):
            low, high = exact_ends(count, confidence)
            if low > expected:
                words = f"above {name}"
            elif high < expected:
                words = f"below {name}"
        self.put(table, row, expected=expected, position=words)

    def rates(self):
        every, whole = self.within(12), sum(self.people.values())
        for key in (*TYPES, "total"):
            count = sum(key in (one.type, "total") for one in every)
            self.put("Q12", key, count=count, residents=whole)
            self.rate("Q12", key, count, whole)
        groups = Counter(group_of(one) for one in every)
        for key in ("women", "men", "children", "others"):
            self.put("Q12a", key, count=groups[key])
        self.put("Q12a", "total", count=len(every), residents=whole)
        self.rate("Q12a", "total", len(every), whole)

    def persons(self):
        every = self.within(12)
        ages = [name for _most, name in BANDS]
        sexes = options("sex")

        def band(one, place):
            return [band_of(one.state(f"{place}.age"))]

        self.crossed(
            "Q15",
            every,
            lambda one: band(one, "victim"),
            lambda one: one.keys("victim.sex")[0],
            ages,
            sexes,
        )
        suspected = [one for one in every if "suspect1" in one.places]
        self.crossed(
            "Q16",
            suspected,
            lambda one: band(one, "suspect1"),
            lambda one: one.keys("suspect1.sex")[0],
            ages,
            sexes,
        )
        self.shares("Q17", every, "suspect1.relationship")
        self.shares("Q18", every, "suspect1.suspect_status")
        children = [
            one for one in self.within(36) if one.type == "child"
        ]  # the turn of this quarter
        self.crossed(
            "Q26",
            children,
            lambda one: band(one, "victim"),
            lambda one: one.keys("victim.sex")[0],
            ages,
            sexes,
        )
        self.shares("Q26a", children, "suspect1.relationship")
        self.shares("Q5", every, "incident.location_type")
        self.shares("Q6", every, "incident.children_present")

    def ethnicity(self):
        every, name = self.within(36), "victim.ethnicity_19"
        groups = Counter(ethnic_group(one.keys(name)[0]) for one in every)
        known = sum(one.knows(name) for one in every)
        for key in {*groups, "white", "mixed", "asian", "black", "other"}:
            self.share("Q3", key, "count", groups[key], known)
        self.put("Q3", "total", count=len(every), count_share=f"{known} of {len(every)} known")
        fields = (
            (name, options("ethnicity_19")),
            ("victim.ethnicity_sde", options("ethnicity_sde", "ns")),
            ("victim.ethnicity_observed", options("ethnicity_observed")),
        )
        self.facts("Q3a", every, fields)

    def circumstances(self):
        every = self.within(12)
        group = {one: key for key, names in METHODS.items() for one in names.split()}
        name = "death.method_primary"
        self.crossed(
            "Q4",
            every,
            lambda one: [group.get(key, key) for key in one.keys(name)],
            lambda one: one.type,
            [*METHODS, "[no_confirmed]", "[not_known]", "[not_recorded]", "[not_yet_established]"],
            TYPES,
        )
        children = Counter(
            children_of(one.state("incident.n_children_in_household")) for one in every
        )
        known = sum(count for key, count in children.items() if not key.startswith("["))
        for key in ("none", "one", "two", "more", "some", "[not_known]", "[not_told]"):
            self.share("Q6a", key, "count", children[key], 0 if key.startswith("[") else known)
        self.put("Q6a", "total", count=len(every), count_share=f"{known} of {len(every)} known")
        self.prior(every)
        place = {"victim": "Q8", "suspect1": "Q8a"}
        protected = (
            ("death.marac", ["open", "heard"]),
            ("death.marac", ["not_heard"]),
            ("death.risk_tool", ["dash"]),
            ("death.risk_tool", ["dara", "other"]),
            ("death.risk_grade_highest", ["high"]),
            ("death.risk_grade_highest", ["medium"]),
            ("suspect1.mappa_level", options("mappa_level")),
            ("suspect1.orders", options("orders")),
            ("suspect1.order_breached", ["yes"]),
        )
        self.facts("Q7a", every, protected)
        agencies = options("known_to_agency", "police")
        for who, table in place.items():
            name = f"{who}.known_to_agency"
            rows = [
                (f"{who}.agency_contact_recency", options("agency_contact_recency", "longer")),
                (name, options("known_to_agency")),
                *((name, [one]) for one in agencies),
            ]
            self.facts(table, every, rows)

    def prior(self, every):
        ever = [searched(one, "n_incidents_ever") for one in every]
        year = [
            "none" if known == "none" else searched(one, "n_incidents_12m")
            for known, one in zip(ever, every, strict=True)
        ]
        for column, keys in (("ever", ever), ("year", year)):
            counts = Counter(keys)
            base = counts["known"] + counts["none"]
            for key in (
                "known",
                "none",
                "[not_known]",
                "[not_established]",
                "[not_searched]",
                "[search_not_told]",
            ):
                self.share("Q7", key, column, counts[key], 0 if key.startswith("[") else base)
            self.put("Q7", "total", **{column: len(every)})

    def risks(self):
        every = self.within(36)
        rows = (
            ("death.da_history_known", options("da_history_known", "none_found")),
            ("suspect1.abuse_types", ["ccb"]),
            ("suspect1.abuse_types", ["nfs"]),
            ("suspect1.abuse_types", ["threats_to_kill"]),
            ("suspect1.abuse_types", ["stalking"]),
            ("suspect1.separation_status", options("separation_status", "not_separated")),
            ("suspect1.child_contact_dispute", ["court", "yes"]),
            ("suspect1.orders", options("orders")),
            ("victim.pregnancy", options("pregnancy", "no")),
            ("incident.children_present", ["yes"]),
        )
        for place, (name, chosen) in enumerate(rows):
            for key in (*TYPES[:-1], "total"):
                known = [one for one in every if key in (one.type, "total") and one.knows(name)]
                count = sum(bool({*one.keys(name)} & {*chosen}) for one in known)
                words = f"{count} of {len(known)}"
                if len(known) >= 20:
                    words += f" ({half_up(100 * count / len(known))}%)"
                self.put("Q9", f"{place}", **{key: words})

    def notice(self, months=3):
        start = first_of(months, self.last)
        came = [one for one in self.deaths if start <= one.received <= self.last]
        for key in (
            {f"{one.received}"[:7] for one in came} | {"total"} | {one.force for one in came}
        ):
            days = [
                (one.received - one.first).days
                for one in came
                if len(one.died) == 10 and key in (f"{one.received}"[:7], one.force, "total")
            ]
            for table in ("Q13", "Q13a"):
                self.delays(table, key, days)
            self.put("Q13a", key, over=sum(took > 28 for took in days))

    def delays(self, table, key, days):
        self.put(table, key, measured=len(days))
        if not days:
            return
        marks = (("lower", 0.25), ("median", 0.5), ("upper", 0.75), ("ninetieth", 0.9))
        self.put(table, key, **{name: quantile(days, share) for name, share in marks})
        for most in (7, 14, 28):
            within = sum(took <= most for took in days)
            told = within / len(days) if len(days) >= 20 else f"{within} of {len(days)}"
            self.put(table, key, **{f"within_{most}_share": told})

    def judged(self, months=3):
        start = first_of(months, self.last)
        gone = {case["id"] for case in self.record.deaths(back_records=True)}
        every = [
            Death(self.record, case, self.codes)
            for case in self.record.all_cases.values()
            if case["opened_at"] <= self.as_at and start <= day(case["received_at"]) <= self.last
        ]
        judged = [one for one in every if one.first_type]

        def now(one):
            return "out" if one.out or one.id not in gone else one.type

        kinds = (*TYPES, "out")
        self.crossed("Q18a", judged, lambda one: [one.first_type], now, kinds, kinds)

    def revised(self):
        for place in range(6, 0, -1):
            key = f"{first_of(place, self.last)}"[:7]
            for column in (*range(place, 0, -1), 0):
                end = first_of(column - 1, self.last) if column else None
                instant = midnight(end) if end else self.as_at
                _record, deaths = self.known(instant)
                name = f"{first_of(column, self.last)}"[:7] if column else "now"
                count = sum(one.died[:7] == key for one in deaths)
                self.put("Q14", key, **{name: count})
        self.moved()

    def moved(self, months=27):
        _record, then = self.known(self.before)
        before = {one.id: one for one in self.within(months, then)}
        now = {one.id: one for one in self.within(months)}
        known = {one.id for one in then}
        out = {
            j["case_id"]
            for j in self.record.judgements
            if j["scope"] == "out" and j["superseded_at"] is None
        }
        for key in (*TYPES, "total"):

            def is_of(one, key=key):
                return key in (one.type, "total")

            came = [one for number, one in now.items() if number not in known and is_of(one)]
            fresh = sum(one.first > day(self.before) for one in came)
            left = sum(number in out and is_of(one) for number, one in before.items())
            both = now.keys() & before.keys() if key != "total" else ()
            swaps = sum(is_of(now[n]) - is_of(before[n]) for n in both)
            self.put(
                "Q14a",
                key,
                opening=sum(map(is_of, before.values())),
                new=fresh,
                late=len(came) - fresh,
                scope=-left,
                merged=0,
                reclassified=swaps,
                corrected=0,
                closing=sum(map(is_of, now.values())),
            )

    def coded(self):
        start, totals = first_of(12, self.last), Counter()
        for case in self.record.deaths():
            if not start <= day(case["received_at"]) <= self.last:
                continue
            answers, due = self.record.answers_of(case), self.record.due(case)
            places = self.record.places(case["id"])
            for code, entry in DICTIONARY.items():
                stage = entry.needed.value
                for place in places_of(entry, places) if stage in due else ():
                    if asked_in(entry, place, answers):
                        state, _value = answers.get(f"{place}.{code}", ("not_recorded", None))
                        for row in (stage, "total"):
                            totals[row, what(state)] += 1
        words = {"valid": "valid", "not_known": "not known", "missing": "missing"}
        words["not_yet"] = "not yet established"
        for row in ("first notice", "28 days", "6 months", "outcome", "total"):
            cells = {column: totals[row, found] for column, found in words.items()}
            due = sum(cells.values())
            share = {"valid_share": cells["valid"] / due} if due >= 20 else {}
            self.put("Q21", row, due=due, **cells, **share)
        none = ("due", "returned", "deaths", "nil", "late", "missing")
        self.put("Q22", "total", **dict.fromkeys(none, 0))  # no return was due in this record

    def everything(self):
        """Every cell, by table, row and column."""
        self.times()
        self.beside("Q1a", 3)
        self.beside("Q1b", 12)
        for part in (
            *(self.places, self.rates, self.persons, self.ethnicity, self.circumstances),
            *(self.risks, self.notice, self.judged, self.revised, self.coded),
        ):
            part()
        return self.cells


def half_up(value):
    return int(value + 0.5)


def wilson(count, base):
    z, share = norm.ppf(0.975), count / base
    middle = share + z * z / (2 * base)
    half = z * ((share * (1 - share) + z * z / (4 * base)) / base) ** 0.5
    whole = 1 + z * z / base
    low, high = (middle - half) / whole, (middle + half) / whole
    return (low if count else 0.0), (high if count < base else 1.0)


def exact_ends(count, confidence=0.95):
    tail = (1 - confidence) / 2
    low = chi2.ppf(tail, 2 * count) / 2 if count else 0.0
    return low, chi2.ppf(1 - tail, 2 * count + 2) / 2


def rate_ends(count):
    """Exact below 10, Byar's above."""
    if count < 10:
        return exact_ends(count)
    z, more = norm.ppf(0.975), count + 1
    low = count * (1 - 1 / (9 * count) - z / (3 * count**0.5)) ** 3
    return low, more * (1 - 1 / (9 * more) + z / (3 * more**0.5)) ** 3


def funnel_ends(expected, confidence):
    """The counts, in parts, whose exact interval ends or begins at what was to be expected."""
    tail = (1 - confidence) / 2
    low = 0.0
    if exact_ends(0, confidence)[1] <= expected:
        low = brentq(lambda n: chi2.ppf(1 - tail, 2 * n + 2) / 2 - expected, 0, expected + 1)
    high = 1.0
    if chi2.ppf(tail, 2) / 2 < expected:
        high = brentq(lambda n: chi2.ppf(tail, 2 * n) / 2 - expected, 1e-9, 20 * expected + 50)
    return low, high


def band_of(told):
    state, value = told
    if state != "answered":
        return f"[{state}]"
    return next(name for most, name in BANDS if int(value) <= most)


def group_of(one):
    age = band_of(one.state("victim.age"))
    if age in ("0", "1-4", "5-15"):
        return "children"
    sex = one.keys("victim.sex")[0]
    return (
        "others" if age.startswith("[") else {"female": "women", "male": "men"}.get(sex, "others")
    )


def ethnic_group(key):
    return "other" if key in ("arab", "other") else key.partition("_")[0] if key[0] != "[" else key


def children_of(told):
    state, value = told
    if state == "answered":
        return {0: "none", 1: "one", 2: "two"}.get(int(value), "more")
    return {"no_confirmed": "none", "not_known": "[not_known]"}.get(state, "[not_told]")


def searched(one, code):
    state, value = one.state("death.systems_searched")
    if state == "no_confirmed":
        return "[not_searched]"
    if state != "answered":
        return "[search_not_told]"
    if not {"pnc", "pnd", "own_crime", "own_non_crime", "other_forces"} & {*value.split(";")}:
        return "[not_searched]"
    state, value = one.state(f"death.{code}")
    if state == "answered":
        return "known" if int(value) else "none"
    return "[not_known]" if state == "not_known" else "[not_established]"


def funnel_rows(cells, people):
    """What the funnel of forces draws: by force the rate of its incidents, and its four limits."""
    for (table, row, column), expected in list(cells.items()):
        if table != "Q2" or column != "expected":
            continue
        lived = people[row] * 3
        scale = 1_000_000 / lived
        inner, outer = funnel_ends(expected, 0.95), funnel_ends(expected, 0.998)
        rate = cells["Q2", row, "incidents"] * scale
        yield row, rate, [one * scale for one in (outer[0], inner[0], inner[1], outer[1])]
