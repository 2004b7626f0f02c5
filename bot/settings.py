"""What an operator can set: `DATELINE_*` variables, or the same names in a `.env` file.

Every field's description is the one text behind `.env.example` and docs/settings.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from corpus.errors import DatelineError

PREFIX = "DATELINE_"
ENV_FILE = ".env"
TELEGRAM_API_URL = "https://api.telegram.org"
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class SettingsError(DatelineError):
    """A setting has a value that cannot be used; `names` are the variables."""

    def __init__(self, names: tuple[str, ...], problem: str) -> None:
        super().__init__(problem, mend="docs/settings.md describes every setting")
        self.names = names


def _split_ids(value: object) -> object:
    if isinstance(value, int):
        return {value}
    if not isinstance(value, str):
        return value
    return {_id(part.strip()) for part in value.split(",") if part.strip()}


def _id(text: str) -> int:
    if not re.fullmatch(r"-?\d{1,20}", text):
        raise ValueError(f"{text!r} is not a Telegram id; ids are whole numbers apart by commas")
    return int(text)


def _http_url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+[^\s?#]*", value):
        raise ValueError("should be a URL such as http://127.0.0.1:8081")
    return value.rstrip("/")


def _https_url(value: str) -> str:
    if not value.startswith("https://"):
        raise ValueError("Telegram delivers only to a URL that begins with https://")
    return _http_url(value)


def _webhook_secret(value: SecretStr) -> SecretStr:
    if not WEBHOOK_SECRET.fullmatch(value.get_secret_value()):
        raise ValueError("should be 1 to 256 letters, digits, underscores or hyphens")
    return value


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


Ids = Annotated[frozenset[int], NoDecode, BeforeValidator(_split_ids)]
HttpUrl = Annotated[str, AfterValidator(_http_url)]
HttpsUrl = Annotated[str, AfterValidator(_https_url)]
WebhookSecret = Annotated[SecretStr, AfterValidator(_webhook_secret)]


class Settings(BaseSettings):
    """The configuration of one Dateline, read once and passed on; nothing else reads the
    environment."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    data_dir: Annotated[Path, AfterValidator(Path.expanduser)] = Field(
        default=Path("data"),
        description="The folder for everything that Dateline writes: the corpus and the index.",
    )
    embedder: str = Field(
        default="all-MiniLM-L6-v2",
        description="The sentence-transformers model (name or path) that turns text into vectors. "
        "The default is bundled and needs no download. After a change run `dateline rebuild`.",
    )
    attributor: Annotated[Literal["learned", "rules"], BeforeValidator(_lower)] = Field(
        default="learned",
        description="How to find who said what: `learned` (the parser, a neural tagger and a "
        "ranking trained on annotated news), or `rules` (the parser and word lists alone). "
        "After a change run `dateline rebuild`.",
    )
    passages: int = Field(
        default=5, ge=1, le=20, description="How many passages an answer cites at most."
    )
    workers: int = Field(
        default=2, ge=1, le=32, description="How many questions the bot works on at once."
    )
    queue_size: int = Field(
        default=32,
        ge=1,
        le=10_000,
        description="How many more questions may wait; further ones are asked to come back later.",
    )
    telegram_token: SecretStr | None = Field(
        default=None, description="The bot's token, as BotFather gives it. Needed by `serve` only."
    )
    telegram_api_url: HttpUrl = Field(
        default=TELEGRAM_API_URL,
        description="The Bot API server; `/bot<token>` is appended. Set it to use a server of "
        "your own.",
    )
    allowed_ids: Ids = Field(
        default=frozenset(),
        description="The user and chat ids that may ask, apart by commas. Nobody else gets an "
        "answer, but for those whom an administrator lets in (`/allow`).",
    )
    admin_ids: Ids = Field(
        default=frozenset(),
        description="The user ids that may also administer the bot (`/rebuild`, `/allow`), apart "
        "by commas.",
    )
    questions_per_minute: int = Field(
        default=10, ge=1, le=1_000, description="How many questions a user may ask in a minute."
    )
    chat_questions_per_minute: int = Field(
        default=30,
        ge=1,
        le=1_000,
        description="How many questions may come from one chat in a minute, whoever asks.",
    )
    keep_days: int = Field(
        default=30,
        ge=1,
        le=3_650,
        description="For how many days questions are kept, for their buttons to work; then they "
        "are deleted.",
    )
    fetch_pages: bool = Field(
        default=False,
        description="Whether editors may add articles by their address (`/add https://…`, "
        "`dateline ingest https://…`). Unless it is set, Dateline talks to nobody but Telegram.",
    )
    webhook_url: HttpsUrl | None = Field(
        default=None,
        description="The public https address at which Telegram reaches the bot. "
        "Unset: long polling, which needs no open port.",
    )
    webhook_listen: str = Field(
        default="127.0.0.1", description="The address on which the webhook listens."
    )
    webhook_port: int = Field(
        default=8443, ge=1, le=65535, description="The port on which the webhook listens."
    )
    webhook_secret: WebhookSecret | None = Field(
        default=None,
        description="The secret that Telegram repeats with each update (letters, digits, _ and -). "
        "Required with a webhook.",
    )
    log_level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = (
        Field(default="info", description="The least severe messages that `serve` logs.")
    )
    log_format: Annotated[Literal["text", "json"], BeforeValidator(_lower)] = Field(
        default="text", description="Log lines for people (text) or for programs (json)."
    )
    log_questions: bool = Field(
        default=False,
        description="Whether the log has the questions too; without, it has numbers and ids only.",
    )
    metrics_port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="The port on 127.0.0.1 for Prometheus (`/metrics`) and health checks "
        "(`/healthz`). Unset: none.",
    )

    @model_validator(mode="after")
    def _webhook_is_guarded(self) -> Self:
        if self.webhook_url and not self.webhook_secret:
            raise ValueError(
                "DATELINE_WEBHOOK_SECRET is required with DATELINE_WEBHOOK_URL, "
                "or anybody could send the bot updates"
            )
        return self

    @property
    def database(self) -> Path:
        """The corpus database."""
        return self.data_dir / "corpus.db"

    @property
    def chat_database(self) -> Path:
        """What the chat remembers."""
        return self.data_dir / "chat.db"

    @property
    def index_dir(self) -> Path:
        """The folder of the index and its generations."""
        return self.data_dir / "index"


def load_settings() -> Settings:
    """Settings from the environment and `.env`; raises SettingsError, in one line."""
    try:
        return Settings()
    except ValidationError as error:
        problems = [_describe(detail) for detail in error.errors(include_url=False)]
        names = tuple(name for name, _ in problems if name)
        raise SettingsError(names, "; ".join(text for _, text in problems)) from error
    except UnicodeDecodeError as error:
        raise SettingsError((), f"{ENV_FILE} is not UTF-8 text") from error


def variable(field: str) -> str:
    """The environment variable of a field."""
    return PREFIX + field.upper()


def unknown_variables(environment: Iterable[str]) -> list[str]:
    """`DATELINE_*` names that are no setting: mistyped, most likely."""
    known = {variable(field) for field in Settings.model_fields}
    return sorted(
        name
        for name in environment
        if name.upper().startswith(PREFIX) and name.upper() not in known
    )


def _describe(detail: Any) -> tuple[str, str]:
    """The variable's name and the problem in words, from one of pydantic's error details."""
    message = detail["msg"].removeprefix("Value error, ")
    if not detail["loc"]:
        return "", message
    field = str(detail["loc"][0])
    if detail["type"] == "extra_forbidden":
        return field.upper(), f"{field.upper()} in {ENV_FILE} is not a setting of Dateline"
    name = variable(field)
    return name, f"{name}: {message[:1].lower()}{message[1:]}"
