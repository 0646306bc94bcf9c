"""What is in Welsh: the pages, and the modules whose words stand on them."""

# Pages and pieces of pages that a force's contact uses. What is not here stays in English.
_PAGES = {
    "accounts": (
        *(
            "_authenticator",
            "_passkey",
            "account",
            "account_checks",
            "code",
            "first_password",
            "invitation_over",
        ),
        *("_agreements", "our_agreements"),
        *("organisation", "passkey_new", "passkeys", "password", "password_advice", "proof"),
        *("recover", "recover_code", "recovery_over", "set_up_code", "sign_in"),
    ),
    "cases": ("_offer", "_pictures", "emergencies", "handovers", "offer", "offered"),
    "components": (
        *("errors", "form", "kept_input", "look", "navigation", "notice", "practice"),
        *("status_tag", "summary_list", "table", "task_list", "text"),
    ),
    "context": ("entry", "own", "parts", "strands", "trends"),
    "errors": ("400", "401", "403", "404", "409", "413", "429", "500", "503", "frame"),
    "exchange": (
        *("captures_look", "captures_upload", "import", "import_done", "import_guide", "imports"),
    ),
    "fields": ("boxes", "choices", "list", "parts"),
    "followup": ("answer", "case", "check", "index", "parts", "section", "stage"),
    "home": ("index", "accessibility"),
    "learning": (
        *("alert", "alerts", "answer", "finding", "findings", "index", "parts", "progress"),
        "show",
    ),
    "notifications": (
        *("blank", "check", "index", "page", "parts", "prepare", "receipt", "section", "show"),
        *("tasks", "withdraw"),
    ),
    "practice": ("adoption", "index", "new", "parts", "revise", "show"),
    "questions": ("index", "parts", "show"),
    "reports": ("pack", "packs", "parts"),
    "returns": ("index", "one", "parts", "show", "withdraw"),
    "rhythm": ("calendar",),
    "statistics": ("clocks", "contradictions", "force", "gaps", "parts"),
    "years": ("index", "parts", "show"),
}
PAGES = frozenset(
    {"base.html"} | {f"{room}/{name}.html" for room, names in _PAGES.items() for name in names}
)

# Modules of the package whose words those pages and the mails to contacts show; after a colon the
# names of what alone they show of it, where the rest speaks to the unit.
MODULES = (
    *("accounts/account_views", "accounts/actions", "accounts/cookie", "accounts/forms"),
    *("accounts/guesses", "accounts/invitation_views", "accounts/letters", "accounts/passwords"),
    *("accounts/passkeys/actions", "accounts/passkeys/ceremonies", "accounts/passkeys/forms"),
    *("accounts/passkeys/views", "accounts/proof", "accounts/proof_views", "accounts/sign_in"),
    *(
        "accounts/roles",
        "accounts/upkeep/views",
        "accounts/organisation/actions",
        "accounts/organisation/views",
        "accounts/sessions",
    ),
    *("accounts/recovery/actions", "accounts/recovery/views", "accounts/upkeep/actions"),
    *("absence", "calendar/periods", "calendar/partial_date", "cases/emergency/actions"),
    *("cases/emergency/views:end_now", "cases/forces/handover", "cases/forces/handover_forms"),
    *("cases/forces/handover_views", "cases/forces/models", "cases/wording"),
    *("context/actions", "context/forms:FiguresForm,figures_form,_hint", "context/overview"),
    *("context/rules", "context/series", "context/strands:_FIRST", "context/trends"),
    *("context/views", "definitions/verdict"),
    *("dictionary/answer", "dictionary/checks", "dictionary/checks_of_dates"),
    *("dictionary/checks_of_history", "dictionary/checks_of_law", "dictionary/checks_of_people"),
    *("dictionary/checks_of_types", "dictionary/columns", "dictionary/finding"),
    *("dictionary/kinds", "errors"),
    *("exchange/captures_file", "exchange/captures_forms", "exchange/captures_views"),
    *("exchange/comparing", "exchange/death_rows", "exchange/deaths_file"),
    *("exchange/incoming/actions", "exchange/incoming/forms", "exchange/incoming/guide"),
    *("exchange/incoming/likely", "exchange/incoming/looking", "exchange/incoming/notices"),
    *(
        "exchange/incoming/views",
        "exchange/returns/plan",
        "exchange/rows:Standing",
        "exchange/schemes",
    ),
    *("followup/actions", "followup/answer_views", "followup/arrivals", "followup/forms"),
    *("followup/models", "followup/page", "followup/parts", "followup/queries"),
    *("followup/rules", "followup/stage_views", "followup/stages", "followup/told"),
    *("followup/views", "followup/worklist"),
    *("home/followup", "home/learning", "home/panels", "home/practice", "home/questions"),
    *("home/returns", "home/captures", "home/others", "home/views", "home/reported", "home/years"),
    "home/deciding",
    *("identifiers/kinds:Kind", "learning/answer_views", "learning/answering", "learning/codes"),
    *("learning/forms:AnswerForm", "learning/letter", "learning/models", "learning/rules"),
    "mail/wording",
    *("notifications/actions", "notifications/draft", "notifications/drafting"),
    *("notifications/duplicates", "notifications/forms", "notifications/listing"),
    *(
        "notifications/models",
        "notifications/rehearsing/views",
        "notifications/rules",
        "notifications/sending",
        "notifications/section_views",
    ),
    *("notifications/sending_views", "notifications/views", "notifications/waiting"),
    *("practice/actions", "practice/forms:EntryForm,RevisionForm,AdoptionForm"),
    *("practice/keeping_views", "practice/rules", "practice/themes"),
    *("questions/actions", "questions/ages", "questions/answering", "questions/choices"),
    *("questions/forms", "questions/models", "questions/present", "questions/queries"),
    *("questions/replying", "questions/rules", "questions/showing", "questions/turns"),
    *("questions/views", "recognition/forms", "recognition/look"),
    "reports/distribution/letters",
    *("returns/actions", "returns/choosing", "returns/forms", "returns/held", "returns/models"),
    *("returns/periods", "returns/queries", "returns/rules", "returns/said"),
    *("returns/showing", "returns/views", "returns/wording"),
    *("rhythm/dates", "rhythm/letters", "rhythm/standing", "shares:share_words"),
    *("statistics/quality/clock_page", "statistics/quality/clocks", "statistics/quality/page"),
    *("statistics/quality/completeness", "statistics/years/actions"),
    *("statistics/years/figures", "statistics/years/forms", "statistics/years/views"),
    *(
        "web/box_fields",
        "web/choice_field",
        "web/csv_text",
        "web/forms",
        "web/inputs",
        "web/kept_input",
    ),
    *("web/navigation", "web/question_fields", "web/text"),
)

_ENDS = (
    *(".", ", or say that it is not yet established.", ", or say that it is not known."),
    " from those shown.",
)

# Words that reach those pages from elsewhere: libraries, lists of data, other rooms' navigation.
OTHERS = (
    *("Skip to main content", "Error", "Show", "Hide", "Show password", "Hide password", "Menu"),
    *("Your password is visible", "Your password is hidden", "Warning", "Important", "or"),
    *("Dyfed-Powys", "Gwent", "North Wales", "South Wales"),
    *("Start", "Deaths", "Returns", "Learning", "Figures", "Reports", "Service", "Your account"),
    *("Account checks", "Follow-up", "Force packs", "Hand-overs", "Import", "Notifications"),
    *("Practice", "Quality", "Questions", "Recommendations", "Themes", "Weekly figures"),
    *("Who may read", "Dates", "Accepted", "Closed", "Overdue since {date}"),
    # Who an answer is about.
    *("the victim", "the suspect", "victim", "suspect", "suspect {number}", "suspect 1"),
    *("victim’s {name}", "suspect’s {name}", "suspect {number}’s {name}", "the victim’s {name}"),
    *("the suspect’s {name}", "it", "them", "victim’s", "suspect’s", "the victim’s"),
    *("the suspect’s", "suspect {number}’s", "Recommendation {number} of {year}"),
    # How a form asks for an answer that it needs.
    *(f"Choose {the}{{name}}{end}" for the in ("the ", "") for end in _ENDS),
    *(f"Enter {the}{{name}}{end}" for the in ("the ", "") for end in _ENDS[:3]),
    *("Domestic abuse related deaths", "Domestic Homicide Project"),
    # Bank holidays, as the list of the government has them.
    *("New Year’s Day", "Good Friday", "Easter Monday", "Early May bank holiday"),
    *("Spring bank holiday", "Summer bank holiday", "Christmas Day", "Boxing Day"),
    *("{day} (substitute day)", "Briefing", "Cut-off", "Emergencies", "Years", "Issued"),
    *("Approved", "Superseded", "{name} (Home Office region)", "Wales", "The file is empty."),
    *("Waiting {lower}",),
    "A workbook (.xlsx) or “CSV UTF-8”, at most {value} MB and {count} deaths.",
    "A workbook (.xlsx) with at most 2,000 rows, or “CSV UTF-8” with at most 5,000. At most 1 MB.",
    "Their references with spaces between, for example 5.03 6.02.",
    # What stands of rows of files, of fields and of reports, in small letters or in capitals.
    *("refused", "warning", "sound", "missing", "you", "Force pack"),
    # The dictionary’s checks, as `dictionary.finding.title_of` has them.
    *("Known before death", "Received before death", "Review out of order"),
    *("Charged before death", "Decided too early", "Contact after death", "Risk after death"),
    *("MARAC after death", "DHR before death", "IOPC before death", "Inquest before death"),
    *("Main method missing", "Deaths too few", "Child without children", "Counts out of order"),
    *("Grades out of order", "None found without search", "History denied", "Dead in custody"),
    *("Court without charge", "Inquest differs", "NFS before law", "CCB before law"),
    *("CCB apart before law", "Suspect not identified", "Partner too young"),
    *("Generations swapped", "Suspect age implausible", "Sex and relationship", "Pregnant male"),
    *("Pregnancy age", "Closer description", "Home and relationship", "Child type of an adult"),
    *("Adult type of a child", "Type and relationship", "Suicide with a murder charge"),
    *("Type and kind",),
)
