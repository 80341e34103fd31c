"""The chats Apoyo lives in: one package for each."""
