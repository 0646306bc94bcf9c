"""The figures of themes once more, in plain Python sets from raw rows, by another route.

Nothing of `dhp.statistics` is used here, nor the reading of passes, marks and the codebook.
"""

from math import sqrt

from sqlalchemy import select

from dhp.cases.models import Case, Classification
from dhp.coding.codebook.models import Code, CodebookVersion, CodeMapping, CodeVersion
from dhp.coding.passes.models import CodingPass, Decision, Mark
from dhp.extensions import db

FOUND = {"present", "absent though expected", "good practice"}


def rows(model):
    return [
        vars(row)
        for row in db.session.scalars(select(model).order_by(*model.__mapper__.primary_key))
    ]


class Recount:
    """Every coded case that counts, with what both readings say, and what stands."""

    def __init__(self, as_at):
        self.as_at = as_at
        self.codes = {row["id"]: row for row in rows(Code)}
        self.numbers = {row["id"]: row["number"] for row in rows(CodebookVersion)}
        self.latest = max(
            row["number"] for row in rows(CodebookVersion) if row["published_at"] <= as_at
        )
        self.wordings = [row for row in rows(CodeVersion) if row["until"] != row["since"]]
        self.joined = {
            row["from_code_id"]: row["to_code_id"]
            for row in rows(CodeMapping)
            if row["kind"] == "merge" and row["version"] <= self.latest
        }
        self.whole_of = {
            row["to_code_id"]: row["from_code_id"]
            for row in rows(CodeMapping)
            if row["kind"] == "split" and row["version"] <= self.latest
        }
        judged = {row["case_id"]: row for row in rows(Classification) if row["decided_at"] <= as_at}
        self.cases = {
            row["id"]: judged[row["id"]]["type"].value
            for row in rows(Case)
            if row["id"] in judged and judged[row["id"]]["scope"] != "out"
        }
        self.received = {row["id"]: row["received_at"] for row in rows(Case)}
        self.searched = {}
        self._read()

    def _read(self):
        marks, given = {}, {}
        for row in rows(Mark):
            if row["removed_at"] is None and row["made_at"] <= self.as_at:
                if row["recoded_at"] is not None and row["recoded_at"] <= self.as_at:
                    continue
                code = self.joined.get(row["code_id"], row["code_id"])
                marks.setdefault(row["pass_id"], set()).add((code, row["polarity"].value))
        for row in rows(CodingPass):
            if row["kind"] in ("first", "second") and row["assigned_at"] <= self.as_at:
                given.setdefault(row["case_id"], []).append(row)
        decided = {
            (row["case_id"], self.joined.get(row["code_id"], row["code_id"])): row["ruling"].value
            for row in rows(Decision)
            if row["decided_at"] <= self.as_at
        }
        self.said, self.versions, self.ended, self.holds, self.open = {}, {}, {}, {}, {}
        for case, passes in given.items():
            done = [p for p in passes if p["ended_at"] is not None and p["ended_at"] <= self.as_at]
            if case not in self.cases or len(done) < len(passes):
                continue
            self.said[case] = [marks.get(p["id"], set()) for p in done]
            self.versions[case] = [self.numbers[p["version_id"]] for p in done]
            self.ended[case] = max(p["ended_at"] for p in done)
            self._settle(case, decided)

    def _settle(self, case, decided):
        said = self.said[case]
        self.holds[case], self.open[case] = set(), set()
        for code in {code for one in said for code, _way in one}:
            ways = [{way for found, way in one if found == code} for one in said]
            ruling = decided.get((case, code))
            if len(ways) == 1 or ways[0] == ways[1]:
                stands = ways[0]
            elif ruling is None:
                self.open[case].add(code)
                stands = set()
            else:
                both = ways[0] | ways[1]
                named = {"first": ways[0], "second": ways[1], "both": both, "neither": set()}
                stands = named[ruling]
            self.holds[case] |= {(code, way) for way in stands}

    def standing_codes(self, prefix=""):
        """The codes that the latest book has, under a reference."""
        return [
            code
            for code, row in self.codes.items()
            if row["level"] == "code"
            and (row["ref"] == prefix or row["ref"].startswith(f"{prefix}.") or not prefix)
            and self.had(code, self.latest)
        ]

    def had(self, code, number):
        return any(
            row["since"] <= number and (row["until"] is None or number < row["until"])
            for row in self.wordings
            if row["code_id"] == code
        )

    def meant(self, code, kind):
        types = next(
            row["types"].split()
            for row in self.wordings
            if row["code_id"] == code
            and row["since"] <= self.latest
            and (row["until"] is None or self.latest < row["until"])
        )
        return kind == "unclassified" or not types or kind in types

    def looked(self, code):
        if code not in self.searched:
            self.searched[code] = self._looked(code)
        return self.searched[code]

    def _looked(self, code):
        names = [code, self.whole_of[code]] if code in self.whole_of else [code]
        return {
            case
            for case in self.said
            if self.meant(code, self.cases[case])
            and any(all(self.had(one, number) for number in self.versions[case]) for one in names)
        }

    def again(self, code):
        """The cases that hold a mark of the code which was split into this one."""
        whole = self.whole_of.get(code)
        return {
            case for case in self.looked(code) if any(whole in dict(one) for one in self.said[case])
        }

    def found(self, ref, way="present"):
        """The cases in which any code under `ref` holds in a way."""
        return {
            case
            for code in self.standing_codes(ref)
            for case in self.looked(code)
            if (code, way) in self.holds[case]
        }

    def base(self, ref):
        codes = self.standing_codes(ref)
        looked = {case for code in codes for case in self.looked(code)}
        waiting = {case for code in codes for case in self.looked(code) if code in self.open[case]}
        waiting |= {case for code in codes for case in self.again(code)}
        return looked - (waiting - self.found(ref))

    def ratings(self, ref):
        """What the two readers of each double case say of anything under `ref`, yes or no."""
        codes = self.standing_codes(ref)
        looked = {code: self.looked(code) for code in codes}
        again = {case for code in codes for case in self.again(code)}
        cases = sorted(
            {case for one in looked.values() for case in one - again if len(self.said[case]) == 2}
        )
        return [
            [
                any(
                    (code, way) in self.said[case][n]
                    for code in codes
                    if case in looked[code]
                    for way in FOUND
                )
                for case in cases
            ]
            for n in (0, 1)
        ]


def wilson(count, base):
    """The two roots of the quadratic that Wilson's interval solves."""
    z = 1.959963984540054
    a, b, c = base + z * z, -(2 * count + z * z), count * count / base
    root = sqrt(max(0.0, b * b - 4 * a * c))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)
