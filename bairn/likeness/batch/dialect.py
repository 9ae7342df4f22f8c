"""The few functions that DuckDB and Spark call by other names."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one engine says: alike, edits, sets that meet."""

    engine: str
    alike: str
    distance: str
    overlap: str
    integer: str
    differ: str  # how many letters differ, of two texts of one length; "" where there is no such

    def near(self, left: str, right: str) -> str:
        """Jaro-Winkler of two texts, 0 to 1; 0 where one is unknown."""
        return f"coalesce({self.alike}({left}, {right}), 0)"

    def edits(self, left: str, right: str) -> str:
        """Edits between two texts; many where one is unknown."""
        return f"coalesce({self.distance}({left}, {right}), 99)"

    def slips(self, left: str, right: str, most: int) -> str:
        """At most one or two edits between two dates of eight digits, no digit left out.

        Where digits are merely other ones they are counted, which is ten times as quick; only a
        pair that may have exchanged neighbours is edited.
        """
        edited = f"{self.edits(left, right)} <= {most}"
        if not self.differ:
            return edited
        apart = f"{self.differ}({left}, {right})"
        return f"({apart} <= {most} or ({apart} <= {2 * most} and {edited}))"

    def slip(self, left: str, right: str) -> str:
        """At most one edit: what is seven letters or more then begins or ends the same."""
        ends = (
            f"length({left}) < 7 or substr({left}, 1, 3) = substr({right}, 1, 3) "
            f"or substr({left}, -3) = substr({right}, -3)"
        )
        return f"(({ends}) and {self.edits(left, right)} <= 1)"

    def meets(self, left: str, right: str) -> str:
        """Two lists have a value in common."""
        return f"{self.overlap}({left}, {right})"

    def starts(self, whole: str, start: str) -> str:
        """A text begins with another of three letters at least."""
        return f"(length({start}) >= 3 and substr({whole}, 1, length({start})) = {start})"

    def first(self, values: str) -> str:
        """The first of a list."""
        return f"{'list_extract' if self.engine == 'duckdb' else 'element_at'}({values}, 1)"

    def apart(self, left: str, right: str) -> str:
        """How far two numbers, written as text, lie apart."""
        return f"abs(cast({left} as {self.integer}) - cast({right} as {self.integer}))"


DUCKDB = Dialect(
    "duckdb",
    "jaro_winkler_similarity",
    "damerau_levenshtein",
    "list_has_any",
    "integer",
    "hamming",
)
SPARK = Dialect("spark", "jaro_winkler", "damerau_levenshtein", "arrays_overlap", "integer", "")
