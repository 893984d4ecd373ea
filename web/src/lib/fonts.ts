// Fonts before text: what is laid out in one font and laid out again in another moves every letter.  They come from this machine, in a few
// milliseconds; where they do not, the text waits no longer than that.
const MOST = 400;
const asked = new Map<string, Promise<unknown>>();

export function fontsOf(family: 'Plex' | 'Naskh'): Promise<unknown> {
  let ready = asked.get(family);
  if (!ready) {
    // Both scripts; Plex in both weights, Naskh is one file for all.
    const faces = (family === 'Plex' ? ['400', '600'] : ['400']).map((weight) => document.fonts.load(`${weight} 1rem ${family}`, 'اa1'));
    ready = Promise.race([Promise.allSettled(faces), new Promise((done) => setTimeout(done, MOST))]);
    asked.set(family, ready);
  }
  return ready;
}
