"""What concerns rosters of shifts."""

from commands.drop import drop
from commands.roster import show_roster
from commands.shift import shift_list, shift_new, shift_watch
from commands.signup import signup

COMMANDS = (shift_new, shift_list, shift_watch, signup, drop, show_roster)
