# SPDX-License-Identifier: Apache-2.0
"""Failures with the program's error ids: `waqai.errors.E022` is the class of E022, below `waqai.errors.WaqaiError`."""


class WaqaiError(Exception):
    """A failure of the engine.  `id` (E022), `kind` (usage, input, resource, rejected), `place`, `message` and `hint` are strings or None."""

    id = None

    def __init__(self, message, kind="usage", place=None, hint=None):
        super().__init__(message)
        self.message, self.kind, self.place, self.hint = message, kind, place, hint

    def __str__(self):
        text = f"[{self.id}] {self.message}" if self.id else self.message
        if self.place:
            text += f"\n  --> {self.place}"
        return text + (f"\nhint: {self.hint}" if self.hint else "")


def __getattr__(name):
    if len(name) == 4 and name[0] == "E" and name[1:].isdigit():
        made = type(name, (WaqaiError,), {"id": name, "__module__": __name__, "__doc__": f"Failure {name}; `waqai explain {name}` says more."})
        globals()[name] = made
        return made
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def failure(said):
    """The exception of a failure object."""
    kind = globals().get(said["error"]) or __getattr__(said["error"])
    return kind(said["message"], said.get("kind"), said.get("place"), said.get("hint"))
