"""Apoyo's engine: what turns a typed line into a durable answer, on any chat."""
