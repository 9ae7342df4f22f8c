"""The closed set of readings that a rule may name. Pure: one case, or the house, at one moment.

Each takes a `CaseReading` (or a `HouseReading`), the moment, and its own parameters, and gives what
it finds standing: since when, and a code that tells two conditions of one case apart. A reading
never looks at who is right or wrong; it reads what stands on the case and what does not.
"""

from bairn.vigilance.readings.asking import READINGS, Found, Reading, conditions_of, of_the_house

__all__ = ["READINGS", "Found", "Reading", "conditions_of", "of_the_house"]
