"""The rules of notifications, cases, what follows them, and what coders do with them."""

from datetime import UTC, date, datetime, timedelta

from dhp.cases import rules
from dhp.cases.judging.classification import OutReason
from dhp.cases.links import rules as links
from dhp.cases.links.models import LinkKind
from dhp.coding.codebook import rules as codebook
from dhp.coding.passes import rules as passes
from dhp.definitions import DeathType, Scope, Verdict
from dhp.dictionary import Stage
from dhp.followup import rules as followup
from dhp.notifications import rules as notifications
from dhp.questions import rules as questions
from dhp.retention import rules as retention
from dhp.retention.groups import Group
from dhp.returns import rules as returns
from dhp.returns.periods import Phase, Rhythm, Terms
from tests.harness.telling import thing, tried
from tests.rules.times import NOW, TODAY

WORDS = {"none": "", "blank": "  ", "given": "Because."}
DAY = timedelta(days=1)


def _decision(scope: Scope, kind: DeathType, **more: object) -> rules.Decision:
    return rules.Decision(scope, kind, "dhp-2023", **more)


OUT = _decision(Scope.OUT, DeathType.UNCLASSIFIED, out_reason=OutReason.NATURAL)
DECISIONS = {
    "in as partner": _decision(Scope.IN, DeathType.IPH),
    "in as relative": _decision(Scope.IN, DeathType.AFH),
    "in without a type": _decision(Scope.IN, DeathType.UNCLASSIFIED),
    "in, referred": _decision(Scope.IN, DeathType.IPH, referred_to="Coroner"),
    "in, with a reason for out": _decision(
        Scope.IN, DeathType.IPH, out_reason=OutReason.OTHER, reason="So."
    ),
    "open": _decision(Scope.CANNOT_TELL, DeathType.UNCLASSIFIED),
    "out, natural": OUT,
    "out with a type": _decision(Scope.OUT, DeathType.IPH, out_reason=OutReason.NATURAL),
    "out for no reason": _decision(Scope.OUT, DeathType.UNCLASSIFIED, reason="So."),
    "out for another": _decision(Scope.OUT, DeathType.UNCLASSIFIED, out_reason=OutReason.OTHER),
    "out, explained": _decision(
        Scope.OUT, DeathType.UNCLASSIFIED, out_reason=OutReason.OTHER, reason="So."
    ),
}
PROPOSALS = {
    "in as partner": Verdict(Scope.IN, DeathType.IPH),
    "in": Verdict(Scope.IN),
    "out": Verdict(Scope.OUT),
}


def _case(number: int, **known: object) -> object:
    usual = {
        "ref": f"CASE000000000{number}",
        "survivor_id": None,
        "restricted": False,
        "erased_at": None,
    }
    return thing(**(usual | {"id": number, "incident_id": number} | known))


KEPT = _case(1)


def _link(one: int, other: int, kind: LinkKind) -> object:
    return thing(case_id=one, other_id=other, kind=kind, incident_id=one, undone_at=None)


UNDONE = thing(undone_at=NOW, incident_id=1)
STANDING = thing(undone_at=None, incident_id=1)


def _terms(rhythm: Rhythm, since: date, *ends: int) -> Terms:
    return Terms(rhythm, since, *ends)


APRIL = date(2026, 4, 1)
TERMS = {
    "monthly": _terms(Rhythm.MONTHLY, APRIL, 5, 10, 20),
    "all on a day": _terms(Rhythm.MONTHLY, APRIL, 1, 1, 1),
    "due at once": _terms(Rhythm.MONTHLY, APRIL, 0, 1, 2),
    "late before due": _terms(Rhythm.MONTHLY, APRIL, 5, 4, 20),
    "closed before late": _terms(Rhythm.MONTHLY, APRIL, 5, 10, 9),
    "from the middle": _terms(Rhythm.MONTHLY, date(2026, 4, 2), 5, 10, 20),
    "weekly from a Thursday": _terms(Rhythm.WEEKLY, date(2026, 3, 19), 2, 3, 10),
    "weekly from a Friday": _terms(Rhythm.WEEKLY, date(2026, 3, 13), 2, 3, 10),
    "weekly from a Friday gone": _terms(Rhythm.WEEKLY, date(2026, 3, 6), 2, 3, 10),
}

TRIED = [
    tried(rules.Decision.follows, self=DECISIONS, proposal=PROPOSALS),
    tried(
        rules.check_decision,
        decision=DECISIONS,
        proposal=PROPOSALS,
        before={
            "nothing": None,
            "the same": (Scope.IN, DeathType.IPH),
            "open": (Scope.CANNOT_TELL, DeathType.UNCLASSIFIED),
            "out": (Scope.OUT, DeathType.UNCLASSIFIED),
        },
    ),
    tried(rules.check_version, seen=(2, 3), present=(3,)),
    tried(rules.check_takes_work, case={"standing": KEPT, "erased": _case(1, erased_at=NOW)}),
    tried(
        links.check_pair,
        keep={"one": KEPT, "merged": _case(1, survivor_id=9), "erased": _case(1, erased_at=NOW)},
        other={
            "itself": _case(1),
            "another": _case(2),
            "merged": _case(2, survivor_id=9),
            "of the same incident": _case(2, incident_id=1),
            "restricted": _case(2, restricted=True),
            "erased": _case(2, erased_at=NOW),
        },
        kind=LinkKind,
        reason={"blank": " ", "given": "Because."},
    ),
    tried(
        links.check_free,
        keep={"one": KEPT},
        other={"two": _case(2)},
        standing={
            "none": (),
            "of the two": [_link(2, 1, LinkKind.NOT_THE_SAME)],
            "two stands for three": [_link(2, 3, LinkKind.SAME_DEATH)],
            "three stands for two": [_link(3, 2, LinkKind.SAME_DEATH)],
            "two beside three": [_link(2, 3, LinkKind.SAME_INCIDENT)],
        },
        kind=LinkKind,
    ),
    tried(
        links.check_undo,
        link={"standing": STANDING, "undone": UNDONE},
        keep={"one": KEPT, "erased": _case(1, erased_at=NOW)},
        moved={"none": (), "still there": [_case(1)], "moved on": [_case(1), _case(2)]},
        reason=WORDS,
    ),
    tried(
        retention.dues,
        received=(date(2026, 3, 4),),
        opened=(date(2026, 3, 5),),
        group=Group,
        last={
            "none": None,
            "kept": retention.Reviewed(NOW, date(2030, 1, 1)),
            "refused": retention.Reviewed(NOW, None, date(2026, 3, 20)),
            "on its last day": retention.Reviewed(datetime(2126, 3, 4, 12, tzinfo=UTC), None),
        },
        events={
            "none": (),
            "trial, on the day of opening and of the review and after": [
                retention.Happened(NOW - 7 * DAY, retention.Why.TRIAL),
                retention.Happened(NOW, retention.Why.INQUEST),
                retention.Happened(NOW + DAY, retention.Why.CORRECTION),
            ],
        },
    ),
    tried(
        retention.check_review,
        choice=retention.Choice,
        reason={"blank": " ", "given": "Needed."},
        until={
            "none": None,
            "today": TODAY,
            "tomorrow": TODAY + DAY,
            "the last day": date(2032, 3, 12),
            "a day more": date(2032, 3, 13),
        },
        group=(Group.THREE,),
        today=(TODAY,),
    ),
    tried(notifications.check_move, name=list(notifications.MOVES), status=notifications.Status),
    tried(notifications.check_editable, status=notifications.Status),
    tried(questions.check_move, name=list(questions.MOVES), status=questions.Status),
    tried(questions.check_seen, seen=(2, 3), present=(3,)),
    tried(
        questions.check_reply,
        kind=questions.ReplyKind,
        words={"none": "", "given": "Because."},
        on_an_answer=(True, False),
        recorded=(True, False),
    ),
    tried(followup.rank, stage=Stage),
    tried(followup.stage_named, slug=[*followup.SLUGS, "notice"]),
    tried(followup.check_open, standing=followup.Standing),
    tried(followup.check_owner, force_id=(None, 1), of_user=(None, 1, 2)),
    tried(followup.check_reopen, stage=Stage, standing=followup.Standing, reason=WORDS),
    tried(followup.check_gap_reason, gaps=(0, 1), reason=WORDS),
    tried(returns.timing_in, phase=Phase),
    tried(returns.check_open, phase=Phase),
    tried(returns.check_seen, seen=("one", "two"), present=("two",)),
    tried(returns.check_terms, terms=TERMS, today=(TODAY, date(2026, 3, 13)), begun=(True, False)),
    tried(codebook.check_may_end, stands=(True, False), has_below=(True, False)),
    tried(passes.check_opens, state=passes.PassState),
    tried(passes.check_marks, state=passes.PassState),
    tried(passes.check_skips, state=passes.PassState),
    tried(passes.check_locks, state=passes.PassState),
    tried(passes.check_third_person, adjudicator=(1, 3), coders=((1, 2),)),
    tried(passes.check_span, starts=(-1, 0, 3), ends=(0, 3, 4, 5), length=(4,)),
    tried(passes.check_limit, limit=(None, 1, 2), opened_today=(0, 1, 2, 3)),
]
