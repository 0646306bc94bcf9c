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
        *("organisation", "passkey_new", "passkeys", "password", "password_advice", "proof"),
        *("recover", "recover_code", "recovery_over", "set_up_code", "sign_in"),
    ),
    "components": (
        *("errors", "form", "kept_input", "navigation", "notice", "status_tag"),
        *("summary_list", "table", "task_list", "text"),
    ),
    "errors": ("400", "401", "403", "404", "409", "413", "429", "500", "503", "frame"),
    "fields": ("boxes", "choices", "list", "parts"),
    "followup": ("answer", "case", "check", "index", "parts", "section", "stage"),
    "home": ("index", "accessibility"),
    "notifications": (
        *("blank", "check", "index", "parts", "receipt", "section", "show", "tasks", "withdraw"),
    ),
    "questions": ("index", "parts", "show"),
    "returns": ("index", "one", "parts", "show", "withdraw"),
}
PAGES = frozenset(
    {"base.html"} | {f"{room}/{name}.html" for room, names in _PAGES.items() for name in names}
)

# Modules of the package whose words those pages and the mails to contacts show.
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
    *("calendar/periods", "calendar/partial_date", "cases/wording", "definitions/verdict"),
    *("dictionary/answer", "dictionary/checks", "dictionary/checks_of_dates"),
    *("dictionary/checks_of_history", "dictionary/checks_of_law", "dictionary/checks_of_people"),
    *("dictionary/checks_of_types", "dictionary/columns", "dictionary/finding"),
    *("dictionary/kinds", "errors"),
    *("followup/actions", "followup/answer_views", "followup/arrivals", "followup/forms"),
    *("followup/models", "followup/page", "followup/parts", "followup/queries"),
    *("followup/rules", "followup/stage_views", "followup/stages", "followup/told"),
    *("followup/views", "followup/worklist"),
    *("home/followup", "home/learning", "home/panels", "home/practice", "home/questions"),
    *("home/returns", "home/captures", "home/others", "home/views", "home/reported", "home/years"),
    "home/deciding",
    *("notifications/actions", "notifications/draft", "notifications/drafting"),
    *("notifications/duplicates", "notifications/forms", "notifications/listing"),
    *("notifications/models", "notifications/rules", "notifications/section_views"),
    *("notifications/sending_views", "notifications/views", "notifications/waiting"),
    *("questions/actions", "questions/ages", "questions/answering", "questions/choices"),
    *("questions/forms", "questions/models", "questions/present", "questions/queries"),
    *("questions/replying", "questions/rules", "questions/showing", "questions/turns"),
    *("questions/views",),
    *("returns/actions", "returns/choosing", "returns/forms", "returns/held", "returns/models"),
    *("returns/periods", "returns/queries", "returns/rules", "returns/said"),
    *("returns/showing", "returns/views", "returns/wording"),
    *("rhythm/dates", "rhythm/letters", "rhythm/standing"),
    *("web/box_fields", "web/choice_field", "web/forms", "web/inputs", "web/kept_input"),
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
)
