from dhp.definitions.doubt import settle
from dhp.definitions.established import Established
from dhp.definitions.facts import Facts, History, Sex
from dhp.definitions.verdict import DeathType, Verdict, counts, does_not_count


def by_sex(known: Established) -> Verdict:
    if known.victim_sex is Sex.FEMALE:
        return counts("The victim was female.", as_type=DeathType.OTHER)
    return does_not_count("The victim was not female.")


def test_a_verdict_that_turns_on_a_missing_fact_cannot_be_told():
    verdict = settle(by_sex, Facts())

    assert verdict == Verdict(
        scope="cannot tell",
        type=None,
        reasons=(
            "Not yet established: the victim’s sex.",
            "Still possible: other; does not count.",
        ),
        lacking=("victim_sex",),
    )


def test_a_missing_fact_that_changes_nothing_is_not_lacking():
    def asks_in_vain(known: Established) -> Verdict:
        return counts("He lived there.") if known.household else counts("He did not.")

    verdict = settle(asks_in_vain, Facts())

    assert (verdict.scope, verdict.lacking) == ("in", ())
    assert verdict.reasons == (
        "The answer is the same whatever is established about whether they lived together.",
    )


def test_only_reasons_that_hold_however_it_turns_out_are_given():
    def remarks_on_age(known: Established) -> Verdict:
        remark = ["The suspect was a child."] if known.suspect_age < 18 else []
        return counts("They were related.", *remark)

    assert settle(remarks_on_age, Facts()).reasons == ("They were related.",)
    assert len(settle(remarks_on_age, Facts(suspect_age=17)).reasons) == 2


def test_a_fact_asked_for_on_the_way_is_named_only_if_it_decides():
    def only_history_decides(known: Established) -> Verdict:
        if known.household:
            return counts() if known.history is History.KNOWN else does_not_count()
        return counts() if known.history is History.KNOWN else does_not_count()

    assert settle(only_history_decides, Facts()).lacking == ("history",)


def test_open_enquiries_settle_nothing():
    def by_history(known: Established) -> Verdict:
        return counts() if known.history is History.KNOWN else does_not_count()

    assert settle(by_history, Facts(history=History.OPEN)) == settle(by_history, Facts())
    assert settle(by_history, Facts(history=History.OPEN)).lacking == ("history",)


def test_all_that_is_lacking_and_all_that_is_possible_is_told_in_a_list():
    def by_three_facts(known: Established) -> Verdict:
        alike = known.victim_sex is known.suspect_sex
        return counts() if alike and known.household else does_not_count()

    assert settle(by_three_facts, Facts()).reasons == (
        "Not yet established: the victim’s sex, the suspect’s sex and whether they lived together.",
        "Still possible: counts; does not count.",
    )
