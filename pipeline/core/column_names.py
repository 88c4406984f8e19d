"""The names practices' systems give to the columns of the register, versioned.

A heading is compared after folding: lower case, letters and digits only. Add a synonym here when
every practice of a system uses it.
"""

import re
from functools import lru_cache

from pipeline.core.register_contract import PERSON_COLUMNS, Element

VERSION = 3

_SYNONYMS = {
    "nhs_number": "NHS Number; NHS No; NHSNumber",
    "title": "Title",
    "family_name": "Family Name; Surname; Last Name",
    "given_name": "Given Name; First Name; Forename",
    "preferred_name": "Calling Name; Known As; Preferred Name",
    "born_on": "Date of Birth; DOB; Birth Date",
    "sex": "Gender; Sex",
    "ethnicity": "Ethnic Origin; Ethnicity; Ethnic Group",
    "address_1": "House Name / Flat Number; House Name; Address Line 1",
    "address_2": "Number and Street; House Number and Road; Address Line 2",
    "address_3": "Locality; Address Line 3",
    "address_4": "Town; Address Line 4",
    "address_5": "County; Address Line 5",
    "postcode": "Postcode; Post Code",
    "phone_home": "Home Telephone; Home Phone",
    "phone_mobile": "Mobile Telephone; Mobile Phone; Mobile",
    "email": "E-mail Address; Email; Email Address",
    "language": "Main Language; Main Spoken Language; Language",
    "is_interpreter_needed": "Interpreter Needed; Requires Interpreter",
    "contact_method": "Contact Method; Preferred Contact Method",
    "information_format": "Information Format",
    "communication_professional": "Communication Professional",
    "communication_support": "Communication Support",
    "lsoa": "Lower Layer Area (2011); LSOA; Lower Layer Super Output Area",
    "imd_decile": "IMD Decile",
    "registered_on": "Registered Date; Date Registered",
    "deregistered_on": "Deduction Date; Date Deducted; Deducted Date",
    "died_on": "Date of Death; Deceased Date",
    "is_restricted": "Restricted Record; Restricted Access; Sensitive Record",
    "is_not_to_be_shared": "Sharing Dissent; Dissent to Share",
    "refuses_outreach": "Outreach Declined; Declined Outreach",
    "key_worker": "Care Co-ordinator; Key Worker",
    "last_invited_on": "Last Invited; Last Invitation Date",
    "check_done_on": "Physical Health Check Done; Physical Health Check Date; SMI Health Check Date; Check Done Date",
    # Exceptions a practice records of its own invitations: none of them refuses outreach.
    "no_response_on": "Did Not Respond; Did Not Respond Date; No Response; No Response Date; Invitation Exception Date",
    "declined_check_on": (
        "Informed Dissent; Informed Dissent Date; Check Declined; Check Declined Date; Declined Check; "
        "Declined Check Date; Health Check Declined; Health Check Declined Date"
    ),
    "unsuitable_on": "Patient Unsuitable; Patient Unsuitable Date; Unsuitable; Unsuitable Date",
    "is_hard_to_reach": "Hard to Reach; Difficult to Reach",
    "diagnosis_on": "SMI Diagnosis Date",
    "remission_on": "SMI Remission Date",
    "lithium_on": "Lithium Last Issued",
    "antipsychotic": "Antipsychotic",
    "has_diabetes": "Diabetes",
    "has_cvd": "CVD",
}

# Columns that are read for other purposes than the person, or knowingly not used.
PRACTICE_CODE_NAMES = {"organisationcode", "practicecode"}
# Medicus: whether a row was added, updated or removed since the last file. A file with it is a delta.
CHANGE_NAMES = {"changetype"}
NOT_USED = {"usualgpsfullname", "usualgp", "organisationname", "emisnumber", "worktelephone", "age"}
# What a practice's own map says of a column that is knowingly not used.
NOT_USED_MEANING = "not_used"
NOT_USED |= {"notused"}

_SPEAKS_OF_STOP = re.compile(
    r"deceas|death|died|\bdead\b|remov(al|ed)|restrict|sensitiv|dissent|opt(ed)?.?out|do.?not|don.?t\b|refus"
    r"|declin|no.?contact|safeguard",
    re.IGNORECASE,
)
_SPEAKS_OF_CONSENT = re.compile(r"consent|agree[sd]?\b.*(contact|shar)|(contact|shar).*\bagree", re.IGNORECASE)

# The two columns at the front of a file of rows to correct: they mark it, and say which row each one corrects.
WHAT_IS_WRONG, WHAT_TO_CHANGE = "What is wrong", "What to change"
ANSWER_COLUMNS = {"whatiswrong", "whattochange"}

# EMIS: the title above a column group says what its `Code Term`, `Date` and `Value` are about.
GROUP_ELEMENTS = {
    "bloodpressure": Element.BLOOD_PRESSURE,
    "bmi": Element.BMI,
    "alcohol": Element.ALCOHOL,
    "lipids": Element.LIPIDS,
    "glucose": Element.GLUCOSE,
    "smoking": Element.SMOKING,
}
GROUP_DATES = {
    "smidiagnosis": "diagnosis_on",
    "remission": "remission_on",
    "lithium": "lithium_on",
    "physicalhealthcheck": "check_done_on",
    "didnotrespond": "no_response_on",
    "informeddissent": "declined_check_on",
    "patientunsuitable": "unsuitable_on",
}
GROUP_TERMS = {"antipsychotic": "antipsychotic"}
GROUP_FLAGS = {"diabetes": "has_diabetes", "cvd": "has_cvd", "hardtoreach": "is_hard_to_reach"}
PATIENT_GROUP = "patientdetails"
GROUP_PARTS = {"codeterm": "term", "date": "date", "value": "value"}

# Long files: one entry a row.
ENTRY_NAMES = {
    "eventdate": "date",
    "observedon": "date",
    "readcodedescription": "term",
    "term": "term",
    "codeterm": "term",
    "numericvalue": "value",
    "value": "value",
    "unit": "unit",
    "element": "element",
    "ctv3code": "code",
    "code": "code",
}

_NUMBERED = re.compile(r"^(" + "|".join(Element) + r")_(date|value|term)_(\d{1,4})$")


@lru_cache(maxsize=4_096)
def folded(heading: str) -> str:
    """The heading as it is compared."""
    return re.sub(r"[^a-z0-9]", "", heading.lower())


_BY_FOLDED = {folded(name): column for column, names in _SYNONYMS.items() for name in (*names.split(";"), column)}
assert set(_SYNONYMS) == set(PERSON_COLUMNS)


def person_column(heading: str) -> str | None:
    """The canonical column a heading means, or None."""
    return _BY_FOLDED.get(folded(heading))


def speaks_of_stop(heading: str) -> bool:
    """Whether a heading nobody understands may mark people who must not be contacted: died, removed, refused."""
    return _SPEAKS_OF_STOP.search(heading) is not None


def speaks_of_consent(heading: str) -> bool:
    """Whether a heading nobody understands may mark people by a consent they did not give."""
    return _SPEAKS_OF_CONSENT.search(heading) is not None


def usual_heading(column: str) -> str:
    """What practices' systems most often call a canonical column."""
    return _SYNONYMS[column].split(";")[0]


def numbered_entry(heading: str) -> tuple[str, str, int] | None:
    """(element, part, number) of a wide heading such as `bmi_date_3`, or None."""
    match = _NUMBERED.match(heading.strip().lower().replace(" ", "_"))
    return (match[1], match[2], int(match[3])) if match else None
