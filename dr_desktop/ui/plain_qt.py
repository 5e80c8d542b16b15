"""Imports Qt; to be imported before anything else of `ui`, so that PySide's own import is in no one's way."""

from dr_desktop.lean_imports import lean_qt

with lean_qt():
    import PySide6.QtCore  # noqa: F401
