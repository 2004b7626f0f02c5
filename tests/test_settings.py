from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings, SettingsError, load_settings, unknown_variables, variable
from index.search.embedding import BUNDLED


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_defaults_need_no_environment() -> None:
    settings = load_settings()
    assert settings.data_dir == Path("data")
    assert settings.embedder == BUNDLED
    assert settings.telegram_token is None
    assert settings.allowed_ids == settings.admin_ids == frozenset()


def test_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("DATELINE_PASSAGES=3\nDATELINE_WORKERS=4\n", encoding="utf-8")
    monkeypatch.setenv("DATELINE_PASSAGES", "7")
    settings = load_settings()
    assert (settings.passages, settings.workers) == (7, 4)


def test_empty_value_is_as_good_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_TELEGRAM_TOKEN", "")
    monkeypatch.setenv("DATELINE_PASSAGES", "")
    settings = load_settings()
    assert (settings.telegram_token, settings.passages) == (None, 5)


@pytest.mark.parametrize(
    ("text", "ids"),
    [("42", {42}), ("42, -1001234567890 ,7", {42, -1001234567890, 7}), ("42,,42,", {42})],
)
def test_ids_are_apart_by_commas(monkeypatch: pytest.MonkeyPatch, text: str, ids: set[int]) -> None:
    monkeypatch.setenv("DATELINE_ALLOWED_IDS", text)
    assert load_settings().allowed_ids == ids


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("allowed_ids", "42, @harbour"),
        ("allowed_ids", "4.2"),
        ("passages", "0"),
        ("passages", "many"),
        ("workers", "-1"),
        ("webhook_port", "70000"),
        ("telegram_api_url", "api.telegram.org"),
        ("telegram_api_url", "ftp://127.0.0.1"),
        ("webhook_url", "http://bot.example/hook"),
        ("webhook_secret", "no spaces please"),
        ("log_level", "loud"),
        ("fetch_inside", "true"),
    ],
)
def test_bad_value_is_one_line_naming_the_variable(
    monkeypatch: pytest.MonkeyPatch, field: str, value: str
) -> None:
    monkeypatch.setenv(variable(field), value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert variable(field) in str(caught.value)
    assert caught.value.names == (variable(field),)
    assert "\n" not in str(caught.value)


def test_all_bad_values_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_PASSAGES", "0")
    monkeypatch.setenv("DATELINE_WORKERS", "0")
    with pytest.raises(SettingsError, match=r"DATELINE_PASSAGES.*DATELINE_WORKERS"):
        load_settings()


def test_mistyped_key_in_the_file_is_an_error() -> None:
    Path(".env").write_text("DATELINE_ALOWED_IDS=42\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"DATELINE_ALOWED_IDS in \.env"):
        load_settings()


def test_file_that_is_not_text_is_an_error() -> None:
    Path(".env").write_bytes(b"DATELINE_EMBEDDER=\xff\xfe\n")
    with pytest.raises(SettingsError, match="UTF-8"):
        load_settings()


def test_home_folder_may_be_written_as_a_tilde() -> None:
    Path(".env").write_text("DATELINE_DATA_DIR=~/dateline\n", encoding="utf-8")
    assert load_settings().data_dir == Path.home() / "dateline"


def test_webhook_needs_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_WEBHOOK_URL", "https://bot.example/hook")
    with pytest.raises(SettingsError, match="DATELINE_WEBHOOK_SECRET"):
        load_settings()
    monkeypatch.setenv("DATELINE_WEBHOOK_SECRET", "s3cret")
    assert load_settings().webhook_url == "https://bot.example/hook"


def test_secrets_show_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_TELEGRAM_TOKEN", "123456:a-very-secret-token")
    assert "very-secret" not in repr(load_settings())
    monkeypatch.setenv("DATELINE_WEBHOOK_SECRET", "not allowed: secret")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "not allowed" not in str(caught.value)


def test_an_engine_is_named_by_an_address_that_shows_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATELINE_ENGINE", "host=db password=hidden")
    with pytest.raises(SettingsError, match="should be a URL such as postgresql://") as caught:
        load_settings()
    assert "hidden" not in str(caught.value)
    monkeypatch.setenv("DATELINE_ENGINE", "postgresql://reader:hidden@db/news")
    assert "hidden" not in repr(load_settings())
    assert load_settings().reads_engine == "postgresql://reader:hidden@db/news"
    assert load_settings().writes_engine is None


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        load_settings().passages = 9  # type: ignore[misc]


def test_mistyped_variables_are_found_whatever_their_case() -> None:
    names = ["PATH", "DATELINE_PASSAGES", "dateline_workers", "DATELINE_PASAGES"]
    assert unknown_variables(names) == ["DATELINE_PASAGES"]


def test_every_setting_is_described() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name


def test_a_file_is_no_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("data").write_text("notes", encoding="utf-8")
    monkeypatch.setenv("DATELINE_DATA_DIR", "data")
    with pytest.raises(SettingsError, match="data is a file"):
        load_settings()
