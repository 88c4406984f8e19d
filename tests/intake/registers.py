"""Registers drawn at random: every column of the contract, and what the record says of the six elements."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from pipeline.synthetic.entries import Entry
from pipeline.synthetic.homes import Home, Reach
from pipeline.synthetic.names import Name
from pipeline.synthetic.people import Identity, Needs
from pipeline.synthetic.vocabulary import ELEMENTS, Observation
from tests.factories import AS_OF, nhs_number

# Letters of Windows-1252, and what quoting, delimiters, formulas and folded white space are made of.
NARROW = "abcXYZ 019,;|\t\n\"'\\=+-@éÆß’€/.()#"
WIDE = NARROW + "Łşىष😀\u202e\u200b\u00a0\x85\x1c"

# Terms that name their element, so that a file without a column of elements says the same.
TERMS: dict[str, tuple[str, ...]] = {
    "blood_pressure": ("O/E - blood pressure reading", "Systolic blood pressure", "Diastolic blood pressure",
                       "Blood pressure procedure declined"),
    "bmi": ("Body mass index", "BMI declined"),
    "alcohol": ("Alcohol units consumed per week", "Lifetime non-drinker", "Alcohol screening refused"),
    "lipids": ("Serum total cholesterol level", "Cholesterol test declined"),
    "glucose": ("HbA1c level - IFCC standardised", "Plasma fasting glucose level", "Haemoglobin A1c level"),
    "smoking": ("Current smoker", "Never smoked tobacco", "Smoking status declined"),
}  # fmt: skip
VALUES = (
    "",
    "128/82",
    "128",
    "82",
    "900/20",
    "27.4",
    "5.1",
    "41",
    "22",
    "6.1 %",
    "14 U/week",
    "3 units a day",
    "nil",
    "=1",
)
UNITS = ("", "mmol/mol", "%", "mmHg", "units/week", "units per day")
VAGUE_DAYS = ("", "2021", "Mar 2021", "31/02/2021", "yesterday")
# Excel's own days begin to be true on 1 March 1900; the placeholder 01/01/1900 stands before that.
_DAYS = st.one_of(
    st.dates(date(1900, 3, 1), AS_OF + timedelta(days=400)),
    st.dates(AS_OF - timedelta(days=1500), AS_OF),
    st.sampled_from((AS_OF, date(2024, 2, 29), AS_OF + timedelta(days=1))),
)
_WRONG = ("", "9.99E+09", "9990000000", "99900000")
_RARELY = st.sampled_from((False,) * 7 + (True,))
_FORMATS = ("", "Requires information in Easy read", "Requires written information in at least 24 point sans serif")


@st.composite
def registers(draw: st.DrawFn) -> list[Entry]:
    """Two to five people of one practice, each once; units or letters beyond Windows-1252 in some registers only."""
    has_units, alphabet = draw(st.booleans()), draw(st.sampled_from((NARROW, NARROW, WIDE)))
    words = st.one_of(st.sampled_from(("", "Ada", "O'Bram")), st.text(alphabet, max_size=14))
    whose = draw(st.lists(st.integers(0, 40), min_size=2, max_size=5, unique=True))
    return [draw(_entry(draw(st.sampled_from((nhs_number(who),) * 12 + _WRONG)), has_units, words)) for who in whose]


@st.composite
def _entry(draw: st.DrawFn, number: str, has_units: bool, words: st.SearchStrategy[str]) -> Entry:
    flag, day = st.booleans(), st.one_of(st.none(), _DAYS)
    antipsychotic = draw(words)
    phone = st.one_of(st.sampled_from(("07700 900123", "+441632960001", "01632 960")), words)
    identity = Identity(
        person_key="",
        nhs_number=number,
        name=Name("", *(draw(words) for _ in range(5))),
        sex=draw(st.sampled_from(("Male", "Female", "Unknown"))),
        born_on=AS_OF,
        imd_decile=draw(st.integers(0, 11)),
        home=Home(tuple(draw(words) for _ in range(5)), draw(st.one_of(words, st.just("BB99 9ZZ")))),
        reach=Reach(draw(phone), draw(phone), draw(words)),
        needs=Needs(draw(words), draw(flag), draw(words), draw(st.sampled_from(_FORMATS)), draw(words), draw(words)),
    )
    coded = st.lists(st.tuples(st.sampled_from(("Schizophrenia", "Bipolar disorder")), _DAYS), max_size=2)
    said: dict[str, Any] = {
        name: draw(day)
        for name in ("deregistered_on", "died_on", "last_invited_on", "lithium_on", "diabetes_on", "cvd_on")
    }
    return Entry(
        identity=identity,
        nhs_number=number,
        family_name=draw(words) if draw(_RARELY) else f"Bram{draw(words)}",
        born_on=draw(day) if draw(_RARELY) else draw(st.dates(date(1930, 1, 1), date(2010, 1, 1))),
        lsoa=draw(st.sampled_from(("", "E01090001"))),
        clinician="TOOSY, Raza (Dr)",
        key_worker=draw(words),
        registered_on=draw(_DAYS),
        is_restricted=draw(_RARELY),
        is_not_to_be_shared=draw(_RARELY),
        refuses_outreach=draw(flag),
        diagnoses=tuple(draw(coded)),
        remissions=tuple(draw(coded)),
        antipsychotic=antipsychotic,
        antipsychotic_on=AS_OF if antipsychotic.strip() else None,
        last_complete_on=None,
        # Each once: an EMIS report that repeats the patient's cells cannot say the same entry twice.
        observations=tuple(draw(st.lists(_observation(has_units), max_size=12, unique=True))),
        **said,
    )


@st.composite
def _observation(draw: st.DrawFn, has_units: bool) -> Observation:
    element = draw(st.sampled_from(ELEMENTS))
    return Observation(
        element,
        draw(st.one_of(_DAYS, _DAYS, _DAYS, st.sampled_from(VAGUE_DAYS))),
        draw(st.sampled_from(TERMS[element])),
        draw(st.sampled_from(VALUES)),
        draw(st.sampled_from(UNITS)) if has_units else "",
    )
