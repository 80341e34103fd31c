"""What concerns the group itself: its rooms, its people, its friends."""

from bot import codes
from commands.connect import connect
from commands.ignore import ignore
from commands.link import link

COMMANDS = (connect, link, ignore)
WAKES = {codes.STEP: codes.lapse}
