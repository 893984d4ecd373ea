# SPDX-License-Identifier: Apache-2.0
"""Archives: `Corpus.open(folder).events(type="ASSAULT")` is a lazy table that pandas, polars, DuckDB and pyarrow read through Arrow's C stream."""
import ctypes
import datetime

from . import _native, html
from .records import doc_of

_PyCapsule_New = ctypes.pythonapi.PyCapsule_New
_PyCapsule_New.restype = ctypes.py_object
_PyCapsule_New.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
_Destructor = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
_PyCapsule_GetPointer = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)(("PyCapsule_GetPointer", ctypes.pythonapi))
_NAME = b"arrow_array_stream"
_alive = {}  # address of a stream -> (stream, corpus): both outlive the capsule


@_Destructor
def _drop(capsule):
    address = _PyCapsule_GetPointer(capsule, _NAME)
    stream, _ = _alive.pop(address)
    if stream.release:  # nobody took it over
        stream.release(ctypes.byref(stream))


def _joined(value):
    if value is None:
        return None
    if isinstance(value, datetime.date):
        return value.isoformat().encode()
    return (value if isinstance(value, str) else ",".join(value)).encode("utf-8")


class Relation:
    """A query that has not run yet.  Hand it to pandas.DataFrame.from_arrow, polars.DataFrame or pyarrow.table; or iterate over rows (dicts)."""

    def __init__(self, corpus, query):
        self._corpus, self._query = corpus, query

    def __arrow_c_stream__(self, requested_schema=None):
        stream = _native.ArrowArrayStream()
        _native.call(_native.lib.waqai_archive_events, self._corpus._archive, ctypes.byref(self._query), ctypes.byref(stream))
        address = ctypes.addressof(stream)
        _alive[address] = (stream, self._corpus)
        return _PyCapsule_New(address, _NAME, ctypes.cast(_drop, ctypes.c_void_p))

    def docs(self):
        """The articles that hold matching events, with those events, as Docs."""
        lines = _native.take(_native.call(_native.lib.waqai_archive_articles, self._corpus._archive, ctypes.byref(self._query)))
        return [doc_of(line) for line in lines.split("\n") if line]

    def __iter__(self):
        for doc in self.docs():
            for event in doc.events:
                yield doc, event

    def __repr__(self):
        made = {name: value.decode() for name, _ in self._query._fields_ if isinstance(value := getattr(self._query, name), bytes)}
        return f"<Relation events of {self._corpus.folder!r} where {made or 'all'}>"

    def _repr_html_(self):
        rows = [(e.id[:8], doc.published, e.type, e.status, "; ".join(map(str, e.actor)), "; ".join(map(str, e.recipient)), e.trigger.text)
                for doc, e in self]
        return html.table(("id", "published", "type", "status", "actor", "recipient", "trigger"), rows[:20], max(0, len(rows) - 20))


class Corpus:
    """An archive that `waqai ingest` wrote, opened for reading.  One thread at a time."""

    def __init__(self, folder):
        self.folder = str(folder)
        self._archive = _native.call(_native.lib.waqai_archive_open, _native.encoded(self.folder))

    @classmethod
    def open(cls, folder):
        """Raises waqai.errors.E110 where there is no archive, E113 where another process is writing."""
        return cls(folder)

    def events(self, *, id=None, type=None, status=None, country=None, actor=None, recipient=None, article=None, source=None, name=None, since=None,
               until=None, limit=0):
        """A lazy table of events.  Lists are lists or comma-joined strings; since and until are days (text or datetime.date); limit 0: all."""
        values = dict(id=id, type=type, status=status, country=country, actor=actor, recipient=recipient, article=article, source=source, name=name,
                      since=since, until=until)
        return Relation(self, _native.Query(**{key: _joined(value) for key, value in values.items()}, limit=limit))

    def close(self):
        """Lets go of the archive; streams that are still read must be done."""
        archive, self._archive = getattr(self, "_archive", None), None
        if archive:
            _native.lib.waqai_archive_close(archive)

    __del__ = close

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
