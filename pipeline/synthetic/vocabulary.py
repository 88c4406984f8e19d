"""What a practice's record says about the six elements: terms, values and units, results and declines."""

import random
from dataclasses import dataclass
from datetime import date

from pipeline.synthetic.streams import drawn

ELEMENTS = ("blood_pressure", "bmi", "alcohol", "lipids", "glucose", "smoking")


@dataclass(frozen=True, slots=True)
class Observation:
    """One line of a history. A day that is text is a partial date: `2021`, `Mar 2021`."""

    element: str
    observed_on: date | str
    term: str
    value: str = ""
    unit: str = ""
    is_result: bool = True


DECLINED = {
    "blood_pressure": "Blood pressure procedure declined",
    "bmi": "Body mass index declined",
    "alcohol": "Alcohol screening declined",
    "lipids": "Cholesterol test declined",
    "glucose": "Glucose test declined",
    "smoking": "Smoking status declined",
}

# Only elements whose bounds are published have values that nobody could take for a reading.
_IMPLAUSIBLE = {
    "blood_pressure": ("O/E - blood pressure reading", "900/20", "mmHg"),
    "bmi": ("Body mass index", "274", "kg/m2"),
    "lipids": ("Serum total cholesterol level", "55", "mmol/L"),
}


def result(rng: random.Random, element: str, day: date | str, smoking: str) -> Observation:
    """A result of the element with a value of an ordinary size (the sizes are assumptions)."""
    term, value, unit = _reading(rng, element, smoking)
    return Observation(element, day, term, value, unit)


def declined(element: str, day: date) -> Observation:
    return Observation(element, day, DECLINED[element], is_result=False)


def implausible(element: str, day: date) -> Observation | None:
    """A reading no living person has, or nothing for an element that has no such bound."""
    if element not in _IMPLAUSIBLE:
        return None
    term, value, unit = _IMPLAUSIBLE[element]
    return Observation(element, day, term, value, unit, is_result=False)


def smoking_habit(rng: random.Random) -> str:
    """Assumption: about four in ten people with SMI smoke (domain note 7)."""
    return drawn(rng, [("Current smoker", 40.0), ("Ex-smoker", 25.0), ("Never smoked tobacco", 35.0)])


def _reading(rng: random.Random, element: str, smoking: str) -> tuple[str, str, str]:
    match element:
        case "blood_pressure":
            systolic = int(min(195, max(92, rng.gauss(130, 16))))
            return (
                "O/E - blood pressure reading",
                f"{systolic}/{int(systolic * rng.uniform(0.56, 0.68))}",
                "mmHg",
            )
        case "bmi":
            return "Body mass index", f"{min(52.0, max(17.0, rng.gauss(29, 5.5))):.1f}", "kg/m2"
        case "alcohol":
            return _drinking(rng)
        case "lipids":
            term = drawn(rng, [("Serum total cholesterol level", 1.0), ("Serum cholesterol level", 1.0)])
            return term, f"{min(9.0, max(2.6, rng.gauss(5.1, 1.0))):.1f}", "mmol/L"
        case "glucose":
            return _sugar(rng)
        case _:
            return smoking, "", ""


def _drinking(rng: random.Random) -> tuple[str, str, str]:
    kind = rng.random()
    if kind < 0.25:
        return "Lifetime non-drinker", "", ""
    if kind < 0.45:
        return "Current non-drinker", "", ""
    units = int(min(70, rng.expovariate(1 / 11)))
    if kind < 0.55:
        return "Alcohol units consumed per week", f"{units} U/week", ""
    return "Alcohol units consumed per week", str(units), "units/week"


def _sugar(rng: random.Random) -> tuple[str, str, str]:
    kind = rng.random()
    if kind < 0.7:
        return "HbA1c level - IFCC standardised", str(int(min(110, max(28, rng.gauss(43, 10))))), "mmol/mol"
    if kind < 0.8:
        return "Haemoglobin A1c level - DCCT aligned", f"{min(12.0, max(4.6, rng.gauss(5.9, 0.9))):.1f}", "%"
    return "Plasma fasting glucose level", f"{min(14.0, max(3.7, rng.gauss(5.5, 0.9))):.1f}", "mmol/L"
