"""What concerns the group itself: its rooms, its people, its friends."""

from bot import codes
from commands import ally as allying
from commands.ally import ally, share
from commands.connect import connect
from commands.ignore import ignore
from commands.link import link

COMMANDS = (connect, link, ignore, ally, share)
WAKES = {codes.STEP: codes.lapse, allying.STEP: allying.expire}
