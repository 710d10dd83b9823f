"""Rasa custom actions, one module a purpose. They also run under `rasa run actions`."""
