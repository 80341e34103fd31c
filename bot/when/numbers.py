"""Numbers in figures or words, up to ninety-nine."""

from bot.when.scan import Scan


def number_at(s: Scan, i: int) -> tuple[int | float | None, int]:
    """Return the number at i and where it stops: ``5``, ``twenty-five``, ``treinta y dos``."""
    role = s.roles[i]
    value = role.get("num")
    if value is None or "span" in role:
        return None, i
    if "digits" in role or value < 20 or value % 10:
        return value, i + 1
    j = i + 1
    if 0 < s.roles[j].get("plus", 0) < 10:  # "y cinco" is one phrase, for the clock's sake
        return value + s.roles[j]["plus"], j + 1
    if s.roles[j].get("punct") == "-" or s.words[j] == "y":
        j += 1
    unit = s.roles[j].get("num")
    if isinstance(unit, int) and 0 < unit < 10 and "digits" not in s.roles[j]:
        return value + unit, j + 1
    if s.words[j] in ("un", "una") and j > i + 1:
        return value + 1, j + 1
    return value, i + 1
