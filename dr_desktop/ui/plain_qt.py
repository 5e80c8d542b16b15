"""Imports Qt; to be imported before anything else of `ui`, so that PySide's own import is in no one's way."""

from dr_desktop.lean_imports import plain_import

with plain_import():
    import PySide6.QtCore  # noqa: F401
