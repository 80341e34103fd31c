"""Sealed details whose key is not here: whoever runs the bot is told, not left to find out."""

from bot.domain.sealed import Sealed
from bot.ports import KeyTrouble, Sealer, UnitOfWork


def lost(uow: UnitOfWork, sealer: Sealer) -> str:
    """Return what is to be said about details that do not open with this key, "" if all do."""
    try:
        sealer.seal("", "")  # the key is made at the first start, not at the first need
        shut = sum(sealer.open(one.box, one.id) is None for one in uow.find(Sealed, "group"))
    except KeyTrouble as trouble:
        return str(trouble)
    if not shut:
        return ""
    return (f"{shut} sealed details were encrypted with another key than the one here and cannot "
            "be opened. Put that key back and start again, or let people seal them anew "
            "(docs/trust.md says where the key lies).")
