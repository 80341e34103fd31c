"""Who else can read along in a Matrix room, from the server's own state."""

from adapters.matrix.view import View


def view(*events: tuple[str, str, dict[str, object]]) -> View:
    found = View("!room", "@apoyo:here")
    for kind, key, content in events:
        found.apply({"type": kind, "state_key": key, "content": content, "sender": "@ana:here"})
    return found


ENCRYPTED = ("m.room.encryption", "", {"algorithm": "m.megolm.v1.aes-sha2"})


def test_an_encrypted_closed_room_has_no_risks() -> None:
    assert view(ENCRYPTED, ("m.room.join_rules", "", {"join_rule": "invite"}),
                ("m.room.history_visibility", "", {"history_visibility": "shared"})).risks() == ()


def test_each_way_to_read_along_is_told() -> None:
    assert view().risks() == ("plain",)
    assert view(ENCRYPTED, ("m.room.join_rules", "", {"join_rule": "public"})).risks() == (
        "public",)
    assert view(ENCRYPTED, ("m.bridge", "x", {"protocol": {"id": "irc"}})).risks() == ("bridged",)
    assert view(ENCRYPTED, ("m.room.history_visibility", "",
                            {"history_visibility": "world_readable"})).risks() == ("history",)


def test_misshapen_state_says_nothing() -> None:
    assert view(ENCRYPTED, ("m.room.join_rules", "", {"join_rule": ["public"]}),
                ("m.bridge", "x", {})).risks() == ()
