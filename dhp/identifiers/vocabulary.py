"""The words that the patterns are made of: numbers, months, work, ways to die, peoples and faiths."""


def any_of(words: str) -> str:
    """A group that matches any of these words, the longest first; `_` stands for a space."""
    found = sorted(words.split(), key=len, reverse=True)
    return "(?:" + "|".join(one.replace("_", " ") for one in found) + ")"


_UNITS = "one two three four five six seven eight nine"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
FEW = any_of(f"{_UNITS} ten 1 2 3 4 5 6 7 8 9 10")
SEVERAL = any_of("two three four five six seven eight nine ten 2 3 4 5 6 7 8 9 10")
NUMBER = (
    rf"(?:1?\d{{1,2}}|{any_of(_TENS)}(?:[- ]{any_of(_UNITS)})?|{any_of(_TEENS + ' ' + _UNITS)})"
)
IN_WORDS = {word: number for number, word in enumerate(f"nought {_UNITS} {_TEENS}".split())} | {
    word: 10 * place for place, word in enumerate(_TENS.split(), 2)
}

MONTH = any_of(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec"
)
WEEKDAY = any_of("monday tuesday wednesday thursday friday saturday sunday")
FEAST = any_of(
    "christmas_day christmas_eve boxing_day new_year['’]s_day new_year['’]s_eve valentine['’]s_day "
    "mother['’]s_day father['’]s_day good_friday easter_sunday easter_monday halloween "
    "bonfire_night hogmanay eid diwali hanukkah"
)

PERSON = any_of(
    "victim suspect deceased woman man girl boy mother father son daughter wife husband partner "
    "baby child teenager perpetrator offender sister brother"
)
WORK = any_of(
    "teacher nurse midwife doctor gp surgeon dentist paramedic firefighter soldier sailor solicitor "
    "barrister judge councillor vicar priest imam rabbi farmer farmworker fisherman hairdresser "
    "beautician chef waiter waitress barman barmaid bartender publican shopkeeper cashier cleaner "
    "carer electrician plumber builder carpenter roofer scaffolder mechanic engineer lecturer "
    "professor scientist journalist actor actress singer musician footballer boxer athlete model "
    "pilot lorry_driver taxi_driver bus_driver train_driver delivery_driver postman police_officer "
    "detective prison_officer probation_officer social_worker teaching_assistant accountant banker "
    "architect librarian receptionist security_guard doorman warehouse_worker factory_worker "
    "sex_worker childminder nanny vet student_nurse pharmacist optician physiotherapist landlord "
    "gamekeeper jockey magistrate mayor special_constable"
)
RARE_MEANS = any_of(
    "crossbow machete axe hatchet sword samurai_sword shotgun rifle chainsaw nail_gun hammer "
    "sledgehammer screwdriver pickaxe spade cricket_bat baseball_bat dumbbell kettlebell petrol "
    "paraffin antifreeze arsenic cyanide ricin insulin bleach acid weedkiller garrotte sledge "
    "decapitated dismembered dismemberment beheaded buried_alive set_alight set_on_fire "
    "set_fire_to firebombed electrocuted drowned_in pushed_from thrown_from run_over "
    "driven_over impaled scalded starved_to_death suitcase freezer wheelie_bin septic_tank"
)
RARE_PLACE = any_of(
    "reservoir quarry lighthouse canal pier cliff cliffs viaduct allotment caravan_park "
    "multi-storey_car_park railway_station level_crossing golf_club marina boatyard narrowboat "
    "houseboat airport ferry"
)
PEOPLES = any_of(
    "polish romanian bulgarian lithuanian latvian albanian ukrainian russian turkish kurdish "
    "iranian iraqi syrian afghan pakistani indian bangladeshi sri_lankan tamil nepalese chinese "
    "vietnamese thai filipino japanese korean nigerian ghanaian somali eritrean ethiopian sudanese "
    "kenyan zimbabwean congolese gambian jamaican brazilian colombian portuguese spanish italian "
    "greek french german dutch irish czech slovak hungarian roma gypsy traveller "
    "muslim sikh hindu jewish buddhist catholic mormon jehovah['’]s_witness orthodox_jew "
    "farsi urdu punjabi bengali arabic pashto dari gujarati mandarin cantonese"
)
STATUS = any_of("asylum_seeker undocumented spousal_visa student_visa illegal_immigrant")

# What is common, and narrows down all the same where it comes together with other things.
TENS_OF_YEARS = any_of(
    "teens twenties thirties forties fifties sixties seventies eighties nineties"
)
NEAR = any_of("husband wife partner son daughter mother father brother sister children")
COMMON_MEANS = any_of("stabbed strangled shot hanged poisoned smothered drowned beaten_to_death")
HEALTH = any_of(
    "wheelchair deaf blind hiv dementia schizophrenia bipolar autism autistic cancer pregnant heroin "
    "transgender trans_woman trans_man gay lesbian transplant epilepsy epileptic"
)
