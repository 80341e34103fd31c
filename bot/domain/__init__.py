"""Needs, offers, members and groups: frozen values and the rules that hold between them."""
