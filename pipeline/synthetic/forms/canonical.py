"""The columns of the plain contract, shared by the CSV and the workbook."""

from datetime import date

from pipeline.synthetic.entries import Entry

COLUMNS = (
    "nhs_number", "title", "family_name", "given_name", "preferred_name", "born_on", "sex", "ethnicity",
    "address_1", "address_2", "address_3", "address_4", "address_5", "postcode", "phone_home",
    "phone_mobile", "email", "language", "is_interpreter_needed", "contact_method",
    "information_format", "communication_professional", "communication_support", "lsoa", "imd_decile",
    "registered_on", "deregistered_on", "died_on", "is_restricted", "is_not_to_be_shared",
    "refuses_outreach", "key_worker", "last_invited_on", "diagnosis_on", "remission_on", "lithium_on",
    "antipsychotic", "has_diabetes", "has_cvd", "check_done_on", "no_response_on", "declined_check_on",
    "unsuitable_on", "is_hard_to_reach",
)  # fmt: skip


def canonical_cells(entry: Entry) -> list[str | date | None]:
    """The person's cells in the order of COLUMNS; days stay days for the form to write its own way."""
    person = entry.identity
    return [
        entry.nhs_number,
        person.name.title,
        entry.family_name,
        person.name.given_name,
        person.name.preferred_name,
        entry.born_on,
        person.sex,
        person.name.ethnicity,
        *person.home.lines,
        person.home.postcode,
        person.reach.home,
        person.reach.mobile,
        person.reach.email,
        person.needs.language,
        _yes(person.needs.is_interpreter_needed),
        person.needs.contact_method,
        person.needs.information_format,
        person.needs.communication_professional,
        person.needs.communication_support,
        entry.lsoa,
        str(person.imd_decile),
        entry.registered_on,
        entry.deregistered_on,
        entry.died_on,
        _yes(entry.is_restricted),
        _yes(entry.is_not_to_be_shared),
        _yes(entry.refuses_outreach),
        entry.key_worker,
        entry.last_invited_on,
        max((on for _, on in entry.diagnoses), default=None),
        max((on for _, on in entry.remissions), default=None),
        entry.lithium_on,
        entry.antipsychotic,
        _yes(entry.diabetes_on is not None),
        _yes(entry.cvd_on is not None),
        entry.check_done_on,
        entry.no_response_on,
        entry.declined_check_on,
        entry.unsuitable_on,
        _yes(entry.is_hard_to_reach),
    ]


def _yes(answer: bool) -> str:
    return "Yes" if answer else "No"
