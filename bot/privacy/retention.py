"""What is kept, why, and how long: every kind of record has an end from its birth.

This table is what the daily purge goes by, what ``/privacy`` says and what docs/privacy.md prints.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.domain.act import Act, Stamp, Wake
from bot.domain.ally import Ally, Shared
from bot.domain.group import Account, Group, Member, Place
from bot.domain.need import Need
from bot.domain.offer import Offer
from bot.domain.reminder import Reminder
from bot.domain.roster import Roster
from bot.domain.sealed import Sealed
from bot.domain.ticket import Ticket
from bot.ports import Delivery, Memo, Post
from bot.text import T, t

KEPT_FOR = timedelta(days=30)  # what is finished, unless the group sets another time
UNSEEN_FOR = timedelta(days=365)  # members, and offers without a sign of life
POSTS_FOR = timedelta(days=30)  # messages of the bot that are about nothing on the board


@dataclass(frozen=True, slots=True)
class Kept:
    """Kinds of records that are kept for one reason and end in one way."""

    kinds: tuple[type[Any], ...]
    what: T
    why: T
    ends: T


TABLE = (
    Kept((Need,), t("What you need: the words, the date, who promised what"),
         t("so that it is seen and somebody helps"),
         t("open ones close by themselves 14 days after their date and their last sign of life; "
           "finished ones go {days} days later")),
    Kept((Sealed,), t("Sealed details, encrypted with a key that is kept apart"),
         t("so that only whoever is confirmed to help gets them"),
         t("as soon as the need ends; with whoever steps back, their message of it goes too")),
    Kept((Offer,), t("What you offer"), t("so that it is found when somebody needs it"),
         t("{days} days after you take it back, or after a year without a sign of life")),
    Kept((Reminder,), t("Reminders: the words, the time, for whom"), t("so that they come"),
         t("{days} days after the last time, or once you stop them")),
    Kept((Roster,), t("Rosters and who signed up"), t("so that shifts are filled"),
         t("{days} days after they end")),
    Kept((Member, Account), t("Who you are here: your name as others see it, your language, your "
                              "rooms, when you were last seen to the hour, accounts you linked"),
         t("so that I can answer and write to you"),
         t("after a year in which you were not seen and had nothing open, or with {forget}")),
    Kept((Group, Place), t("The group's settings and its rooms"), t("so that I work as you set"),
         t("two weeks after I was removed from the last room, or with {destroy}")),
    Kept((Ally, Shared), t("Allied groups, and needs that they pass on"),
         t("so that you can help each other"),
         t("with the alliance; cards {days} days after they end")),
    Kept((Post,), t("Which of my own messages show what"), t("so that I can keep them up to date"),
         t("with what they show, the others after 30 days")),
    Kept((Act,), t("Your last commands and what they changed"), t("for {undo}"),
         t("after ten minutes, within the hour")),
    Kept((Ticket,), t("One-time codes, as a fingerprint only"), t("to connect, link and confirm"),
         t("once used, or when their time is over")),
    Kept((Delivery, Wake), t("What I still have to say or do"), t("so that nothing gets lost"),
         t("once it is said or done")),
    Kept((Memo, Stamp), t("How far I have read in each chat; nothing about anybody"),
         t("so that nothing is read twice"), t("while I am in that chat")),
)

HELD = (
    t("{forget} lets go of everything about you, {one} of one thing of yours; {export} sends you "
      "all I keep about you; {destroy} lets go of the whole group."),
    t("The group sets how long what is finished is kept: {keep}. The daily summary says what goes "
      "tomorrow."),
    t("What you wrote yourself stays in the chat: only you can delete that."),
)
MORE = (  # for the page only: one message of a chat has no room for it
    t("Gone means gone: my messages that showed it are taken away, and within a minute it is in "
      "none of my files any more. My own backups go as newer ones replace them."),
    t("Which events I have handled I remember as a keyed hash with its outcome, for 30 days."),
)
