"""What holds for every test: no screen, no settings of the person who runs it, no line that Qt logs unasked."""

import os
import re
import sys
from collections.abc import Generator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # Qt reads it once, when the first application is made

import dr_desktop.ui.plain_qt  # noqa: F401, I001 - before any other Qt, as the program does
import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QMessageLogContext, QSettings, QStandardPaths, QtMsgType, qInstallMessageHandler

# No deadline: processors change their speed, and a law that holds slowly holds.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "here"))

if sys.platform in ("win32", "darwin"):
    QStandardPaths.setTestModeEnabled(True)  # these systems do not ask environment variables


@pytest.fixture(autouse=True)
def own_settings_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, recent files and autosaves of this test lie in a folder of its own, which it may look into."""
    home = tmp_path_factory.mktemp("home")
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(home))
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(home / variable.lower()))
    for name in ("APPDATA", "LOCAL_APPDATA", "COMMON_APPDATA"):
        monkeypatch.setenv(f"WIN_PD_OVERRIDE_{name}", str(home / name.lower()))
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)  # the native one is the registry on Windows
    for form in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
        for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
            QSettings.setPath(form, scope, str(home / "qsettings"))
    return home


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """Fail the test when Qt logs while its widgets go away; pytest-qt listens only until then."""
    ignored = [re.compile(pattern) for pattern in item.config.getini("qt_log_ignore")]
    lines: list[str] = []

    def listen(_kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        if not any(pattern.search(text) for pattern in ignored):
            lines.append(text)

    before = qInstallMessageHandler(listen)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
    if lines:
        pytest.fail("Qt logged while the test was cleared away: " + " | ".join(lines), pytrace=False)
