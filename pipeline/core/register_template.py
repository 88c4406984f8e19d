"""The blank register for a practice that keeps its own: every heading with one sentence."""

from pipeline.core.register_contract import PERSON_COLUMNS, Element

COLUMN_SENTENCES = {
    "nhs_number": "Ten digits, in a column formatted as text. Needed.",
    "title": "Such as Ms, Mr or Dr.",
    "family_name": "The surname. Needed.",
    "given_name": "The first name.",
    "preferred_name": "What the person likes to be called.",
    "born_on": "Date of birth as day/month/year. Needed.",
    "sex": "Male or Female, M or F.",
    "ethnicity": "As the record says it.",
    "address_1": "House name or flat.",
    "address_2": "Number and street.",
    "address_3": "Locality.",
    "address_4": "Town.",
    "address_5": "County.",
    "postcode": "With its space, such as BB11 1AA.",
    "phone_home": "Home telephone, in a column formatted as text.",
    "phone_mobile": "Mobile telephone, in a column formatted as text.",
    "email": "E-mail address.",
    "language": "The main spoken language.",
    "is_interpreter_needed": "yes or blank.",
    "contact_method": "The way of contact that the person needs, as coded.",
    "information_format": "The format of written information that the person needs, such as large print or easy read.",
    "communication_professional": "A professional who is needed, such as a sign language interpreter.",
    "communication_support": "Support in communication that the person needs.",
    "lsoa": "Lower layer super output area of the address.",
    "imd_decile": "1 (most deprived) to 10.",
    "registered_on": "Date of registration with the practice.",
    "deregistered_on": "Date of deduction, blank while registered.",
    "died_on": "Date of death. Anything in this cell stops all contact.",
    "is_restricted": "yes where the record is restricted or sensitive: nothing is sent to the person.",
    "is_not_to_be_shared": "yes where the person does not want the record shared.",
    "refuses_outreach": "yes where the person has declined outreach.",
    "key_worker": "Care co-ordinator or key worker.",
    "last_invited_on": "When the practice last invited the person to this check.",
    "check_done_on": "When a complete physical health check was last coded as done.",
    "no_response_on": "When you last coded that the person did not respond to two invitations.",
    "declined_check_on": "When you last coded that the person chose not to have the check (informed dissent).",
    "unsuitable_on": "When you last coded that the check does not suit the person.",
    "is_hard_to_reach": "yes where you could not reach the person.",
    "diagnosis_on": "Date of the newest diagnosis of psychosis, schizophrenia or bipolar disorder.",
    "remission_on": "Date since when the illness is coded as in remission.",
    "lithium_on": "Date of the last issue of lithium.",
    "antipsychotic": "Name of the antipsychotic on repeat.",
    "has_diabetes": "yes or blank.",
    "has_cvd": "yes or blank: cardiovascular disease.",
}
ENTRY_SENTENCES = {
    "nhs_number": "The person's, as in the register.",
    "element": "One of: " + ", ".join(Element) + ".",
    "observed_on": "Date of the result as day/month/year.",
    "value": "The result, such as 128/82 or 27.4.",
    "unit": "The unit, where there is one.",
    "term": "The wording of the code, such as Body mass index.",
}
REGISTER, ENTRIES, ABOUT, GUIDE = "Register", "Observations", "About", "How to fill it in"

assert set(COLUMN_SENTENCES) == set(PERSON_COLUMNS)


def about(practice_code: str, practice_name: str) -> list[list[str]]:
    """The rows that say whose register it is; the date is filled in by the practice."""
    return [["Practice", f"{practice_code} {practice_name}"], ["Extract date", ""]]


def guide() -> list[list[str]]:
    """One sentence a column, each in one cell so that no reader takes it for a heading."""
    people = [f"{column}: {sentence}" for column, sentence in COLUMN_SENTENCES.items()]
    entries = [f"{ENTRIES}, {column}: {sentence}" for column, sentence in ENTRY_SENTENCES.items()]
    return [[line] for line in [*people, *entries]]


def wide_guide() -> list[list[str]]:
    """The sentences above the heading of the one-file form."""
    people = [f"{column}: {sentence}" for column, sentence in COLUMN_SENTENCES.items()]
    repeated = "Results: a date, a term and a value each. For more than one, repeat the three columns with _2, _3."
    return [[line] for line in [*people, repeated]]


def wide_heading() -> list[str]:
    """Every canonical column, and room for one result of each element."""
    return [*PERSON_COLUMNS, *(f"{e}_{part}_1" for e in Element for part in ("date", "term", "value"))]
