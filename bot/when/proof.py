"""Which pieces count: the strong, and the weak that have their proof beside them."""

from bot.when.dates import Day
from bot.when.hours import Hours
from bot.when.scan import Piece, Scan
from bot.when.tokens import word_set

_TELLING = ("day", "clock", "since", "until", "repeat")
_BETWEEN = {"of", ",", "-", "(", ")", "/", "@", "~", ".", "|", "•", ":", ";", "+", "&"}
_OF = {"del", "of"}
_ENDS = {",", ".", ";", "!", ")", "?", "if", "pls", "please", "plz", "porfa"}
_HEADS = word_set("mon wed weds sat")
_HEADED = {"", "for", "on", "the", "our", "need", ",", ":", "!", "-"}
_SITTING = word_set("around beside down here inside outside quietly still there together up with")
_SUMS = word_set("divide divided multiplied multiply split times")
_NO_DAY_BEFORE = word_set(
    "a al and con de don el for from full he hot i in is just la mi my no not of out para por que "
    "she that the they to un una was we who y your"
)


def touching(s: Scan, left: Piece, right: Piece) -> bool:
    """Return whether only linking words and signs stand between two pieces."""
    return right.a - left.b <= 4 and all(
        "link" in s.roles[i] or s.words[i] in _BETWEEN or "en_link" in s.roles[i]
        for i in range(left.b, right.a)
    )


def accept(s: Scan, found: list[Piece]) -> list[Piece]:
    """Return the pieces that count: the strong, and the weak with proof beside them."""
    if s.forced or all(piece.strong for piece in found):
        return found
    told = any(piece.strong and piece.slot in _TELLING for piece in found)
    alone = not any(piece.strong and piece.slot != "clock" for piece in found)
    kept = [
        piece.strong or _proved(s, piece)
        or told and ("adverb" in s.roles[piece.a] or _ends_line(s, piece)
                     or alone and _heads(s, piece))
        for piece in found
    ]
    order = list(range(len(found)))
    for sequence in (order, order[::-1]):
        for i in sequence:
            if kept[i]:
                continue
            left = i > 0 and kept[i - 1] and touching(s, found[i - 1], found[i])
            right = i + 1 < len(found) and kept[i + 1] and touching(s, found[i], found[i + 1])
            kept[i] = _beside(s, found, i, left=left, right=right)
    return [piece for piece, keep in zip(found, kept, strict=True) if keep]


def _beside(s: Scan, found: list[Piece], i: int, *, left: bool, right: bool) -> bool:
    piece = found[i]
    if piece.slot == "clock":
        single = piece.value.end is None
        opened = not s.roles[piece.a].keys().isdisjoint(("at", "before", "approx")) or (
            s.words[piece.a] in ("de la", "de las")  # "la junta de las 3 el jueves"
            and s.roles[piece.a - 1].keys().isdisjoint(("num", "one")))
        after = right and found[i + 1].slot == "day" and (
            opened or not piece.value.start.bare)
        if after or left and found[i - 1].slot in ("day", "repeat", "part", "since"):
            return after or not (found[i - 1].slot == "day" and found[i - 1].value.moment)
        return right and not single and found[i + 1].slot in ("day", "repeat")
    if piece.slot == "part":
        if right and found[i + 1].slot == "day" and not (
                _OF.isdisjoint(s.words[piece.b : found[i + 1].a + 1])):
            return True  # "la noche del 24"
        if right and found[i + 1].slot == "clock" and found[i + 1].value.start.bare and (
                found[i + 1].value.end):
            return True  # "guardia de la noche de 10 a 6"
        apart = left and not s.free(piece.b)  # "friday, evening" but not "friday, evening crew"
        return left and not (apart and found[i - 1].b < piece.a) and (
            found[i - 1].slot in ("day", "repeat"))
    if piece.slot == "day":
        if left and found[i - 1].slot == "clock" or right and found[i + 1].slot == "clock":
            return True
        if right and found[i + 1].slot == "part" and found[i + 1].strong and not s.capital(piece.a):
            return found[i + 1].a == piece.b  # "domingo por la mañana"
        if left and found[i - 1].b == piece.a and found[i - 1].slot == "day" and same(
                found[i - 1].value, piece.value):
            return True  # "mañana domingo"
        return _weak_pair(s, found, i)
    if piece.slot == "month":
        return left and found[i - 1].slot in ("repeat", "clock")
    if piece.slot == "repeat":
        return left or right
    return True


def _ends_line(s: Scan, piece: Piece) -> bool:
    """Return whether a range of hours ends the line: "this friday childcare 9-1"."""
    if piece.slot != "clock" or piece.b < s.n or not piece.a:
        return False
    before = s.roles[piece.a - 1]
    if before or s.words[piece.a - 1].endswith("s"):
        return False  # "blankets 5-6"
    hours: Hours = piece.value
    return hours.end is not None and 0 < (hours.end.minute - hours.start.minute) % 720 <= 480


def _heads(s: Scan, piece: Piece) -> bool:
    """Return whether a weekday heads a line as the day of what follows: "sat cleanup 10am"."""
    if piece.slot != "day" or s.words[piece.a] not in _HEADS or piece.b != piece.a + 1:
        return False
    before = s.words[piece.a - 1] if piece.a else ""
    return before in _HEADED and not s.free(piece.b) and s.words[piece.b] not in _SITTING


def _weak_pair(s: Scan, found: list[Piece], i: int) -> bool:
    """Return whether a weak day has a weak clock after it and then no noun: "sat 9-12"."""
    after = found[i + 1] if i + 1 < len(found) else None
    if after is None or after.strong or after.slot not in ("clock", "part"):
        return False
    ranged = after.slot == "clock" and after.value.end is not None
    halved = s.words[after.a] in ("am", "pm", "a.m.", "p.m.", "morning", "afternoon", "evening")
    return after.a == found[i].b and (ranged or halved or s.free(after.b))


def _proved(s: Scan, piece: Piece) -> bool:
    """Return whether a weak weekday has its proof in the word before it, or ends a clause."""
    if piece.slot == "clock" and s.words[piece.a] == "by" and piece.b == piece.a + 2:
        ends = piece.b >= s.n or s.words[piece.b] in _ENDS  # "flyers ready by 4", not "2 by 4"
        before = s.words[max(0, piece.a - 3):piece.a]
        return ends and bool(before) and _SUMS.isdisjoint(before) and (
            s.roles[piece.a - 1].keys().isdisjoint(("num", "digits")))
    if piece.slot != "day" or piece.value.weekday is None:
        return False
    i = next((i for i in range(piece.a, piece.b) if "wd" in s.roles[i]), piece.a)
    word = s.words[i]
    if word == "mar":
        return False  # the sea, unless a clock time is beside
    if i and "proof" in s.roles[i - 1]:
        return True
    if i and s.words[i - 1] == "(" and s.words[piece.b] == ")":
        return not s.capital(i)
    ends = piece.b >= s.n or s.words[piece.b] in _ENDS
    if not ends or i == 0 or s.words[i - 1] in _NO_DAY_BEFORE or "punct" in s.roles[i - 1]:
        return False
    return not s.capital(i)


def same(one: Day, other: Day) -> bool:
    """Return whether a second day says the first again: "friday (nov 27)"."""
    if one.last or other.last:
        return False
    if one.weekday is not None and other.number is not None:
        return one.weekday == other.first.weekday()
    if other.weekday is not None and one.number is not None:
        return other.weekday == one.first.weekday()
    return one.first == other.first
