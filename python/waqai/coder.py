# SPDX-License-Identifier: Apache-2.0
"""Coding articles: `Coder` holds the dictionaries; `pipe` streams in constant memory and keeps the order."""
import ctypes
import itertools

from . import _native
from .records import doc_of


class Coder:
    """Opens the dictionaries once.  Share it between threads; the interpreter's lock is released while articles are coded.

    bundle: path of a compiled bundle; None takes the one in the package (or WAQAI_BUNDLE).  Raises waqai.errors.E100 and its like.
    """

    def __init__(self, bundle=None):
        self.bundle = str(bundle or _native.bundle_path())
        self._engine = _native.call(_native.lib.waqai_engine_open, _native.encoded(self.bundle))

    def close(self):
        """Lets go of the dictionaries; docs stay valid."""
        engine, self._engine = getattr(self, "_engine", None), None
        if engine:
            _native.lib.waqai_engine_close(engine)

    __del__ = close

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    @property
    def pack(self):
        """Program version and dictionary digest, for a methods section."""
        return f"waqai {_native.lib.waqai_version().decode()} {_native.take(_native.lib.waqai_engine_digest(self._engine))}"

    def code(self, article, **fields):
        """The Doc of a text or of a mapping with text, title, published, source, url, section (or category), id.  A record that cannot be taken is a Rejected."""
        record = {"text": article} if isinstance(article, str) else dict(article)
        record.update(fields)
        return next(self.pipe([record], n_threads=1))

    def pipe(self, articles, n_threads=0, batch_size=256, as_tuples=False):
        """Docs of texts or mappings, in order.  n_threads 0: one a core.  Memory is that of a batch.  A bad record gives a Rejected and the stream goes
        on; an interrupt stops within a batch.  as_tuples: items are (article, anything), results (doc, the same anything)."""
        source = iter(articles)
        while True:
            batch = list(itertools.islice(source, batch_size))
            if not batch:
                return
            records = [item[0] for item in batch] if as_tuples else batch
            raw = (_native.Article * len(batch))(*map(_native.article, records))
            out = (ctypes.c_void_p * len(batch))()
            _native.lib.waqai_code(self._engine, raw, len(batch), n_threads, out)
            lines = [_native.take(address) for address in out]
            if None in lines:
                raise MemoryError("memory ran out while articles were coded")
            for item, line in zip(batch, lines):
                yield (doc_of(line), item[1]) if as_tuples else doc_of(line)

    def explain(self, text, published=None):
        """How a text was read, for people: words, tree, what fired, what was rejected and why."""
        one = _native.article({"text": text, "published": published})
        return _native.take(_native.call(_native.lib.waqai_explain, self._engine, ctypes.byref(one)))

    def parse(self, text):
        """CoNLL-U of a text, one paragraph a line."""
        one = _native.article({"text": text})
        return _native.take(_native.call(_native.lib.waqai_parse, self._engine, ctypes.byref(one)))
