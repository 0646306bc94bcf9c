"""Scripts of other people call these by name: nothing here says that they do, so this keeps them."""

from importlib import import_module
from inspect import signature

import pytest

# Each function with the arguments that are given, in their order.
CALLED = {
    "dhp.calendar": [
        "reporting_week(instant)",
        "financial_year(day)",
        "quarter(day)",
        "rolling_months(end, months)",
    ],
    "dhp.statistics.intervals": [
        "poisson_interval(count, confidence)",
        "byar_interval(count, confidence)",
        "wilson_interval(successes, trials, confidence)",
        "rate(count, exposure, per, confidence)",
        "standardised_rate(counts, populations, weights, per, confidence)",
    ],
    "dhp.statistics.comparison": [
        "rate_ratio(first, second, first_exposure, second_exposure)",
        "verdict(first, second, first_exposure, second_exposure)",
    ],
    "dhp.statistics.signals": [
        "c_chart(counts)",
        "u_chart(counts, sizes)",
        "g_chart(gaps)",
        "t_chart(times)",
        "run_rules(values, centre)",
        "ears_c1(counts, baseline, alpha)",
        "poisson_cusum(counts, k)",
        "funnel(observed, population, per)",
    ],
    "dhp.statistics.delay": ["chain_ladder(triangle)", "delay_curve"],
    "dhp.statistics.disclosure": ["bounds(table, hidden)", "protect(table, threshold, earlier)"],
    "dhp.coding.agreement": [
        "percent_agreement(first, second)",
        "positive_agreement(first, second)",
        "cohen_kappa(table)",
        "fleiss_kappa(table)",
        "krippendorff_alpha(ratings, level)",
        "gwet_ac1(first, second)",
        "pabak(table)",
    ],
    "dhp.definitions": ["facts_from(mapping)"],
}
NAMES = [(room, name) for room, names in CALLED.items() for name in names]


@pytest.mark.parametrize(("room", "called"), NAMES)
def test_it_is_called_as_it_was_promised(room, called):
    name, _, arguments = called.partition("(")

    function = getattr(import_module(room), name)

    taken = list(signature(function).parameters)
    asked = [one.strip() for one in arguments.rstrip(")").split(",") if one]
    assert taken[: len(asked)] == asked


def test_every_definition_judges_by_its_name():
    names = ["dhp-2020", "dhp-2023", "homicide-index", "dhr-2004"]
    names += ["dardr-2024", "da-act-2021", "femicide-un"]
    definitions = import_module("dhp.definitions")

    facts = definitions.facts_from({"kind": "homicide"})

    for name in names:
        judged = definitions.DEFINITIONS[name].judge(facts)
        assert judged.scope in {"in", "out", "cannot tell"}
        assert {"type", "reasons", "lacking"} <= set(dir(judged))
