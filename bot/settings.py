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
from corpus.fetching.inside import Inside

PREFIX = "DATELINE_"
ENV_FILE = ".env"
TELEGRAM_API_URL = "https://api.telegram.org"
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class SettingsError(DatelineError):
    """A setting has a value that cannot be used; `names` are the variables."""

    def __init__(self, names: tuple[str, ...], problem: str) -> None:
        super().__init__(problem, fix="see docs/settings.md")
        self.names = names


def _split_ids(value: object) -> object:
    if isinstance(value, int):
        return {value}
    if not isinstance(value, str):
        return value
    return {_id(part.strip()) for part in value.split(",") if part.strip()}


def _id(text: str) -> int:
    if not re.fullmatch(r"-?\d{1,20}", text):
        raise ValueError(f"{text!r} is not a Telegram id; give whole numbers, comma-separated")
    return int(text)


# What turns other settings on or off; a host may not be meant by it.
_SWITCHES = frozenset(("true", "false", "yes", "no", "on", "off", "1", "0"))


def _folder(value: Path) -> Path:
    folder = value.expanduser()
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder} is a file; name a folder")
    return folder


def _http_url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+[^\s?#]*", value):
        raise ValueError("should be a URL such as http://127.0.0.1:8081")
    return value.rstrip("/")


def _inside(value: str) -> str:
    if value.strip().lower() in _SWITCHES:
        raise ValueError("names the hosts, such as rsshub.lan:1200, and is no switch")
    Inside.read(value)
    return value


def _https_url(value: str) -> str:
    if not value.startswith("https://"):
        raise ValueError("Telegram delivers only to a URL that starts with https://")
    return _http_url(value)


def _webhook_secret(value: SecretStr) -> SecretStr:
    if not WEBHOOK_SECRET.fullmatch(value.get_secret_value()):
        raise ValueError("should be 1 to 256 letters, digits, underscores or hyphens")
    return value


def _postgresql(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().startswith(("postgresql://", "postgres://")):
        raise ValueError("should be a URL such as postgresql://USER:PASSWORD@HOST/DATABASE")
    return value


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


Ids = Annotated[frozenset[int], NoDecode, BeforeValidator(_split_ids)]
HttpUrl = Annotated[str, AfterValidator(_http_url)]
HttpsUrl = Annotated[str, AfterValidator(_https_url)]
PostgresqlUrl = Annotated[SecretStr, AfterValidator(_postgresql)]
WebhookSecret = Annotated[SecretStr, AfterValidator(_webhook_secret)]


class Settings(BaseSettings):
    """The configuration, read once and passed on; nothing else reads the environment."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    data_dir: Annotated[Path, AfterValidator(_folder)] = Field(
        default=Path("data"),
        description="The folder for everything Dateline writes: articles, index and chat data.",
    )
    embedder: str = Field(
        default="all-MiniLM-L6-v2",
        description="The sentence-transformers model (name or path) that turns text into vectors. "
        "The default is bundled and needs no download. After changing it, run `dateline rebuild`.",
    )
    attributor: Annotated[Literal["learned", "rules"], BeforeValidator(_lower)] = Field(
        default="learned",
        description="How to find who says what: `learned` (the parser, a neural tagger and a "
        "ranking trained on annotated news) or `rules` (the parser and word lists only). "
        "After changing it, run `dateline rebuild`.",
    )
    passages: int = Field(default=5, ge=1, le=20, description="The most passages an answer cites.")
    workers: int = Field(
        default=2, ge=1, le=32, description="How many questions the bot answers at once."
    )
    queue_size: int = Field(
        default=32,
        ge=1,
        le=10_000,
        description="How many more questions may wait. When the queue is full, the bot asks "
        "people to try again later.",
    )
    telegram_token: SecretStr | None = Field(
        default=None,
        description="The bot's token, from @BotFather. Only `dateline serve` needs it.",
    )
    telegram_api_url: HttpUrl = Field(
        default=TELEGRAM_API_URL,
        description="The Bot API server, without `/bot<token>`. Set it to use your own server.",
    )
    allowed_ids: Ids = Field(
        default=frozenset(),
        description="The ids of the users and groups that may ask, comma-separated. Administrators "
        "can give others access (`/allow`).",
    )
    admin_ids: Ids = Field(
        default=frozenset(),
        description="The ids of the users who may also administer the bot (`/rebuild`, `/allow`), "
        "comma-separated.",
    )
    questions_per_minute: int = Field(
        default=10, ge=1, le=1_000, description="How many questions a user may ask per minute."
    )
    chat_questions_per_minute: int = Field(
        default=30,
        ge=1,
        le=1_000,
        description="How many questions a chat may ask per minute, all its users together.",
    )
    keep_days: int = Field(
        default=30,
        ge=1,
        le=3_650,
        description="How many days to keep questions, so that their buttons work. Older ones are "
        "deleted.",
    )
    keep_articles_days: int | None = Field(
        default=None,
        ge=1,
        le=36_500,
        description="How many days to keep articles after they were taken in. Those that were "
        "quoted in a chat stay. If not set, all stay.",
    )
    articles_a_day: int | None = Field(
        default=None,
        ge=1,
        description="The most articles to take in from feeds in a day (UTC); more wait for the "
        "next. Each costs memory and indexing time for ever.",
    )
    watch_folder: Path | None = Field(
        default=None,
        description="A folder, such as an agency's wire, whose files `serve` takes in as they come "
        "(as `dateline watch` does).",
    )
    channels: Ids = Field(
        default=frozenset(),
        description="The ids of channels whose posts become articles, comma-separated. The bot has "
        "to be in the channel; when it is added to one, it tells administrators the id.",
    )
    fetch_pages: bool = Field(
        default=False,
        description="Whether Dateline may fetch web pages as articles (`/add https://…`, "
        "`dateline ingest https://…`) and feeds (`dateline feeds`), which `serve` then does by "
        "itself. If not, it connects to nothing but Telegram.",
    )
    fetch_inside: Annotated[str, AfterValidator(_inside)] = Field(
        default="",
        description="Hosts of your own network that may be fetched from, too, comma-separated: "
        "`HOST[:PORT]` or `NETWORK/BITS[:PORT]`, such as `rsshub.lan:1200, 10.1.0.0/16`. "
        "All others there stay closed.",
    )
    engine: PostgresqlUrl | None = Field(
        default=None,
        description="The PostgreSQL server that many bots answer from, as "
        "`postgresql://USER:PASSWORD@HOST/DATABASE`. Needs `pip install 'dateline[engine]'`.",
    )
    engine_role: Annotated[Literal["reader", "writer"], BeforeValidator(_lower)] = Field(
        default="reader",
        description="With an engine: `reader` answers from it alone and needs no corpus; `writer` "
        "keeps the corpus and sends the engine what changes. There is one writer.",
    )
    webhook_url: HttpsUrl | None = Field(
        default=None,
        description="The public https address where Telegram reaches the bot. "
        "If unset, the bot uses long polling, which needs no open port.",
    )
    webhook_listen: str = Field(
        default="127.0.0.1", description="The address the webhook listens on."
    )
    webhook_port: int = Field(
        default=8443, ge=1, le=65535, description="The port the webhook listens on."
    )
    webhook_secret: WebhookSecret | None = Field(
        default=None,
        description="The secret Telegram sends with each update (letters, digits, _ and -). "
        "Required with a webhook.",
    )
    log_level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = (
        Field(default="info", description="The lowest severity that `serve` logs.")
    )
    log_format: Annotated[Literal["text", "json"], BeforeValidator(_lower)] = Field(
        default="text", description="The log format: `text` for people, `json` for programs."
    )
    log_questions: bool = Field(
        default=False,
        description="Whether to log the text of questions. If not, the log has only numbers and "
        "ids.",
    )
    metrics_port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="The port on 127.0.0.1 for Prometheus (`/metrics`) and health checks "
        "(`/healthz`). If unset, there are none.",
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
    def reads_engine(self) -> str | None:
        """The address of the engine, for whoever answers from it."""
        return self._engine_of("reader")

    @property
    def writes_engine(self) -> str | None:
        """The address of the engine, for whoever keeps the corpus that it has."""
        return self._engine_of("writer")

    def _engine_of(self, role: str) -> str | None:
        if self.engine is None or self.engine_role != role:
            return None
        return self.engine.get_secret_value()

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
    """`DATELINE_*` names that are not settings: most likely mistyped."""
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
        return field.upper(), f"{field.upper()} in {ENV_FILE} is not a Dateline setting"
    name = variable(field)
    return name, f"{name}: {message[:1].lower()}{message[1:]}"
