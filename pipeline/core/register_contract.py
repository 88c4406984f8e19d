"""The canonical register: which columns a person has, of what kind, and the six elements of the check."""

from enum import StrEnum


class Element(StrEnum):
    """The six core elements of the yearly physical health check (NHS England guidance for ICSs)."""

    BLOOD_PRESSURE = "blood_pressure"
    BMI = "bmi"
    ALCOHOL = "alcohol"
    LIPIDS = "lipids"
    GLUCOSE = "glucose"
    SMOKING = "smoking"


class Kind(StrEnum):
    """How a column's text is read."""

    NHS_NUMBER = "nhs_number"
    TEXT = "text"
    DATE = "date"
    FLAG = "flag"
    PHONE = "phone"
    POSTCODE = "postcode"
    SEX = "sex"
    DECILE = "decile"


PERSON_COLUMNS: dict[str, Kind] = {
    "nhs_number": Kind.NHS_NUMBER,
    "title": Kind.TEXT,
    "family_name": Kind.TEXT,
    "given_name": Kind.TEXT,
    "preferred_name": Kind.TEXT,
    "born_on": Kind.DATE,
    "sex": Kind.SEX,
    "ethnicity": Kind.TEXT,
    "address_1": Kind.TEXT,
    "address_2": Kind.TEXT,
    "address_3": Kind.TEXT,
    "address_4": Kind.TEXT,
    "address_5": Kind.TEXT,
    "postcode": Kind.POSTCODE,
    "phone_home": Kind.PHONE,
    "phone_mobile": Kind.PHONE,
    "email": Kind.TEXT,
    "language": Kind.TEXT,
    "is_interpreter_needed": Kind.FLAG,
    "contact_method": Kind.TEXT,
    "information_format": Kind.TEXT,
    "communication_professional": Kind.TEXT,
    "communication_support": Kind.TEXT,
    "lsoa": Kind.TEXT,
    "imd_decile": Kind.DECILE,
    "registered_on": Kind.DATE,
    "deregistered_on": Kind.DATE,
    "died_on": Kind.DATE,
    "is_restricted": Kind.FLAG,
    "is_not_to_be_shared": Kind.FLAG,
    "refuses_outreach": Kind.FLAG,
    "key_worker": Kind.TEXT,
    "last_invited_on": Kind.DATE,
    "check_done_on": Kind.DATE,
    "no_response_on": Kind.DATE,
    "declined_check_on": Kind.DATE,
    "unsuitable_on": Kind.DATE,
    "is_hard_to_reach": Kind.FLAG,
    "diagnosis_on": Kind.DATE,
    "remission_on": Kind.DATE,
    "lithium_on": Kind.DATE,
    "antipsychotic": Kind.TEXT,
    "has_diabetes": Kind.FLAG,
    "has_cvd": Kind.FLAG,
}

REQUIRED_COLUMNS = ("nhs_number", "family_name", "born_on")

# A mark that cannot be read may be the one that protects somebody: unreadable means yes.
STOP_MARKS = ("is_restricted", "is_not_to_be_shared", "refuses_outreach")
# Nor may doubt send an English letter to somebody who needs an interpreter ("Urdu" in a column of yes and no).
UNCLEAR_MEANS_YES = (*STOP_MARKS, "is_interpreter_needed")

WAYS_TO_A_PERSON = (
    "address_1",
    "address_2",
    "address_3",
    "address_4",
    "address_5",
    "postcode",
    "phone_home",
    "phone_mobile",
    "email",
    "lsoa",
)
