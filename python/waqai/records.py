# SPDX-License-Identifier: Apache-2.0
"""The records as frozen, typed values.  Field names are those of `waqai code --to jsonl` (docs/FORMATS.md).  Offsets are code points into Doc.text:
`doc.text[e.trigger.start:e.trigger.end] == e.trigger.text`.  Unknown is None or an empty tuple."""
import dataclasses
import json
from typing import Any, Optional, Tuple

from . import html

Span = Tuple[int, int]


@dataclasses.dataclass(frozen=True)
class Trigger:
    text: str
    start: int
    end: int


@dataclasses.dataclass(frozen=True)
class Participant:
    text: Optional[str] = None
    name: Optional[str] = None
    name_ar: Optional[str] = None
    country: Optional[str] = None
    sector: Tuple[str, ...] = ()
    actor_id: Optional[str] = None
    span: Optional[Span] = None
    row: Optional[str] = None
    alternatives: Tuple[str, ...] = ()

    def __str__(self):
        code = " ".join(filter(None, (self.country, *self.sector)))
        return (self.name or self.text or "?") + (f" ({code})" if code else "")


@dataclasses.dataclass(frozen=True)
class Source(Participant):
    stance: Optional[str] = None
    medium: Optional[str] = None
    cue: Optional[Span] = None
    via: Tuple[Participant, ...] = ()


@dataclasses.dataclass(frozen=True)
class Place:
    name: Optional[str] = None
    name_ar: Optional[str] = None
    country: Optional[str] = None
    kind: Optional[str] = None
    latitude: Optional[float] = None
    longitude: Optional[float] = None
    span: Optional[Span] = None
    row: Optional[str] = None


@dataclasses.dataclass(frozen=True)
class Magnitude:
    kind: str
    low: float
    high: float
    unit: Optional[str]
    text: str
    span: Span


@dataclasses.dataclass(frozen=True)
class Evidence:
    field: str
    note: str
    row: Optional[str]
    span: Optional[Span]


@dataclasses.dataclass(frozen=True)
class Event:
    n: int
    id: str
    happening: int
    sentence: Span
    trigger: Trigger
    type: str
    mode: Tuple[str, ...]
    context: Tuple[str, ...]
    status: str
    cameo: Optional[str]
    quad: int
    score: Optional[float]
    actor: Tuple[Participant, ...]
    recipient: Tuple[Participant, ...]
    source: Optional[Source]
    date: Optional[str]
    place: Optional[Place]
    magnitude: Tuple[Magnitude, ...]
    confidence: float
    frame: Optional[str]
    evidence: Tuple[Evidence, ...]

    def __repr__(self):
        actors = " and ".join(map(str, self.actor)) or "?"
        recipients = " and ".join(map(str, self.recipient))
        return f"<Event {self.type}{'/' + '+'.join(self.mode) if self.mode else ''} {self.status}: {actors}{' -> ' + recipients if recipients else ''}>"

    def _repr_html_(self):
        return html.event(self)


@dataclasses.dataclass(frozen=True)
class Pledge:
    event: int
    by: Optional[str]
    to: Optional[str]
    act: Optional[str]
    span: Optional[Span]
    field: Tuple[str, ...]
    due: Optional[str]
    condition: Optional[str]
    strength: str
    row: Optional[str]

    def _repr_html_(self):
        return html.pledge(self)


@dataclasses.dataclass(frozen=True)
class Quotation:
    span: Span
    direct: bool
    speaker: Optional[Participant]
    cue: Optional[Span]


@dataclasses.dataclass(frozen=True)
class Rejection:
    """A political predicate that gave no event, and why."""
    span: Span
    reason: str
    row: Optional[str]


@dataclasses.dataclass(frozen=True)
class Doc:
    """An article and what was read from it.  `json` is the line that `waqai code --to jsonl` prints, byte for byte."""
    id: str
    title: Optional[str]
    source: Optional[str]
    url: Optional[str]
    section: Optional[str]
    published: Optional[str]
    text: str
    events: Tuple[Event, ...]
    pledges: Tuple[Pledge, ...]
    quotations: Tuple[Quotation, ...]
    rejections: Tuple[Rejection, ...]
    warnings: Tuple[str, ...]
    json: str = dataclasses.field(repr=False, compare=False)

    ok = True

    def __repr__(self):
        return f"<Doc {self.id} {self.published or 'undated'}: {len(self.events)} events, {len(self.pledges)} pledges>"

    def _repr_html_(self):
        return html.doc(self)

    def span_text(self, span):
        """The words at a span."""
        return self.text[span[0]:span[1]]

    def bytes_span(self, span):
        """The span in bytes of the UTF-8 text, as the archive counts."""
        return tuple(len(self.text[:at].encode("utf-8")) for at in span)

    def utf16_span(self, span):
        """The span in UTF-16 code units, as JavaScript counts."""
        return tuple(len(self.text[:at].encode("utf-16-le")) // 2 for at in span)


@dataclasses.dataclass(frozen=True)
class Rejected:
    """What stands in the stream for a record that could not be taken."""
    error: str
    kind: Optional[str]
    message: str
    place: Optional[str]
    hint: Optional[str]

    ok = False


def _made(kind, value):
    if value is None:
        return None
    names = {field.name for field in dataclasses.fields(kind)}
    return kind(**{key: _plain(item) for key, item in value.items() if key in names})


def _plain(value: Any):
    return tuple(map(_plain, value)) if isinstance(value, list) else value


def _event(value):
    parts = dict(value)
    parts["trigger"] = _made(Trigger, value["trigger"])
    for role in ("actor", "recipient"):
        parts[role] = tuple(_made(Participant, member) for member in value[role])
    source = value["source"] and dict(value["source"], via=[])
    parts["source"] = source and dataclasses.replace(_made(Source, source), via=tuple(_made(Participant, relay) for relay in value["source"].get("via") or ()))
    parts["place"] = _made(Place, value["place"])
    parts["magnitude"] = tuple(_made(Magnitude, item) for item in value["magnitude"])
    parts["evidence"] = tuple(_made(Evidence, item) for item in value["evidence"])
    return _made_ready(Event, parts)


def _made_ready(kind, parts):
    names = [field.name for field in dataclasses.fields(kind)]
    return kind(**{name: _plain(parts.get(name)) for name in names})


def _quotation(value):
    return Quotation(tuple(value["span"]), value["direct"], _made(Participant, value["speaker"]), value["cue"] and tuple(value["cue"]))


def doc_of(line):
    """The Doc of a line of JSON, or the Rejected of a failure object."""
    value = json.loads(line)
    if "error" in value and "text" not in value:
        return Rejected(*(value.get(key) for key in ("error", "kind", "message", "place", "hint")))
    return Doc(*(value[key] for key in ("id", "title", "source", "url", "section", "published", "text")),
               events=tuple(map(_event, value["events"])), pledges=tuple(_made(Pledge, item) for item in value["pledges"]),
               quotations=tuple(map(_quotation, value["quotations"])), rejections=tuple(_made(Rejection, item) for item in value["rejections"]),
               warnings=tuple(value["warnings"]), json=line)
