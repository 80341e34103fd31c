"""What concerns the group itself: its rooms, its people, its friends."""

from bot.groups import codes
from bot.privacy import forgetting
from commands import ally as allying
from commands.ally import ally, share
from commands.connect import connect
from commands.destroy import destroy
from commands.forget import export, forget, privacy
from commands.ignore import ignore
from commands.link import link

COMMANDS = (connect, link, ignore, ally, share, privacy, forget, export,
            destroy)
WAKES = {codes.STEP: codes.lapse, allying.STEP: allying.expire,
         forgetting.STEP: forgetting.sweep}
