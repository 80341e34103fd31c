"""The lines programs send to the console, checked before anything happens."""

from typing import Literal

import msgspec


class Op(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """Fields any line may have; which of them a line needs depends on its ``op``."""

    op: str
    room: str | None = None
    user: str | None = None
    text: str | None = None
    id: str | None = None
    group: str | None = None
    to: str | None = None
    on: str | None = None
    of: str | None = None
    action: str | None = None
    key: str | None = None
    by: str | None = None
    times: int | None = None
    kind: str | None = None
    permanent: bool = False
    lost: bool = False
    moderator: bool = False
    lang: str | None = None
    risks: tuple[Literal["plain", "public", "bridged", "history"], ...] = ()


NEEDS: dict[str, tuple[str, ...]] = {
    "say": ("room", "user", "text"),
    "dm": ("user", "text"),
    "reply": ("user", "to", "text"),
    "press": ("user", "on", "action"),
    "react": ("room", "user", "on", "key"),
    "edit": ("user", "of", "text"),
    "delete": ("user", "of"),
    "join": ("room", "user"),
    "leave": ("room", "user"),
    "suggest": ("user", "text"),
    "advance": (),
    "fail": ("times",),
    "sync": (),
}

_DECODER = msgspec.json.Decoder(Op)


class BadLine(Exception):
    """A line that is not understood, or names what never existed."""


def decode(line: bytes | str) -> Op:
    """Return the op a line stands for. Raises BadLine."""
    try:
        op = _DECODER.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadLine(f"not understood: {error}") from None
    if op.op not in NEEDS:
        raise BadLine(f"there is no op {op.op!r}; there are {', '.join(NEEDS)}")
    for name in NEEDS[op.op]:
        value = getattr(op, name)
        if value is None or (value == "" and name not in ("text", "of")):
            raise BadLine(f"op {op.op} needs {name}")
    _check(op)
    return op


def _check(op: Op) -> None:
    if op.room is not None and not (op.room.startswith("#") and op.room.strip("#").strip("@")):
        raise BadLine("a room begins with #, such as #general or #kitchen@town")
    if op.user is not None and (op.user.startswith("#") or not op.user.strip()):
        raise BadLine("a user is a name, such as ana")
    if op.op == "advance" and (op.by is None) == (op.to is None):
        raise BadLine("op advance needs either by or to")
    if op.op == "fail":
        if (op.room is None) == (op.user is None):
            raise BadLine("op fail needs either room or user")
        if op.kind not in (None, "send", "edit", "withdraw"):
            raise BadLine("kind is send, edit or withdraw")
        if op.times is not None and op.times < 0:
            raise BadLine("times is a number from 0 on")


