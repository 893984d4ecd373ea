# SPDX-License-Identifier: Apache-2.0
"""Waqai: Arabic political news as a record anyone can check.

    import waqai
    for doc in waqai.pipe(["..."], n_threads=2):
        for event in doc.events: print(event)

No dependency is required; dictionaries and engine are inside.  `waqai.Coder` for many calls, `waqai.Corpus` for archives, `waqai.errors` for failures.
"""
import platform

from . import _native, errors
from .coder import Coder
from .corpus import Corpus, Relation
from .records import Doc, Event, Evidence, Magnitude, Participant, Place, Pledge, Quotation, Rejected, Rejection, Source, Trigger

__version__ = _native.lib.waqai_version().decode()
__all__ = ["Coder", "Corpus", "Relation", "Doc", "Event", "Evidence", "Magnitude", "Participant", "Place", "Pledge", "Quotation", "Rejected", "Rejection",
           "Source", "Trigger", "code", "pipe", "doctor", "errors"]
_shared = None


def _coder():
    global _shared
    if _shared is None:
        _shared = Coder()
    return _shared


def __getattr__(name):
    if name == "__pack__":  # version and digest of the dictionaries, for a paper
        return _coder().pack
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def code(article, **fields):
    """Coder().code with the dictionaries of the package."""
    return _coder().code(article, **fields)


def pipe(articles, n_threads=0, batch_size=256, as_tuples=False):
    """Coder().pipe with the dictionaries of the package."""
    return _coder().pipe(articles, n_threads, batch_size, as_tuples)


def doctor():
    """Versions and paths, ready to paste into a report."""
    return "\n".join((f"waqai        {__version__}", f"dictionaries {__getattr__('__pack__')}", f"bundle       {_native.bundle_path()}",
                      f"python       {platform.python_version()} {platform.platform()}"))
