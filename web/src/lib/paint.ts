// Paints marks over text without touching it: the CSS Custom Highlight API.  One text node a paragraph, so that no letter moves when a layer goes
// on or off.  Browsers without the API get unpadded <mark> elements instead (Text.svelte).

export const canPaint = typeof CSS !== 'undefined' && 'highlights' in CSS;

export interface Painted {
  start: number;
  end: number;
  paint: string;
}

const ORDER = ['sentence', 'statement', 'pledge', 'date', 'place', 'actor', 'recipient', 'unreal', 'q1', 'q2', 'q3', 'q4', 'hit', 'dimmed'];

// `nodes`: the text node of each paragraph with the offset of its first character, in order.
export function paintAll(nodes: {node: Text; start: number}[], marks: Painted[]): void {
  if (!canPaint) return;
  const ranges = new Map<string, Range[]>();
  for (const mark of marks) {
    // The last paragraph that begins at or before the mark, and those after it that the mark reaches into.
    let [low, high] = [0, nodes.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (nodes[middle].start <= mark.start) low = middle;
      else high = middle;
    }
    for (let i = low; i < nodes.length && nodes[i].start < mark.end; ++i) {
      const {node, start} = nodes[i];
      if (mark.end <= start || mark.start >= start + node.length) continue;
      const range = new Range();
      range.setStart(node, Math.max(0, mark.start - start));
      range.setEnd(node, Math.min(node.length, mark.end - start));
      const list = ranges.get(mark.paint);
      if (list) list.push(range);
      else ranges.set(mark.paint, [range]);
    }
  }
  for (const name of ORDER) {
    const list = ranges.get(name);
    if (!list) {
      CSS.highlights.delete(name);
      continue;
    }
    const highlight = new Highlight(...list);
    highlight.priority = ORDER.indexOf(name);
    CSS.highlights.set(name, highlight);
  }
}

export function unpaint(): void {
  if (canPaint) for (const name of ORDER) CSS.highlights.delete(name);
}

// Where in a text node a point of the screen is.
export function caretAt(x: number, y: number): {node: Node; offset: number} | null {
  const page = document as Document & {caretPositionFromPoint?: (x: number, y: number) => {offsetNode: Node; offset: number} | null; caretRangeFromPoint?: (x: number, y: number) => Range | null};
  const position = page.caretPositionFromPoint?.(x, y);
  if (position) return {node: position.offsetNode, offset: position.offset};
  const range = page.caretRangeFromPoint?.(x, y);
  return range ? {node: range.startContainer, offset: range.startOffset} : null;
}

// The text cut at the ends of marks, for the fall-back and for evidence pages.
export function pieces(text: string, start: number, marks: Painted[]): {text: string; paints: string[]}[] {
  const cuts = new Set([0, text.length]);
  for (const mark of marks) {
    for (const at of [mark.start - start, mark.end - start]) if (at > 0 && at < text.length) cuts.add(at);
  }
  const points = [...cuts].sort((a, b) => a - b);
  return points.slice(0, -1).map((from, i) => ({
    text: text.slice(from, points[i + 1]),
    paints: [...new Set(marks.filter((mark) => mark.start - start <= from && mark.end - start >= points[i + 1]).map((mark) => mark.paint))],
  }));
}
