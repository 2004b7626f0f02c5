from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from bot.chat.commands import OFFERED
from bot.chat.database import ChatDatabase
from bot.chat.people.members import Members
from bot.chat.people.roles import Role
from bot.doctor.checks import CheckResult, Severity, ok
from bot.doctor.doctor import examine
from corpus.storage.store import CorpusStore
from tests.articles import leave_unread
from tests.fakes import HashedEmbedder
from tests.terminal import Terminal

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"


class BotApi(BaseHTTPRequestHandler):
    """What the doctor asks, as the Bot API server answers it."""

    status: ClassVar[int] = 200
    clock: ClassVar[float] = 0.0
    results: ClassVar[dict[str, object]] = {
        "getMe": {"username": "briefing_bot"},
        "getMyCommands": [],
        "getWebhookInfo": {"url": "", "pending_update_count": 0},
    }

    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string(time.time() + self.clock)

    def do_GET(self) -> None:
        method = self.path.rpartition("/")[2].partition("?")[0]
        known = self.path.startswith(f"/bot{TOKEN}/{method}") and method in self.results
        status = self.status if known else 401
        body = {"ok": status == 200, "result": self.results.get(method)}
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[BotApi]]:
    handler = type("Handler", (BotApi,), {"results": dict(BotApi.results)})
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
    assert "data is not there yet" in output
    assert not Path("data").exists()


def test_working_installation_is_well(indexed: Terminal) -> None:
    checks = indexed.json("doctor", "--json")["checks"]
    assert {c["severity"] for c in checks if c["name"] not in ("disk", "memory", "dates")} == {"ok"}


def test_everything_that_is_not_well_has_a_mend(
    monkeypatch: pytest.MonkeyPatch, api: type[BotApi]
) -> None:
    monkeypatch.setenv("DATELINE_TELEGRAM_TOKEN", "nonsense")
    monkeypatch.setenv("DATELINE_WEBHOOK_SECRET", "s3cret")
    monkeypatch.setenv("DATELINE_PASAGES", "3")
    results = examine(embedder=HashedEmbedder())
    unwell = [result for result in results if result.severity is not Severity.OK]
    assert {result.name for result in unwell} >= {"environment", "telegram", "access", "webhook"}
    assert all(result.fix for result in unwell)


def test_mistyped_variable_is_told_with_its_likely_meaning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATELINE_ALOWED_IDS", "42")
    found = check("environment")
    assert found.severity is Severity.WARNING
    assert found.fix == "did you mean DATELINE_ALLOWED_IDS?"


def test_unknown_variable_that_is_like_no_other_is_to_be_unset(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATELINE_FOO", "42")
    assert check("environment").fix == "unset DATELINE_FOO"


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
    assert check("settings").severity is Severity.ERROR
    assert "data is a file" in check("settings").message


def test_database_that_is_none_is_an_error() -> None:
    Path("data").mkdir()
    Path("data/corpus.db").write_text("not a database, not at all" * 100, encoding="utf-8")
    assert check("corpus").severity is Severity.ERROR
    Path("data/corpus.db").unlink()
    Path("data/corpus.db").mkdir()
    assert "is a folder" in check("corpus").message


def test_articles_whose_speakers_were_not_read_are_named(indexed: Terminal) -> None:
    assert check("speakers") == ok("speakers", "read in every article")
    with CorpusStore.open(Path("data/corpus.db")) as store:
        leave_unread(store, "ferry")
    found = check("speakers")
    assert found.severity is Severity.WARNING
    assert found.message == "not read in 1 article: ferry (it has 4,000,001 characters)"
    assert "several articles" in (found.fix or "")


def test_articles_whose_figures_could_not_be_read_are_named(indexed: Terminal) -> None:
    assert check("figures") == ok("figures", "read in every article")
    with CorpusStore.open(Path("data/corpus.db")) as store:
        article = store.find("ferry")
        version = store.figures.version(article.number, article.version)
        store.figures.save([(version, "ValueError: no such figure")], reader="another")
    found = check("figures")
    assert found.severity is Severity.WARNING
    assert found.message == "not read in 1 article: ferry (ValueError: no such figure)"


def test_index_states(indexed: Terminal, news: Path) -> None:
    indexed.succeeds("remove", "ferry")
    assert check("index").fix == "run: dateline sync"
    Path("data/index/CURRENT").unlink()
    assert check("index").severity is Severity.ERROR
    assert check("index").fix == "run: dateline rebuild"


def test_damage_within_the_files_is_told_with_its_mend(indexed: Terminal, members: Members) -> None:
    for name, what in (("corpus.db", "corpus"), ("chat.db", "chat")):
        assert check(what).severity is Severity.OK
        path = Path("data") / name
        with path.open("r+b") as file:
            file.seek(4096 * 2)
            file.write(b"x" * 4096)
        found = check(what)
        assert found.severity is Severity.ERROR
        assert f"{name}: is damaged" in found.message
        assert found.fix


def test_a_damaged_index_is_told_with_its_mend(indexed: Terminal) -> None:
    vectors = next(Path("data/index").glob("*/*.vectors.npy"))
    vectors.write_bytes(vectors.read_bytes() + b"x")
    found = check("index")
    assert (found.severity, found.fix) == (Severity.ERROR, "run: dateline rebuild")
    assert "checksum" in found.message


def test_other_weights_of_the_same_name_are_an_error(indexed: Terminal) -> None:
    embedder = HashedEmbedder()
    embedder.weights = "others"
    (found,) = [r for r in examine(embedder=embedder) if r.severity is Severity.ERROR]
    assert "other weights of hashed-words" in found.message
    assert found.fix == "run: dateline rebuild"


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
    assert "DATELINE_TELEGRAM_TOKEN" in (wrong.fix or "")


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
    assert "rejects the token" in check("telegram").message


@pytest.fixture
def tokened(monkeypatch: pytest.MonkeyPatch, api: type[BotApi]) -> type[BotApi]:
    monkeypatch.setenv("DATELINE_TELEGRAM_TOKEN", TOKEN)
    return api


@pytest.fixture
def members() -> Iterator[Members]:
    """Where people are let in from the chat."""
    with closing(ChatDatabase.open(Path("data/chat.db"))) as database:
        yield Members(database)


def test_access_by_the_settings(monkeypatch: pytest.MonkeyPatch, tokened: type[BotApi]) -> None:
    assert "nobody has access" in check("access").message
    monkeypatch.setenv("DATELINE_ALLOWED_IDS", "1,2")
    assert "no administrator" in check("access").message
    monkeypatch.setenv("DATELINE_ADMIN_IDS", "3")
    assert check("access") == ok(
        "access", "3 users and 0 groups may ask; 0 editors, 1 administrator"
    )
    assert not Path("data").exists()


def test_access_by_what_was_decided_in_the_chat(tokened: type[BotApi], members: Members) -> None:
    members.decide(7, Role.STRANGER, now=0.0)
    assert "nobody has access" in check("access").message
    members.decide(8, Role.EDITOR, now=0.0)
    assert "no administrator" in check("access").message
    members.decide(9, Role.ADMIN, now=0.0)
    members.decide(-5, Role.READER, now=0.0)
    members.request(10, name="Sam", now=time.time())
    assert check("access").message == (
        "2 users and 1 group may ask; 1 editor, 1 administrator; "
        "1 waiting for access (dateline access list)"
    )


def test_what_botfather_has_set_is_told(tokened: type[BotApi]) -> None:
    assert check("privacy mode").severity is Severity.OK
    assert "/setinline" in check("inline mode").message
    tokened.results["getMe"] = {
        "username": "briefing_bot",
        "can_read_all_group_messages": True,
        "can_join_groups": False,
        "supports_inline_queries": True,
    }
    assert "/setprivacy" in (check("privacy mode").fix or "")
    assert "/setjoingroups" in (check("groups").fix or "")
    assert check("inline mode").message.startswith("on:")


@pytest.mark.parametrize(("off", "told"), [(90.0, "behind"), (-90.0, "ahead of")])
def test_a_clock_that_is_off_is_told(tokened: type[BotApi], off: float, told: str) -> None:
    assert check("clock").severity is Severity.OK
    tokened.clock = off
    assert (check("clock").severity, told in check("clock").message) == (Severity.WARNING, True)


def test_the_command_menu_is_looked_at(tokened: type[BotApi]) -> None:
    assert "not set yet" in check("command menu").message
    tokened.results["getMyCommands"] = [{"command": "old", "description": "x"}]
    assert "from an earlier version" in check("command menu").message
    offered = OFFERED.private[Role.READER]
    tokened.results["getMyCommands"] = [{"command": each} for each in offered]
    assert check("command menu").message == f"{len(offered)} commands"


def test_a_webhook_of_somebody_else_and_one_that_fails_are_told(
    monkeypatch: pytest.MonkeyPatch, tokened: type[BotApi]
) -> None:
    tokened.results["getWebhookInfo"] = {"url": "https://x.example/", "pending_update_count": 500}
    assert "https://x.example/ is registered" in check("webhook").message
    assert "500 updates wait" in check("updates").message
    monkeypatch.setenv("DATELINE_WEBHOOK_URL", "https://x.example")
    monkeypatch.setenv("DATELINE_WEBHOOK_SECRET", "s3cret")
    tokened.results["getWebhookInfo"] = {
        "url": "https://x.example",
        "last_error_date": time.time() - 60,
        "last_error_message": "Connection refused",
    }
    assert "Connection refused" in check("webhook").message


@pytest.mark.parametrize("result", [True, None, "x", 7])
def test_an_api_that_answers_nonsense_is_none(tokened: type[BotApi], result: object) -> None:
    tokened.results["getMe"] = result
    assert "no Bot API answers there" in check("telegram").message


def test_questions_that_others_can_read_are_told(members: Members) -> None:
    Path("data").chmod(0o755)
    assert check("data folder").fix == "run: chmod 700 data"
    Path("data").chmod(0o700)
    assert check("data folder").severity is Severity.OK


def test_token_that_others_can_read_is_told(api: type[BotApi]) -> None:
    Path(".env").write_text(f"DATELINE_TELEGRAM_TOKEN={TOKEN}\n", encoding="utf-8")
    Path(".env").chmod(0o644)
    assert check("settings").fix == "run: chmod 600 .env"
    Path(".env").chmod(0o600)
    assert check("settings").severity is Severity.OK
