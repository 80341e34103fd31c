"""What concerns rosters of shifts."""

from commands import oncall, shiftcare
from commands.becoming import shift_from
from commands.drop import drop
from commands.handing import handoff, here
from commands.roster import show_roster
from commands.rotate import pass_, rotate, shadow
from commands.shift import shift_list, shift_new, shift_watch
from commands.shiftedit import shift_cancel, shift_edit, shift_end
from commands.signup import signup
from commands.swap import swap

COMMANDS = (
    shift_new, shift_list, shift_edit, shift_cancel, shift_end, shift_watch, shift_from,
    show_roster, signup, drop, swap, oncall.oncall, handoff, here, rotate, pass_, shadow)
WAKES = {shiftcare.STEP: shiftcare.care, oncall.STEP: oncall.go_on}
