"""What others published: six sources with their terms, two series, and figures as they stood then."""

from datetime import date

from dhp.definitions import DeathType
from dhp.evidence.actions import About, NewSeries
from dhp.evidence.rules import SourceKind

_VKPP = "Vulnerability Knowledge and Practice Programme, National Police Chiefs’ Council"
_NOT_STATED = "Not stated; facts and figures only, with the source"
_FIRST = "Domestic Homicide Project, year 1 report"
_SECOND = "Domestic Homicide Project, year 2 report"
_THIRD = "Domestic Homicide Project, year 3 report"
_FOURTH = "Domestic Homicide Project, year 4 report"

SOURCES = (
    About(
        SourceKind.REPORT,
        _FIRST,
        _VKPP,
        "Domestic Homicides and Suspected Victim Suicides During the Covid-19 Pandemic 2020-2021. "
        "Vulnerability Knowledge and Practice Programme, 2021.",
        _NOT_STATED,
        "https://bscpolicingnetwork.com/2021/11/30/domestic-homicides-and-suspected-victim-suicides-"
        "during-the-covid-19-pandemic-2020-2021/",
        date(2021, 8, 25),
        "Deaths that police identified as domestic homicides, suspected victim suicides or child "
        "deaths, 23 March 2020 to 31 March 2021: a few days longer than the financial year.",
    ),
    About(
        SourceKind.REPORT,
        _SECOND,
        _VKPP,
        "Domestic Homicides and Suspected Victim Suicides 2020-2022: year 2 report. Vulnerability "
        "Knowledge and Practice Programme, 2022.",
        _NOT_STATED,
        "https://news.npcc.police.uk/releases/policing-reaffirms-its-determination-to-tackle-"
        "domestic-abusers-as-familial-domestic-homicides-increase-and-scale-of-victim-suicides-"
        "revealed-for-first-time",
        date(2022, 12, 5),
        "Two financial years, in five types of death. Counts are those that the announcement "
        "implies. Unexpected deaths were not a type of their own yet.",
    ),
    About(
        SourceKind.REPORT,
        _THIRD,
        _VKPP,
        "Domestic Homicides and Suspected Victim Suicides 2020-2023: year 3 report. Vulnerability "
        "Knowledge and Practice Programme, 2024.",
        _NOT_STATED,
        "https://www.endthefear.co.uk/2024/05/28/report-domestic-homicides-and-suspected-victim-"
        "suicides-2022-2023-vulnerability-knowledge-and-practice-programme/",
        date(2024, 3, 13),
        "Three financial years, in six types: unexpected deaths are apart for the first time, so "
        "types are not comparable with the years before.",
    ),
    About(
        SourceKind.REPORT,
        _FOURTH,
        _VKPP,
        "Domestic Homicides and Suspected Victim Suicides 2020-2024: year 4 report. Vulnerability "
        "Knowledge and Practice Programme, 2025.",
        _NOT_STATED,
        "https://vkpp.org.uk/news/multi-agency-approach-crucial-to-prevent-domestic-abuse-deaths",
        date(2025, 3, 25),
        "Four financial years. Earlier years are restated: late notices are added, and types are "
        "judged again.",
    ),
    About(
        SourceKind.DATASET,
        "Domestic homicide review dataset (DHRD)",
        "Cook and Cook, on Zenodo",
        "Cook and Cook (2026). Domestic homicide review dataset. Zenodo. 10.5281/zenodo.21648010.",
        "CC BY 4.0: name the authors wherever it is shown",
        "https://doi.org/10.5281/zenodo.21648010",
        None,
        "Metadata of 647 published reviews in England and Wales: incidents, victims, perpetrators. "
        "“False” in it means “not tagged”, never “absent”. It names the community safety "
        "partnership, not the force.",
    ),
    About(
        SourceKind.STATISTICS,
        "Domestic abuse: victim characteristics (Homicide Index)",
        "Office for National Statistics, from the Home Office Homicide Index",
        "Office for National Statistics. Domestic abuse victim characteristics, England and Wales: "
        "year ending March 2019.",
        "Open Government Licence v3.0",
        "https://www.ons.gov.uk/peoplepopulationandcommunity/crimeandjustice/articles/"
        "domesticabusevictimcharacteristicsenglandandwales/yearendingmarch2019",
        None,
        "Homicides of people aged 16 and over by a partner, former partner or relative, by the year "
        "in which they were recorded. Frozen once a year; courts change it afterwards.",
    ),
)

_WIDER = (
    "Both count what police link to domestic abuse. Theirs came on forms sent by e-mail and were "
    "closed for each report; ours stay open, so late notices and changed types move them. Theirs "
    "are of all forces; ours are of those that send to us."
)
SERIES = (
    NewSeries(
        "dhp_all",
        "All deaths, Domestic Homicide Project",
        "Deaths",
        "Every death that police identified as a domestic homicide, suspected victim suicide, child "
        "death, unexpected death or other death in the home, adult or child, by financial year.",
        f"{_WIDER} The first year was first reported from 23 March 2020, which is longer than a "
        "financial year.",
        tuple(DeathType),
    ),
    NewSeries(
        "dhp_suicides",
        "Suspected victim suicides, Domestic Homicide Project",
        "Deaths",
        "Suspected suicides of people with a known history of being abused, by financial year. "
        "Suspected: most had no inquest yet.",
        f"{_WIDER} Which deaths are known depends on how hard a force looks: a rise can be better "
        "recording. Until the third report an unexpected death could be counted here.",
        (DeathType.SVSDA,),
    ),
)

# The source’s title, then a row as a file tells it: series, year, vintage, value, note.
FIGURES = (
    (_FIRST, "dhp_all", "2020-21", "2021-08-25", "215", "23 March 2020 to 31 March 2021"),
    (_THIRD, "dhp_all", "2020-21", "2024-03-13", "222", "The financial year alone"),
    (_THIRD, "dhp_all", "2022-23", "2024-03-13", "242", ""),
    (_FOURTH, "dhp_all", "2023-24", "2025-03-25", "262", ""),
    (_FIRST, "dhp_suicides", "2020-21", "2021-08-25", "38", "23 March 2020 to 31 March 2021"),
    (_SECOND, "dhp_suicides", "2020-21", "2022-12-05", "50", ""),
    (_THIRD, "dhp_suicides", "2020-21", "2024-03-13", "51", ""),
    (_SECOND, "dhp_suicides", "2021-22", "2022-12-05", "64", ""),
    (_THIRD, "dhp_suicides", "2022-23", "2024-03-13", "93", ""),
    (_FOURTH, "dhp_suicides", "2023-24", "2025-03-25", "98", ""),
)
