# SPDX-License-Identifier: Apache-2.0
"""The C interface of the engine (include/waqai/capi.h) through ctypes.  Calls release the interpreter's lock while they run."""
import ctypes
import json
import os
import pathlib

from .errors import failure

ABI = 1
_HERE = pathlib.Path(__file__).resolve().parent


class Article(ctypes.Structure):
    _fields_ = [(name, ctypes.c_char_p) for name in ("id", "title", "source", "url", "section", "published", "text")] + [("text_size", ctypes.c_size_t)]


class Query(ctypes.Structure):
    _fields_ = [(name, ctypes.c_char_p) for name in ("id", "type", "status", "country", "actor", "recipient", "article", "source", "name", "since",
                                                     "until")] + [("limit", ctypes.c_int64)]


class ArrowArrayStream(ctypes.Structure):
    """Arrow's C stream; the engine fills it, the consumer of the capsule takes it over."""


ArrowArrayStream._fields_ = [("get_schema", ctypes.c_void_p), ("get_next", ctypes.c_void_p), ("get_last_error", ctypes.c_void_p),
                             ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(ArrowArrayStream))), ("private_data", ctypes.c_void_p)]


def _load():
    path = pathlib.Path(os.environ.get("WAQAI_LIBRARY") or _HERE / "lib" / "libwaqai.so")
    library = ctypes.CDLL(str(path))
    if library.waqai_abi() < ABI:
        raise ImportError(f"{path} has the C interface {library.waqai_abi()}, this package needs {ABI}")
    text, pointer, out = ctypes.c_void_p, ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p)
    for name, result, arguments in (
            ("waqai_version", ctypes.c_char_p, []),
            ("waqai_free", None, [text]),
            ("waqai_engine_open", pointer, [ctypes.c_char_p, out]),
            ("waqai_engine_close", None, [pointer]),
            ("waqai_engine_digest", text, [pointer]),
            ("waqai_code", None, [pointer, ctypes.POINTER(Article), ctypes.c_size_t, ctypes.c_uint, out]),
            ("waqai_explain", text, [pointer, ctypes.POINTER(Article), out]),
            ("waqai_parse", text, [pointer, ctypes.POINTER(Article), out]),
            ("waqai_explain_error", text, [ctypes.c_char_p]),
            ("waqai_archive_open", pointer, [ctypes.c_char_p, out]),
            ("waqai_archive_close", None, [pointer]),
            ("waqai_archive_articles", text, [pointer, ctypes.POINTER(Query), out]),
            ("waqai_archive_events", ctypes.c_int, [pointer, ctypes.POINTER(Query), ctypes.POINTER(ArrowArrayStream), out]),
            ("waqai_columns", text, []),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


lib = _load()


def bundle_path():
    """The dictionaries inside the package, or what WAQAI_BUNDLE names."""
    return os.environ.get("WAQAI_BUNDLE") or str(_HERE / "data" / "waqai.bundle")


def take(address):
    """Text that the library gave, freed; None for NULL."""
    if not address:
        return None
    value = ctypes.string_at(address).decode("utf-8")
    lib.waqai_free(address)
    return value


def call(function, *arguments):
    """A call whose last argument takes the failure: its result, or the exception of the failure's code."""
    problem = ctypes.c_void_p()
    result = function(*arguments, ctypes.byref(problem))
    said = take(problem.value)
    if said is not None:
        raise failure(json.loads(said))
    return result


def encoded(value):
    return None if value is None else str(value).encode("utf-8")


def article(record):
    """A ctypes article of a mapping or a plain text."""
    if isinstance(record, str):
        record = {"text": record}
    text = (record.get("text") or "").encode("utf-8", "surrogatepass")
    fields = {name: encoded(record.get(name)) for name in ("id", "title", "source", "url", "section", "published")}
    if not fields["section"]:
        fields["section"] = encoded(record.get("category"))  # as the program reads JSON Lines
    if not fields["published"]:
        fields["published"] = encoded(record.get("date"))  # what `waqai extract` writes
    return Article(text=text, text_size=len(text), **fields)
