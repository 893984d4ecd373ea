// What the reader of this page prefers; kept in this browser.

type Lang = 'en' | 'ar';
type Theme = 'auto' | 'light' | 'dark';
type Digits = 'latn' | 'arab';
type Months = 'egypt' | 'levant';

function kept(key: string, otherwise: string): string {
  try {
    return localStorage.getItem('waqai.' + key) ?? otherwise;
  } catch {
    return otherwise;
  }
}

class Settings {
  lang = $state<Lang>((new URLSearchParams(location.search).get('lang') ?? kept('lang', navigator.language.startsWith('ar') ? 'ar' : 'en')) === 'ar' ? 'ar' : 'en');
  theme = $state<Theme>(kept('theme', 'auto') as Theme);
  digits = $state<Digits>(kept('digits', 'latn') as Digits);
  months = $state<Months>(kept('months', 'egypt') as Months);
  hijri = $state(kept('hijri', '') === '1');
  keys = $state(kept('keys', '1') === '1');

  set(key: 'lang' | 'theme' | 'digits' | 'months' | 'hijri' | 'keys', value: string) {
    try {
      localStorage.setItem('waqai.' + key, value);
    } catch {
      // A browser that keeps nothing still shows the page.
    }
    if (key === 'hijri' || key === 'keys') this[key] = value === '1';
    else (this as unknown as Record<string, string>)[key] = value;
  }
}

export const settings = new Settings();
