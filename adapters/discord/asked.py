"""What people ask for by a command, a button, a form, a message's menu, or while they type."""

import logging
from typing import Any

import discord

from adapters.discord.buttons import meaning
from adapters.discord.declare import CLAIM_IT, MAKE_NEED, MESSAGE, language
from adapters.discord.desk import Desk
from adapters.discord.forms import PREFIX as FORM
from adapters.discord.forms import form, lacking, sent
from adapters.discord.incoming import chosen, focused, pointed_at, post_id, room
from adapters.discord.listening import Listener
from adapters.discord.trouble import NETWORK
from bot.command import Command, Takes
from bot.engine import Engine
from bot.mend import DID
from bot.parse import split
from bot.ports import Form, Person, Pressed
from bot.text import Usage, t

log = logging.getLogger(__name__)


class Asked:
    """Reads interactions and brings them to the desk."""

    def __init__(self, engine: Engine, desk: Desk, listener: Listener) -> None:
        self._engine, self._desk, self._listener = engine, desk, listener
        self._words = engine.catalogue.vocabulary

    async def take(
        self, interaction: discord.Interaction[Any], data: dict[str, Any]
    ) -> None:
        """Take up a command, a completion, a press or a form."""
        match interaction.type:
            case discord.InteractionType.autocomplete:
                await self._complete(interaction, data)
            case discord.InteractionType.application_command if data.get("type") == MESSAGE:
                await self._on_message(interaction, data)
            case discord.InteractionType.application_command:
                await self._command(interaction, *chosen(data), pointed_at(data))
            case discord.InteractionType.modal_submit if str(data["custom_id"]).startswith(FORM):
                await self._filled(interaction, *sent(data))
            case _:
                await self._pressed(interaction, str(data.get("custom_id")))

    async def _command(
        self, interaction: discord.Interaction[Any], name: str, values: dict[str, Any],
        given: tuple[Person, ...],
    ) -> None:
        command = self._words.command(name)
        if command and lacking(command, values):
            await self._ask(interaction, command, values)
            return
        await self._listener.meet(interaction.guild, values.values())
        readable = {key: self._listener.typed(interaction, value) for key, value in values.items()}
        named = self._listener.mentioned(interaction, values.values())
        await self._desk.take(interaction, Form(name, readable), (*given, *named))

    async def _ask(
        self, interaction: discord.Interaction[Any], command: Command, values: dict[str, Any]
    ) -> None:
        """Show a form for the words that are missing; it has to be the first response."""
        try:
            await interaction.response.send_modal(
                form(command, language(interaction.locale.value), values))
        except (discord.HTTPException, *NETWORK):
            log.warning("a form could not be shown")

    async def _filled(
        self, interaction: discord.Interaction[Any], name: str, number: str,
        values: dict[str, Any]
    ) -> None:
        """Do what a form was filled in for."""
        command, message = self._words.command(name), interaction.message
        if command and number:
            values[command.options[0].name] = number
        on = post_id(message.channel.id, message.id) if message else None
        done = await self._desk.take(interaction, Form(name, values, on))
        if message and done == DID:
            await self._desk.spend(interaction)

    async def _pressed(self, interaction: discord.Interaction[Any], identity: str) -> None:
        """Do what a button stands for; once that is done, a message to one person loses it."""
        message, meant = interaction.message, meaning(identity)
        if message is None or meant is None:
            await self._desk.say(interaction, t(
                "That button is from another time and does nothing any more. {usage} shows what "
                "is open.", usage=Usage("needs")))
            return
        action, about, bare = meant
        name, _, rest = action.partition(":")
        command = self._words.command(name)
        given = split(command, f"{about or ''} {rest}".strip()) if command else {}
        if command and not bare and lacking(command, given):
            await self._ask(interaction, command, given)
            return
        done = await self._desk.take(
            interaction, Pressed(post_id(message.channel.id, message.id), action, about))
        if command and done in (DID, command.name):
            await self._desk.spend(interaction)

    async def _on_message(
        self, interaction: discord.Interaction[Any], data: dict[str, Any]
    ) -> None:
        """Do what was chosen from a message's menu: make it a need, or claim the card it is."""
        target = str(data["target_id"])
        message = data["resolved"]["messages"][target]
        if data["name"] == MAKE_NEED.one:
            text = self._listener.typed(interaction, str(message.get("content") or ""))
            need = self._words.command("need")
            if need:
                await self._ask(interaction, need, {"what": " ".join(str(text).split())})
        elif data["name"] == CLAIM_IT.one:
            post = post_id(int(message["channel_id"]), int(target))
            if self._listener.about(post) is None:
                await self._desk.say(interaction, t(
                    "That message is no card of mine, so there is nothing to take on. {usage} "
                    "shows what is needed.", usage=Usage("needs")))
                return
            await self._desk.take(interaction, Pressed(post, "claim"))

    async def _complete(
        self, interaction: discord.Interaction[Any], data: dict[str, Any]
    ) -> None:
        """Answer from memory: completion has to be as fast as typing."""
        name, option, typed = focused(data)
        command = self._words.command(name)
        wanted = next((o for o in command.options if o.name == option), None) if command else None
        place = room(interaction.channel_id or 0, interaction.guild_id)
        found = self._engine.suggest(
            f"discord:{interaction.user.id}", place, f"/{name} {typed}",
            interaction.locale.value) if wanted and wanted.suggest else []
        choices: list[discord.app_commands.Choice[Any]] = [
            discord.app_commands.Choice(
                name=label, value=int(value) if wanted and wanted.takes is Takes.NUMBER else value)
            for label, value in found]
        try:
            await interaction.response.autocomplete(choices)
        except (discord.HTTPException, *NETWORK):
            log.info("a completion came too late")
