from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
import structlog
from pydantic import SecretStr

from bot.observability.telemetry import configure, quieten
from bot.settings import Settings

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"


def settings(tmp_path: Path, **more: Any) -> Settings:
    return Settings(
        data_dir=tmp_path,
        telegram_token=SecretStr("short:token"),
        webhook_secret=SecretStr("hook-secret"),
        _env_file=None,
        **more,
    )


@pytest.mark.parametrize("style", ["text", "json"])
def test_no_secret_reaches_a_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], style: str
) -> None:
    configure(settings(tmp_path, log_format=style))
    logging.getLogger("anything").warning("POST https://api.telegram.org/bot%s/getMe", TOKEN)
    structlog.get_logger("bot").info("asked", url="/botshort:token/getMe", header="hook-secret")
    try:
        raise OSError(f"cannot reach /bot{TOKEN}/")
    except OSError:
        structlog.get_logger("bot").exception("failed")
    logged = capsys.readouterr().err
    assert logged.count("[secret]") == 4
    for secret in (TOKEN, "short:token", "hook-secret"):
        assert secret not in logged


def test_addresses_that_http_libraries_log_are_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(settings(tmp_path, log_level="debug"))
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).info("HTTP Request: POST /bot")
        logging.getLogger(f"{name}.connection").debug("connect_tcp.started")
    assert capsys.readouterr().err == ""


def test_lines_for_programs_are_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    configure(settings(tmp_path, log_format="json"))
    structlog.get_logger("bot").info("answered", update=7, seconds=0.2)
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["update"], line["level"]) == ("answered", 7, "info")


def test_level_is_a_setting(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    configure(settings(tmp_path, log_level="error"))
    structlog.get_logger("bot").warning("hidden")
    logging.getLogger("bot").warning("hidden")
    assert capsys.readouterr().err == ""


def test_commands_are_quiet_unless_debugging(capsys: pytest.CaptureFixture[str]) -> None:
    quieten(debug=False)
    logging.getLogger("library").warning("chatter")
    assert capsys.readouterr().err == ""
    quieten(debug=True)
    logging.getLogger("library").debug("with %s", TOKEN)
    assert capsys.readouterr().err == "DEBUG library: with [secret]\n"
