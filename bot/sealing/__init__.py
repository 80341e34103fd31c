"""Sealed details at rest: encrypted with a key that is kept apart from the data."""

from bot.sealing.box import Boxes as Boxes
from bot.sealing.key import Keys as Keys
