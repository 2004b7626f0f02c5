from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from bot.checks import CheckResult, Severity
from bot.doctor import examine
from tests.fakes import HashedEmbedder
from tests.terminal import Terminal

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"


class BotApi(BaseHTTPRequestHandler):
    """getMe, as the Bot API server answers it."""

    status: ClassVar[int] = 200

    def do_GET(self) -> None:
        known = self.path == f"/bot{TOKEN}/getMe"
        status = self.status if known else 401
        body = {"ok": status == 200, "result": {"username": "briefing_bot"}}
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[BotApi]]:
    handler = type("Handler", (BotApi,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}"
        monkeypatch.setenv("DATELINE_TELEGRAM_API_URL", url)
        yield handler
        server.shutdown()


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def check(name: str) -> CheckResult:
    """The worst finding of that name."""
    order = [Severity.ERROR, Severity.WARNING, Severity.OK]
    found = [result for result in examine(embedder=HashedEmbedder()) if result.name == name]
    return min(found, key=lambda result: order.index(result.severity))


def test_fresh_folder_has_no_error_and_says_how_to_begin(terminal: Terminal) -> None:
    output = terminal.succeeds("doctor")
    assert "dateline ingest" in output
    assert not Path("data").exists()


def test_working_installation_is_well(indexed: Terminal) -> None:
    checks = indexed.json("doctor", "--json")["checks"]
    assert {c["severity"] for c in checks if c["name"] not in ("disk", "memory")} == {"ok"}


def test_everything_that_is_not_well_has_a_mend(
    monkeypatch: pytest.MonkeyPatch, api: type[BotApi]
) -> None:
    monkeypatch.setenv("DATELINE_TELEGRAM_TOKEN", "nonsense")
    monkeypatch.setenv("DATELINE_WEBHOOK_SECRET", "s3cret")
    monkeypatch.setenv("DATELINE_PASAGES", "3")
    results = examine(embedder=HashedEmbedder())
    unwell = [result for result in results if result.severity is not Severity.OK]
    assert {result.name for result in unwell} >= {"environment", "telegram", "access", "webhook"}
    assert all(result.mend for result in unwell)


def test_mistyped_variable_is_told_with_its_likely_meaning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATELINE_ALOWED_IDS", "42")
    found = check("environment")
    assert found.severity is Severity.WARNING
    assert found.mend == "did you mean DATELINE_ALLOWED_IDS?"


def test_unknown_variable_that_is_like_no_other_is_to_be_unset(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATELINE_FOO", "42")
    assert check("environment").mend == "unset DATELINE_FOO"


def test_bad_setting_is_an_error_and_ends_the_examination(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_WORKERS", "none")
    code, output, errors = terminal.run("doctor")
    assert code == 1
    assert "DATELINE_WORKERS" in output
    assert len(errors.splitlines()) == 1


def test_data_folder_that_is_a_file_is_an_error() -> None:
    Path("data").write_text("", encoding="utf-8")
    assert check("data folder").severity is Severity.ERROR


def test_database_that_is_none_is_an_error() -> None:
    Path("data").mkdir()
    Path("data/corpus.db").write_text("not a database, not at all" * 100, encoding="utf-8")
    assert check("corpus").severity is Severity.ERROR


def test_index_states(indexed: Terminal, news: Path) -> None:
    indexed.succeeds("remove", "ferry")
    assert check("index").mend == "run: dateline sync"
    Path("data/index/CURRENT").unlink()
    assert check("index").severity is Severity.ERROR
    assert check("index").mend == "run: dateline rebuild"


def test_model_other_than_the_index_s_is_an_error(indexed: Terminal) -> None:
    results = examine(embedder=HashedEmbedder(name="another"))
    (found,) = [r for r in results if r.severity is Severity.ERROR]
    assert "hashed-words" in found.message
    assert "another" in found.message


def test_model_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_EMBEDDER", "./no-such-model")
    (found,) = [result for result in examine() if result.name == "embedder"]
    assert found.severity is Severity.ERROR
    assert "./no-such-model" in found.message


def test_token_is_asked_about(monkeypatch: pytest.MonkeyPatch, api: type[BotApi]) -> None:
    monkeypatch.setenv("DATELINE_TELEGRAM_TOKEN", TOKEN)
    assert "@briefing_bot" in check("telegram").message
    monkeypatch.setenv("DATELINE_TELEGRAM_TOKEN", TOKEN[:-1] + "x")
    wrong = check("telegram")
    assert wrong.severity is Severity.ERROR
    assert "DATELINE_TELEGRAM_TOKEN" in (wrong.mend or "")


def test_server_in_trouble_is_not_the_token_s_fault(
    monkeypatch: pytest.MonkeyPatch, api: type[BotApi]
) -> None:
    monkeypatch.setenv("DATELINE_TELEGRAM_TOKEN", TOKEN)
    api.status = 502
    assert "HTTP 502" in check("telegram").message


def test_unreachable_server_shows_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_TELEGRAM_API_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("DATELINE_TELEGRAM_TOKEN", TOKEN)
    found = check("telegram")
    assert found.severity is Severity.ERROR
    assert "http://127.0.0.1:9" in found.message
    assert TOKEN not in repr(examine(embedder=HashedEmbedder()))


@pytest.mark.parametrize("token", ["a b", "../secret", "1:\u00e9", "1:\x01"])
def test_token_of_any_characters_is_only_wrong(
    monkeypatch: pytest.MonkeyPatch, api: type[BotApi], token: str
) -> None:
    monkeypatch.setenv("DATELINE_TELEGRAM_TOKEN", token)
    assert "does not know the token" in check("telegram").message


def test_access(monkeypatch: pytest.MonkeyPatch, api: type[BotApi]) -> None:
    monkeypatch.setenv("DATELINE_TELEGRAM_TOKEN", TOKEN)
    assert "nobody may ask" in check("access").message
    monkeypatch.setenv("DATELINE_ALLOWED_IDS", "1,2")
    assert check("access").severity is Severity.OK


def test_token_that_others_can_read_is_told(api: type[BotApi]) -> None:
    Path(".env").write_text(f"DATELINE_TELEGRAM_TOKEN={TOKEN}\n", encoding="utf-8")
    Path(".env").chmod(0o644)
    assert check("settings").mend == "chmod 600 .env"
    Path(".env").chmod(0o600)
    assert check("settings").severity is Severity.OK
