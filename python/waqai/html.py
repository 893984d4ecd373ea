# SPDX-License-Identifier: Apache-2.0
"""Notebook views: inline style, no script, no font from elsewhere; right-to-left text isolated, readable in light and dark and on paper."""
from html import escape

COLOURS = {1: "#2a7de1", 2: "#1a9c5b", 3: "#c98a00", 4: "#d0453a"}  # by quad class
_BOX = "border:1px solid currentColor;border-radius:6px;padding:.5em .8em;margin:.4em 0;max-width:60em;font-family:inherit"


def _name(participant):
    return f"<bdi>{escape(str(participant))}</bdi>"


def _names(members):
    return " and ".join(map(_name, members)) or "somebody"


def event(e):
    parts = [f'<b style="color:{COLOURS.get(e.quad, "inherit")}">{escape(e.type)}</b>']
    parts += [escape(mode) for mode in e.mode]
    if e.status != "actual":
        parts.append(f"<i>{escape(e.status)}</i>")
    line = " · ".join(parts) + f" &nbsp; {_names(e.actor)}" + (f" → {_names(e.recipient)}" if e.recipient else "")
    facts = [("date", e.date), ("place", e.place and e.place.name), ("says", e.source and (e.source.name or e.source.text) and str(e.source)),
             ("rule", e.frame), ("confidence", f"{e.confidence:.2f}")]
    small = " &nbsp; ".join(f"{key}: <bdi>{escape(str(value))}</bdi>" for key, value in facts if value)
    return (f'<div style="{_BOX}">{line}<div dir="rtl" lang="ar" style="margin:.3em 0"><bdi>{escape(e.trigger.text)}</bdi></div>'
            f'<small>{small}</small></div>')


def pledge(p):
    to = f" to <bdi>{escape(p.to)}</bdi>" if p.to else ""
    due = f" &nbsp; due {escape(p.due)}" if p.due else ""
    return (f'<div style="{_BOX}"><b>{escape(p.strength)}</b> pledge of <bdi>{escape(p.by or "somebody")}</bdi>{to}{due}'
            f'<div dir="rtl" lang="ar"><bdi>{escape(p.act or "")}</bdi></div></div>')


def doc(d):
    pieces, at = [], 0
    for e in sorted(d.events, key=lambda one: one.trigger.start):
        if e.trigger.start < at:
            continue
        colour = COLOURS.get(e.quad, "inherit")
        pieces.append(escape(d.text[at:e.trigger.start]))
        pieces.append(f'<mark title="{escape(repr(e))}" style="background:none;color:inherit;border-bottom:2px solid {colour}">'
                      f'{escape(d.text[e.trigger.start:e.trigger.end])}</mark>')
        at = e.trigger.end
    pieces.append(escape(d.text[at:]))
    body = "".join(pieces).replace("\n", "<br>")
    events = "".join(map(event, d.events))
    return f'<div style="max-width:60em"><div dir="rtl" lang="ar" style="line-height:1.9">{body}</div>{events}</div>'


def table(columns, rows, more):
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    lines = "".join("<tr>" + "".join(f"<td><bdi>{escape('' if cell is None else str(cell))}</bdi></td>" for cell in row) + "</tr>" for row in rows)
    foot = f"<small>and {more} more</small>" if more else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>{foot}"
