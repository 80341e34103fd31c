"""Rosters laid out on the calendar, and as pictures, pages and calendar files."""
