// Direction marks, made from numbers: none of them stands in a source or in the built files.

const HIDDEN = new RegExp('[\\u202a-\\u202e\\u2066-\\u2069\\u200e\\u200f\\u061c]', 'g');

// Hidden direction marks become a visible sign of the same length, so that nobody can be fooled about the order of words and offsets stay.
export function visible(text: string): string {
  return text.replace(HIDDEN, String.fromCharCode(0x2421));
}

// Numbers and dates that the browser formats carry marks of their own; each stands isolated here, so they are not needed.
export function unmarked(text: string): string {
  return text.replace(HIDDEN, '');
}

const [FIRST_STRONG, POP] = [0x2068, 0x2069].map((code) => String.fromCharCode(code));

// The text as a unit of its own in any surrounding: for charts, clipboard and plain text, where <bdi> cannot be.
export function isolated(text: string): string {
  return FIRST_STRONG + text + POP;
}
